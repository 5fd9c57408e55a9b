"""One world with all it is made of: a store, a clock, a seed for ids and randomness."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeVar

import orjson

from mockserver.errors import UnsettledStub
from mockserver.state.clock import Clock
from mockserver.state.store import Key, Store
from mockserver.state.transaction import COUNTERS, World
from specs.values import Json, Record

Result = TypeVar("Result")
State = Mapping[str, Mapping[str, Record]]
"""Records by kind and id."""

_MOST_ATTEMPTS: Final = 1000
"""Someone always wins a race, so a handler that loses this often contradicts itself."""


class KeepNothing(Exception):
    """Raised by a handler that has its answer and wants no trace of the call."""


class Sandbox:
    """A world of its own; what happens here is seen nowhere else."""

    def __init__(self, store: Store, clock: Clock, *, seed: int = 0) -> None:
        self.store = store
        self.clock = clock
        self.seed = seed

    async def run(self, namespace: str, work: Callable[[World], Awaitable[Result]]) -> Result:
        """Runs work in one transaction, again if another call changed what it read.

        Args:
            namespace: The API whose records the work sees.
            work: Reads and writes through the world it is handed, and nothing else.

        Raises:
            UnsettledStub: The work lost every race.
            KeepNothing: Passed on from the work, whose writes are dropped.
        """
        for attempt in range(_MOST_ATTEMPTS):
            world = World(self.store, namespace=namespace, now=self.clock.now(), seed=self.seed)
            try:
                result = await work(world)
            except Exception:
                # Whoever stumbles over half of another call's change has to look again.
                if await world.is_current():
                    raise
            else:
                if await world.commit():
                    return result
            if attempt:
                await asyncio.sleep(0)
        raise UnsettledStub(namespace, f"it lost {_MOST_ATTEMPTS} races for the same records.")

    async def state(self, namespace: str) -> dict[str, dict[str, Json]]:
        """Returns all records of an API by kind and id; the mock's own counters are kept out."""
        prefix = f"{namespace}/"
        found: dict[str, dict[str, Json]] = {}
        for collection in await self.store.collections():
            kind = collection.removeprefix(prefix)
            if collection.startswith(prefix) and not kind.startswith("$"):
                records, _ = await self.store.read_all(collection)
                found[kind] = {id_: orjson.loads(data) for id_, data in records.items()}
        return found

    async def replace_state(
        self, namespace: str, state: State, *, keep_counters: bool = False
    ) -> None:
        """Makes these the only records of an API.

        Args:
            namespace: The API.
            state: The records by kind and id.
            keep_counters: Whether ids and random draws go on where they are, or begin anew.
        """
        records = {
            Key(f"{namespace}/{kind}", id_): orjson.dumps(record)
            for kind, members in state.items()
            for id_, record in members.items()
        }
        if keep_counters:
            collection = f"{namespace}/{COUNTERS}"
            counters, _ = await self.store.read_all(collection)
            records.update({Key(collection, id_): data for id_, data in counters.items()})
        await self.store.replace(f"{namespace}/", records)
