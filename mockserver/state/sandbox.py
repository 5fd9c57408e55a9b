"""One world with all it is made of: a store, a clock, a seed for ids and randomness."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

import orjson

from mockserver.errors import UnsettledStub
from mockserver.state.clock import Clock, TimeSource, real_time
from mockserver.state.instant import InstantWorld
from mockserver.state.layer import Layer, Layers, no_layers
from mockserver.state.memory import MemoryStore
from mockserver.state.situation import SITUATION, Situation
from mockserver.state.store import DEFAULT, Key, Store
from mockserver.state.transaction import COUNTERS, World
from specs.values import Json, Record

Result = TypeVar("Result")
State = Mapping[str, Mapping[str, Record]]
"""Records by kind and id."""

_MOST_ATTEMPTS: Final = 1000
"""Someone always wins a race, so a handler that loses this often contradicts itself."""


_Settled = tuple[int, Situation, Layer | None]
"""The situation after its version, and what lies beneath."""


class KeepNothing(Exception):
    """Raised by a handler that has its answer and wants no trace of the call."""


class Sandbox:
    """A world of its own; what happens here is seen nowhere else.

    It is born when something first happens in it: its starting state lies beneath, told at that
    instant, and the store holds only what differs.
    """

    def __init__(
        self,
        store: Store,
        *,
        name: str = DEFAULT,
        seed: int = 0,
        layers: Layers = no_layers,
        time: TimeSource = real_time,
    ) -> None:
        """Opens a sandbox, new or old, without touching its store.

        Args:
            store: Keeps its records.
            name: Its name.
            seed: Seeds ids and random draws.
            layers: Finds the starting state of an API.
            time: What its clock is set against.
        """
        self.store = store
        self.name = name
        self.seed = seed
        self._layers = layers
        self._time = time
        self._instant_store = store if type(store) is MemoryStore else MemoryStore()
        self._instant_held = self._instant_store.held
        """What is read at once; nothing where the records lie elsewhere."""
        self._settled: dict[str, _Settled] = {}
        """What a transaction begins with that ends at once, by API."""
        self._known: tuple[Situation, int] | None = None
        """The situation as it was last seen; a transaction that builds on an old one runs again."""

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
            situation = self._known or await self._look()
            world = self._world(namespace, situation)
            try:
                result = await work(world)
            except Exception:
                # Whoever stumbles over half of another call's change has to look again.
                if await world.is_current():
                    raise
            else:
                if await world.commit():
                    if situation[1] == 0:
                        self._known = None
                    return result
            self._known = None
            if attempt:
                await asyncio.sleep(0)
        raise UnsettledStub(namespace, f"it lost {_MOST_ATTEMPTS} races for the same records.")

    def instant_world(self, namespace: str) -> InstantWorld | None:
        """Begins a transaction that ends before anybody else runs.

        Returns:
            None where that cannot be: the records lie elsewhere, the sandbox is not born yet, or
            it has fault rules.
        """
        try:
            version = self._instant_held[SITUATION.collection][SITUATION.id].version
        except KeyError:
            return None
        settled = self._settled.get(namespace)
        if settled is None or settled[0] != version:
            settled = self._settled[namespace] = self._settle(namespace, version)
        _, situation, layer = settled
        if situation.faults:
            return None
        if self._known is None:
            self._known = (situation, version)
        now = situation.clock.at(self._time())
        return InstantWorld(self._instant_store, namespace, now, self.seed, layer)

    def forget_layers(self) -> None:
        """Looks for the starting states anew: the files that tell them have changed."""
        self._settled.clear()

    def _settle(self, namespace: str, version: int) -> "_Settled":
        data = self._instant_held[SITUATION.collection][SITUATION.id].data
        assert data is not None, "a situation is never removed by halves"
        situation = Situation.loaded(data)
        told_at = situation.base(namespace)
        layer = self._layers(namespace, told_at) if told_at is not None else None
        self._known = (situation, version)
        return version, situation, layer

    def known_world(self, namespace: str, store: Store) -> World | None:
        """Begins a transaction upon the situation as it was last seen.

        Args:
            namespace: The API whose records are seen.
            store: Keeps the records of the sandbox, for this transaction.

        Returns:
            None where no situation was seen, or one with fault rules.
        """
        known = self._known
        if known is None or known[0].faults:
            return None
        return self._world(namespace, known, store)

    async def situation(self) -> Situation:
        """Returns what is true of the sandbox as a whole, as it is now."""
        situation, _ = await self._look()
        return situation

    async def now(self) -> datetime:
        """Returns the sandbox's time, in UTC."""
        return (await self.situation()).clock.at(self._time())

    @property
    def has_fault_rules(self) -> bool:
        """Whether it had fault rules when it was last looked at."""
        return self._known is not None and bool(self._known[0].faults)

    def last_known_time(self) -> datetime:
        """Returns the sandbox's time by the clock as it was last seen, at once."""
        known = self._known
        return known[0].clock.at(self._time()) if known is not None else self._time()

    async def change(
        self,
        edit: Callable[[Situation], Situation],
        *,
        drop: tuple[str, ...] = (),
        records: Mapping[Key, bytes] | None = None,
    ) -> Situation:
        """Changes the situation, and drops and puts records along with it, in one step.

        Args:
            edit: Returns the new situation; called again if another change came between.
            drop: APIs whose records are dropped, the mock's own about them too.
            records: Put afterwards.

        Returns:
            The new situation.
        """
        prefixes = tuple(f"{api}/" for api in drop)
        while True:
            before, version = await self._look()
            after = edit(before)
            written = {**(records or {}), SITUATION: after.dumped()}
            if await self.store.replace(prefixes, written, {SITUATION: version}):
                self._known = None
                return after

    async def move_clock(self, move: Callable[[Clock, datetime], Clock]) -> Situation:
        """Changes the clock.

        Args:
            move: Handed the clock and what its source tells; returns the new clock.
        """
        return await self.change(lambda now: replace(now, clock=move(now.clock, self._time())))

    async def advance(self, by: timedelta) -> Situation:
        """Moves the clock by a span, backwards if it is negative."""
        return await self.move_clock(lambda clock, source: clock.advanced(by, source))

    async def set_time(self, instant: datetime) -> Situation:
        """Moves the clock to an instant; a frozen one stays frozen there."""
        return await self.move_clock(lambda clock, source: clock.moved_to(instant, source))

    async def freeze(self) -> Situation:
        """Stops the clock where it is."""
        return await self.move_clock(lambda clock, source: clock.frozen(source))

    async def reset(self, *apis: str, all_of_it: bool = False) -> None:
        """Puts APIs back to their starting states, told at this instant.

        Ids and random draws begin anew; the clock stays as it is.

        Args:
            *apis: The APIs.
            all_of_it: Whether fault rules and the names of loaded scenarios go too.
        """

        def edit(before: Situation) -> Situation:
            told_at = _to_the_second(before.clock.at(self._time()))
            after = replace(before, rebased={**before.rebased, **dict.fromkeys(apis, told_at)})
            if all_of_it:
                return replace(after, born=told_at, rebased={}, faults=(), scenarios=())
            return after

        await self.change(edit, drop=apis)

    async def state(self, namespace: str) -> dict[str, dict[str, Json]]:
        """Returns all records of an API by kind and id; the mock's own counters are kept out."""
        return await self.run(namespace, lambda world: world.everything())

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
            counters, version = await self.store.read_all(collection)
            while not await self.store.commit({}, {collection: version}, {}):
                counters, version = await self.store.read_all(collection)
            records.update({Key(collection, id_): data for id_, data in counters.items()})
        await self.change(
            lambda before: replace(before, rebased={**before.rebased, namespace: None}),
            drop=(namespace,),
            records=records,
        )

    async def _look(self) -> tuple[Situation, int]:
        """Reads the situation; one that is not born yet would be born now, as version 0."""
        data, version = await self.store.read(SITUATION)
        if data is None:
            return Situation(_to_the_second(self._time())), 0
        self._known = (Situation.loaded(data), version)
        return self._known

    def _world(
        self, namespace: str, known: tuple[Situation, int], store: Store | None = None
    ) -> World:
        situation, _ = known
        told_at = situation.base(namespace)
        return World(
            store or self.store,
            namespace=namespace,
            now=situation.clock.at(self._time()),
            seed=self.seed,
            layer=self._layers(namespace, told_at) if told_at is not None else None,
            situation=known,
        )


def _to_the_second(instant: datetime) -> datetime:
    """Sandboxes born in the same second share their starting state."""
    return instant.replace(microsecond=0)
