"""The newest entries of one sandbox, and readers that each keep their own place in them."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice

from mockserver.journal.entry import Entry, Taken
from mockserver.journal.journal import Lost


class Ring:
    """Entries in the order of their numbers, and who sleeps until there is a newer one."""

    __slots__ = ("bytes", "cleared", "dropped", "is_gone", "kept", "newest", "sleepers")

    def __init__(self) -> None:
        self.kept: deque[tuple[Taken, int]] = deque()
        """Entries without their numbers, the oldest first, each with its size."""
        self.newest = 0
        """The number given last."""
        self.bytes = 0
        self.dropped = 0
        self.cleared = 0
        """Entries up to this number were removed on purpose."""
        self.is_gone = False
        """Whether another ring has taken its place."""
        self.sleepers: list[asyncio.Future[None]] = []

    @property
    def oldest(self) -> int:
        """Number of the oldest entry; the next one's if there is none."""
        return self.newest - len(self.kept) + 1

    def append(self, entry: Taken, size: int) -> deque[tuple[Taken, int]]:
        """Adds an entry and gives it the next number; returns all that are kept."""
        kept = self.kept
        kept.append((entry, size))
        self.newest += 1
        self.bytes += size
        return kept

    def drop_oldest(self) -> int:
        """Makes room and returns how many bytes there are now for others."""
        _, size = self.kept.popleft()
        self.bytes -= size
        self.dropped += 1
        return size

    def clear(self) -> int:
        """Removes all entries and returns how many bytes they took."""
        size = self.bytes
        self.kept.clear()
        self.bytes = self.dropped = 0
        self.cleared = self.newest
        return size

    def after(self, read: int) -> Iterator[Entry]:
        """Yields the entries with a greater number, the oldest first."""
        oldest = self.oldest
        start = max(read - oldest + 1, 0)
        for number, (taken, _) in enumerate(islice(self.kept, start, None), oldest + start):
            yield taken.entry(number)

    def wake(self) -> None:
        """Wakes whoever sleeps."""
        for sleeper in self.sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        self.sleepers.clear()

    async def sleep(self) -> None:
        """Sleeps until somebody is woken."""
        sleeper = asyncio.get_running_loop().create_future()
        self.sleepers.append(sleeper)
        try:
            await sleeper
        finally:
            if sleeper in self.sleepers:
                self.sleepers.remove(sleeper)


class Reader:
    """A place in a ring. The ring is the only buffer, so that a slow reader costs nothing."""

    def __init__(self, ring: Callable[[], Ring], read: int) -> None:
        """Starts to read.

        Args:
            ring: Returns the ring as it is now; a sandbox that was forgotten gets a new one.
            read: The number read last.
        """
        self._find = ring
        self._ring = ring()
        self._read = read
        self._is_closed = False

    def __aiter__(self) -> AsyncIterator[Entry | Lost]:
        """Returns itself."""
        return self

    async def __anext__(self) -> Entry | Lost:
        """Waits for the next entry, or for word of those that made room before they were read."""
        while not self._is_closed:
            found = self._next()
            if found is not None:
                return found
            await self._ring.sleep()
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Ends it, also for whoever is waiting."""
        self._is_closed = True
        self._ring.wake()

    def _next(self) -> Entry | Lost | None:
        if self._ring.is_gone:
            self._ring = self._find()
            self._read = 0
        ring = self._ring
        self._read = max(self._read, ring.cleared)
        lost = ring.oldest - 1 - self._read
        if lost > 0:
            self._read += lost
            return Lost(lost)
        found = next(ring.after(self._read), None)
        if found is not None:
            self._read = found.number
        return found
