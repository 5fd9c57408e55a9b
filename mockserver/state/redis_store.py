"""Stores in a Redis server, shared by any number of processes and machines.

Needs the extra `redis` of the package. A transaction costs one call of one script: it reads what
this process remembers of the sandbox, and its commit, which is atomic, finds out whether that is
still so. If not, it says what is, and the transaction runs again.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from mockserver.errors import StoreUnreachable
from mockserver.state import redis_scripts as scripts
from mockserver.state.layer import Layer, laid_over
from mockserver.state.redis_connection import Disconnected, Words
from mockserver.state.redis_keyspace import MOST_REMEMBERED_BYTES, RedisKeyspace, Text
from mockserver.state.remembered import Remembered, Writing
from mockserver.state.selection import Selected, Selection, selected
from mockserver.state.situation import SITUATION
from mockserver.state.store import Collection, Key, Versioned, VersionedCollection

PREFIX: Final = "contract-mock"
"""Begins every key, so that one server may be shared with others."""

_SCANNED: Final = 1000
_TOLD: Final = 32
"""Records of a stale collection that are told along with the refusal of a commit."""


class RedisStorage:
    """Stores by name in one Redis server. One that is idle for too long expires there."""

    def __init__(
        self,
        url: str,
        *,
        prefix: str = PREFIX,
        idle: timedelta | None = None,
        most_remembered_bytes: int = MOST_REMEMBERED_BYTES,
    ) -> None:
        """Names a server; nothing is sent yet.

        Args:
            url: Such as `redis://127.0.0.1:6379/0`.
            prefix: Begins every key.
            idle: After how long unused a sandbox expires, the default one never; None keeps all.
            most_remembered_bytes: How much of it this process remembers.

        Raises:
            ValueError: The URL is not one of Redis.
        """
        self.keyspace = RedisKeyspace(
            url, prefix=prefix, idle=idle, most_remembered_bytes=most_remembered_bytes
        )
        """Where all of it lies."""

    def store(self, name: str) -> "RedisStore":
        """Returns the store of a name."""
        return RedisStore(self.keyspace, name)

    async def names(self) -> tuple[str, ...]:
        """Returns the names of the stores that hold a record, sorted."""
        begin, end = f"{self.keyspace.prefix}:", ":v"
        found: set[str] = set()
        cursor: bytes | int = 0
        while True:
            words = ("SCAN", cursor, "MATCH", f"{begin}*{end}", "COUNT", _SCANNED)
            cursor, keys = await self.keyspace.link.ask(words, is_harmless=True)
            found.update(key.decode().removeprefix(begin).removesuffix(end) for key in keys)
            if int(cursor) == 0:
                break
        return tuple(sorted([name for name in found if await self.store(name).collections()]))

    async def drop(self, name: str) -> None:
        """Forgets a store."""
        self.keyspace.remembered(name).clear()
        await self.keyspace.run(scripts.DROP, name, ())

    async def copy(self, source: str, target: str) -> bool:
        """Makes a store's records those of another one."""
        self.keyspace.remembered(target).clear()
        version = (await self.keyspace.link.connection()).next_version()
        return bool(await self.keyspace.run(scripts.COPY, target, (version, source)))

    async def ping(self) -> None:
        """Does nothing, if the server answers."""
        await self.keyspace.ping()

    async def close(self) -> None:
        """Closes the connections once all that was told has arrived."""
        await self.keyspace.link.close()


