"""What keeps records: the promise that every store makes."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

Collection = str
"""All records of one kind of one API, such as `criteo/campaign`."""


class Key(NamedTuple):
    """Names one record."""

    collection: Collection
    id: str


class Versioned(NamedTuple):
    """A record as JSON text, None if there is none, and the version it was read at."""

    data: bytes | None
    version: int


class VersionedCollection(NamedTuple):
    """The records of a collection by id, oldest first, and the version they were read at."""

    records: Mapping[str, bytes]
    version: int


class Store(Protocol):
    """Keeps records and lets a group of writes happen only if what was read still holds.

    Versions only ever grow; a record that is not there has version 0. A collection's version
    changes whenever any of its records does.
    """

    async def read(self, key: Key) -> Versioned:
        """Returns one record."""

    async def read_all(self, collection: Collection) -> VersionedCollection:
        """Returns every record of a collection."""

    async def commit(
        self,
        reads: Mapping[Key, int],
        scans: Mapping[Collection, int],
        writes: Mapping[Key, bytes | None],
    ) -> bool:
        """Applies all writes (None deletes) if every version still holds, else none of them.

        Returns:
            Whether the writes were applied.
        """

    async def collections(self) -> tuple[Collection, ...]:
        """Returns the names of the collections that hold a record."""

    async def replace(self, prefix: str, records: Mapping[Key, bytes]) -> None:
        """Drops the collections whose name begins with `prefix`, then puts these records."""
