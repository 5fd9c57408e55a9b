"""Which things a call asks for, in words that a store can find them by without a look at each."""

from dataclasses import dataclass
from functools import total_ordering
from typing import Any, Final, TypeAlias

from mockserver.replies.resources.records import is_deleted
from specs.values import ABSENT, Json, Record, find

ALL: Final = "*"
"""Names, in the place of an id, all things of the base world; no id is written like that."""
NAMES_OF_INNER: Final = ("name", "id", "key", "slug", "code", "value", "label")
"""Members by which an object inside a list is named in a filter."""


def place_of(key: str) -> str:
    """Returns what a record's key begins with: the ids of what is around it, each with a slash.

    >>> place_of("s1/4"), place_of("4")
    ('s1/', '')
    """
    return key[: key.rfind("/") + 1]


def kept_in(key: str, record: Record) -> tuple[str, ...]:
    """Finds the records of things, deleted ones too, by what is around them."""
    del record
    place = place_of(key)
    return (place,) if key != place + ALL else ()


def shown_in(key: str, record: Record) -> tuple[str, ...]:
    """Finds the records of things that are there by what is around them."""
    return kept_in(key, record) if not is_deleted(record) else ()


@dataclass(frozen=True, slots=True)
class Named:
    """Finds things by what a member of theirs is called in a filter.

    A filter names a value by the texts of `wanted_texts`; they have one in common with those of a
    member exactly if `asking.agrees` says so.
    """

    member: str
    """JSON pointer of the member."""

    def __call__(self, key: str, thing: Record) -> set[str]:
        """Returns the texts of the member of a thing."""
        del key
        found = find(thing, self.member)
        values = found if isinstance(found, list) else [found]
        return {text for value in values for text in _texts(value)}


def wanted_texts(wanted: Json) -> frozenset[str] | None:
    """Returns the texts by which a filter names what it wants; None if it has none."""
    wants = wanted if isinstance(wanted, list) else [wanted]
    if any(isinstance(want, list | dict) for want in wants):
        return None
    return frozenset(text for want in wants for text in _wanted_texts(want))


@dataclass(frozen=True, slots=True)
class Sorted:
    """Orders things by members, the first one first; those without a member stand last."""

    members: tuple[tuple[str, bool], ...]
    """JSON pointers, and whether the largest stands first."""

    def __call__(self, key: str, thing: Record) -> tuple[Any, ...]:
        """Returns what things are compared by."""
        del key
        ranks: list[tuple[Any, ...]] = []
        for member, is_down in self.members:
            value = find(thing, member)
            if value is ABSENT:
                ranks.append((1,))
            else:
                ranks.append((0, _Downward(rank(value)) if is_down else rank(value)))
        return tuple(ranks)


@dataclass(frozen=True, slots=True)
class Choice:
    """Some things of a list, in an order."""

    filters: tuple[tuple[Named, frozenset[str]], ...] = ()
    order: Sorted | None = None
    """None has them in the order in which they came to be."""


Ranked: TypeAlias = tuple[Any, int, int, str, Record]


def merged(
    order: Sorted, base: dict[str, Record], own: dict[str, Record], *, start: int, size: int
) -> dict[str, Record]:
    """Returns a part of two lists as if they were sorted together.

    Args:
        order: How they are sorted.
        base: The whole of the first list, in any order.
        own: Of the second, which is sorted, those from `own_start` on, as far as the part may
            reach; of equal ones those of the first list stand before.
        start: Where the part begins.
        size: How long it is at most.
    """
    low = own_start(start, len(base))
    firsts: list[Ranked] = [
        (order(text, one), 0, index, text, one) for index, (text, one) in enumerate(base.items())
    ]
    seconds: list[Ranked] = [
        (order(text, one), 1, index, text, one) for index, (text, one) in enumerate(own.items())
    ]
    before = 0
    if low:
        if not seconds:
            return {}
        # What stands before all that were read stands before the part as well.
        later = [one for one in firsts if one[:3] > seconds[0][:3]]
        before = low + len(firsts) - len(later)
        firsts = later
    whole = sorted((*firsts, *seconds), key=lambda one: one[:3])
    return {one[3]: one[4] for one in whole[start - before : start - before + size]}


def own_start(start: int, base: int) -> int:
    """Returns from where the second of two lists has to be read, for a part of both.

    Args:
        start: Where the part begins.
        base: How long the first list is.
    """
    return max(0, start - base)


def rank(value: Json) -> tuple[int, Json]:
    """Returns what values of any type can be sorted by."""
    if isinstance(value, bool):
        return 1, value
    if isinstance(value, int | float):
        return 2, value
    if isinstance(value, str):
        return 3, value
    return (0, 0) if value is None else (4, str(value))


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class _Downward:
    """Turns an order round."""

    rank: tuple[int, Json]

    def __lt__(self, other: "_Downward") -> bool:
        return other.rank < self.rank


def _texts(value: Json) -> set[str]:
    if isinstance(value, dict):
        return {t for name in NAMES_OF_INNER if name in value for t in _texts(value[name])}
    if value is ABSENT:
        return set()
    if value is None:
        return {"null"}
    if isinstance(value, bool):
        return {_spelt(value)}
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return {f"={value}", f"~{value.lower()}"}
    return {f"={value}", *_number(value)}


def _wanted_texts(want: Json) -> set[str]:
    if want is None:
        return {"null"}
    if isinstance(want, bool):
        return {_spelt(want), f"~{str(want).lower()}"}
    if isinstance(want, str) and want.lower() in ("true", "false"):
        return {f"={want}", _spelt(want)}
    return {f"={want}", *_number(want)}


def _spelt(value: bool | str) -> str:
    """Names what is really true or false, however it is spelt."""
    return f"?{str(value).lower()}"


def _number(value: Json) -> set[str]:
    """Names a number so that equal ones have the same name."""
    if not isinstance(value, int | float):
        return set()
    whole = isinstance(value, int) or value.is_integer()
    return {f"#{int(value) if whole else value!r}"}
