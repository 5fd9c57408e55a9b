"""Stores that misbehave on purpose, worlds around them, and clients without a socket."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from json import loads
from typing import Any

import httpx2
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mockserver.app import MockServer
from mockserver.settings import Settings
from mockserver.state import MemoryStorage, MemoryStore, Sandbox, Store
from mockserver.state.layer import Layer
from mockserver.state.selection import Order, Selected, Selection
from mockserver.state.store import Collection, Key, Versioned, VersionedCollection
from specs.values import ABSENT

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


class HandSet:
    """A source of time that moves when it is told to."""

    def __init__(self, instant: datetime = NOW) -> None:
        self.now = instant

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


def sandbox(store: Store | None = None, *, seed: int = 0, **more: Any) -> Sandbox:
    """A world at a fixed time."""
    return Sandbox(store or MemoryStore(), seed=seed, time=HandSet(), **more)


def storage_of(store: MemoryStore) -> MemoryStorage:
    """A storage that has one store only, whatever it is asked for."""
    return MemoryStorage(lambda _: store)


def server(*apis: str, store: MemoryStore | None = None, **settings: Any) -> MockServer:
    """A mock of these APIs at a fixed time."""
    storage = storage_of(store) if store is not None else None
    return MockServer(Settings(apis=apis, **settings), storage=storage, time=HandSet())


def client(app: MockServer) -> httpx2.AsyncClient:
    """A client that speaks ASGI to a mock."""
    transport = httpx2.ASGITransport(app)
    return httpx2.AsyncClient(transport=transport, base_url="http://localhost", timeout=10)


def send(app: MockServer, method: str, path: str, **options: Any) -> httpx2.Response:
    """Sends one request; an answer that never comes is a failure, not a hang."""

    async def exchange() -> httpx2.Response:
        async with asyncio.timeout(10), client(app) as caller:
            return await caller.request(method, path, **options)

    return asyncio.run(exchange())


def send_together(app: MockServer, requests: Iterable[dict[str, Any]]) -> list[httpx2.Response]:
    """Sends requests at once, all in one event loop."""

    async def exchange() -> list[httpx2.Response]:
        async with asyncio.timeout(30), client(app) as caller:
            return await asyncio.gather(*(caller.request(**request) for request in requests))

    return asyncio.run(exchange())


class SuspendingStore(MemoryStore):
    """Lets every other call run between any two steps, as a store on a network does.

    Each replacement takes longer than the one before, so that two at once end far apart.
    """

    replacements = 0

    async def read(self, key: Key) -> Versioned:
        await asyncio.sleep(0)
        return await super().read(key)

    async def read_all(self, collection: Collection) -> VersionedCollection:
        await asyncio.sleep(0)
        return await super().read_all(collection)

    async def select(
        self, collection: Collection, selection: Selection, layer: Layer | None
    ) -> Selected:
        await asyncio.sleep(0)
        return await super().select(collection, selection, layer)

    async def commit(
        self,
        reads: Mapping[Key, int],
        scans: Mapping[Collection, int],
        writes: Mapping[Key, bytes | None],
    ) -> bool:
        await asyncio.sleep(0)
        return await super().commit(reads, scans, writes)

    async def replace(
        self, prefixes: tuple[str, ...], records: Mapping[Key, bytes], reads: Mapping[Key, int]
    ) -> bool:
        self.replacements += 1
        for _ in range(self.replacements * 3):
            await asyncio.sleep(0)
        return await super().replace(prefixes, records, reads)


class ConflictingStore(MemoryStore):
    """Refuses the first commits, as if someone else had been faster."""

    def __init__(self, conflicts: int) -> None:
        super().__init__()
        self.conflicts = conflicts

    async def commit(
        self,
        reads: Mapping[Key, int],
        scans: Mapping[Collection, int],
        writes: Mapping[Key, bytes | None],
    ) -> bool:
        if self.conflicts > 0:
            self.conflicts -= 1
            return False
        return await super().commit(reads, scans, writes)


_COLLECTIONS = st.sampled_from(["shop/order", "shop/item", "shopping/order"])
_KEYS = st.builds(Key, _COLLECTIONS, st.sampled_from(["1", "2", "a/b"]))
_DATA = st.sampled_from([b'{"n":1}', b'{"n":2}', b'{"n":[1,"2"]}', b"{}"])


def by_number(id_: str, record: dict[str, Any]) -> int:
    """Sorts records by what they say, those that say nothing first."""
    del id_
    said = record.get("n", 0)
    return said if isinstance(said, int) else len(said)


def has_number(id_: str, record: dict[str, Any]) -> tuple[str, ...]:
    """Finds the records that say anything."""
    return ("yes", id_) if "n" in record else ()


def _wanted(facet: Any, texts: Iterable[str]) -> Any:
    return st.tuples(st.just(facet), st.frozensets(st.sampled_from(texts), max_size=3))


@st.composite
def selections(draw: Any) -> Selection:
    """What may be asked of records that say `n`."""
    ids = st.sampled_from(["1", "2", "a", "b"])
    may_be_wanted = st.one_of(_wanted("/n", ("1", "2", "3")), _wanted(has_number, ("yes", "1")))
    order: Order | None = draw(st.sampled_from([None, by_number]))
    return Selection(
        tuple(draw(st.lists(may_be_wanted, max_size=2, unique_by=lambda one: one[0]))),
        order,
        draw(st.integers(0, 4)),
        draw(st.none() | st.integers(0, 4)),
        draw(st.frozensets(ids, max_size=2)),
        draw(st.sampled_from([ABSENT, 0, 1, 2])) if order is not None else ABSENT,
        draw(st.none() | ids) if order is None else None,
    )


def chosen(records: Mapping[str, Any], asked: Selection) -> tuple[list[tuple[str, Any]], int]:
    """Selects in the plainest way that there is: what any store has to agree with."""
    older = takewhile(lambda id_: id_ != asked.before, records)
    found = [(id_, records[id_]) for id_ in older if id_ not in asked.without]
    for facet, texts in asked.wanted:
        if facet == "/n":
            said = [(one, record.get("n", [])) for one, record in found]
            named = {
                id_: {str(one) for one in (value if isinstance(value, list) else [value])}
                for id_, value in said
            }
        else:
            named = {id_: set(has_number(id_, record)) for id_, record in found}
        found = [(id_, record) for id_, record in found if named[id_] & texts]
    if asked.order is not None:
        found.sort(key=lambda one: by_number(*one))
    if asked.up_to is not ABSENT:
        found = [one for one in found if by_number(*one) <= asked.up_to]
    end = len(found) if asked.limit is None else asked.start + asked.limit
    return found[asked.start : end], len(found)


class StoreMachine(RuleBasedStateMachine):
    """Any store against a plain dict; a subclass says which store.

    Versions are opaque: what was read stands in `seen` together with how often the model had
    changed by then, and a commit must succeed exactly if nothing that it names has changed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self.store = self.make_store()
        self.model: dict[Key, bytes] = {}
        self.changes: dict[Key, int] = {}
        self.collection_changes: dict[Collection, int] = {}
        self.seen: dict[Key, tuple[Versioned, int]] = {}
        self.scanned: dict[Collection, tuple[VersionedCollection, int]] = {}

    def make_store(self) -> Store:
        raise NotImplementedError

    def teardown(self) -> None:
        self._runner.close()

    @rule(key=_KEYS)
    def read(self, key: Key) -> None:
        found = self._runner.run(self.store.read(key))

        assert found.data == self.model.get(key)
        assert (found.data is None) == (found.version == 0)
        self.seen[key] = (found, self.changes.get(key, 0))

    @rule(collection=_COLLECTIONS)
    def scan(self, collection: Collection) -> None:
        found = self._runner.run(self.store.read_all(collection))

        expected = {key.id: data for key, data in self.model.items() if key[0] == collection}
        assert list(found.records.items()) == list(expected.items())
        self.scanned[collection] = (found, self.collection_changes.get(collection, 0))

    @rule(collection=_COLLECTIONS, asked=selections())
    def select(self, collection: Collection, asked: Selection) -> None:
        found = self._runner.run(self.store.select(collection, asked, None))

        records = {key.id: loads(data) for key, data in self.model.items() if key[0] == collection}
        told = [(id_, loads(data)) for id_, data in found.records.items()]
        assert (told, found.total) == chosen(records, asked)
        scanned = self._runner.run(self.store.read_all(collection))
        assert found.version == scanned.version
        self.scanned[collection] = (scanned, self.collection_changes.get(collection, 0))

    @rule(
        reads=st.sets(_KEYS, max_size=2),
        scans=st.sets(_COLLECTIONS, max_size=1),
        writes=st.dictionaries(_KEYS, st.none() | _DATA, max_size=3),
    )
    def commit(
        self, reads: set[Key], scans: set[Collection], writes: dict[Key, bytes | None]
    ) -> None:
        named = {key: self.seen[key] for key in reads if key in self.seen}
        listed = {name: self.scanned[name] for name in scans if name in self.scanned}
        # Whether the removal of what is not there counts as a change is each store's own affair.
        writes = {key: data for key, data in writes.items() if data or key in self.model}
        may = all(self._still_holds(key, *entry) for key, entry in named.items()) and all(
            self.collection_changes.get(name, 0) == count for name, (_, count) in listed.items()
        )

        applied = self._runner.run(
            self.store.commit(
                {key: entry.version for key, (entry, _) in named.items()},
                {name: entry.version for name, (entry, _) in listed.items()},
                writes,
            )
        )

        assert applied == may
        for key, data in writes.items() if applied else ():
            self._write(key, data)

    @rule(prefix=st.sampled_from(["shop/", "shopping/"]), records=st.dictionaries(_KEYS, _DATA))
    def replace(self, prefix: str, records: dict[Key, bytes]) -> None:
        mine = {key: data for key, data in records.items() if key.collection.startswith(prefix)}
        assert self._runner.run(self.store.replace((prefix,), mine, {}))

        for key in [key for key in self.model if key.collection.startswith(prefix)]:
            self._write(key, None)
        for key, data in mine.items():
            self._write(key, data)

    @invariant()
    def names_the_collections_that_hold_something(self) -> None:
        named = self._runner.run(self.store.collections())

        assert sorted(named) == sorted({key.collection for key in self.model})

    def _still_holds(self, key: Key, entry: Versioned, count: int) -> bool:
        """A record that is absent again is as good as one that was never there."""
        if entry.data is None:
            return key not in self.model
        return self.changes.get(key, 0) == count

    def _write(self, key: Key, data: bytes | None) -> None:
        self.changes[key] = self.changes.get(key, 0) + 1
        self.collection_changes[key.collection] = self.collection_changes.get(key.collection, 0) + 1
        if data is None:
            self.model.pop(key, None)
        else:
            self.model[key] = data
