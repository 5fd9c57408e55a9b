"""Stores that misbehave on purpose, worlds around them, and clients without a socket."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mockserver.app import MockServer
from mockserver.settings import Settings
from mockserver.state import MemoryStorage, MemoryStore, Sandbox, Store
from mockserver.state.store import Collection, Key, Versioned, VersionedCollection

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
_DATA = st.sampled_from([b'{"n":1}', b'{"n":2}'])


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
