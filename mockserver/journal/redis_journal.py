"""The journal in a Redis server, shared by all workers: a stream of entries for each sandbox.

Secrets are taken out before an entry leaves this process.
"""

import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any, Final

import orjson

from mockserver.journal.entry import Entry, cut
from mockserver.journal.journal import Extent, Lost, Subscription, wait_for
from mockserver.journal.query import Query, select
from mockserver.journal.record import from_record, to_record
from mockserver.state.redis_keyspace import RedisKeyspace, Text
from mockserver.state.redis_scripts import Script
from mockserver.state.redis_store import RedisStorage

_LOGGER: Final = logging.getLogger("mockserver.journal")
_STREAM: Final = "j"
_MOST_ENTRIES: Final = 1000
_BODY_BYTES: Final = 64 * 1024
_BLOCK_MS: Final = 1000
"""How long one look for something new takes at most; a reader that was closed ends after it."""

_EXTENT: Final = Script("""
local root = KEYS[1] .. ':' .. ARGV[1]
local kept = redis.call('XLEN', root .. ':j')
local newest = tonumber(redis.call('GET', root .. ':jn') or 0)
local cleared = tonumber(redis.call('GET', root .. ':jc') or 0)
return {kept, newest, cleared}
""")
_CLEAR: Final = Script("""
local root = KEYS[1] .. ':' .. ARGV[1]
redis.call('DEL', root .. ':j')
redis.call('SET', root .. ':jc', redis.call('GET', root .. ':jn') or 0)
return 1
""")
_DROP: Final = Script("""
local root = KEYS[1] .. ':' .. ARGV[1]
redis.call('DEL', root .. ':j', root .. ':jn', root .. ':jc')
return 1
""")


class RedisJournal:
    """Keeps the newest entries of each sandbox where all workers find them."""

    def __init__(self, storage: RedisStorage, mask: Callable[[Entry], Entry]) -> None:
        """Names a server.

        Args:
            storage: Its connection; entries live as long as the sandboxes there.
            mask: Takes the secrets out of an entry.
        """
        self._keyspace = storage.keyspace
        self._mask = mask

    async def add(self, sandbox: str, entry: Entry) -> None:
        """Takes down an entry and gives it its number; it is on its way when this returns."""
        await self._keyspace.append(sandbox, self.text(entry))

    def text(self, entry: Entry) -> Text:
        """Returns an entry as it is written down, for whoever writes it along with more."""
        record = to_record(cut(self._mask(entry), _BODY_BYTES))
        return Text(_STREAM, _MOST_ENTRIES, orjson.dumps(record), _lost)

    async def entries(self, sandbox: str, query: Query) -> tuple[Entry, ...]:
        """Returns the entries that a query means.

        An entry is on its way before the answer that it is about. Those of other workers stand in
        the server's connections by now, and it has read them once it has answered anything at all.
        """
        await self._keyspace.ping()
        found = await self._keyspace.stream(sandbox, _STREAM, after=query.since)
        return select([_entry(*one) for one in found], query)

    async def extent(self, sandbox: str) -> Extent:
        """Returns how much there is."""
        kept, newest, cleared = await self._keyspace.run(_EXTENT, sandbox, (), only_reads=True)
        return Extent(kept, newest, max(0, newest - cleared - kept))

    async def clear(self, sandbox: str) -> None:
        """Removes all entries of a sandbox; its numbers go on where they are."""
        await self._keyspace.run(_CLEAR, sandbox, ())

    async def drop(self, sandbox: str) -> None:
        """Forgets a sandbox; its numbers begin anew."""
        await self._keyspace.run(_DROP, sandbox, ())

    async def wait(
        self, sandbox: str, query: Query, *, count: int, timeout_seconds: float
    ) -> tuple[Entry, ...]:
        """Waits until so many entries have come; those that are there already count.

        Raises:
            WaitedInVain: They have not come in time.
        """
        return await wait_for(self, sandbox, query, count=count, timeout_seconds=timeout_seconds)

    def subscribe(self, sandbox: str, *, since: int | None = None) -> Subscription:
        """Returns the entries after a number as they come; without one, those from now on."""
        return _Reader(self, self._keyspace, sandbox, since)


class _Reader:
    """A place in a stream."""

    def __init__(
        self, journal: RedisJournal, keyspace: RedisKeyspace, sandbox: str, since: int | None
    ) -> None:
        self._journal = journal
        self._keyspace = keyspace
        self._sandbox = sandbox
        self._since = since
        self._read: int | None = None
        self._is_closed = False

    def __aiter__(self) -> AsyncIterator[Entry | Lost]:
        """Returns itself."""
        return self

    async def __anext__(self) -> Entry | Lost:
        """Waits for the next entry, or for word of those that made room before they were read."""
        read = await self._place() if self._read is None else self._read
        while not self._is_closed:
            found = await self._keyspace.stream(
                self._sandbox, _STREAM, after=read, count=1, block_ms=_BLOCK_MS
            )
            if not found:
                continue
            entry = _entry(*found[0])
            if entry.number > read + 1:
                extent = await self._journal.extent(self._sandbox)
                read = max(read, extent.newest - extent.kept - extent.dropped)
            lost = entry.number - 1 - read
            self._read = entry.number - 1 if lost > 0 else entry.number
            return Lost(lost) if lost > 0 else entry
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Ends it."""
        self._is_closed = True

    async def _place(self) -> int:
        newest = (await self._journal.extent(self._sandbox)).newest
        since = self._since
        self._read = newest if since is None else since if since <= newest else 0
        return self._read


def _lost(error: Exception) -> None:
    _LOGGER.error("An entry of the journal is lost: %s", error)


def _entry(number: int, data: bytes) -> Entry:
    record: Any = orjson.loads(data)
    return replace(from_record(record), number=number)
