"""Sandboxes are born on first use, apart from each other, kept and put back, and forgotten."""

import asyncio
from datetime import timedelta

import pytest

from mockserver.state import MemoryStorage, Sandboxes, World
from tests.support.worlds import NOW, HandSet


@pytest.fixture
def time() -> HandSet:
    return HandSet()


@pytest.fixture
def rooms(time) -> Sandboxes:
    return Sandboxes(MemoryStorage(idle=timedelta(minutes=30), time=time), time=time)


def use(rooms: Sandboxes, name: str, value: int = 1) -> None:
    async def work(world: World) -> None:
        world.put("order", "1", {"value": value})

    asyncio.run(rooms.get(name).run("shop", work))


def seen(rooms: Sandboxes, name: str) -> object:
    state = asyncio.run(rooms.get(name).state("shop"))
    return state["order"]["1"]["value"] if state else None


def test_what_happens_in_one_is_not_seen_in_another(rooms):
    use(rooms, "w1", 1)
    use(rooms, "w2", 2)

    assert [seen(rooms, name) for name in ("w1", "w2", "w3")] == [1, 2, None]


def test_asking_for_one_does_not_make_it(rooms):
    rooms.get("w1")

    assert asyncio.run(rooms.names()) == ()


def test_those_in_which_something_happened_are_named(rooms):
    use(rooms, "w2")
    use(rooms, "w1")

    assert asyncio.run(rooms.names()) == ("w1", "w2")


@pytest.mark.parametrize("name", ["", "a b", "-x", "a@b", "../x", "x" * 65, "é", "a/b", "a\n"])
def test_nothing_can_have_an_odd_name(rooms, name):
    with pytest.raises(ValueError, match="name of a sandbox"):
        rooms.get(name)


def test_a_dropped_one_begins_anew(rooms):
    use(rooms, "w1")
    asyncio.run(rooms.drop("w1"))

    assert seen(rooms, "w1") is None


def test_an_idle_one_is_dropped_when_another_is_born(rooms, time):
    use(rooms, "w1")
    time.advance(minutes=31)
    use(rooms, "w2")

    assert asyncio.run(rooms.names()) == ("w2",)


def test_one_that_is_used_stays(rooms, time):
    use(rooms, "w1")
    for _ in range(5):
        time.advance(minutes=20)
        assert seen(rooms, "w1") == 1
        use(rooms, "other")


def test_the_default_one_stays_however_idle(rooms, time):
    use(rooms, "default")
    time.advance(days=3)
    use(rooms, "w2")

    assert seen(rooms, "default") == 1


def test_each_has_a_clock_of_its_own(rooms):
    asyncio.run(rooms.get("w1").advance(timedelta(days=1)))

    assert asyncio.run(rooms.get("w1").now()) == NOW + timedelta(days=1)
    assert asyncio.run(rooms.get("w2").now()) == NOW


def test_equal_calls_draw_equal_ids_in_each(rooms):
    draws = {
        asyncio.run(rooms.get(name).run("shop", lambda world: world.new_uuid()))
        for name in ("w1", "w2")
    }

    assert len(draws) == 1


def test_a_snapshot_is_put_back(rooms):
    use(rooms, "w1", 1)
    asyncio.run(rooms.keep("w1", "before"))
    use(rooms, "w1", 2)
    asyncio.run(rooms.get("w1").freeze())

    assert asyncio.run(rooms.restore("w1", "before"))
    assert seen(rooms, "w1") == 1
    assert not asyncio.run(rooms.get("w1").situation()).clock.is_frozen


def test_a_snapshot_outlives_what_is_restored_from_it(rooms):
    use(rooms, "w1", 1)
    asyncio.run(rooms.keep("w1", "before"))
    for value in (2, 3):
        asyncio.run(rooms.restore("w1", "before"))
        assert seen(rooms, "w1") == 1
        use(rooms, "w1", value)


def test_a_snapshot_of_a_sandbox_in_which_nothing_happened_is_a_new_born_one(rooms):
    asyncio.run(rooms.keep("w1", "empty"))
    use(rooms, "w1")

    assert asyncio.run(rooms.restore("w1", "empty"))
    assert seen(rooms, "w1") is None


def test_an_unknown_snapshot_changes_nothing(rooms):
    use(rooms, "w1")

    assert not asyncio.run(rooms.restore("w1", "never"))
    assert not asyncio.run(rooms.drop_snapshot("w1", "never"))
    assert seen(rooms, "w1") == 1


def test_snapshots_are_named_apart_from_sandboxes(rooms):
    use(rooms, "w1")
    asyncio.run(rooms.keep("w1", "b"))
    asyncio.run(rooms.keep("w1", "a"))

    assert asyncio.run(rooms.names()) == ("w1",)
    assert asyncio.run(rooms.snapshots("w1")) == ("a", "b")
    assert asyncio.run(rooms.drop_snapshot("w1", "a"))
    assert asyncio.run(rooms.snapshots("w1")) == ("b",)


def test_the_snapshots_of_a_dropped_or_idle_sandbox_go_with_it(rooms, time):
    for name in ("w1", "w2"):
        use(rooms, name)
        asyncio.run(rooms.keep(name, "a"))
    asyncio.run(rooms.drop("w1"))
    time.advance(hours=1)
    use(rooms, "w3")

    assert [asyncio.run(rooms.snapshots(name)) for name in ("w1", "w2")] == [(), ()]


def test_a_call_that_began_before_a_restore_runs_again(rooms):
    """Its reads may look the same; that the sandbox is another one now must be seen."""
    use(rooms, "w1", 1)
    asyncio.run(rooms.keep("w1", "before"))
    runs = []

    async def work(world: World) -> None:
        runs.append(1)
        record = await world.get("order", "1")
        if len(runs) == 1:
            await rooms.restore("w1", "before")
        world.put("order", "1", {"value": record["value"] + 1})

    asyncio.run(rooms.get("w1").run("shop", work))

    assert (len(runs), seen(rooms, "w1")) == (2, 2)
