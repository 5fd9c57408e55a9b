"""The journal in this process's memory: a ring of entries for each sandbox."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from mockserver.journal.entry import Entry, Taken, cut, size_of
from mockserver.journal.journal import Extent, Subscription, Timer, wait_for
from mockserver.journal.query import Query, select
from mockserver.journal.ring import Reader, Ring

_MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept."""

    entries: int = 1000
    """Of one sandbox."""
    bytes: int = 16 * _MEBIBYTE
    """Of one sandbox."""
    body_bytes: int = 256 * 1024
    """Of one body; the rest is cut off."""
    total_bytes: int = 256 * _MEBIBYTE
    """Of all sandboxes; those without news for longest lose their oldest entries first."""
    sandboxes: int = 10_000
    """Of which there are entries; the one without news for longest is forgotten."""


class MemoryJournal:
    """Keeps the newest entries of each sandbox."""

    def __init__(self, limits: Limits | None = None, *, timer: Timer = asyncio.timeout) -> None:
        """Starts empty.

        Args:
            limits: How much is kept.
            timer: Gives up waiting.
        """
        self._limits = limits or Limits()
        self._timer = timer
        self._rings: OrderedDict[str, Ring] = OrderedDict()
        """Those with the latest news last."""
        self._latest: str | None = None
        self._bytes = 0

    async def add(self, sandbox: str, entry: Entry) -> None:
        """Takes down an entry and gives it its number."""
        entry = cut(entry, self._limits.body_bytes)
        self.take(sandbox, entry, size_of(entry))

    def take(self, sandbox: str, taken: Taken, size: int) -> None:
        """Takes down at once what becomes an entry when somebody looks.

        Args:
            sandbox: Whose journal.
            taken: Holds no body that is longer than `limits.body_bytes`.
            size: About how many bytes of memory it holds.
        """
        limits = self._limits
        if sandbox == self._latest:
            ring = self._rings[sandbox]
        else:
            ring = self._rings.get(sandbox) or self._ring(sandbox)
            self._rings.move_to_end(sandbox)
            self._latest = sandbox
        kept = ring.append(taken, size)
        self._bytes += size
        while len(kept) > 1 and (len(kept) > limits.entries or ring.bytes > limits.bytes):
            self._bytes -= ring.drop_oldest()
        while self._bytes > limits.total_bytes:
            oldest = next(ring for ring in self._rings.values() if ring.kept)
            self._bytes -= oldest.drop_oldest()
        if ring.sleepers:
            ring.wake()

    @property
    def limits(self) -> Limits:
        """How much is kept."""
        return self._limits

    async def entries(self, sandbox: str, query: Query) -> tuple[Entry, ...]:
        """Returns the entries that a query means."""
        ring = self._rings.get(sandbox)
        return select(list(ring.after(query.since)), query) if ring is not None else ()

    async def extent(self, sandbox: str) -> Extent:
        """Returns how much there is."""
        ring = self._rings.get(sandbox) or Ring()
        return Extent(len(ring.kept), ring.newest, ring.dropped)

    async def clear(self, sandbox: str) -> None:
        """Removes all entries of a sandbox; its numbers go on where they are."""
        ring = self._rings.get(sandbox)
        if ring is not None:
            self._bytes -= ring.clear()

    async def drop(self, sandbox: str) -> None:
        """Forgets a sandbox; its numbers begin anew. Who listens hears of the new ones."""
        if sandbox in self._rings:
            self._forget(sandbox)

    async def wait(
        self, sandbox: str, query: Query, *, count: int, timeout_seconds: float
    ) -> tuple[Entry, ...]:
        """Waits until so many entries have come; those that are there already count.

        Raises:
            WaitedInVain: They have not come in time.
        """
        return await wait_for(
            self, sandbox, query, count=count, timeout_seconds=timeout_seconds, timer=self._timer
        )

    def subscribe(self, sandbox: str, *, since: int | None = None) -> Subscription:
        """Returns the entries after a number as they come; without one, those from now on."""
        newest = self._ring(sandbox).newest
        read = newest if since is None else since if since <= newest else 0
        return Reader(lambda: self._ring(sandbox), read)

    def _ring(self, sandbox: str) -> Ring:
        found = self._rings.get(sandbox)
        if found is None:
            while len(self._rings) >= self._limits.sandboxes:
                self._forget(next(iter(self._rings)))
            found = self._rings[sandbox] = Ring()
            self._latest = None
        return found

    def _forget(self, sandbox: str) -> None:
        self._latest = None
        ring = self._rings.pop(sandbox)
        self._bytes -= ring.clear()
        ring.is_gone = True
        ring.wake()
