"""What a journal promises, whoever keeps it; and waiting for entries, the same for all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from mockserver.errors import MockserverError
from mockserver.journal.entry import Entry
from mockserver.journal.query import Query, select

Timer: TypeAlias = Callable[[float], AbstractAsyncContextManager[object]]
"""Gives up what runs within it after some seconds, by `TimeoutError`."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Entries that a reader came too late for."""

    count: int


@dataclass(frozen=True, slots=True)
class Extent:
    """What there is of the journal of one sandbox."""

    kept: int
    """How many entries are kept."""
    newest: int
    """Number of the newest one there ever was; 0 if there was none."""
    dropped: int
    """How many had to make room for newer ones."""


class Subscription(Protocol):
    """New entries as they come, oldest first. What made room before it was read is `Lost`."""

    def __aiter__(self) -> AsyncIterator[Entry | Lost]:
        """Returns itself."""

    async def __anext__(self) -> Entry | Lost:
        """Waits for the next entry; there is always one more to wait for."""

    async def aclose(self) -> None:
        """Ends it."""


class Journal(Protocol):
    """What the mock received, by sandbox. Entries are kept as they came, secrets included."""

    async def add(self, sandbox: str, entry: Entry) -> None:
        """Takes down an entry and gives it its number."""

    async def entries(self, sandbox: str, query: Query) -> tuple[Entry, ...]:
        """Returns the entries that a query means."""

    async def extent(self, sandbox: str) -> Extent:
        """Returns how much there is."""

    async def clear(self, sandbox: str) -> None:
        """Removes all entries of a sandbox; its numbers go on where they are."""

    async def drop(self, sandbox: str) -> None:
        """Forgets a sandbox; its numbers begin anew."""

    async def wait(
        self, sandbox: str, query: Query, *, count: int, timeout_seconds: float
    ) -> tuple[Entry, ...]:
        """Waits until so many entries have come; those that are there already count.

        Raises:
            WaitedInVain: They have not come in time.
        """

    def subscribe(self, sandbox: str, *, since: int | None = None) -> Subscription:
        """Returns the entries after a number as they come; without one, those from now on.

        A number that was never given, such as one from before a restart, means all there are.
        """


class WaitedInVain(MockserverError):
    """Entries that were waited for have not come in time."""

    def __init__(
        self, query: Query, count: int, seconds: float, *, entries: Sequence[Entry]
    ) -> None:
        self.query = query
        self.count = count
        self.seconds = seconds
        self.matched = select(entries, query)
        """What did come."""
        self.entries = tuple(entries)
        """All that is there, the oldest first."""
        super().__init__(f"After {seconds:g} seconds, {len(self.matched)} of {count} had come.")


async def wait_for(
    journal: Journal,
    sandbox: str,
    query: Query,
    *,
    count: int,
    timeout_seconds: float,
    timer: Timer = asyncio.timeout,
) -> tuple[Entry, ...]:
    """Waits on any journal, as `Journal.wait` promises.

    Raises:
        WaitedInVain: The entries have not come in time.
    """
    found: list[Entry] = []
    coming = journal.subscribe(sandbox, since=query.since)
    try:
        async with timer(timeout_seconds):
            while len(found) < count:
                entry = await anext(coming)
                if isinstance(entry, Entry) and query.matches(entry):
                    found.append(entry)
    except TimeoutError as error:
        there = await journal.entries(sandbox, Query(since=query.since))
        raise WaitedInVain(query, count, timeout_seconds, entries=there) from error
    finally:
        await coming.aclose()
    return tuple(found)