class RedisStore:
    """The records of one sandbox in Redis.

    `read` and `read_all` tell what this process remembers, if it does: who acts on it hears from
    `commit` whether it still holds, and meets the present afterwards. The situation is always
    asked for: whoever reads it here wants it as it is now.
    """

    def __init__(self, keyspace: RedisKeyspace, name: str) -> None:
        self._keyspace = keyspace
        self._name = name
        self.text: Text | None = None
        """Is added to its stream by the next commit, if that applies what it is to apply."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RedisStore) and other._name == self._name

    def __hash__(self) -> int:
        return hash(self._name)

    async def read(self, key: Key) -> Versioned:
        """Returns one record."""
        remembered = self._keyspace.remembered(self._name)
        if key != SITUATION:
            known = remembered.record(key)
            if known is not None:
                return known

        def settle(entry: Any) -> None:  # noqa: ANN401 - Redis says
            if not isinstance(entry, Exception):
                remembered.learn(key, _versioned(entry))
                self._keyspace.weigh(self._name)

        words = ("HGET", self._keyspace.place(self._name, key.collection), key.id)
        return _versioned(await self._keyspace.link.ask(words, is_harmless=True, settle=settle))

    async def read_all(self, collection: Collection) -> VersionedCollection:
        """Returns every record of a collection, oldest first."""
        known = self._keyspace.remembered(self._name).records(collection)
        if known is not None:
            return known
        # Whoever lists it at the same time gets the same: all of them verify it afterwards.
        return await self._keyspace.once((self._name, collection), lambda: self._list(collection))

    async def _list(self, collection: Collection) -> VersionedCollection:
        remembered = self._keyspace.remembered(self._name)
        found: list[tuple[list[tuple[str, Versioned]], int]] = []

        def settle(said: Any) -> None:  # noqa: ANN401 - Redis says
            if isinstance(said, Exception):
                return
            entries, version = _in_order(said[1]), int(said[0])
            found.append((entries, version))
            if 4 * sum(map(len, said[1])) < self._keyspace.most_remembered_bytes:
                remembered.learn_all(collection, entries, version)
                self._keyspace.weigh(self._name)

        words = (self._name, self._keyspace.idle_ms(self._name), collection)
        await self._keyspace.link.run(scripts.READ_ALL, words, is_harmless=True, settle=settle)
        entries, version = found[-1]
        records = {id_: entry.data for id_, entry in entries if entry.data is not None}
        return VersionedCollection(records, version)

    async def select(
        self, collection: Collection, selection: Selection, layer: Layer | None
    ) -> Selected:
        """Returns those records of a collection that are asked for, with what lies beneath."""
        known = self._keyspace.remembered(self._name).selected(collection, selection, layer)
        if known is not None:
            return known
        records, version = await self.read_all(collection)
        known = self._keyspace.remembered(self._name).selected(collection, selection, layer)
        if known is not None:
            return known
        return selected(laid_over(layer, collection, records), selection, version)

    async def commit(
        self,
        reads: Mapping[Key, int],
        scans: Mapping[Collection, int],
        writes: Mapping[Key, bytes | None],
    ) -> bool:
        """Applies all writes if every version still holds."""
        keyspace = self._keyspace
        connection = keyspace.link.current() or await keyspace.link.connection()
        remembered = keyspace.remembered(self._name)
        words: list[str | bytes | int] = [self._name, keyspace.idle_ms(self._name), len(reads)]
        for key, version in reads.items():
            words += (key[0], key[1], version)
        words += (_TOLD, len(scans))
        for collection, version in scans.items():
            words += (collection, version)
        writing: Writing | None = None
        if writes:
            version = connection.next_version()
            # Whoever reads after this builds on it: the server hears of both in this order.
            writing = remembered.write(writes, version)
            keyspace.weigh(self._name)
            written = dict.fromkeys(key.collection for key in writes)
            words += (version, len(written))
            for collection in written:
                words += (collection, writing.before.get(collection, ""))
            words += _write_words(writes)
        else:
            words.append(0)
        text = self.text
        words += text[:3] if text is not None else ("",)

        def settle(said: Any) -> None:  # noqa: ANN401 - Redis says
            if said == 1:
                if writing is not None:
                    remembered.settled(writing)
            elif isinstance(said, Exception):
                remembered.refused(writing)
            elif said[0] == 1:
                assert writing is not None
                remembered.settled(writing, [name.decode() for name in said[1:]])
            else:
                remembered.refused(writing)
                _learn(remembered, tuple(reads), said[1], tuple(scans.items()), said[2])
                keyspace.weigh(self._name)

        is_harmless = not writes and text is None
        try:
            said = await keyspace.link.run(
                scripts.COMMIT, tuple(words), is_harmless=is_harmless, settle=settle
            )
        except StoreUnreachable as error:
            if writes or text is None or not isinstance(error.__cause__, Disconnected):
                raise
            # The reads may be looked at again; the text may have been added already.
            text.lost(error)
            words[-3:] = [""]
            said = await keyspace.link.run(
                scripts.COMMIT, tuple(words), is_harmless=True, settle=settle
            )
        except Exception:
            # It was not even sent.
            remembered.refused(writing)
            raise
        return bool(said == 1 or said[0] == 1)

    async def collections(self) -> tuple[Collection, ...]:
        """Returns the names of the collections that hold a record."""
        found = await self._keyspace.run(scripts.COLLECTIONS, self._name, (), only_reads=True)
        return tuple(name.decode() for name in found)

    async def replace(
        self, prefixes: tuple[str, ...], records: Mapping[Key, bytes], reads: Mapping[Key, int]
    ) -> bool:
        """Drops collections by the beginning of their names, then puts records."""
        self._keyspace.remembered(self._name).clear()
        words: list[str | bytes | int] = [len(reads)]
        for key, version in reads.items():
            words += (key.collection, key.id, version)
        connection = await self._keyspace.link.connection()
        words += (connection.next_version(), len(prefixes), *prefixes, *_write_words(records))
        return bool(await self._keyspace.run(scripts.REPLACE, self._name, tuple(words)))


def _learn(
    remembered: Remembered,
    keys: tuple[Key, ...],
    stale: list[Any],
    scans: tuple[tuple[Collection, int], ...],
    listed: list[Any],
) -> None:
    """Takes over what a refused commit tells of the present."""
    for index, entry in zip(stale[::2], stale[1::2], strict=True):
        remembered.learn(keys[index], _versioned(entry))
    for index, version, flat in zip(listed[::3], listed[1::3], listed[2::3], strict=True):
        collection, known = scans[index]
        if flat is None:
            remembered.forget_all(collection, known)
        else:
            remembered.learn_all(collection, _in_order(flat), int(version))


def _versioned(entry: bytes | None) -> Versioned:
    if entry is None:
        return Versioned(None, 0)
    version, _, data = entry.split(b" ", 2)
    return Versioned(data, int(version))


def _in_order(flat: list[bytes]) -> list[tuple[str, Versioned]]:
    """Returns the records of a whole hash, the oldest first."""
    found = []
    for id_, entry in zip(flat[::2], flat[1::2], strict=True):
        version, born, data = entry.split(b" ", 2)
        found.append((int(born), id_.decode(), Versioned(data, int(version))))
    return [(id_, entry) for _, id_, entry in sorted(found)]


def _write_words(writes: Mapping[Key, bytes] | Mapping[Key, bytes | None]) -> Words:
    words: list[str | bytes | int] = [len(writes)]
    for key, data in writes.items():
        words += (key[0], key[1], int(data is not None), data or b"")
    return tuple(words)
