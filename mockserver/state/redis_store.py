"""Stores in a Redis server, shared by any number of processes and machines.

Needs the extra `redis` of the package. A commit is one call of one script, so it is atomic.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final, TypeAlias

import redis.asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from mockserver.errors import StoreUnreachable
from mockserver.state import redis_scripts as scripts
from mockserver.state.store import (
    DEFAULT,
    OF,
    Collection,
    Key,
    Versioned,
    VersionedCollection,
)

PREFIX: Final = "contract-mock"
"""Begins every key, so that one server may be shared with others."""

_TIMEOUT_SECONDS: Final = 5.0
_MOST_CONNECTIONS: Final = 64
"""Of one process; calls wait for their turn."""
_SCANNED: Final = 1000

Words: TypeAlias = list[str | bytes | int]


class RedisStorage:
    """Stores by name in one Redis server. One that is idle for too long expires there."""

    def __init__(self, url: str, *, prefix: str = PREFIX, idle: timedelta | None = None) -> None:
        """Names a server; nothing is sent yet.

        Args:
            url: Such as `redis://127.0.0.1:6379/0`.
            prefix: Begins every key.
            idle: After how long unused a sandbox expires, the default one never; None keeps all.

        Raises:
            ValueError: The URL is not one of Redis.
        """
        self._url = url
        self._prefix = prefix
        self._idle_ms = 0 if idle is None else max(1, idle // timedelta(milliseconds=1))
        # No call is repeated by itself: one whose answer was lost may have been carried out.
        once: dict[str, Any] = {
            "socket_connect_timeout": _TIMEOUT_SECONDS,
            "retry": Retry(NoBackoff(), 0),
        }
        pool = redis.BlockingConnectionPool.from_url(
            url,
            max_connections=_MOST_CONNECTIONS,
            timeout=_TIMEOUT_SECONDS,
            socket_timeout=_TIMEOUT_SECONDS,
            **once,
        )
        self._client = redis.Redis.from_pool(pool)
        # Reads that wait take longer than any other call may.
        self._waiting = redis.Redis.from_url(url, **once)
        self._scripts: dict[str, Any] = {}

    def store(self, name: str) -> "RedisStore":
        """Returns the store of a name."""
        return RedisStore(self, name)

    async def names(self) -> tuple[str, ...]:
        """Returns the names of the stores that hold a record, sorted."""
        begin, end = f"{self._prefix}:", ":v"
        found: set[str] = set()
        try:
            async for key in self._client.scan_iter(match=f"{begin}*{end}", count=_SCANNED):
                found.add(key.decode().removeprefix(begin).removesuffix(end))
        except (RedisError, OSError) as error:
            raise self.unreachable(error) from error
        return tuple(sorted([name for name in found if await self.store(name).collections()]))

    async def drop(self, name: str) -> None:
        """Forgets a store."""
        await self.run(scripts.DROP, name, [])

    async def copy(self, source: str, target: str) -> bool:
        """Makes a store's records those of another one."""
        return bool(await self.run(scripts.COPY, target, [source]))

    async def ping(self) -> None:
        """Does nothing, if the server answers."""
        await self._looked_up(self._client.ping)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()
        await self._waiting.aclose()

    async def run(self, script: str, name: str, words: Words, *, only_reads: bool = False) -> Any:  # noqa: ANN401 - Redis says
        """Runs a script over a sandbox and returns what it says.

        Args:
            script: Is handed the prefix as its key; the name, the idle time in milliseconds (0 for
                ever) and the words as its arguments.
            name: The sandbox.
            words: What else it needs.
            only_reads: Whether it changes nothing, so that it may be run again.
        """
        known = self._scripts.get(script)
        if known is None:
            known = self._scripts[script] = self._client.register_script(script)

        def call() -> Awaitable[Any]:
            return known(keys=[self._prefix], args=[name, self._idle_of(name), *words])

        return await (self._looked_up(call) if only_reads else self.answer(call()))

    async def stream(
        self, name: str, part: str, *, after: int, count: int | None = None, block_ms: int = 0
    ) -> list[tuple[int, bytes]]:
        """Returns numbered texts of a stream, the oldest first.

        Args:
            name: The sandbox.
            part: Which stream of it.
            after: Only those with a greater number.
            count: How many at most.
            block_ms: How long to wait for the first; 0 does not wait.
        """
        key = f"{self._prefix}:{name}:{part}"
        if block_ms:
            said = await self.answer(
                self._waiting.xread({key: f"{after}-0"}, count=count, block=block_ms)
            )
            found = said[0][1] if said else []
        else:
            found = await self._looked_up(
                lambda: self._client.xrange(key, min=f"({after}-0", count=count)
            )
        return [(int(id_.partition(b"-")[0]), fields[b"r"]) for id_, fields in found]

    async def read(self, name: str, key: Key) -> bytes | None:
        """Returns one entry as it is stored, None if there is none."""
        place = f"{self._prefix}:{name}:c:{key.collection}"
        entry: bytes | None = await self._looked_up(lambda: self._client.hget(place, key.id))
        return entry

    async def _looked_up(self, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - Redis says
        """Waits for what is only read; asks again if a connection turns out to be dead.

        Raises:
            StoreUnreachable: No answer comes.
        """
        try:
            return await ask()
        except (ConnectionError, RedisConnectionError):
            return await self.answer(ask())
        except (RedisError, OSError) as error:
            raise self.unreachable(error) from error

    async def answer(self, asked: Awaitable[Any] | Any) -> Any:  # noqa: ANN401 - Redis says
        """Waits for an answer.

        Raises:
            StoreUnreachable: None comes.
        """
        try:
            return await asked
        except (RedisError, OSError) as error:
            raise self.unreachable(error) from error

    def unreachable(self, error: Exception) -> StoreUnreachable:
        """Returns what to tell whoever needs the records."""
        return StoreUnreachable(self._url, str(error) or type(error).__name__)

    def _idle_of(self, name: str) -> int:
        return 0 if name.partition(OF)[0] == DEFAULT else self._idle_ms


class RedisStore:
    """The records of one sandbox in Redis."""

    def __init__(self, storage: RedisStorage, name: str) -> None:
        self._storage = storage
        self._name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RedisStore) and other._name == self._name

    def __hash__(self) -> int:
        return hash(self._name)

    async def read(self, key: Key) -> Versioned:
        """Returns one record."""
        entry = await self._storage.read(self._name, key)
        if entry is None:
            return Versioned(None, 0)
        version, _, data = entry.split(b" ", 2)
        return Versioned(data, int(version))

    async def read_all(self, collection: Collection) -> VersionedCollection:
        """Returns every record of a collection, oldest first."""
        version, flat = await self._storage.run(
            scripts.READ_ALL, self._name, [collection], only_reads=True
        )
        found = []
        for id_, entry in zip(flat[::2], flat[1::2], strict=True):
            _, born, data = entry.split(b" ", 2)
            found.append((int(born), id_.decode(), data))
        return VersionedCollection({id_: data for _, id_, data in sorted(found)}, int(version))

    async def commit(
        self,
        reads: Mapping[Key, int],
        scans: Mapping[Collection, int],
        writes: Mapping[Key, bytes | None],
    ) -> bool:
        """Applies all writes if every version still holds."""
        listed: Words = [len(scans)]
        for collection, version in scans.items():
            listed += [collection, version]
        words = [*_read_words(reads), *listed, *_write_words(writes)]
        return bool(
            await self._storage.run(scripts.COMMIT, self._name, words, only_reads=not writes)
        )

    async def collections(self) -> tuple[Collection, ...]:
        """Returns the names of the collections that hold a record."""
        found = await self._storage.run(scripts.COLLECTIONS, self._name, [], only_reads=True)
        return tuple(name.decode() for name in found)

    async def replace(
        self, prefixes: tuple[str, ...], records: Mapping[Key, bytes], reads: Mapping[Key, int]
    ) -> bool:
        """Drops collections by the beginning of their names, then puts records."""
        words = [*_read_words(reads), len(prefixes), *prefixes, *_write_words(records)]
        return bool(await self._storage.run(scripts.REPLACE, self._name, words))


def _read_words(reads: Mapping[Key, int]) -> Words:
    words: Words = [len(reads)]
    for key, version in reads.items():
        words += [key.collection, key.id, version]
    return words


def _write_words(writes: Mapping[Key, bytes] | Mapping[Key, bytes | None]) -> Words:
    words: Words = [len(writes)]
    for key, data in writes.items():
        words += [key.collection, key.id, int(data is not None), data or b""]
    return words
