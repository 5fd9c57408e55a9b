"""The world as one call sees it: versioned reads, buffered writes, all or nothing."""

from datetime import datetime
from random import Random
from typing import Final

import orjson

from mockserver.state.identity import random_source, uuid_from
from mockserver.state.store import Collection, Key, Store
from specs.values import Record

COUNTERS: Final = "$counters"
"""The kind that holds the next number of each kind, and the count of random draws."""


class World:
    """All that a handler may read or change.

    Records are handed out as private copies; a change counts once it is `put`. Nothing reaches
    the store before the handler has answered, and nothing does if it refuses. Ids and random
    draws are part of that: a refused call uses up none.
    """

    def __init__(self, store: Store, *, namespace: str, now: datetime, seed: int) -> None:
        self._store = store
        self._namespace = namespace
        self._now = now
        self._seed = seed
        self._seen: dict[Key, bytes | None] = {}
        self._reads: dict[Key, int] = {}
        self._scans: dict[Collection, int] = {}
        self._scanned: dict[Collection, dict[str, bytes]] = {}
        self._writes: dict[Key, bytes | None] = {}

    @property
    def now(self) -> datetime:
        """The mock's time in UTC, the same during one call."""
        return self._now

    async def get(self, kind: str, id: str) -> Record | None:  # noqa: A002 - the field's word
        """Returns a copy of one record, or None."""
        data = await self._data(self._key(kind, id))
        return orjson.loads(data) if data is not None else None

    async def list(self, kind: str) -> dict[str, Record]:
        """Returns copies of all records of a kind by id, oldest first."""
        collection = self._collection(kind)
        if collection not in self._scanned:
            records, version = await self._store.read_all(collection)
            self._scans[collection] = version
            self._scanned[collection] = dict(records)
        current: dict[str, bytes] = dict(self._scanned[collection])
        for key, data in self._writes.items():
            if key.collection == collection:
                if data is None:
                    current.pop(key.id, None)
                else:
                    current[key.id] = data
        return {id_: orjson.loads(data) for id_, data in current.items()}

    def put(self, kind: str, id: str, record: Record) -> None:  # noqa: A002 - the field's word
        """Stores a record once the call succeeds."""
        self._writes[self._key(kind, id)] = orjson.dumps(record)

    def delete(self, kind: str, id: str) -> None:  # noqa: A002 - the field's word
        """Removes a record once the call succeeds."""
        self._writes[self._key(kind, id)] = None

    async def next_id(self, kind: str, first: int = 1) -> int:
        """Draws the next number of a kind that no record has, counting up from `first`."""
        number = await self._count(kind, first)
        while await self._data(self._key(kind, str(number))) is not None:
            number = await self._count(kind, first)
        return number

    async def random(self) -> Random:
        """Draws a fresh generator, the same one for the same history."""
        draw = await self._count("$draws", 0)
        return random_source(self._seed, self._namespace, draw)

    async def new_uuid(self) -> str:
        """Draws a UUID, the same one for the same history."""
        return uuid_from(await self.random())

    async def commit(self) -> bool:
        """Applies the buffered writes if nothing that was read has changed since."""
        return await self._store.commit(self._reads, self._scans, self._writes)

    async def is_current(self) -> bool:
        """Whether nothing that was read has changed since."""
        return await self._store.commit(self._reads, self._scans, {})

    async def _count(self, name: str, first: int) -> int:
        key = self._key(COUNTERS, name)
        data = await self._data(key)
        number = max(first, orjson.loads(data)) if data is not None else first
        self._writes[key] = orjson.dumps(number + 1)
        return number

    async def _data(self, key: Key) -> bytes | None:
        if key in self._writes:
            return self._writes[key]
        if key not in self._seen:
            self._seen[key], self._reads[key] = await self._store.read(key)
        return self._seen[key]

    def _collection(self, kind: str) -> Collection:
        return f"{self._namespace}/{kind}"

    def _key(self, kind: str, id_: str) -> Key:
        return Key(f"{self._namespace}/{kind}", id_)
