"""A transaction within one step of the event loop reads and leaves what a plain one does."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockserver.state import MemoryStore, Sandbox, World
from mockserver.state.instant import Suspended, at_once
from mockserver.state.layer import layers_of
from mockserver.state.sandbox import KeepNothing
from mockserver.state.seed import Seed
from specs.bundle import Bundle
from tests.support.documents import api, write_api
from tests.support.worlds import HandSet, SuspendingStore, sandbox, selections

Deed = tuple[Any, ...]
Look = Callable[[World], Coroutine[Any, Any, object]]

KINDS = st.sampled_from(["order", "item"])
IDS = st.sampled_from(["1", "2", "b"])
RECORDS = st.sampled_from([{"n": 1}, {"n": 2}, {"n": [1, "2"]}, {}, {"n": 3, "more": {"deep": []}}])
DEEDS = st.one_of(
    st.tuples(st.just("get"), KINDS, IDS),
    st.tuples(st.just("put"), KINDS, IDS, RECORDS),
    st.tuples(st.just("delete"), KINDS, IDS),
    st.tuples(st.just("list"), KINDS),
    st.tuples(st.just("select"), KINDS, selections()),
    st.tuples(st.just("count"), KINDS, selections()),
    st.tuples(st.just("next_id"), KINDS, st.sampled_from([1, 2])),
    st.sampled_from([("random",), ("new_uuid",), ("everything",)]),
)
GONE = ("delete", "order", "1")
BACK = ("put", "order", "1", {"n": 3})
TRANSACTIONS = st.tuples(
    # Those of the plain world stand in between, so that each meets what the other one left.
    st.sampled_from(["applied", "applied", "dropped", "suspended", "plain"]),
    st.lists(DEEDS, max_size=8),
)
CHANGES = st.tuples(st.sampled_from(["reset", "replace", "advance"]), st.just([]))
HISTORIES = st.lists(st.one_of(TRANSACTIONS, TRANSACTIONS, TRANSACTIONS, CHANGES), max_size=10)


@pytest.fixture(scope="module")
def seed(tmp_path_factory) -> Seed:
    beneath = {"order": {"b": {"n": 1}, "1": {"n": 2, "at": "$now-1d"}}, "item": {"2": {}}}
    folder = write_api(tmp_path_factory.mktemp("seeded"), api({}), name="shop", seed=beneath)
    return Seed(Bundle.load(Path(folder)))


async def do(world: World, deeds: list[Deed]) -> list[object]:
    """Does one thing after the other and returns what was read; items, so that order counts."""
    told: list[object] = [world.now, world.seed, world.fault_rules]
    for name, *more in deeds:
        match name:
            case "put" | "delete":
                getattr(world, name)(*more)
            case "select":
                kind, asked = more
                found = await world.select(
                    kind,
                    dict(asked.wanted),
                    order=asked.order,
                    start=asked.start,
                    limit=asked.limit,
                    without=asked.without,
                )
                told.append(list(found.items()))
            case "count":
                kind, asked = more
                told.append(
                    await world.count(
                        kind,
                        dict(asked.wanted),
                        order=asked.order,
                        up_to=asked.up_to,
                        before=asked.before,
                        without=asked.without,
                    )
                )
            case "random":
                told.append((await world.random()).random())
            case "list" | "everything":
                read = await getattr(world, name)(*more)
                told.append([(key, list(value.items())) for key, value in read.items()])
            case _:
                told.append(await getattr(world, name)(*more))
    return told


async def change(home: Sandbox, what: str) -> None:
    match what:
        case "reset":
            await home.reset("shop", all_of_it=True)
        case "replace":
            await home.replace_state("shop", {"order": {"1": {"n": 7}}}, keep_counters=True)
        case "advance":
            await home.advance(timedelta(hours=1))


async def plainly(home: Sandbox, deeds: list[Deed], *, keeps: bool) -> list[object]:
    told: list[object] = []

    async def work(world: World) -> None:
        told.append(await do(world, deeds))
        if not keeps:
            raise KeepNothing

    with suppress(KeepNothing):
        await home.run("shop", work)
    return told[-1:]


def instantly(home: Sandbox, deeds: list[Deed], fate: str) -> list[object]:
    world = home.instant_world("shop")
    assert world is not None
    told: list[object] = []

    async def work() -> None:
        told.append(await do(world, deeds))
        if fate == "suspended":
            await asyncio.sleep(0)

    try:
        at_once(work())
    except Suspended:
        assert fate == "suspended"
    if fate == "applied":
        world.apply()
    return told


async def left_in(home: Sandbox) -> object:
    """Returns all that a store holds, and what a fresh plain world makes of it, in order."""
    kinds = [("list", kind) for kind in ("order", "item")]
    seen = await plainly(home, [*kinds, ("everything",), ("next_id", "order", 1)], keeps=False)
    assert isinstance(home.store, MemoryStore)
    by_collection: dict[str, list[tuple[str, bytes]]] = {}
    for (collection, id_), data in home.store.records().items():
        by_collection.setdefault(collection, []).append((id_, data))
    return seen, by_collection


@pytest.mark.parametrize("is_seeded", [False, True])
@settings(max_examples=150)
@given(history=HISTORIES)
@example(history=[("applied", [GONE]), ("applied", [("next_id", "order", 1)])])
@example(history=[("applied", [GONE]), ("applied", [BACK]), ("applied", [("list", "order")])])
@example(history=[("applied", [GONE, BACK]), ("applied", [BACK, ("list", "order")])])
@example(history=[("applied", [BACK]), ("applied", [GONE]), ("plain", [BACK])])
@example(history=[("plain", [GONE]), ("applied", [BACK]), ("applied", [GONE, ("everything",)])])
@example(history=[("applied", [GONE]), ("applied", [("put", "item", "1", {}), BACK])])
def test_every_history_is_the_same_one_in_plain_worlds(seed, is_seeded, history):
    layers = {"layers": layers_of({"shop": seed})} if is_seeded else {}
    mine, plain = sandbox(seed=5, **layers), sandbox(seed=5, **layers)

    async def story() -> None:
        for home in (mine, plain):
            await home.run("shop", lambda world: world.get("order", "1"))
        for fate, deeds in history:
            if fate in ("reset", "replace", "advance"):
                for home in (mine, plain):
                    await change(home, fate)
                continue
            expected = await plainly(plain, deeds, keeps=fate in ("applied", "plain"))
            if fate == "plain":
                assert await plainly(mine, deeds, keeps=True) == expected
            else:
                assert instantly(mine, deeds, fate) == expected
        assert await left_in(mine) == await left_in(plain)

    asyncio.run(story())


def born(**more: Any) -> Sandbox:
    home = sandbox(**more)
    asyncio.run(home.run("shop", lambda world: world.get("order", "1")))
    return home


def test_what_is_dropped_leaves_nothing_behind():
    home = born()
    before = home.store.records()

    instantly(home, [("put", "order", "1", {}), ("next_id", "order", 1), ("random",)], "dropped")

    assert home.store.records() == before


def test_nothing_is_stored_before_it_is_applied():
    home = born()
    before = home.store.records()
    world = home.instant_world("shop")
    world.put("order", "1", {"n": 1})

    assert home.store.records() == before
    world.apply()
    assert home.store.records() != before


def test_a_record_that_was_read_or_put_is_a_private_copy():
    home = born()
    record = {"lines": [{"n": 1}]}
    world = home.instant_world("shop")
    world.put("order", "1", record)
    record["lines"].clear()
    at_once(world.get("order", "1"))["lines"].clear()
    at_once(world.list("order"))["1"]["lines"].clear()
    world.apply()

    found = asyncio.run(home.run("shop", lambda world: world.get("order", "1")))

    assert found == {"lines": [{"n": 1}]}


LOOKS: dict[str, Look] = {
    "a record": lambda world: world.get("order", "1"),
    "a record that is not there yet": lambda world: world.get("order", "2"),
    "a record that is gone by then": lambda world: world.get("order", "3"),
    "a list": lambda world: world.list("order"),
    "a choice": lambda world: world.select("order", {"/n": ["9"]}),
    "a count": lambda world: world.count("order"),
    "the next id": lambda world: world.next_id("order"),
    "a draw": lambda world: world.new_uuid(),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_plain_transaction_that_is_overtaken_runs_again(look):
    home = born()
    instantly(home, [("put", "order", "1", {"n": 1}), ("put", "order", "3", {"n": 3})], "applied")
    seen: list[object] = []

    async def story() -> None:
        is_overtaken = asyncio.Event()

        async def slowly(world: World) -> None:
            seen.append(await look(world))
            if len(seen) == 1:
                await is_overtaken.wait()
            world.put("order", "late", {"saw": len(seen)})

        slow = asyncio.create_task(home.run("shop", slowly))
        await asyncio.sleep(0)
        overtaking = [("put", "order", str(number), {"n": 9}) for number in (1, 2, 4)]
        overtaking += [("delete", "order", "3"), ("next_id", "order", 1), ("random",)]
        instantly(home, overtaking, "applied")
        is_overtaken.set()
        await slow

    asyncio.run(story())

    assert len(seen) == 2
    assert seen[0] != seen[1]
    assert instantly(home, [("get", "order", "late")], "dropped")[0][-1] == {"saw": 2}


def test_a_plain_transaction_about_other_things_is_not_disturbed():
    home = born()
    runs: list[object] = []

    async def story() -> None:
        async def slowly(world: World) -> None:
            runs.append(await world.list("item"))
            await asyncio.sleep(0)

        slow = asyncio.create_task(home.run("shop", slowly))
        await asyncio.sleep(0)
        instantly(home, [("put", "order", "1", {})], "applied")
        await slow

    asyncio.run(story())

    assert len(runs) == 1


def test_a_sandbox_that_is_not_born_has_no_instant_world():
    assert sandbox().instant_world("shop") is None


def test_a_store_that_may_suspend_has_no_instant_world():
    assert born(store=SuspendingStore()).instant_world("shop") is None


def test_a_sandbox_with_fault_rules_has_no_instant_world_until_they_go():
    home = born()

    asyncio.run(_with_faults(home, {"id": "f1", "effect": {}}))
    assert home.instant_world("shop") is None

    asyncio.run(_with_faults(home))
    assert home.instant_world("shop") is not None


def test_each_instant_world_has_the_newest_time():
    time = HandSet()
    home = Sandbox(MemoryStore(), time=time)
    asyncio.run(home.run("shop", lambda world: world.get("order", "1")))

    def told() -> object:
        return home.instant_world("shop").now

    first = told()
    time.advance(seconds=1)
    assert told() == first + timedelta(seconds=1)
    asyncio.run(home.advance(timedelta(days=1)))
    assert told() == first + timedelta(days=1, seconds=1)
    asyncio.run(home.freeze())
    time.advance(hours=1)
    assert told() == first + timedelta(days=1, seconds=1)


def test_another_handle_of_the_same_store_is_heeded():
    """A snapshot that is restored changes the store, not the sandbox that somebody holds."""
    home = born()
    other = Sandbox(home.store, time=HandSet())
    assert home.instant_world("shop") is not None

    asyncio.run(_with_faults(other, {"id": "f1", "effect": {}}))

    assert home.instant_world("shop") is None


def test_a_coroutine_that_ends_gives_its_result():
    async def inner() -> int:
        return 2

    async def work() -> int:
        return 1 + await inner()

    assert at_once(work()) == 3


def test_a_coroutine_that_raises_raises():
    async def work() -> None:
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        at_once(work())


def test_a_coroutine_that_waits_is_closed_where_it_stands():
    done: list[str] = []

    async def work() -> None:
        try:
            done.append("begun")
            await asyncio.sleep(0)
            done.append("gone on")
        finally:
            done.append("closed")

    with pytest.raises(Suspended):
        at_once(work())
    assert done == ["begun", "closed"]


def test_a_coroutine_that_waits_again_while_it_is_closed_is_given_up():
    async def work() -> None:
        try:
            await asyncio.sleep(0)
        finally:
            await asyncio.sleep(0)

    with pytest.raises(Suspended):
        at_once(work())


async def _with_faults(home: Sandbox, *rules: dict[str, Any]) -> None:
    await home.change(lambda before: replace(before, faults=rules))
