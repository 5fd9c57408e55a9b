"""What a caller may ask of a list: filters, a search, an order, a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from specs.operation import Operation
from specs.resources.shapes import Shape, Shapes
from specs.resources.words import is_same_word, nearest, plain, vocabulary
from specs.values import Json, pointer

PagingWord = Literal["size", "page", "offset", "cursor"]

_SIZES: Final = vocabulary(
    "limit perpage pagesize size pagelimit maxresults maxitems maxpagesize count take top"
    " resultsperpage itemsperpage max first"
)
_PAGES: Final = vocabulary("page pagenumber pageno pageindex pagenum currentpage")
_OFFSETS: Final = vocabulary("offset start skip startindex pageoffset from startat")
_CURSORS: Final = vocabulary(
    "cursor after startingafter pagetoken nexttoken nextpagetoken continuationtoken continuation"
    " pagecursor pageafter marker nextcursor exclusivestartkey bookmark next"
)
_PAGING: Final[tuple[tuple[PagingWord, frozenset[str]], ...]] = (
    ("page", _PAGES),
    ("size", _SIZES),
    ("offset", _OFFSETS),
    ("cursor", _CURSORS),
)
_INSIDE_PAGE: Final[dict[str, PagingWord]] = {
    "size": "size",
    "limit": "size",
    "number": "page",
    "offset": "offset",
    "cursor": "cursor",
    "after": "cursor",
}
"""Members of an object parameter `page`, or `page[size]` spelled out."""
_SEARCHES: Final = vocabulary(
    "q query search searchterm searchquery searchtext keyword keywords term"
)
_SORTS: Final = vocabulary("sort sortby orderby ordering sortfield sortorderby order sortkey")
_DIRECTIONS: Final = vocabulary(
    "direction sortorder sortdirection sortdir dir order orderdirection"
)
_UPWARD: Final = vocabulary("asc ascending desc descending")
_FILTERS: Final = vocabulary("filter filters where")
_FIRM: Final = vocabulary("page limit offset cursor perpage pagesize pagetoken sort sortby orderby")
"""Names that are about the list even where its things have a member of that name."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the caller says a thing: a parameter, or a member of the body."""

    place: Literal["query", "body", "path"]
    path: tuple[str, ...]
    """The name, then the names inside the object that it names."""
    schema: str | None
    """JSON pointer of the schema of what is said."""

    @property
    def name(self) -> str:
        """The name as people write it: `page[size]`."""
        return self.path[0] + "".join(f"[{inner}]" for inner in self.path[1:])


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps the things in which a member agrees with what is asked."""

    source: Source
    member: str
    """JSON pointer inside a thing."""


@dataclass(frozen=True, slots=True)
class Query:
    """All that narrows, orders and cuts one list."""

    filters: tuple[Filter, ...] = ()
    searches: tuple[Source, ...] = ()
    sort: Source | None = None
    direction: Source | None = None
    size: Source | None = None
    page: Source | None = None
    offset: Source | None = None
    cursor: Source | None = None
    first_page: int = 1
    default_size: int | None = None
    unread: tuple[Source, ...] = field(default=())
    """What is declared and not understood; it changes nothing."""

    @property
    def is_paged(self) -> bool:
        """Whether a list comes in pages that can be turned."""
        return self.page is not None or self.offset is not None or self.cursor is not None

    def told(self) -> str:
        """Returns what is understood, for a person."""
        parts = []
        if self.filters:
            parts.append("filters by " + ", ".join(one.source.name for one in self.filters))
        if self.searches:
            parts.append("searches by " + ", ".join(one.name for one in self.searches))
        if self.sort is not None:
            parts.append(f"sorts by {self.sort.name}")
        turns = (self.page, self.offset, self.cursor, self.size)
        paging = [one.name for one in turns if one is not None]
        if paging:
            parts.append("pages by " + ", ".join(paging))
        return "; ".join(parts)


def sources_of(operation: Operation, shapes: Shapes, body: str | None) -> Iterator[Source]:
    """Yields all that a call of an operation may say about a list.

    Args:
        operation: The operation.
        shapes: The shapes of its document.
        body: JSON pointer of the schema of its body, where the body is a question.
    """
    for parameter in operation.parameters:
        if parameter.place != "query":
            continue
        source = Source("query", (parameter.name,), parameter.schema)
        shape = shapes.at(parameter.schema) if parameter.schema is not None else None
        yield from _opened(source, shape)
    if body is not None:
        for name, member in shapes.at(body).members.items():
            yield from _opened(Source("body", (name,), member.where), shapes.at(member.where))


def read_query(sources: Iterable[Source], thing: Shape, shapes: Shapes) -> Query:
    """Sorts what a caller may say by what it means for a list of these things.

    Args:
        sources: What the operation declares.
        thing: The shape of one item.
        shapes: The shapes of the document.
    """
    found: dict[str, Source] = {}
    filters: list[Filter] = []
    searches: list[Source] = []
    unread: list[Source] = []
    for source in sources:
        meaning = _meaning(source, found, thing, shapes)
        if isinstance(meaning, Filter):
            filters.append(meaning)
        elif meaning == "search":
            searches.append(source)
        elif meaning is not None:
            found[meaning] = source
        else:
            unread.append(source)
    _settle_order(found, unread)
    return Query(
        filters=tuple(filters),
        searches=tuple(searches),
        unread=tuple(unread),
        sort=found.get("sort"),
        direction=found.get("direction"),
        size=found.get("size"),
        page=found.get("page"),
        offset=found.get("offset"),
        cursor=found.get("cursor"),
        first_page=_first_page(found.get("page"), shapes),
    )


def filter_on(source: Source, thing: Shape, shapes: Shapes, *, name: str = "") -> Filter | None:
    """Returns the filter that a name stands for: a member's own name, or many of it."""
    said = name or source.path[-1]
    many = source.schema is not None and shapes.at(source.schema).is_array
    member = nearest(said, thing.members)
    if member is None and many:
        member = next((one for one in thing.members if is_same_word(one, said)), None)
    if member is None or not _may_equal(source, thing.members[member].where, shapes):
        return None
    return Filter(source, pointer(member))


