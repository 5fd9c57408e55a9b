"""What a call asks of a list, applied: filters, searches, an order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from mockserver.replies.resources.choosing import (
    NAMES_OF_INNER,
    Choice,
    Named,
    Sorted,
    wanted_texts,
)
from mockserver.replies.resources.fitting import Fitter
from mockserver.stubkit import Call
from specs.resources import Filter, Query, Shapes, Source
from specs.resources.words import nearest, plain
from specs.values import ABSENT, Json, Record, find, pointer

_ALL: Final = Choice()
_DOWNWARD: Final = ("desc", "descending", "-1")


def said(call: Call, source: Source) -> Json:
    """Returns what a call says at a source, or `ABSENT`."""
    found: Json = call.query
    if source.place != "query":
        found = call.body if source.place == "body" else call.path
    for name in source.path:
        # A mapping that is no dict is rare, and found out slowly.
        if not isinstance(found, dict) and not isinstance(found, Mapping):
            return ABSENT
        if name not in found:
            return ABSENT
        found = found[name]
    return found


class Asking:
    """Narrows and orders the things of one list."""

    def __init__(self, query: Query, thing: str, fitter: Fitter, shapes: Shapes) -> None:
        """Takes what may be asked.

        Args:
            query: What is understood.
            thing: JSON pointer of the schema of one item.
            fitter: Judges whether what is asked can be a member's value.
            shapes: The shapes of the document.
        """
        self._query = query
        self._takes_all = not (query.filters or query.searches or query.sort)
        """Whether no call can narrow or order anything, but by its path."""
        self._thing = thing
        self._fitter = fitter
        self._shapes = shapes
        self._places: dict[str, str | None] = {}
        """The schemas of the members that are filtered by."""

    def narrowed(
        self, call: Call, things: Mapping[str, Record], around: Sequence[Filter] = ()
    ) -> dict[str, Record]:
        """Returns the things that a call asks for, in the order they have.

        Args:
            call: The call.
            things: What there is, by id.
            around: What the path says of the things.
        """
        kept = dict(things)
        if self._takes_all and not around:
            return kept
        for one, wanted in self._filters(call, around):
            kept = {key: thing for key, thing in kept.items() if agrees(thing, one, wanted)}
        for text in self._searches(call):
            kept = {key: thing for key, thing in kept.items() if _contains(thing, text)}
        return kept

    def ordered(self, call: Call, things: Mapping[str, Record]) -> dict[str, Record]:
        """Returns things in the order that a call asks for, else in the order they have."""
        order = self._order(call)
        if order is None:
            return dict(things)
        return dict(sorted(things.items(), key=lambda item: order(*item)))

    def choice(self, call: Call, around: Sequence[Filter] = ()) -> Choice | None:
        """Returns what a call asks for in words that a store understands; None if it has none."""
        if self._takes_all and not around:
            return _ALL
        if next(self._searches(call), None) is not None:
            return None
        filters: dict[Named, frozenset[str]] = {}
        for one, wanted in self._filters(call, around):
            name, texts = Named(one.member), wanted_texts(wanted)
            if texts is None or name in filters:
                return None
            filters[name] = texts
        return Choice(tuple(filters.items()), self._order(call))

    def _filters(self, call: Call, around: Iterable[Filter]) -> Iterator[tuple[Filter, Json]]:
        """Returns the filters that a call uses, with what they want."""
        for one in (*self._query.filters, *around):
            wanted = said(call, one.source)
            if wanted is not ABSENT and self._may_be(one, wanted):
                yield one, wanted

    def _searches(self, call: Call) -> Iterator[str]:
        """Returns the texts that a call looks for anywhere in a thing."""
        for source in self._query.searches:
            text = said(call, source)
            if isinstance(text, str) and text:
                yield text

    def _may_be(self, one: Filter, wanted: Json) -> bool:
        """Whether a member can have the value that is asked for; no `all` among states is one."""
        if one.member not in self._places:
            self._places[one.member] = self._fitter.schema_at(self._thing, one.member)
        where = self._places[one.member]
        if where is None:
            return True
        shape = self._shapes.at(where)
        if shape.is_array or one.source.place == "path":
            return True
        values = wanted if isinstance(wanted, list) else [wanted]
        if "string" not in shape.types:
            values = [number if (number := _number(one)) is not None else one for one in values]
        return any(self._fitter.is_valid(where, value) for value in values)

    def _order(self, call: Call) -> Sorted | None:
        """Returns the members to sort by, the first one first, and whether downward."""
        source = self._query.sort
        value = said(call, source) if source is not None else ABSENT
        names = value if isinstance(value, list) else str(value).split(",") if value else []
        turned = said(call, self._query.direction) if self._query.direction is not None else ""
        is_down = str(turned).lower() in _DOWNWARD
        found: list[tuple[str, bool]] = []
        for name in names:
            if found and str(name).strip().lower() in (*_DOWNWARD, "asc", "ascending"):
                found[-1] = (found[-1][0], str(name).strip().lower() in _DOWNWARD)
            elif (one := self._read_order(str(name).strip(), is_down=is_down)) is not None:
                found.append(one)
        return Sorted(tuple(found)) if found else None

    def _read_order(self, text: str, *, is_down: bool) -> tuple[str, bool] | None:
        """Reads `name`, `-name`, `+name`, `name:desc`, `name desc`, `name_desc` or `name.desc`."""
        members = self._shapes.at(self._thing).members
        bare = text.lstrip("+-")
        if (member := nearest(bare, members)) is not None:
            return pointer(member), text.startswith("-") or is_down
        for joint in (":", " ", "_", ".", "-"):
            name, _, way = text.rpartition(joint)
            member = nearest(name, members) if name else None
            if member is not None and plain(way) in (*_DOWNWARD, "asc", "ascending"):
                return pointer(member), plain(way) in _DOWNWARD
        return None


def agrees(thing: Record, one: Filter, wanted: Json) -> bool:
    """Whether a member of a thing is what is asked for, or one of several that are."""
    found = find(thing, one.member)
    values = found if isinstance(found, list) else [found]
    wants = wanted if isinstance(wanted, list) else [wanted]
    return any(_same(value, want) for value in values for want in wants)


def _same(value: Json, wanted: Json) -> bool:
    if isinstance(value, dict):
        return any(_same(value[name], wanted) for name in NAMES_OF_INNER if name in value)
    if value is ABSENT or value is None:
        return value is wanted
    if isinstance(value, bool) or isinstance(wanted, bool):
        return str(value).lower() == str(wanted).lower()
    return bool(value == wanted) or str(value) == str(wanted)


def _contains(value: Json, text: str) -> bool:
    """Whether any text inside a value holds a text, whatever its case."""
    if isinstance(value, dict):
        return any(_contains(item, text) for item in value.values())
    if isinstance(value, list):
        return any(_contains(item, text) for item in value)
    return isinstance(value, str) and text.casefold() in value.casefold()


def _number(value: Json) -> Json:
    try:
        return int(value) if isinstance(value, str) else None
    except ValueError:
        return None
