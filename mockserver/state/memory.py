"""Stores in this process's memory."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count, takewhile
from typing import Final

from mockserver.errors import TooManySandboxes
from mockserver.state.clock import TimeSource, real_time
from mockserver.state.index import Catalogue
from mockserver.state.layer import Layer
from mockserver.state.selection import Selected, Selection
from mockserver.state.store import (
    DEFAULT,
    GONE,
    OF,
    Collection,
    Key,
    Versioned,
    VersionedCollection,
    compact,
)

MOST_STORES: Final = 10_000
"""Sandboxes and snapshots that one process keeps; even an empty one takes some kilobytes."""


class MemoryStore:
    """Keeps records in dicts. No method suspends, so each of them is atomic in its event loop."""

    def __init__(self, versions: Iterator[int] | None = None) -> None:
        """Makes an empty store.

        Args:
            versions: Ever growing numbers, shared by stores that may follow each other.
        """
        self._records: dict[Collection, dict[str, Versioned]] = {}
        self._versions: dict[Collection, int] = {}
        self._catalogues: dict[Collection, Catalogue] = {}
        """Of the collections in which something was selected."""
        self._next = versions if versions is not None else count(1)

    async def read(self, key: Key) -> Versioned:
        """Returns one record."""
        return self._records.get(key.collection, {}).get(key.id, Versioned(None, 0))

    async def read_all(self, collection: Collection) -> VersionedCollection:
        """Returns every record of a collection, oldest first."""
        records = {
            id_: entry.data
            for id_, entry in self._records.get(collection, {}).items()
            if entry.data is not None
        }
        return VersionedCollection(records, self._versions.get(collection, 0))

    async def select(
        self, collection: Collection, selection: Selection, layer: Layer | None
    ) -> Selected:
        """Returns those records of a collection that are asked for, with what lies beneath."""
        catalogue = self._catalogues.get(collection)
        if catalogue is None:
            records = self._records.setdefault(collection, {})
            catalogue = self._catalogues[collection] = Catalogue(collection, records)
        return catalogue.select(selection, layer, self._versions.get(collection, 0))

    async def commit(
        self,
        reads: Mapping[Key, int],
        scans: Mapping[Collection, int],
        writes: Mapping[Key, bytes | None],
    ) -> bool:
        """Applies all writes if every version still holds."""
        if not self._holds(reads):
            return False
        for collection, version in scans.items():
            if self._versions.get(collection, 0) != version:
                return False
        for key, data in writes.items():
            self.put(key, data)
        return True

    async def collections(self) -> tuple[Collection, ...]:
        """Returns the names of the collections that hold a record."""
        return tuple(name for name, records in self._records.items() if records)

    async def replace(
        self, prefixes: tuple[str, ...], records: Mapping[Key, bytes], reads: Mapping[Key, int]
    ) -> bool:
        """Drops collections by the beginning of their names, then puts records."""
        if not self._holds(reads):
            return False
        self._drop(prefixes)
        for key, data in records.items():
            self.put(key, data)
        return True

    def become(self, records: Mapping[Key, bytes]) -> None:
        """Makes the records of another store, whose texts are shared, the only ones."""
        self._drop(("",))
        for key, data in records.items():
            self._keep(key, data)

    @property
    def held(self) -> Mapping[Collection, Mapping[str, Versioned]]:
        """All records as they lie there, by collection and id, `GONE` and late ones included."""
        return self._records

    def put(self, key: tuple[Collection, str], data: bytes | None) -> None:
        """Puts one record at once, or removes it."""
        self._keep(key, compact(data) if data is not None else None)

    def records(self) -> dict[Key, bytes]:
        """Returns every record of every collection, oldest first."""
        return {
            Key(collection, id_): entry.data
            for collection, entries in self._records.items()
            for id_, entry in entries.items()
            if entry.data is not None
        }

    @property
    def is_empty(self) -> bool:
        """Whether it holds no record."""
        return not any(self._records.values())

    def _keep(self, key: tuple[Collection, str], data: bytes | None) -> None:
        collection, id_ = key
        records = self._records.get(collection)
        before = records.get(id_) if records is not None else None
        if before is None and data is None:
            return
        if records is None:
            records = self._records[collection] = {}
        version = next(self._next)
        self._versions[collection] = version
        is_born = data is not None and (before is None or before.data == GONE)
        if before is not None and (data is None or is_born):
            del records[id_]
        if data is not None:
            records[id_] = Versioned(data, version)
        catalogue = self._catalogues.get(collection)
        if catalogue is not None:
            catalogue.note(id_, version, is_born=is_born)

    def _drop(self, prefixes: tuple[str, ...]) -> None:
        """Drops collections by the beginning of their names."""
        for collection in [name for name in self._records if name.startswith(prefixes)]:
            # Forgotten, so that collections stand in the order of what is put afterwards.
            if self._records.pop(collection):
                self._versions[collection] = next(self._next)
            self._catalogues.pop(collection, None)

    def _holds(self, reads: Mapping[Key, int]) -> bool:
        for key, version in reads.items():
            entry = self._records.get(key.collection, {}).get(key.id)
            if (entry.version if entry is not None else 0) != version:
                return False
        return True


class MemoryStorage:
    """Stores by name. One that nobody asked for in a while is dropped when others are born."""

    def __init__(
        self,
        make: Callable[[Iterator[int]], MemoryStore] = MemoryStore,
        *,
        idle: timedelta | None = None,
        time: TimeSource = real_time,
        most: int = MOST_STORES,
    ) -> None:
        """Makes an empty storage.

        Args:
            make: Makes a store, handed the versions that all stores share.
            idle: After how long unused a sandbox is dropped, the default one never; None keeps all.
            time: Tells the time that idling is measured by.
            most: How many stores there may be, the default sandbox's own aside.
        """
        self._make = make
        self._idle = idle
        self._time = time
        self._most = most
        self._versions = count(1)
        self._stores: dict[str, MemoryStore] = {}
        self._used: dict[str, datetime] = {}
        """When each sandbox was last asked for, the longest ago first."""

    def store(self, name: str) -> MemoryStore:
        """Returns the store of a name, an empty one if there is none.

        Raises:
            TooManySandboxes: There is none, and there are as many others as may be.
        """
        found = self._stores.get(name)
        if found is None:
            self._drop_idle()
            if name != DEFAULT and len(self._stores) >= self._most:
                raise TooManySandboxes(name, self._most)
            found = self._stores[name] = self._make(self._versions)
        if self._idle is not None:
            sandbox = name.partition(OF)[0]
            self._used.pop(sandbox, None)
            self._used[sandbox] = self._time()
        return found

    async def names(self) -> tuple[str, ...]:
        """Returns the names of the stores that hold a record, sorted."""
        self._drop_idle()
        return tuple(sorted(name for name, store in self._stores.items() if not store.is_empty))

    async def drop(self, name: str) -> None:
        """Forgets a store."""
        self._stores.pop(name, None)
        self._used.pop(name, None)

    async def copy(self, source: str, target: str) -> bool:
        """Makes a store's records those of another one."""
        found = self._stores.get(source)
        records = found.records() if found is not None else {}
        if records:
            self.store(target).become(records)
        return bool(records)

    async def ping(self) -> None:
        """Does nothing: memory is always there."""

    async def close(self) -> None:
        """Does nothing: nothing is on its way."""

    def _drop_idle(self) -> None:
        if self._idle is None:
            return
        horizon = self._time() - self._idle
        # The longest unused stand first, so a birth looks at those only that have to go.
        idle = set(takewhile(lambda name: self._used[name] < horizon, self._used)) - {DEFAULT}
        for name in idle:
            del self._used[name]
        if idle:
            for name in [name for name in self._stores if name.partition(OF)[0] in idle]:
                del self._stores[name]
