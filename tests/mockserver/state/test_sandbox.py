"""A world runs each piece of work as if it were alone, however many there are."""

import asyncio
from collections.abc import Awaitable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.errors import UnsettledStub
from mockserver.state import MemoryStore, World
from mockserver.state.sandbox import KeepNothing
from mockserver.state.store import Key, Versioned
from tests.support.worlds import NOW, ConflictingStore, SuspendingStore, sandbox


async def increment(world: World) -> int:
    record = await world.get("counter", "1") or {"value": 0}
    record["value"] += 1
    world.put("counter", "1", record)
    return record["value"]


def test_two_hundred_increments_at_once_give_two_hundred():
    async def story() -> tuple[list[int], object]:
        home = sandbox(SuspendingStore())
        seen = await asyncio.gather(*(home.run("shop", increment) for _ in range(200)))
        return seen, await home.state("shop")

    seen, state = asyncio.run(story())

    assert state == {"counter": {"1": {"value": 200}}}
    assert sorted(seen) == list(range(1, 201))


def test_ids_drawn_at_once_are_all_different():
    async def story() -> list[int]:
        home = sandbox(SuspendingStore())
        draws = (home.run("shop", lambda world: world.next_id("order")) for _ in range(100))
        return await asyncio.gather(*draws)

    assert sorted(asyncio.run(story())) == list(range(1, 101))


def test_a_unique_name_is_given_only_once():
    async def take(world: World) -> bool:
        taken = await world.list("name")
        if any(record["name"] == "summer" for record in taken.values()):
            raise KeepNothing
        world.put("name", str(await world.next_id("name")), {"name": "summer"})
        return True

    async def story() -> tuple[int, object]:
        home = sandbox(SuspendingStore())
        works = (home.run("shop", take) for _ in range(50))
        ends = await asyncio.gather(*works, return_exceptions=True)
        return ends.count(True), await home.state("shop")

    given, state = asyncio.run(story())

    assert given == 1
    assert state == {"name": {"1": {"name": "summer"}}}


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 2, st.integers(0, 9)), max_size=20))
def test_transfers_at_once_keep_the_total(moves):
    """Whoever looks while others move sees all of a move or nothing of it."""

    async def total(world: World) -> int:
        return sum([(await world.get("account", name))["value"] for name in "abc"])

    async def listed_total(world: World) -> int:
        return sum(record["value"] for record in (await world.list("account")).values())

    async def story() -> list[object]:
        home = sandbox(SuspendingStore())
        await home.replace_state("shop", {"account": {name: {"value": 100} for name in "abc"}})

        def transfer(source: str, target: str, amount: int) -> Awaitable[None]:
            async def work(world: World) -> None:
                for name, change in ((source, -amount), (target, amount)):
                    record = await world.get("account", name)
                    world.put("account", name, {"value": record["value"] + change})

            return home.run("shop", work)

        looks = [home.run("shop", look) for look in (total, listed_total) for _ in range(5)]
        return await asyncio.gather(*(transfer(*move) for move in moves), *looks)

    assert {seen for seen in asyncio.run(story()) if seen is not None} == {300}


def test_work_runs_again_after_a_conflict():
    runs = []

    async def work(world: World) -> int:
        runs.append(1)
        return await increment(world)

    home = sandbox(ConflictingStore(3))

    assert asyncio.run(home.run("shop", work)) == 1
    assert len(runs) == 4


def test_a_rerun_draws_the_same_ids():
    async def draw(world: World) -> object:
        return await world.next_id("order"), await world.new_uuid()

    calm = asyncio.run(sandbox().run("shop", draw))

    assert asyncio.run(sandbox(ConflictingStore(3)).run("shop", draw)) == calm


def test_a_refusal_on_stale_reads_is_thought_over():
    """Whoever refuses because of a record that has changed since has to look again."""
    runs = []

    async def work(world: World) -> str:
        runs.append(1)
        await world.get("order", "1")
        if len(runs) == 1:
            raise KeepNothing
        return "accepted"

    assert asyncio.run(sandbox(ConflictingStore(1)).run("shop", work)) == "accepted"


