"""One call's view of the world: private copies, own writes seen, nothing kept unless committed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from mockserver.state import MemoryStore, Sandbox, World
from mockserver.state.sandbox import KeepNothing
from mockserver.state.selection import Selected
from tests.support.worlds import NOW, HandSet, sandbox


def run(home: Sandbox, *works: Callable[[World], Awaitable[object]]) -> list[object]:
    """Runs works one after the other in transactions of their own."""

    async def story() -> list[object]:
        return [await home.run("shop", work) for work in works]

    return asyncio.run(story())


async def put_one(world: World) -> None:
    world.put("order", "1", {"total": 1, "lines": [{"n": 1}]})


def test_a_record_that_is_put_is_there_afterwards():
    found = run(sandbox(), put_one, lambda world: world.get("order", "1"))[1]

    assert found == {"total": 1, "lines": [{"n": 1}]}


def test_an_unknown_record_is_none():
    assert run(sandbox(), lambda world: world.get("order", "1")) == [None]


def test_a_read_record_is_a_private_copy():
    async def spoil(world: World) -> None:
        record = await world.get("order", "1")
        record["lines"][0]["n"] = 9

    found = run(sandbox(), put_one, spoil, lambda world: world.get("order", "1"))[2]

    assert found["lines"] == [{"n": 1}]


def test_two_reads_in_one_call_share_nothing():
    async def twice(world: World) -> object:
        (await world.get("order", "1"))["total"] = 9
        return (await world.get("order", "1"))["total"]

    assert run(sandbox(), put_one, twice)[1] == 1


def test_a_listed_record_is_a_private_copy():
    async def twice(world: World) -> object:
        (await world.list("order"))["1"]["total"] = 9
        return (await world.list("order"))["1"]["total"]

    assert run(sandbox(), put_one, twice)[1] == 1


def test_a_record_that_was_put_may_change_freely():
    async def spoil(world: World) -> object:
        record = {"total": 1}
        world.put("order", "1", record)
        record["total"] = 9
        return (await world.get("order", "1"))["total"]

    assert run(sandbox(), spoil) == [1]


def test_a_call_reads_its_own_writes():
    async def change(world: World) -> object:
        world.put("order", "1", {"total": 7})
        return await world.get("order", "1")

    assert run(sandbox(), put_one, change)[1] == {"total": 7}


def test_a_call_does_not_see_what_it_deleted():
    async def drop(world: World) -> object:
        world.delete("order", "1")
        return await world.get("order", "1"), await world.list("order")

    assert run(sandbox(), put_one, drop)[1] == (None, {})


def test_a_list_sees_buffered_writes():
    async def add(world: World) -> object:
        world.put("order", "2", {"total": 2})
        return [(id_, record["total"]) for id_, record in (await world.list("order")).items()]

    assert run(sandbox(), put_one, add)[1] == [("1", 1), ("2", 2)]


def test_a_list_sees_writes_made_after_it():
    async def add(world: World) -> object:
        before = list(await world.list("order"))
        world.put("order", "2", {})
        return before, list(await world.list("order"))

    assert run(sandbox(), put_one, add)[1] == (["1"], ["1", "2"])


def test_a_list_keeps_the_order_of_insertion():
    async def fill(world: World) -> None:
        for id_ in ("c", "a", "b"):
            world.put("order", id_, {})

    async def touch(world: World) -> None:
        world.put("order", "c", {"touched": True})

    assert list(run(sandbox(), fill, touch, lambda world: world.list("order"))[2]) == [*"cab"]


def test_kinds_and_apis_are_apart():
    async def story() -> list[object]:
        home = sandbox()
        await home.run("shop", put_one)
        return [
            await home.run("shop", lambda world: world.get("item", "1")),
            await home.run("shopping", lambda world: world.get("order", "1")),
        ]

    assert asyncio.run(story()) == [None, None]


def test_a_refused_call_leaves_no_record():
    assert _after_refusal(lambda world: world.get("order", "1")) is None


def test_a_refused_call_uses_up_no_id():
    assert _after_refusal(lambda world: world.next_id("order")) == 1


def test_a_refused_call_uses_up_no_random_draw():
    fresh = run(sandbox(), lambda world: world.new_uuid())[0]

    assert _after_refusal(lambda world: world.new_uuid()) == fresh


def test_ids_count_up_from_the_first():
    async def draw(world: World) -> object:
        return await world.next_id("order", first=100), await world.next_id("order", first=100)

    assert run(sandbox(), draw, draw) == [(100, 101), (102, 103)]


def test_ids_of_two_kinds_do_not_touch():
    async def draw(world: World) -> object:
        return await world.next_id("order"), await world.next_id("item")

    assert run(sandbox(), draw, draw) == [(1, 1), (2, 2)]


def test_a_higher_first_id_is_never_undercut():
    first = [lambda world: world.next_id("order"), lambda world: world.next_id("order", first=50)]

    assert run(sandbox(), *first) == [1, 50]


def test_draws_in_one_call_differ():
    async def draw(world: World) -> object:
        return await world.new_uuid(), await world.new_uuid(), (await world.random()).random()

    one, two, three = run(sandbox(), draw)[0]

    assert len({one, two, three}) == 3


def test_a_uuid_is_a_version_four_uuid():
    drawn = run(sandbox(), lambda world: world.new_uuid())[0]

    assert (str(UUID(drawn)), UUID(drawn).version) == (drawn, 4)


def test_equal_seeds_draw_equal_ids():
    draw = [lambda world: world.new_uuid()] * 3

    assert run(sandbox(seed=7), *draw) == run(sandbox(seed=7), *draw)


def test_another_seed_draws_other_ids():
    draw = [lambda world: world.new_uuid()] * 3

    assert not set(run(sandbox(seed=7), *draw)) & set(run(sandbox(seed=8), *draw))


def test_two_apis_draw_different_ids():
    async def story() -> tuple[str, str]:
        home = sandbox()
        return (
            await home.run("shop", lambda world: world.new_uuid()),
            await home.run("bank", lambda world: world.new_uuid()),
        )

    one, two = asyncio.run(story())

    assert one != two


def test_the_time_is_the_same_during_one_call():
    time = HandSet()

    async def look(world: World) -> object:
        before = world.now
        time.advance(days=1)
        return before == world.now == NOW

    assert run(Sandbox(MemoryStore(), time=time), look) == [True]


def test_a_world_is_current_until_someone_writes():
    async def story() -> tuple[bool, bool]:
        store = MemoryStore()
        one, two = (World(store, namespace="shop", now=NOW, seed=0) for _ in range(2))
        await one.get("order", "1")
        before = await one.is_current()
        two.put("order", "1", {})
        await two.commit()
        return before, await one.is_current()

    assert asyncio.run(story()) == (True, False)


def _after_refusal(look: Callable[[World], Awaitable[object]]) -> object:
    async def refuse(world: World) -> None:
        world.put("order", "1", {"total": 1})
        await world.next_id("order")
        await world.new_uuid()
        raise KeepNothing

    async def story() -> object:
        home = sandbox()
        try:
            await home.run("shop", refuse)
        except KeepNothing:
            return await home.run("shop", look)
        return "not refused"

    return asyncio.run(story())


def test_a_drawn_id_is_never_one_that_is_taken():
    async def story() -> list[int]:
        home = sandbox()
        await home.replace_state("shop", {"order": {"1": {}, "3": {}}})
        return [await home.run("shop", draw_and_put) for _ in range(3)]

    async def draw_and_put(world: World) -> int:
        number = await world.next_id("order")
        world.put("order", str(number), {})
        return number

    assert asyncio.run(story()) == [2, 4, 5]


def test_a_collection_that_is_read_at_two_versions_holds_at_none():
    class Forgetful(MemoryStore):
        """Shows a write of another call that is never applied, as a remembering store may."""

        async def select(self, *asked: Any) -> Selected:
            found = await super().select(*asked)
            return found._replace(version=found.version + 1)

    runs = 0

    async def twice(world: World) -> None:
        nonlocal runs
        runs += 1
        await world.list("order")
        if runs == 1:
            await world.select("order")

    run(sandbox(Forgetful()), put_one, twice)

    assert runs == 2