def _may_equal(source: Source, member: str, shapes: Shapes) -> bool:
    """Whether what is said can be a member's value, or one of its values."""
    mine, said = shapes.at(member), shapes.at(source.schema) if source.schema else None
    if mine.is_object:
        return False
    if mine.is_array and mine.items is not None:
        mine = shapes.at(mine.items)
    if said is not None and said.is_array and said.items is not None:
        said = shapes.at(said.items)
    if mine.is_object or said is None or not mine.types or not said.types:
        return True
    numbers = {"integer", "number"}
    return bool(mine.types & said.types) or (
        bool(mine.types & numbers) and bool(said.types & {*numbers, "string"})
    )


def _opened(source: Source, shape: Shape | None) -> Iterator[Source]:
    """Yields the members of an object that holds filters or the page, else the source itself."""
    name = plain(source.path[0])
    if shape is not None and shape.is_object and (name in _FILTERS or name in ("page", *_SEARCHES)):
        for inner, member in shape.members.items():
            yield Source(source.place, (*source.path, inner), member.where)
        return
    yield source


def _meaning(
    source: Source, found: dict[str, Source], thing: Shape, shapes: Shapes
) -> Filter | str | None:
    outer, inner = _spelled(source)
    if outer == "page" and inner:
        meaning = _INSIDE_PAGE.get(inner)
        return meaning if meaning not in found else None
    if outer in _FILTERS and inner:
        return filter_on(source, thing, shapes, name=inner)
    if outer not in _FIRM and (filtering := filter_on(source, thing, shapes)):
        return filtering
    if outer in _SEARCHES:
        return "search"
    if outer in _DIRECTIONS and (outer not in _SORTS or _is_direction(source, shapes)):
        return "direction" if "direction" not in found else None
    if outer in _SORTS:
        return "sort" if "sort" not in found else None
    for word, names in _PAGING:
        if outer in names and word not in found:
            return word
    return None


def _settle_order(found: dict[str, Source], unread: list[Source]) -> None:
    """Tells `order` the direction from `order` the member, where another word names the member."""
    sort = found.get("sort")
    if sort is None or "direction" in found:
        return
    others = [one for one in unread if _spelled(one)[0] in _SORTS]
    if _spelled(sort)[0] == "order" and others:
        found["sort"], found["direction"] = others[0], sort
        unread.remove(others[0])
    elif orders := [one for one in others if _spelled(one)[0] == "order"]:
        found["direction"] = orders[0]
        unread.remove(orders[0])


def _spelled(source: Source) -> tuple[str, str]:
    """Returns the plain outer and inner name of a source, `page[size]` taken apart."""
    if len(source.path) > 1:
        return plain(source.path[0]), source.path[-1]
    outer, _, inner = source.path[0].partition("[")
    return plain(outer), inner.removesuffix("]")


def _is_direction(source: Source, shapes: Shapes) -> bool:
    allowed: Json = shapes.keyword(source.schema, "enum") if source.schema is not None else None
    return (
        isinstance(allowed, list)
        and bool(allowed)
        and all(str(one).lower() in _UPWARD for one in allowed)
    )


def _first_page(page: Source | None, shapes: Shapes) -> int:
    if page is None or page.schema is None:
        return 1
    least: Json = shapes.keyword(page.schema, "minimum")
    default: Json = shapes.keyword(page.schema, "default")
    return 0 if (least == 0 and default != 1) or default == 0 else 1
