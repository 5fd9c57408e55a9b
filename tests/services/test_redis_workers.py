"""Workers remember what they saw, and yet none ever acts on what is no longer so."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from mockserver.state import Sandbox, Sandboxes, World
from mockserver.state.redis_store import RedisStorage, RedisStore
from mockserver.state.store import Key
from tests.support.worlds import HandSet

pytestmark = pytest.mark.services

_PREFIXES = count()
_ACCOUNTS = ("a", "b", "c", "d")
_EACH = 100
_IDS = st.sampled_from(["1", "2", "3"])
_WORKERS = st.integers(0, 1)


def workers(redis, how_many: int = 2, **options) -> list[RedisStorage]:
    """Storages that have nothing in common but the server, as processes would."""
    prefix = f"workers-{next(_PREFIXES)}"
    return [RedisStorage(redis.url, prefix=prefix, **options) for _ in range(how_many)]


def tell(homes: list[RedisStorage], story: Callable[[list[Sandbox]], Awaitable[object]]) -> object:
    """Runs a story over one sandbox as each of the workers has it."""

    async def whole() -> object:
        try:
            return await story([Sandboxes(home, time=HandSet()).get("w1") for home in homes])
        finally:
            for home in homes:
                await home.close()

    return asyncio.run(whole())


def putting(id_: str, value: int) -> Callable[[World], Awaitable[None]]:
    async def work(world: World) -> None:
        world.put("account", id_, {"value": value})

    return work


def moving(source: str, target: str, amount: int) -> Callable[[World], Awaitable[None]]:
    async def work(world: World) -> None:
        for id_, by in ((source, -amount), (target, amount)):
            record = await world.get("account", id_)
            # Others run between any two reads, as they do where a stub waits for something.
            await asyncio.sleep(0)
            world.put("account", id_, {"value": record["value"] + by})

    return work


async def by_one(world: World) -> dict[str, int]:
    """Reads all accounts one after the other."""
    found = {}
    for id_ in _ACCOUNTS:
        found[id_] = (await world.get("account", id_))["value"]
        await asyncio.sleep(0)
    return found


async def by_list(world: World) -> dict[str, int]:
    """Reads all accounts at once."""
    return {id_: record["value"] for id_, record in (await world.list("account")).items()}


async def by_selection(world: World) -> dict[str, int]:
    """Reads all accounts by an index."""
    found = await world.select("account", {_exists: ["yes"]})
    return {id_: record["value"] for id_, record in found.items()}


def _exists(id_: str, record: object) -> tuple[str, ...]:
    del id_, record
    return ("yes",)


async def opened(boxes: list[Sandbox]) -> None:
    """Gives every account the same."""

    async def work(world: World) -> None:
        for id_ in _ACCOUNTS:
            world.put("account", id_, {"value": _EACH})

    await boxes[0].run("bank", work)


@pytest.mark.parametrize("look", [by_one, by_list, by_selection])
def test_what_one_worker_acknowledged_the_other_one_sees(redis, look):
    async def story(boxes: list[Sandbox]) -> list[int]:
        await opened(boxes)
        seen = []
        for value in range(20):
            writer, reader = boxes if value % 2 else reversed(boxes)
            await reader.run("bank", look)
            await writer.run("bank", putting("a", value))
            seen.append((await reader.run("bank", look))["a"])
        return seen

    assert tell(workers(redis), story) == list(range(20))


async def by_get(world: World) -> dict[str, int]:
    """Reads one account."""
    record = await world.get("account", "a")
    return {"a": record["value"]} if record is not None else {}


async def removing(world: World) -> None:
    world.delete("account", "a")


GOING: dict[str, Callable[[Sandboxes], Awaitable[object]]] = {
    "delete": lambda room: room.get("w1").run("bank", removing),
    "drop": lambda room: room.drop("w1"),
    "replace": lambda room: room.get("w1").replace_state("bank", {}),
    "restore": lambda room: room.restore("w1", "empty"),
}


@pytest.mark.parametrize("look", [by_get, by_list, by_selection])
@pytest.mark.parametrize("way", GOING)
def test_what_goes_at_one_worker_is_gone_at_the_other_one(redis, way, look):
    async def story(boxes: list[Sandbox]) -> list[object]:
        rooms = [Sandboxes(RedisStorage(redis.url, prefix=prefix), time=HandSet()) for _ in "ab"]
        await rooms[0].keep("w1", "empty")
        await rooms[0].get("w1").run("bank", putting("a", 5))
        seen = [await room.get("w1").run("bank", look) for room in rooms]
        await GOING[way](rooms[1])
        seen += [await room.get("w1").run("bank", look) for room in rooms]
        for room in rooms:
            await room.storage.close()
        return seen

    prefix = f"workers-{next(_PREFIXES)}"
    assert tell([], story) == [{"a": 5}, {"a": 5}, {}, {}]


@pytest.mark.parametrize("look", [by_list, by_selection])
def test_who_writes_blindly_does_not_hide_what_another_worker_has_added(redis, look):
    async def story(boxes: list[Sandbox]) -> set[str]:
        await opened(boxes)
        await boxes[0].run("bank", look)
        await boxes[1].run("bank", putting("added", 1))
        # The second call is on its way before the first one hears that its memory is stale.
        _, seen = await asyncio.gather(
            boxes[0].run("bank", putting("e", 1)), boxes[0].run("bank", look)
        )
        return set(seen)

    assert tell(workers(redis), story) >= {*_ACCOUNTS, "added"}


@settings(deadline=None, max_examples=25)
@given(
    transfers=st.lists(
        st.tuples(
            _WORKERS,
            st.sampled_from(_ACCOUNTS),
            st.sampled_from(_ACCOUNTS),
            st.integers(1, 9),
            st.booleans(),
        ).filter(lambda one: one[1] != one[2]),
        max_size=40,
    )
)
def test_no_call_sees_half_of_a_transfer_and_none_is_lost(redis, transfers):
    async def story(boxes: list[Sandbox]) -> tuple[list[dict[str, int]], dict[str, int]]:
        await opened(boxes)
        works = []
        for worker, source, target, amount, is_seen in transfers:
            works.append(boxes[worker].run("bank", moving(source, target, amount)))
            look = (by_one, by_list, by_selection)[amount % 3]
            if is_seen:
                works.append(boxes[1 - worker].run("bank", look))
        found = await asyncio.gather(*works)
        return [one for one in found if one is not None], await boxes[1].run("bank", by_list)

    seen, finally_ = tell(workers(redis), story)

    expected = dict.fromkeys(_ACCOUNTS, _EACH)
    for _, source, target, amount, _ in transfers:
        expected[source] -= amount
        expected[target] += amount
    assert finally_ == expected
    assert {sum(one.values()) for one in seen} <= {len(_ACCOUNTS) * _EACH}


@pytest.mark.parametrize("most", [0, 2_000, 10**6])
def test_any_history_of_two_workers_is_that_of_one_dict(redis, most):
    class Machine(RuleBasedStateMachine):
        """Calls one after the other, each at either worker, against a plain dict."""

        def __init__(self) -> None:
            super().__init__()
            self.runner = asyncio.Runner()
            self.homes = workers(redis, most_remembered_bytes=most)
            self.rooms = [Sandboxes(home, time=HandSet()) for home in self.homes]
            self.model: dict[str, int] = {}

        def run(self, worker: int, work: Callable[[World], Awaitable[object]]) -> object:
            return self.runner.run(self.rooms[worker].get("w1").run("bank", work))

        @rule(worker=_WORKERS, id_=_IDS, value=st.integers(0, 9))
        def put(self, worker: int, id_: str, value: int) -> None:
            self.run(worker, putting(id_, value))
            self.model[id_] = value

        @rule(worker=_WORKERS, id_=_IDS)
        def delete(self, worker: int, id_: str) -> None:
            async def work(world: World) -> None:
                world.delete("account", id_)

            self.run(worker, work)
            self.model.pop(id_, None)

        @rule(worker=_WORKERS, id_=_IDS)
        def get(self, worker: int, id_: str) -> None:
            found = self.run(worker, lambda world: world.get("account", id_))

            assert found == ({"value": self.model[id_]} if id_ in self.model else None)

        @rule(worker=_WORKERS)
        def list_(self, worker: int) -> None:
            assert list(self.run(worker, by_list).items()) == list(self.model.items())

        @rule(worker=_WORKERS)
        def select(self, worker: int) -> None:
            assert list(self.run(worker, by_selection).items()) == list(self.model.items())

        @rule(worker=_WORKERS)
        def keep_and_restore(self, worker: int) -> None:
            self.runner.run(self.rooms[worker].keep("w1", "then"))
            self.put(1 - worker, "1", 77)
            self.model.pop("1")
            self.runner.run(self.rooms[worker].restore("w1", "then"))
            self.model = dict(self.list_of(worker))

        def list_of(self, worker: int) -> dict[str, int]:
            found = self.run(worker, by_list)
            assert found == self.run(1 - worker, by_list)
            assert "1" not in found or found["1"] != 77
            return found

        @rule(worker=_WORKERS)
        def drop(self, worker: int) -> None:
            self.runner.run(self.rooms[worker].drop("w1"))
            self.model.clear()

        @rule(worker=_WORKERS, value=st.integers(0, 9))
        def replace(self, worker: int, value: int) -> None:
            state = {"account": {"2": {"value": value}, "1": {"value": value}}}
            self.runner.run(self.rooms[worker].get("w1").replace_state("bank", state))
            self.model = {"2": value, "1": value}

        def teardown(self) -> None:
            for home in self.homes:
                self.runner.run(home.close())
            self.runner.close()

    case = Machine.TestCase
    case.settings = settings(deadline=None, max_examples=30)
    case("runTest").runTest()


def test_calls_of_one_worker_on_one_record_do_not_get_into_each_others_way(redis):
    runs = 0

    async def story(boxes: list[Sandbox]) -> int:
        async def increment(world: World) -> None:
            nonlocal runs
            runs += 1
            record = await world.get("account", "a")
            world.put("account", "a", {"value": record["value"] + 1})

        await opened(boxes)
        await boxes[0].run("bank", by_list)
        await asyncio.gather(*(boxes[0].run("bank", increment) for _ in range(50)))
        return (await boxes[0].run("bank", by_list))["a"]

    assert tell(workers(redis, 1), story) == _EACH + 50
    assert runs == 50


def test_a_refused_call_takes_nobody_with_it_that_came_after_it_was_refused(redis):
    async def story(boxes: list[Sandbox]) -> tuple[int, int]:
        await opened(boxes)
        for box in boxes:
            await box.run("bank", by_list)
        await boxes[1].run("bank", putting("a", 5))
        runs = 0

        async def increment(world: World) -> None:
            nonlocal runs
            runs += 1
            record = await world.get("account", "a")
            world.put("account", "a", {"value": record["value"] + 1})

        # All of them build on what the other worker has changed: each runs twice, not more.
        await asyncio.gather(*(boxes[0].run("bank", increment) for _ in range(10)))
        return (await boxes[1].run("bank", by_list))["a"], runs

    assert tell(workers(redis), story) == (15, 20)


def test_memory_is_bounded(redis):
    async def story(boxes: list[Sandbox]) -> bool:
        keyspace = boxes[0].store._keyspace
        for number in range(200):
            store = RedisStore(keyspace, f"s{number}")
            await store.commit({}, {}, {Key("shop/order", "1"): b"x" * 1000})
        return 0 < keyspace.remembered_bytes <= 50_000 and len(keyspace._remembered) < 50

    assert tell(workers(redis, 1, most_remembered_bytes=50_000), story) is True


def test_a_collection_that_is_born_late_expires_with_its_sandbox(redis):
    async def story(boxes: list[Sandbox]) -> list[bool]:
        store, keyspace = boxes[0].store, boxes[0].store._keyspace
        await store.commit({}, {}, {Key("shop/order", "1"): b"1"})
        await store.commit({}, {}, {Key("shop/item", "1"): b"1"})
        keys = await keyspace.link.ask(("KEYS", f"{keyspace.prefix}:w1:*"), is_harmless=True)
        ends = [await keyspace.link.ask(("PTTL", key), is_harmless=True) for key in keys]
        return [0 < end <= 60_000 for end in ends]

    assert tell(workers(redis, 1, idle=timedelta(minutes=1)), story) == [True, True, True]