class RacingStore(MemoryStore):
    """Changes both halves of a pair between the first two reads."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0

    async def read(self, key: Key) -> Versioned:
        self.reads += 1
        if self.reads == 2:
            halves = {Key("shop/half", "1"): b'{"v":2}', Key("shop/half", "2"): b'{"v":2}'}
            await self.commit({}, {}, halves)
        return await super().read(key)


def test_a_failure_on_stale_reads_is_run_again():
    """Work that sees half of another call's change may stumble; it is not its fault."""

    async def work(world: World) -> int:
        one, two = await world.get("half", "1"), await world.get("half", "2")
        if one != two:
            raise ValueError("the halves differ")
        return one["v"]

    async def story() -> int:
        home = sandbox(RacingStore())
        await home.replace_state("shop", {"half": {"1": {"v": 1}, "2": {"v": 1}}})
        return await home.run("shop", work)

    assert asyncio.run(story()) == 2


def test_a_failure_on_true_reads_is_passed_on():
    async def work(world: World) -> None:
        await world.get("order", "1")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(sandbox().run("shop", work))


def test_a_failed_call_leaves_no_trace():
    async def work(world: World) -> None:
        await increment(world)
        await world.next_id("order")
        raise ValueError

    async def story() -> object:
        home = sandbox()
        with pytest.raises(ValueError):
            await home.run("shop", work)
        return await home.store.collections()

    assert asyncio.run(story()) == ()


def test_work_that_loses_every_race_gives_up():
    with pytest.raises(UnsettledStub, match="lost"):
        asyncio.run(sandbox(ConflictingStore(10**9)).run("shop", increment))


def test_each_run_tells_the_time_of_its_own_beginning():
    async def story() -> list[object]:
        home = sandbox()
        before = await home.run("shop", _time)
        await home.set_time(NOW.replace(year=2030))
        return [before, await home.run("shop", _time)]

    assert asyncio.run(story()) == [NOW, NOW.replace(year=2030)]


def test_the_state_shows_records_by_kind_and_id():
    async def story() -> object:
        home = sandbox()
        await home.replace_state("shop", {"order": {"1": {"total": 5}}, "item": {"a/b": {}}})
        await home.replace_state("bank", {"order": {"9": {}}})
        return await home.state("shop")

    assert asyncio.run(story()) == {"order": {"1": {"total": 5}}, "item": {"a/b": {}}}


def test_the_state_hides_the_counters():
    async def story() -> object:
        home = sandbox()
        await home.run("shop", lambda world: world.next_id("order"))
        return await home.state("shop")

    assert asyncio.run(story()) == {}


def test_replaced_state_begins_its_counters_anew():
    async def story() -> list[object]:
        home = sandbox()
        draws = [await home.run("shop", _draw)]
        await home.run("shop", _draw)
        await home.replace_state("shop", {})
        return [*draws, await home.run("shop", _draw)]

    first, again = asyncio.run(story())

    assert first == again


async def _time(world: World) -> object:
    return world.now


async def _draw(world: World) -> object:
    return await world.next_id("order"), await world.new_uuid()


def test_a_state_put_back_goes_on_with_its_ids_and_draws():
    async def draw(world: World) -> tuple[int, str]:
        return await world.next_id("order"), await world.new_uuid()

    async def story(*, keep: bool) -> list[tuple[int, str]]:
        home = sandbox()
        first = await home.run("shop", draw)
        await home.replace_state("shop", await home.state("shop"), keep_counters=keep)
        return [first, await home.run("shop", draw)]

    one, other = asyncio.run(story(keep=True))
    assert one[0] != other[0]
    assert one[1] != other[1]
    assert len(set(asyncio.run(story(keep=False)))) == 1
