"""What is read costs what it returns, whatever is stored; work is counted, not timed."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from mockserver.state import MemoryStorage, MemoryStore, Sandbox, Sandboxes, World
from mockserver.state.index import Catalogue
from mockserver.state.layer import layers_of
from mockserver.state.selection import Selection
from mockserver.state.store import Key
from tests.support.decoding import decoding
from tests.support.worlds import HandSet

SIZES = (10, 1_000, 100_000)
LAST = {"/owner": ["last"]}
MANY = {"/owner": ["many"]}

Look = Callable[[World], Awaitable[Any]]


def by_size(id_: str, record: dict[str, Any]) -> int:
    """Sorts the largest first."""
    del id_
    return -record["size"]


def record(number: int, size: int) -> dict[str, Any]:
    return {"owner": "last" if number == size - 1 else "many", "size": number}


def filled(size: int) -> Sandbox:
    """A sandbox with orders that were stored."""
    store = MemoryStore()
    orders = {
        Key("shop/order", str(number)): b'{"owner":"%b","size":%d}'
        % (b"last" if number == size - 1 else b"many", number)
        for number in range(size)
    }
    asyncio.run(store.commit({}, {}, orders))
    return Sandbox(store, time=HandSet())


def seeded(size: int, storage: MemoryStorage | None = None) -> Sandboxes:
    """Sandboxes over orders of a starting state."""
    orders = {str(number): record(number, size) for number in range(size)}
    seed: Any = SimpleNamespace(templates={"order": orders})
    return Sandboxes(storage or MemoryStorage(), layers=layers_of({"shop": seed}), time=HandSet())


def cost(home: Sandbox, *works: Look) -> list[int]:
    """Returns how many texts each work reads in a sandbox that was used before."""

    async def story() -> list[int]:
        found = []
        for _ in range(2):
            await home.run("shop", lambda world: world.get("order", "none"))
        for work in works:
            with decoding() as decoded:
                await home.run("shop", work)
            found.append(decoded.count)
        return found

    return asyncio.run(story())


async def put(world: World) -> None:
    world.put("order", "3", {"owner": "many", "size": 3})


LOOKS: dict[str, tuple[Look, int]] = {
    "one record": (lambda world: world.get("order", "3"), 1),
    "one that is found": (lambda world: world.select("order", LAST), 1),
    "the first five": (lambda world: world.select("order", MANY, limit=5), 5),
    "five from the middle": (lambda world: world.select("order", start=4, limit=5), 5),
    "the five largest": (lambda world: world.select("order", order=by_size, limit=5), 5),
    "how many there are": (lambda world: world.count("order", MANY), 0),
    "how many are large": (lambda world: world.count("order", order=by_size, up_to=-9), 0),
    "how many are older": (lambda world: world.count("order", before="5"), 0),
    "how many are left": (lambda world: world.count("order", MANY, without=["1", "9"]), 0),
    "a change": (put, 0),
}


@pytest.mark.parametrize("size", SIZES)
def test_what_is_read_is_what_is_returned(size):
    home = filled(size)

    for name, (look, expected) in LOOKS.items():
        assert (name, cost(home, look, look)[1]) == (name, expected)


@pytest.mark.parametrize("size", SIZES)
def test_a_change_costs_the_next_look_one_record(size):
    home = filled(size)

    costs = cost(
        home, lambda world: world.select("order", LAST), put, LOOKS["one that is found"][0]
    )

    assert costs[1:] == [0, 2]


@pytest.mark.parametrize("size", SIZES)
def test_a_sandbox_over_a_starting_state_costs_what_differs(size):
    storage = MemoryStorage()
    rooms = seeded(size, storage)
    cost(rooms.get("first"), *(look for look, _ in LOOKS.values()))

    for name, (look, expected) in LOOKS.items():
        home = rooms.get(f"sandbox-of-{name.replace(' ', '-')}")
        assert (name, cost(home, put, look)[1]) == (name, _with_the_change(name, expected))
        assert len(storage.store(home.name).records()) == 2


def _with_the_change(name: str, expected: int) -> int:
    """An index of a sandbox reads what the sandbox holds; a record that is got needs none."""
    return expected if name in ("one record", "a change") else expected + 1


@pytest.mark.parametrize("size", SIZES)
def test_birth_reset_and_snapshots_cost_what_differs(size):
    storage = MemoryStorage()
    rooms = seeded(size, storage)

    async def story() -> tuple[int, list[int]]:
        home = rooms.get("w1")
        with decoding() as decoded:
            await home.run("shop", put)
            await rooms.keep("w1", "kept")
            await rooms.restore("w1", "kept")
            held = [len(storage.store(name).records()) for name in ("w1", "w1@kept")]
            await home.reset("shop")
        return decoded.count, [*held, len(storage.store("w1").records())]

    read, held = asyncio.run(story())

    assert held == [2, 2, 1]
    assert read <= 10


def test_few_indexes_are_kept():
    catalogue = Catalogue("shop/order", {})

    for number in range(100):
        asked = Selection(((f"/member-{number}", frozenset(["1"])),))
        assert catalogue.select(asked, None, 0).total == 0

    assert len(catalogue.indexes) == 32


def test_an_index_that_stumbled_over_a_record_is_built_anew():
    def size_of(id_: str, found: dict[str, Any]) -> int:
        del id_
        return int(found["size"])

    home = filled(3)

    async def story() -> list[str]:
        before = await home.run("shop", lambda world: world.select("order", order=size_of))
        await home.run("shop", lambda world: _put(world, {"size": "none"}))
        with pytest.raises(ValueError):
            await home.run("shop", lambda world: world.select("order", order=size_of))
        await home.run("shop", lambda world: _put(world, {"size": "-1"}))
        after = await home.run("shop", lambda world: world.select("order", order=size_of))
        return [*before, *after]

    assert asyncio.run(story()) == ["0", "1", "2", "1", "0", "2"]


async def _put(world: World, found: dict[str, Any]) -> None:
    world.put("order", "1", found)


def test_a_choice_is_noticed_by_a_later_change_that_would_be_chosen():
    async def story() -> list[bool]:
        store = MemoryStore()
        home = Sandbox(store, time=HandSet())
        await home.run("shop", put)
        worlds = []
        for _ in range(2):
            worlds.append(World(store, namespace="shop", now=HandSet().now, seed=0))
            await worlds[-1].select("order", LAST)
        worlds[0].put("order", "new", {"owner": "last"})
        return [await world.commit() for world in worlds]

    assert asyncio.run(story()) == [True, False]
