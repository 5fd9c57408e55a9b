"""The world as one call sees it: versioned reads, buffered writes, all or nothing."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Final

import orjson

from mockserver.state.identity import random_source, uuid_from
from mockserver.state.layer import Layer
from mockserver.state.situation import SITUATION, Situation
from mockserver.state.store import GONE, Collection, Key, Store
from specs.values import Json, Record

COUNTERS: Final = "$counters"
"""The kind that holds the next number of each kind, and the count of random draws."""

_LATE: Final = b" "
"""Begins a record of the starting state that was deleted and then made anew: it is young again."""


class World:
    """All that a handler may read or change.

    Records are handed out as private copies; a change counts once it is `put`. Nothing reaches
    the store before the handler has answered, and nothing does if it refuses. Ids and random
    draws are part of that: a refused call uses up none. The starting state lies beneath: the
    store holds only what differs from it.
    """

    def __init__(
        self,
        store: Store,
        *,
        namespace: str,
        now: datetime,
        seed: int,
        layer: Layer | None = None,
        situation: tuple[Situation, int] | None = None,
    ) -> None:
        """Begins a transaction.

        Args:
            store: Keeps the records of the sandbox.
            namespace: The API whose records are seen.
            now: The time during the call.
            seed: Seeds ids and random draws.
            layer: The starting state of the API.
            situation: The sandbox's situation and its version; version 0 writes it down.
        """
        self._store = store
        self._namespace = namespace
        self._now = now
        self._seed = seed
        self._layer = layer
        self._situation = situation[0] if situation is not None else None
        self._seen: dict[Key, bytes | None] = {}
        """What the store holds, `GONE` and late records included."""
        self._reads: dict[Key, int] = {}
        self._scans: dict[Collection, int] = {}
        self._scanned: dict[Collection, dict[str, bytes]] = {}
        self._writes: dict[Key, bytes | None] = {}
        if situation is not None:
            self._reads[SITUATION] = situation[1]

    @property
    def now(self) -> datetime:
        """The mock's time in UTC, the same during one call."""
        return self._now

    @property
    def seed(self) -> int:
        """The number that ids and random draws are derived from."""
        return self._seed

    @property
    def fault_rules(self) -> tuple[Record, ...]:
        """The fault rules of the sandbox, in the order in which they are tried."""
        return self._situation.faults if self._situation is not None else ()

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
            self._scanned[collection] = self._over_layer(collection, records)
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

    async def everything(self) -> dict[str, dict[str, Json]]:
        """Returns all records by kind and id; the mock's own kinds, with `$`, are kept out."""
        prefix = f"{self._namespace}/"
        known = self._layer.collections if self._layer is not None else ()
        found: dict[str, dict[str, Json]] = {}
        for collection in dict.fromkeys((*known, *await self._store.collections())):
            kind = collection.removeprefix(prefix)
            if collection.startswith(prefix) and not kind.startswith("$"):
                records = await self.list(kind)
                if records:
                    found[kind] = dict(records)
        return found

    async def commit(self) -> bool:
        """Applies the buffered writes if nothing that was read has changed since."""
        writes = self._writes
        if self._layer is not None:
            writes = {key: await self._stored(key, data) for key, data in writes.items()}
        if self._reads.get(SITUATION) == 0 and self._situation is not None:
            writes = {SITUATION: self._situation.dumped(), **writes}
        return await self._store.commit(self._reads, self._scans, writes)

    async def is_current(self) -> bool:
        """Whether nothing that was read has changed since."""
        return await self._store.commit(self._reads, self._scans, {})

    async def _stored(self, key: Key, data: bytes | None) -> bytes | None:
        """Returns what the store is to hold for a write, given what lies beneath."""
        assert self._layer is not None
        if self._layer.get(key) is None:
            return data
        if data is None:
            return GONE
        before = await self._read(key)
        is_late = before is not None and (before == GONE or before.startswith(_LATE))
        return _LATE + data if is_late else data

    async def _count(self, name: str, first: int) -> int:
        key = self._key(COUNTERS, name)
        data = await self._data(key)
        number = max(first, orjson.loads(data)) if data is not None else first
        self._writes[key] = orjson.dumps(number + 1)
        return number

    async def _data(self, key: Key) -> bytes | None:
        if key in self._writes:
            return self._writes[key]
        data = await self._read(key)
        if data is None and self._layer is not None:
            data = self._layer.get(key)
        return data if data != GONE else None

    async def _read(self, key: Key) -> bytes | None:
        if key not in self._seen:
            self._seen[key], self._reads[key] = await self._store.read(key)
        return self._seen[key]

    def _over_layer(self, collection: Collection, records: Mapping[str, bytes]) -> dict[str, bytes]:
        """Returns the records of a collection, those of the starting state first."""
        if self._layer is None:
            return dict(records)
        merged: dict[str, bytes] = {}
        for id_ in self._layer.ids(collection):
            data = records.get(id_)
            if data is None:
                data = self._layer.get(Key(collection, id_))
            if data and not data.startswith(_LATE):
                merged[id_] = data
        for id_, data in records.items():
            if data != GONE:
                merged.setdefault(id_, data)
        return merged

    def _collection(self, kind: str) -> Collection:
        return f"{self._namespace}/{kind}"

    def _key(self, kind: str, id_: str) -> Key:
        return Key(f"{self._namespace}/{kind}", id_)
