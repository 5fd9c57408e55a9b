"""Records by the texts they are found under, each list of them in order."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import product
from typing import Any, Final, TypeAlias

from mockserver.state.selection import Facet, Order, Texts, reader
from specs.values import Record

_MOST_SHARED: Final = 1_000

Entry: TypeAlias = tuple[Any, ...]
"""Where a record stands: what it is sorted by, if anything; its age, the oldest first; its id."""


class Postings:
    """Ids by one text of each facet, in an order."""

    __slots__ = ("_filed", "_lists", "_order", "_readers", "_shared", "is_single")

    def __init__(self, facets: tuple[Facet, ...], order: Order | None) -> None:
        self._readers = [reader(facet) for facet in facets]
        self._order = order
        self._lists: dict[Texts, list[Entry]] = {}
        self._filed: dict[str, tuple[Entry, tuple[Texts, ...]]] = {}
        self._shared: dict[tuple[Texts, ...], tuple[Texts, ...]] = {}
        """The keys of records, each told once; most records have those of another one."""
        self.is_single = True
        """Whether no record ever stood in two lists."""

    def __len__(self) -> int:
        return len(self._filed)

    def under(self, key: Texts) -> list[Entry]:
        """Returns the records of a list, not to be changed."""
        return self._lists.get(key) or []

    def filed(self, id_: str) -> tuple[Entry, tuple[Texts, ...]] | None:
        """Returns where a record stands and in which lists, None if it is in none."""
        return self._filed.get(id_)

    def file(self, id_: str, record: Record, age: int) -> None:
        """Puts a record where it belongs now, wherever it stood before."""
        found = self._place_of(id_, record, age)
        if found != self._filed.get(id_):
            self.remove(id_)
            if found is not None:
                self.put(*found)

    def file_all(self, records: Iterable[tuple[str, Record, int]]) -> None:
        """Puts many records, with their ages, where they belong; they stand nowhere yet."""
        touched: set[Texts] = set()
        for id_, record, age in records:
            found = self._place_of(id_, record, age)
            if found is not None:
                entry, keys = self._filed[id_] = found
                self.is_single = self.is_single and len(keys) == 1
                touched.update(keys)
                for key in keys:
                    self._lists.setdefault(key, []).append(entry)
        for key in touched:
            self._lists[key].sort()

    def put(self, entry: Entry, keys: tuple[Texts, ...]) -> None:
        """Puts a record into some lists; it stands nowhere yet."""
        self._filed[entry[-1]] = (entry, keys)
        self.is_single = self.is_single and len(keys) == 1
        for key in keys:
            listed = self._lists.setdefault(key, [])
            if not listed or listed[-1] < entry:
                listed.append(entry)
            else:
                insort(listed, entry)

    def remove(self, id_: str) -> None:
        """Takes a record out, if it stands anywhere."""
        entry, keys = self._filed.pop(id_, ((), ()))
        for key in keys:
            listed = self._lists[key]
            del listed[bisect_left(listed, entry)]
            if not listed:
                del self._lists[key]

    def _place_of(
        self, id_: str, record: Record, age: int
    ) -> tuple[Entry, tuple[Texts, ...]] | None:
        keys: tuple[Texts, ...]
        if len(self._readers) == 1:
            keys = tuple([(text,) for text in self._readers[0](id_, record)])
        else:
            keys = tuple(product(*(set(read(id_, record)) for read in self._readers)))
        if not keys:
            return None
        rank = (self._order(id_, record),) if self._order is not None else ()
        if len(self._shared) >= _MOST_SHARED:
            self._shared.clear()
        return (*rank, age, id_), self._shared.setdefault(keys, keys)
