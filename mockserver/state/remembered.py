"""What a process remembers of a sandbox whose records lie elsewhere.

A memory may be wrong about the present, never about a version: what it tells of a record or of a
collection is what that version was, or is to be. Whoever acts on it names the versions, and the
keeper of the records refuses if one of them is not the present. So a memory decides how often work
runs again, never what is true.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from mockserver.state.index import Catalogue
from mockserver.state.layer import Layer
from mockserver.state.selection import Selected, Selection
from mockserver.state.store import GONE, Collection, Key, Versioned, VersionedCollection, compact

_ABSENT: Final = Versioned(None, 0)
_OWN_BYTES: Final = 250
"""About what an entry takes beside its record."""


class _Shelf:
    """The records of one collection, by id."""

    def __init__(self) -> None:
        self.entries: dict[str, Versioned] = {}
        """The oldest first if all are known; among them those known to be absent, if not."""
        self.version: int | None = None
        """Of the collection, if all of its records are known."""
        self.listed: VersionedCollection | None = None
        """All records, once somebody asked for them."""
        self.catalogue: Catalogue | None = None
        """Finds records, once somebody selected some of all."""
        self.ages: Iterator[int] = count()
        """Of records that are born after the catalogue was made."""

    def records(self) -> VersionedCollection | None:
        """Returns all records, None if they are not known."""
        if self.version is None:
            return None
        if self.listed is None:
            found = {
                id_: entry.data for id_, entry in self.entries.items() if entry.data is not None
            }
            self.listed = VersionedCollection(found, self.version)
        return self.listed

    def write(self, id_: str, data: bytes | None, version: int) -> None:
        """Takes over what is written, in the order that it has afterwards."""
        before = self.entries.get(id_)
        is_born = data is not None and (before is None or before.data in (None, GONE))
        if data is None or is_born:
            self.entries.pop(id_, None)
        if data is not None:
            self.entries[id_] = Versioned(compact(data), version)
        elif self.version is None:
            self.entries[id_] = _ABSENT
        if self.catalogue is not None:
            self.catalogue.note(id_, next(self.ages), is_born=is_born)


class Writing:
    """Writes on their way: already remembered, not yet known to have been applied."""

    def __init__(self, era: int, keys: tuple[Key, ...], before: Mapping[Collection, int]) -> None:
        self.era = era
        self.keys = keys
        self.before = before
        """The versions that the collections had, as far as that is remembered."""


class Remembered:
    """The records of one sandbox as they were last seen or written by this process."""

    def __init__(self) -> None:
        self.size_bytes = _OWN_BYTES
        """About what it takes."""
        self._weighed_bytes = 0
        self._shelves: dict[Collection, _Shelf] = {}
        self._unsettled: dict[Key, int] = {}
        """How many writes of each record are on their way."""
        self._era = 0
        """Grows with each refusal: all that was on its way then may build on what never was."""

    def record(self, key: Key) -> Versioned | None:
        """Returns a record, None if it is not known."""
        shelf = self._shelves.get(key.collection)
        if shelf is None:
            return None
        found = shelf.entries.get(key.id)
        return _ABSENT if found is None and shelf.version is not None else found

    def records(self, collection: Collection) -> VersionedCollection | None:
        """Returns a collection, None if it is not known as a whole."""
        shelf = self._shelves.get(collection)
        return shelf.records() if shelf is not None else None

    def selected(
        self, collection: Collection, selection: Selection, layer: Layer | None
    ) -> Selected | None:
        """Returns some records of a collection, None if it is not known as a whole."""
        shelf = self._shelves.get(collection)
        if shelf is None or shelf.version is None:
            return None
        if shelf.catalogue is None:
            shelf.catalogue = Catalogue(collection, shelf.entries)
            shelf.ages = count(len(shelf.entries))
        return shelf.catalogue.select(selection, layer, shelf.version)

    def learn(self, key: Key, seen: Versioned) -> None:
        """Takes over a record that was read; what is being written to it is newer."""
        if key in self._unsettled:
            return
        shelf = self._shelf(key.collection)
        if shelf.version is not None:
            if self.record(key) == seen:
                return
            # One of its records is not as it was, so neither is the collection.
            self._scatter(key.collection)
        before = shelf.entries.get(key.id)
        self.size_bytes += _size(seen) - (_size(before) if before is not None else 0)
        shelf.entries[key.id] = seen

    def learn_all(
        self, collection: Collection, entries: Iterable[tuple[str, Versioned]], version: int
    ) -> None:
        """Takes over a collection that was read, the oldest first."""
        if any(key.collection == collection for key in self._unsettled):
            return
        self._drop(collection)
        shelf = self._shelf(collection)
        shelf.entries.update(entries)
        shelf.version = version
        self.size_bytes += sum(_size(entry) for entry in shelf.entries.values())

    def write(self, writes: Mapping[Key, bytes | None], version: int) -> Writing:
        """Takes over writes that are sent now; `settled` or `refused` is to follow.

        Args:
            writes: The records, None removes.
            version: What the records and their collections get.
        """
        before: dict[Collection, int] = {}
        for key, data in writes.items():
            shelf = self._shelf(key.collection)
            if shelf.version is not None:
                before.setdefault(key.collection, shelf.version)
                shelf.version, shelf.listed = version, None
            old, was = shelf.entries.get(key.id), len(shelf.entries)
            shelf.write(key.id, data, version)
            self.size_bytes += len(data or b"") - len((old.data or b"") if old is not None else b"")
            self.size_bytes += (len(shelf.entries) - was) * _OWN_BYTES
            self._unsettled[key] = self._unsettled.get(key, 0) + 1
        return Writing(self._era, tuple(writes), before)

    def settled(self, writing: Writing, strange: Iterable[Collection] = ()) -> None:
        """Hears that writes were applied.

        Args:
            writing: The writes.
            strange: Collections that were not as they are remembered.
        """
        for collection in strange:
            self._scatter(collection)
        if writing.era == self._era:
            for key in writing.keys:
                left = self._unsettled.pop(key) - 1
                if left:
                    self._unsettled[key] = left

    def refused(self, writing: Writing | None) -> None:
        """Hears that writes were not applied, or that nobody knows; forgets what built on them."""
        if writing is None or not writing.keys or writing.era != self._era:
            return
        self._era += 1
        unsettled, self._unsettled = self._unsettled, {}
        for key in unsettled:
            self.forget(key)

    def forget(self, key: Key) -> None:
        """Forgets a record, and that its collection is known as a whole."""
        self._scatter(key.collection)
        shelf = self._shelves.get(key.collection)
        entry = shelf.entries.pop(key.id, None) if shelf is not None else None
        if entry is not None:
            self.size_bytes -= _size(entry)

    def forget_all(self, collection: Collection, version: int) -> None:
        """Forgets that a collection is known as a whole, if it is remembered at a version."""
        shelf = self._shelves.get(collection)
        if shelf is not None and shelf.version == version:
            self._scatter(collection)

    def clear(self) -> None:
        """Forgets everything."""
        self._era += 1
        self._unsettled.clear()
        self._shelves.clear()
        self.size_bytes = 0

    def grown_bytes(self) -> int:
        """Returns by how much it has grown since this was last asked."""
        grown = self.size_bytes - self._weighed_bytes
        self._weighed_bytes = self.size_bytes
        return grown

    def _shelf(self, collection: Collection) -> _Shelf:
        found = self._shelves.get(collection)
        if found is None:
            found = self._shelves[collection] = _Shelf()
        return found

    def _scatter(self, collection: Collection) -> None:
        """Goes on with single records."""
        shelf = self._shelves.get(collection)
        if shelf is not None:
            shelf.version = shelf.listed = shelf.catalogue = None

    def _drop(self, collection: Collection) -> None:
        shelf = self._shelves.pop(collection, None)
        if shelf is not None:
            self.size_bytes -= sum(_size(entry) for entry in shelf.entries.values())


def _size(entry: Versioned) -> int:
    return _OWN_BYTES + len(entry.data or b"")
