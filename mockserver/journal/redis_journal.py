"""The journal in a Redis server, shared by all workers: a stream of entries for each sandbox.

Secrets are taken out before an entry leaves this process.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any, Final

import orjson

from mockserver.journal.entry import Entry, cut
from mockserver.journal.journal import Extent, Lost, Subscription, wait_for
from mockserver.journal.query import Query, select
from mockserver.journal.record import from_record, to_record
from mockserver.state.redis_store import RedisStorage

_MOST_ENTRIES: Final = 1000
_BODY_BYTES: Final = 64 * 1024
_BLOCK_MS: Final = 1000
"""How long one look for something new takes at most; a reader that was closed ends after it."""

_ADD: Final = """
local root = KEYS[1] .. ':' .. ARGV[1]
local idle = tonumber(ARGV[2])
local number = redis.call('INCR', root .. ':jn')
redis.call('XADD', root .. ':j', 'MAXLEN', ARGV[3], number .. '-0', 'r', ARGV[4])
if idle > 0 then
  redis.call('PEXPIRE', root .. ':j', idle)
  redis.call('PEXPIRE', root .. ':jn', idle)
  redis.call('PEXPIRE', root .. ':jc', idle)
end
return number
"""
_EXTENT: Final = """
local root = KEYS[1] .. ':' .. ARGV[1]
local kept = redis.call('XLEN', root .. ':j')
local newest = tonumber(redis.call('GET', root .. ':jn') or 0)
local cleared = tonumber(redis.call('GET', root .. ':jc') or 0)
return {kept, newest, cleared}
"""
_CLEAR: Final = """
local root = KEYS[1] .. ':' .. ARGV[1]
redis.call('DEL', root .. ':j')
redis.call('SET', root .. ':jc', redis.call('GET', root .. ':jn') or 0)
return 1
"""
_DROP: Final = """
local root = KEYS[1] .. ':' .. ARGV[1]
redis.call('DEL', root .. ':j', root .. ':jn', root .. ':jc')
return 1
"""


class RedisJournal:
    """Keeps the newest entries of each sandbox where all workers find them."""

    def __init__(self, storage: RedisStorage, mask: Callable[[Entry], Entry]) -> None:
        """Names a server.

        Args:
            storage: Its connection; entries live as long as the sandboxes there.
            mask: Takes the secrets out of an entry.
        """
        self._storage = storage
        self._mask = mask

    async def add(self, sandbox: str, entry: Entry) -> None:
        """Takes down an entry and gives it its number."""
        record = to_record(cut(self._mask(entry), _BODY_BYTES))
        await self._storage.run(_ADD, sandbox, [_MOST_ENTRIES, orjson.dumps(record)])

    async def entries(self, sandbox: str, query: Query) -> tuple[Entry, ...]:
        """Returns the entries that a query means."""
        found = await self._storage.stream(sandbox, "j", after=query.since)
        return select([_entry(*one) for one in found], query)

    async def extent(self, sandbox: str) -> Extent:
        """Returns how much there is."""
        kept, newest, cleared = await self._storage.run(_EXTENT, sandbox, [], only_reads=True)
        return Extent(kept, newest, max(0, newest - cleared - kept))

    async def clear(self, sandbox: str) -> None:
        """Removes all entries of a sandbox; its numbers go on where they are."""
        await self._storage.run(_CLEAR, sandbox, [])

    async def drop(self, sandbox: str) -> None:
        """Forgets a sandbox; its numbers begin anew."""
        await self._storage.run(_DROP, sandbox, [])

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
        return _Reader(self, self._storage, sandbox, since)


class _Reader:
    """A place in a stream."""

    def __init__(
        self, journal: RedisJournal, storage: RedisStorage, sandbox: str, since: int | None
    ) -> None:
        self._journal = journal
        self._storage = storage
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
            found = await self._storage.stream(
                self._sandbox, "j", after=read, count=1, block_ms=_BLOCK_MS
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


def _entry(number: int, data: bytes) -> Entry:
    record: Any = orjson.loads(data)
    return replace(from_record(record), number=number)
