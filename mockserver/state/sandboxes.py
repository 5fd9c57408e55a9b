"""The sandboxes of a server: found by name, born on first use, copied and forgotten."""

import re
from typing import Final

from mockserver.state.clock import TimeSource, real_time
from mockserver.state.layer import Layers, no_layers
from mockserver.state.sandbox import Sandbox
from mockserver.state.store import DEFAULT, OF, Storage

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
"""What a sandbox or a snapshot may be called."""

_MOST_OPEN: Final = 10_000
"""Sandboxes whose situation is remembered; opening one more forgets them all, not their records."""


class Sandboxes:
    """All sandboxes of a server."""

    def __init__(
        self,
        storage: Storage,
        *,
        seed: int = 0,
        layers: Layers = no_layers,
        time: TimeSource = real_time,
    ) -> None:
        self._storage = storage
        self._seed = seed
        self._layers = layers
        self._time = time
        self._open: dict[str, tuple[object, Sandbox]] = {}

    @property
    def storage(self) -> Storage:
        """Where the records are kept."""
        return self._storage

    @property
    def time(self) -> TimeSource:
        """What every clock is set against."""
        return self._time

    def get(self, name: str = DEFAULT) -> Sandbox:
        """Returns a sandbox, at once; it is born when something happens in it.

        Raises:
            ValueError: Nothing can have this name.
        """
        store = self._storage.store(name)
        found = self._open.get(name)
        if found is not None and found[0] == store:
            return found[1]
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a sandbox")
        if len(self._open) >= _MOST_OPEN:
            self._open.clear()
        sandbox = Sandbox(store, name=name, seed=self._seed, layers=self._layers, time=self._time)
        self._open[name] = (store, sandbox)
        return sandbox

    def at_hand(self, name: str) -> Sandbox | None:
        """Returns the default sandbox if it is open already: it never becomes idle."""
        found = self._open.get(DEFAULT) if name == DEFAULT else None
        return found[1] if found is not None else None

    def forget_layers(self) -> None:
        """Looks for the starting states anew: the files that tell them have changed."""
        for _, sandbox in self._open.values():
            sandbox.forget_layers()

    def look_at(self, name: str) -> Sandbox:
        """Returns a sandbox of `names`, which is not thereby used: it may still become idle."""
        found = self._open.get(name)
        return found[1] if found is not None else self.get(name)

    async def names(self) -> tuple[str, ...]:
        """Returns the names of the sandboxes in which something happened, sorted."""
        return tuple(name for name in await self._storage.names() if OF not in name)

    async def snapshots(self, name: str) -> tuple[str, ...]:
        """Returns the names of the snapshots of a sandbox, sorted."""
        return tuple(
            stored.partition(OF)[2]
            for stored in await self._storage.names()
            if stored.startswith(name + OF)
        )

    async def drop(self, name: str) -> None:
        """Forgets a sandbox and its snapshots; who names it next meets it new-born."""
        for snapshot in await self.snapshots(name):
            await self._storage.drop(name + OF + snapshot)
        await self._storage.drop(name)
        self._open.pop(name, None)

    async def keep(self, name: str, snapshot: str) -> None:
        """Keeps a sandbox's records, clock and fault rules under a name, over what was there."""
        sandbox = self.get(name)
        await sandbox.change(lambda situation: situation)  # One that is not born yet is born now.
        await self._storage.copy(name, name + OF + snapshot)

    async def restore(self, name: str, snapshot: str) -> bool:
        """Puts a sandbox back to what a snapshot kept.

        Returns:
            Whether there is such a snapshot.
        """
        return await self._storage.copy(name + OF + snapshot, name)

    async def drop_snapshot(self, name: str, snapshot: str) -> bool:
        """Forgets a snapshot.

        Returns:
            Whether there was one.
        """
        if snapshot not in await self.snapshots(name):
            return False
        await self._storage.drop(name + OF + snapshot)
        return True
