"""What is asked of a collection: records by what they say, in an order, a part of them."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any, NamedTuple, TypeAlias

import orjson

from specs.values import ABSENT, Json, Record, find, split_pointer

Facet: TypeAlias = str | Callable[[str, Record], Iterable[str]]
"""Says under which texts a record is found: a JSON pointer, or a function of id and record.

A function names the index that is built for it, so it stands at the top of a module, or is a value
that equals another one of the same meaning. It looks at nothing but the record.
"""

Order: TypeAlias = Callable[[str, Record], Any]
"""Returns what records are sorted by, of id and record; equal ones stay oldest first."""

Texts: TypeAlias = tuple[str, ...]
"""One text for each facet."""


class Selection(NamedTuple):
    """Which records of a collection are wanted; without anything said, all of them."""

    wanted: tuple[tuple[Facet, frozenset[str]], ...] = ()
    """For each facet the texts of which a record has one."""
    order: Order | None = None
    """None has the oldest first."""
    start: int = 0
    """How many are skipped."""
    limit: int | None = None
    """How many there are at most, None for no bound."""
    without: frozenset[str] = frozenset()
    """Ids that are left out."""
    up_to: Any = ABSENT
    """Only those that the order does not put behind this."""
    before: str | None = None
    """Only those older than the record with this id, whether or not it is wanted itself.

    It goes with no order.
    """

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets without the texts."""
        return tuple(facet for facet, _ in self.wanted)

    @property
    def keys(self) -> list[Texts]:
        """Every choice of one text for each facet."""
        if len(self.wanted) == 1:
            return [(text,) for text in self.wanted[0][1]]
        return list(product(*(texts for _, texts in self.wanted)))

    @property
    def stop(self) -> int | None:
        """The index behind the last one, None for no bound."""
        return None if self.limit is None else self.start + self.limit


class Selected(NamedTuple):
    """Some records of a collection by id, in order."""

    records: Mapping[str, bytes]
    total: int
    """How many are selected, whatever the start and the limit."""
    version: int
    """The version of the collection."""


def texts_of(value: Json) -> frozenset[str]:
    """Returns the texts that a value is compared by.

    A whole number has the text that it has without a point too; an array has the texts of its
    items; null and objects have none.

    >>> sorted(texts_of("7")), sorted(texts_of(7)), sorted(texts_of(7.0)), sorted(texts_of(None))
    (['7'], ['7'], ['7', '7.0'], [])
    >>> sorted(texts_of(["gold", True]))
    ['gold', 'true']
    """
    if isinstance(value, str):
        return frozenset((value,))
    if isinstance(value, list):
        return frozenset().union(*map(texts_of, value))
    if isinstance(value, bool):
        return frozenset((str(value).lower(),))
    if isinstance(value, float) and value.is_integer():
        return frozenset((str(value), str(int(value))))
    if isinstance(value, int | float):
        return frozenset((str(value),))
    return frozenset()


def reader(facet: Facet) -> Callable[[str, Record], Iterable[str]]:
    """Returns what tells the texts under which a facet finds a record."""
    if not isinstance(facet, str):
        return facet
    names = split_pointer(facet)

    def texts(id_: str, record: Record) -> Iterable[str]:
        del id_
        value: Json = record
        for name in names:
            if type(value) is not dict:
                return texts_of(find(record, facet))
            value = value.get(name)
        return (value,) if type(value) is str else texts_of(value)

    return texts


def selected(records: Mapping[str, bytes], selection: Selection, version: int) -> Selected:
    """Selects by looking at every record: what any index has to agree with.

    Args:
        records: All there are, by id, oldest first.
        selection: What is asked.
        version: The version of the collection.
    """
    found: list[tuple[Any, str]] = []
    readers = [(reader(facet), wanted) for facet, wanted in selection.wanted]
    for id_, data in records.items():
        if id_ == selection.before:
            break
        record = orjson.loads(data) if id_ not in selection.without else None
        if record is None or any(wanted.isdisjoint(read(id_, record)) for read, wanted in readers):
            continue
        rank = selection.order(id_, record) if selection.order is not None else None
        if selection.up_to is ABSENT or not selection.up_to < rank:
            found.append((rank, id_))
    if selection.order is not None:
        found.sort(key=lambda entry: entry[0])
    part = found[selection.start : selection.stop]
    return Selected({id_: records[id_] for _, id_ in part}, len(found), version)
