"""What keeps records: the promises that every store makes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from mockserver.state.selection import Selected, Selection

if TYPE_CHECKING:
    from mockserver.state.layer import Layer

Collection = str
"""All records of one kind of one API, such as `criteo/campaign`."""

DEFAULT: Final = "default"
"""The sandbox of requests that name none."""

OF: Final = "@"
"""Joins the names of a sandbox and of a snapshot of it, which lives as long as the sandbox."""

GONE: Final = b""
"""Stands in a store for a record of the starting state that was deleted."""


def compact(data: bytes) -> bytes:
    """Returns a copy that takes no more memory than it needs, to be kept for long.

    What orjson returns keeps the buffer that it was written to: 4 KiB for 200 bytes.
    """
    return b"".join((data, b""))


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

    async def select(
        self, collection: Collection, selection: Selection, layer: "Layer | None"
    ) -> Selected:
        """Returns those records of a collection that are asked for, with what lies beneath.

        It is what `selected` finds in all of them: the records of `read_all` laid over the layer
        by `laid_over`. Its version is that of the collection, so that a commit which names it as a
        scan also notices a record that would be found by now. A store may look at all records,
        and should look at those only that it returns.

        Args:
            collection: The collection.
            selection: What is asked.
            layer: The starting state beneath it, if there is one.
        """

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

    async def close(self) -> None:
        """Returns once all that is on its way has arrived; it may be used again."""
