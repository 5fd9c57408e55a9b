"""What finds the records of one collection without looking at each of them.

An index is built when something is first asked by it and then learns what was written since, when
it is asked again: a write only notes the id. The starting state has an index of its own, which all
sandboxes over it share, so that a sandbox costs what differs from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, islice
from sys import maxsize
from typing import Final

import orjson

from mockserver.state.layer import LATE, Layer
from mockserver.state.postings import Entry, Postings
from mockserver.state.runs import Bound, Run, bound_of, part_of
from mockserver.state.selection import Facet, Order, Selected, Selection, Texts
from mockserver.state.store import GONE, Collection, Key, Versioned
from specs.values import Record

_MOST: Final = 32
"""Indexes of one collection; the one that was not asked for the longest goes first."""
_FEW: Final = 64
"""Records that are sorted at once rather than one by one."""
_MANY: Final = 1_000
"""Changes of which building anew may be the shorter way."""


class Catalogue:
    """The indexes of one collection of one store."""

    def __init__(self, collection: Collection, records: Mapping[str, Versioned]) -> None:
        """Takes a collection as it is.

        Args:
            collection: Its name.
            records: Its records, which the store goes on changing.
        """
        self._collection = collection
        self._records = records
        self._ages = {id_: age for age, id_ in enumerate(records)}
        """Ever growing; every record took a version at least, so versions go on from here."""
        self.indexes: dict[tuple[tuple[Facet, ...], Order | None], Index] = {}
        """By what they find records, and in which order; the one asked for last is the last."""

    def note(self, id_: str, version: int, *, is_born: bool) -> None:
        """Takes note that a record was written or removed.

        Args:
            id_: Its id.
            version: The version of the write.
            is_born: Whether it is the youngest now.
        """
        if is_born:
            self._ages[id_] = version
        elif id_ not in self._records:
            self._ages.pop(id_, None)
        for index in self.indexes.values():
            index.changed.add(id_)

    def select(self, selection: Selection, layer: Layer | None, version: int) -> Selected:
        """Returns the records that are asked for, with what lies beneath."""
        name = (selection.facets, selection.order)
        index = self.indexes.pop(name, None)
        if index is None or index.layer != layer or index.is_outdated:
            index = Index(self._collection, selection.facets, selection.order, layer)
            index.changed.update(self._records)
        index.learn(self._records, self._ages)
        # Kept only now: one whose facet stumbles over a record is not to be asked half learnt.
        if len(self.indexes) >= _MOST:
            del self.indexes[next(iter(self.indexes))]
        self.indexes[name] = index
        before = selection.before
        age = index.age_of(before, self._records, self._ages) if before is not None else None
        ids, total = index.find(selection, age)
        records = {id_: self._data(id_, layer) for id_ in ids}
        return Selected(records, total, version)

    def _data(self, id_: str, layer: Layer | None) -> bytes:
        entry = self._records.get(id_)
        data = entry.data if entry is not None else None
        if data is None:
            assert layer is not None
            data = layer.get(Key(self._collection, id_))
            assert data is not None
        return data


class Index:
    """Finds the records of a collection by some facets, in an order.

    A record of the starting state is as old as its place there, below zero; so it stands before
    all others, also when the store holds a change of it.
    """

    __slots__ = ("_beneath", "_covered", "_is_covered", "_own", "_places", "changed", "layer")

    def __init__(
        self,
        collection: Collection,
        facets: tuple[Facet, ...],
        order: Order | None,
        layer: Layer | None,
    ) -> None:
        self.layer = layer
        self.changed: set[str] = set()
        """Ids of records that were written since it was last asked."""
        self._own = Postings(facets, order)
        self._covered = Postings(facets, order)
        """Records of the starting state that the store holds something else for."""
        self._beneath = Postings(facets, order)
        self._places: Mapping[str, int] = {}
        if layer is not None:
            self._beneath = layer.postings(collection, facets, order)
            self._places = layer.ages(collection)
        self._is_covered: set[str] = set()

    @property
    def is_outdated(self) -> bool:
        """Whether so much was changed that building it anew is shorter."""
        return len(self.changed) > max(_MANY, len(self._own) // 8)

    def learn(self, records: Mapping[str, Versioned], ages: Mapping[str, int]) -> None:
        """Brings it up to date.

        Args:
            records: What the store holds.
            ages: The age of each record of the store.
        """
        if not self.changed:
            return
        changes = self._changes(records, ages)
        if not len(self._own):
            self._own.file_all(changes)
            return
        for change in changes:
            self._own.file(*change)

    def _changes(
        self, records: Mapping[str, Versioned], ages: Mapping[str, int]
    ) -> Iterator[tuple[str, Record, int]]:
        """Takes out what is gone; returns what is there, with its age."""
        known = self._places
        # The oldest first, so that most records are put at the end of their lists.
        changed = sorted(self.changed, key=lambda id_: known.get(id_, ages.get(id_, 0)))
        self.changed.clear()
        for id_ in changed:
            entry = records.get(id_)
            self._cover(id_, is_covered=entry is not None)
            data = entry.data if entry is not None else None
            if data is None or data == GONE:
                self._own.remove(id_)
                continue
            is_young = id_ not in known or data.startswith(LATE)
            yield id_, orjson.loads(data), ages[id_] if is_young else known[id_]

    def find(self, selection: Selection, age: int | None) -> tuple[list[str], int]:
        """Returns the ids that are asked for, and how many there are besides start and limit.

        Args:
            selection: What is asked, by the facets and in the order of this index.
            age: The age that all have to exceed, if any.
        """
        bound = bound_of(selection, age)
        runs = {}
        for key in selection.keys:
            run = self._run(key, bound)
            if run.size:
                runs[key] = run
        is_single = len(runs) == 1 or (self._own.is_single and self._beneath.is_single)
        if is_single:
            total = sum([run.size for run in runs.values()])
        else:
            total = len(set(self._entries(runs.values())))
        left_out = self._left_out(selection.without, runs, bound) if selection.without else []
        total -= len(left_out)
        if selection.limit == 0 or not total:
            return [], total
        if len(runs) == 1:
            (run,) = runs.values()
            if not run.is_mixed:
                return part_of(run, selection, left_out), total
        entries = self._entries(runs.values())
        if not is_single:
            entries = _once(entries)
        if left_out:
            entries = (entry for entry in entries if entry[-1] not in selection.without)
        return [entry[-1] for entry in islice(entries, selection.start, selection.stop)], total

    def age_of(self, id_: str, records: Mapping[str, Versioned], ages: Mapping[str, int]) -> int:
        """Returns the age of a record, more than any has if there is none.

        Args:
            id_: Its id.
            records: What the store holds.
            ages: The age of each record of the store.
        """
        entry, place = records.get(id_), self._places.get(id_)
        data = entry.data if entry is not None else None
        if data is None or (data != GONE and place is not None and not data.startswith(LATE)):
            return place if place is not None else maxsize
        return ages[id_] if data != GONE else maxsize

    def _run(self, key: Texts, bound: Bound) -> Run:
        beneath, own = self._beneath.under(key), self._own.under(key)
        covered = bound(self._covered.under(key)) if self._is_covered else 0
        return Run(beneath, own, bound(beneath), bound(own), covered)

    def _entries(self, runs: Iterable[Run]) -> Iterable[Entry]:
        """Returns all records of some runs in order."""
        covered = self._is_covered
        lists: list[Iterable[Entry]] = []
        size = 0
        for run in runs:
            beneath = islice(run.beneath, run.beneath_size)
            if run.covered_size:
                lists.append(entry for entry in beneath if entry[-1] not in covered)
            elif run.beneath_size:
                lists.append(beneath)
            if run.own_size:
                lists.append(islice(run.own, run.own_size))
            size += run.beneath_size + run.own_size
        return sorted(chain(*lists)) if size <= _FEW else merge(*lists)

    def _left_out(
        self, without: Iterable[str], runs: Mapping[Texts, Run], bound: Bound
    ) -> list[Entry]:
        """Returns those of the ids to be left out that would be found."""
        found = []
        for id_ in without:
            filed = self._own.filed(id_)
            if filed is None and id_ not in self._is_covered:
                filed = self._beneath.filed(id_)
            if filed is not None and not runs.keys().isdisjoint(filed[1]) and bound([filed[0]]):
                found.append(filed[0])
        return found

    def _cover(self, id_: str, *, is_covered: bool) -> None:
        if id_ not in self._places or is_covered == (id_ in self._is_covered):
            return
        if not is_covered:
            self._is_covered.remove(id_)
            self._covered.remove(id_)
            return
        self._is_covered.add(id_)
        filed = self._beneath.filed(id_)
        if filed is not None:
            self._covered.put(*filed)


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    before: Entry | None = None
    for entry in entries:
        if entry != before:
            yield entry
        before = entry
