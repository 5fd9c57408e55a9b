"""The world as one call sees it: versioned reads, buffered writes, all or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from random import Random
from typing import Any, Final, TypeVar

import orjson

from mockserver.state.identity import random_source, uuid_from
from mockserver.state.layer import LATE as LATE
from mockserver.state.layer import Layer, laid_over
from mockserver.state.selection import Facet, Order, Selected, Selection, selected, texts_of
from mockserver.state.situation import SITUATION, Situation
from mockserver.state.store import GONE, Collection, Key, Store
from specs.values import ABSENT, Json, Record

AnyFacet = TypeVar("AnyFacet", bound=Facet)

COUNTERS: Final = "$counters"
"""The kind that holds the next number of each kind, and the count of random draws."""


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
        everything = await self._all(self._collection(kind))
        return {id_: orjson.loads(data) for id_, data in everything.items()}

    async def select(
        self,
        kind: str,
        where: Mapping[AnyFacet, Iterable[Json]] | None = None,
        *,
        order: Order | None = None,
        start: int = 0,
        limit: int | None = None,
        without: Iterable[str] = (),
    ) -> dict[str, Record]:
        """Returns copies of some records of a kind by id; no others are looked at.

        Several facets narrow the choice together. What is asked for the first time in a sandbox,
        and after this call has changed records of the kind, looks at all of them.

        Args:
            kind: The kind.
            where: For each facet values of which a record has one. A facet is the JSON pointer of
                a member, whose texts and whole numbers are compared as text, or a function.
            order: What records are sorted by; the oldest stand first without it.
            start: How many to skip.
            limit: How many to return at most, None for all.
            without: Ids to leave out.
        """
        asked = Selection(_wanted(where), order, start, limit, frozenset(without))
        found = await self._selected(kind, asked)
        return {id_: orjson.loads(data) for id_, data in found.records.items()}

    async def part(
        self,
        kind: str,
        where: Mapping[AnyFacet, Iterable[Json]] | None = None,
        *,
        order: Order | None = None,
        start: int = 0,
        limit: int | None = None,
        without: Iterable[str] = (),
    ) -> tuple[dict[str, Record], int]:
        """Returns what `select` does, and how many there are whatever `start` and `limit` say."""
        asked = Selection(_wanted(where), order, start, limit, frozenset(without))
        found = await self._selected(kind, asked)
        return {id_: orjson.loads(data) for id_, data in found.records.items()}, found.total

    async def count(
        self,
        kind: str,
        where: Mapping[AnyFacet, Iterable[Json]] | None = None,
        *,
        order: Order | None = None,
        up_to: Any = ABSENT,  # noqa: ANN401 - whatever the order says
        before: str | None = None,
        without: Iterable[str] = (),
    ) -> int:
        """Returns how many records `select` would find.

        Args:
            kind: The kind.
            where: As for `select`.
            order: As for `select`; needed for `up_to`.
            up_to: Count those only that the order does not put behind this.
            before: Count those only that are older than the record with this id, which need not
                be one of them; all of them if there is none.
            without: Ids to leave out.
        """
        left_out = frozenset(without)
        asked = Selection(_wanted(where), order, 0, 0, left_out, up_to, before)
        return (await self._selected(kind, asked)).total

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
        is_late = before is not None and (before == GONE or before.startswith(LATE))
        return LATE + data if is_late else data

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

    async def _selected(self, kind: str, selection: Selection) -> Selected:
        collection = self._collection(kind)
        # What is not stored yet stands in no index.
        if self._writes and any(name == collection for name, _ in self._writes):
            return selected(await self._all(collection), selection, 0)
        found = await self._store.select(collection, selection, self._layer)
        self._scan(collection, found.version)
        return found

    async def _all(self, collection: Collection) -> dict[str, bytes]:
        """Returns all records of a collection as texts, oldest first."""
        if collection not in self._scanned:
            records, version = await self._store.read_all(collection)
            self._scan(collection, version)
            self._scanned[collection] = laid_over(self._layer, collection, records)
        current: dict[str, bytes] = dict(self._scanned[collection])
        for (name, id_), data in self._writes.items():
            if name == collection:
                if data is None:
                    current.pop(id_, None)
                else:
                    current[id_] = data
        return current

    def _scan(self, collection: Collection, version: int) -> None:
        """Notes what a collection was read at; what was read at two versions holds at none."""
        if self._scans.setdefault(collection, version) != version:
            self._scans[collection] = -1

    def _collection(self, kind: str) -> Collection:
        return f"{self._namespace}/{kind}"

    def _key(self, kind: str, id_: str) -> Key:
        return Key(f"{self._namespace}/{kind}", id_)


def _wanted(
    where: Mapping[AnyFacet, Iterable[Json]] | None,
) -> tuple[tuple[Facet, frozenset[str]], ...]:
    if not where:
        return ()
    return tuple([(facet, _texts(values)) for facet, values in where.items()])


def _texts(values: Iterable[Json]) -> frozenset[str]:
    texts: set[str] = set()
    for value in values:
        if type(value) is str:
            texts.add(value)
        else:
            texts |= texts_of(value)
    return frozenset(texts)
