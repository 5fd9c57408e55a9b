"""What keeps records: the promises that every store makes."""

from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

Collection = str
"""All records of one kind of one API, such as `criteo/campaign`."""

DEFAULT: Final = "default"
"""The sandbox of requests that name none."""

OF: Final = "@"
"""Joins the names of a sandbox and of a snapshot of it, which lives as long as the sandbox."""

GONE: Final = b""
"""Stands in a store for a record of the starting state that was deleted."""


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
    """Keeps the records of one sandbox; a group of writes happens only if what was read holds.

    Versions only ever grow, also beyond the end of a sandbox; a record that is not there has
    version 0. A collection's version changes whenever any of its records does. What is written
    over `GONE` counts as new: it is the youngest of its collection.

    Raises:
        StoreUnreachable: Any method, where the records are kept elsewhere.
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
        """Applies all writes (None removes) if every version still holds, else none of them.

        Returns:
            Whether the writes were applied.
        """

    async def collections(self) -> tuple[Collection, ...]:
        """Returns the names of the collections that hold a record."""

    async def replace(
        self, prefixes: tuple[str, ...], records: Mapping[Key, bytes], reads: Mapping[Key, int]
    ) -> bool:
        """Drops the collections with a prefix, then puts records, if every version still holds.

        Returns:
            Whether it was done.
        """


class Storage(Protocol):
    """Keeps the stores of all sandboxes, by name; an unknown name is an empty store.

    Raises:
        StoreUnreachable: Any coroutine, where the records are kept elsewhere.
    """

    def store(self, name: str) -> Store:
        """Returns the store of a name, at once and without looking whether it is there."""

    async def names(self) -> tuple[str, ...]:
        """Returns the names of the stores that hold a record, sorted; the idle ones are gone."""

    async def drop(self, name: str) -> None:
        """Forgets a store."""

    async def copy(self, source: str, target: str) -> bool:
        """Makes a store's records those of another one, under new versions.

        Returns:
            Whether the source holds a record; nothing is done otherwise.
        """

    async def ping(self) -> None:
        """Does nothing, if the records can be reached."""
