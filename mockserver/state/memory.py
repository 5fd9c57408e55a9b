"""A store in this process's memory."""

from collections.abc import Mapping

from mockserver.state.store import Collection, Key, Versioned, VersionedCollection


class MemoryStore:
    """Keeps records in dicts. No method suspends, so each of them is atomic in its event loop."""

    def __init__(self) -> None:
        self._records: dict[Collection, dict[str, Versioned]] = {}
        self._versions: dict[Collection, int] = {}
        self._clock = 0

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

    async def commit(
        self,
        reads: Mapping[Key, int],
        scans: Mapping[Collection, int],
        writes: Mapping[Key, bytes | None],
    ) -> bool:
        """Applies all writes if every version still holds."""
        for key, version in reads.items():
            entry = self._records.get(key.collection, {}).get(key.id)
            if (entry.version if entry is not None else 0) != version:
                return False
        for collection, version in scans.items():
            if self._versions.get(collection, 0) != version:
                return False
        for key, data in writes.items():
            self._write(key, data)
        return True

    async def collections(self) -> tuple[Collection, ...]:
        """Returns the names of the collections that hold a record."""
        return tuple(name for name, records in self._records.items() if records)

    async def replace(self, prefix: str, records: Mapping[Key, bytes]) -> None:
        """Drops the collections whose name begins with `prefix`, then puts these records."""
        for collection in [name for name in self._records if name.startswith(prefix)]:
            for id_ in list(self._records[collection]):
                self._write(Key(collection, id_), None)
        for key, data in records.items():
            self._write(key, data)

    def _write(self, key: Key, data: bytes | None) -> None:
        self._clock += 1
        self._versions[key.collection] = self._clock
        records = self._records.setdefault(key.collection, {})
        if data is None:
            records.pop(key.id, None)
        else:
            records[key.id] = Versioned(data, self._clock)
