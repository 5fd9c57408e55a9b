"""A list cut into the page that a call asks for, and what is said about the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from mockserver.replies.resources.asking import said
from mockserver.replies.resources.ids import number_of
from mockserver.stubkit import Call
from specs.resources import Query, Source
from specs.resources.marks import Fact
from specs.values import ABSENT, Json, Record

_USUAL_SIZE: Final = 20
"""Things on a page where nothing says how many."""
LARGEST: Final = 10_000
"""Things on a page, however many are asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some things of a list, in order."""

    things: dict[str, Record]
    total: int
    """Things in the whole list."""
    start: int
    """Things before these."""
    size: int
    """Things on a full page."""
    query: Query
    call: Call
    may_be_cursor: Callable[[Json], bool] = field(repr=False)
    """Whether the description takes a value as a cursor."""

    @property
    def number(self) -> int:
        """The number of this page, as the API counts them."""
        return self.query.first_page + (self.start // self.size if self.size else 0)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.size) if self.size else 0

    @property
    def end(self) -> int:
        """Things up to the end of this page."""
        return self.start + len(self.things)

    @property
    def has_more(self) -> bool:
        """Whether things follow."""
        return self.end < self.total and bool(self.things)

    def fact(self, fact: Fact) -> Json:
        """Returns what is true of this page, or `ABSENT` for a page that is not there."""
        told = _FACTS.get(fact)
        return told(self) if told is not None else ABSENT

    def start_of(self, fact: Fact) -> int | None:
        """Returns where a neighbouring page begins, None if it is not there."""
        told = _STARTS.get(fact)
        return told(self) if told is not None else None

    def number_at(self, start: int) -> int:
        """Returns what asks for the page that begins at a thing, as a number."""
        if self.query.offset is not None and self.query.page is None:
            return start
        return self.query.first_page + (start // self.size if self.size else 0)

    def token_at(self, start: int) -> str | None:
        """Returns what asks for the page that begins at a thing, as a text; None for the first."""
        if self.query.cursor is None:
            return str(self.number_at(start))
        if start != self.end or not self.things:
            return None
        last = list(self.things)[-1]
        is_taken = self.may_be_cursor(last) or self.may_be_cursor(number_of(last))
        return last if is_taken else str(start)

    def link_at(self, start: int) -> str | None:
        """Returns the path and query that ask for the page beginning at a thing, or None."""
        changed = self._turned(start)
        if changed is None:
            return None
        source, value = changed
        pairs = [(name, text) for name, text in self.call.raw_query if name != source.name]
        if value is not None:
            pairs.append((source.name, value))
        query = urlencode(pairs, safe="[]")
        return self.call.url_path + (f"?{query}" if query else "")

    def _turned(self, start: int) -> tuple[Source, str | None] | None:
        query = self.query
        source = query.page or query.offset
        if source is not None:
            return source, str(self.number_at(start))
        if query.cursor is None or (start not in (0, self.end) and start != self.start):
            return None
        if start == self.start:
            now = said(self.call, query.cursor)
            return query.cursor, str(now) if now is not ABSENT else None
        return query.cursor, self.token_at(start)


_FACTS: Final[dict[Fact, Callable[[Page], Json]]] = {
    "total": lambda page: page.total,
    "count": lambda page: len(page.things),
    "pages": lambda page: page.pages,
    "page": lambda page: page.number,
    "size": lambda page: page.size,
    "offset": lambda page: page.start,
    "has_more": lambda page: page.has_more,
    "is_last": lambda page: not page.has_more,
    "is_first": lambda page: page.start == 0,
    "has_previous": lambda page: page.start > 0,
}
_STARTS: Final[dict[Fact, Callable[[Page], int | None]]] = {
    "self": lambda page: page.start,
    "first": lambda page: 0,
    "last": lambda page: max(0, (page.pages - 1) * page.size),
    "next": lambda page: page.end if page.has_more else None,
    "previous": lambda page: max(0, page.start - page.size) if page.start > 0 else None,
}


def asked_size(call: Call, query: Query) -> int | None:
    """Returns how many things stand on a full page; None if the whole list is on one."""
    asked = _whole_number(call, query.size)
    size = asked if asked is not None else query.default_size
    if size is None and not query.is_paged:
        return None
    return max(0, min(size if size is not None else _USUAL_SIZE, LARGEST))


def whole_size(total: int) -> int:
    """Returns how many things stand on the one page of a whole list."""
    return min(max(1, total), LARGEST)


def asked_start(call: Call, query: Query, size: int) -> int | str:
    """Returns how many things stand before a page, or the cursor that says it."""
    number = _whole_number(call, query.page)
    if number is not None:
        return max(0, number - query.first_page) * size
    offset = _whole_number(call, query.offset)
    if offset is not None:
        return max(0, offset)
    token = said(call, query.cursor) if query.cursor is not None else ABSENT
    return 0 if token is ABSENT or token == "" else str(token)


def behind(token: str, ids: Sequence[str], known: Sequence[str]) -> int:
    """Returns the index of the thing behind the one that a cursor names.

    Args:
        token: The cursor.
        ids: The ids of the whole list.
        known: Every id that the list ever had, oldest first, so that a cursor outlives its thing.
    """
    if token in ids:
        return ids.index(token) + 1
    if token not in known:
        return behind_nothing(token, len(ids))
    place = {text: index for index, text in enumerate(known)}
    return sum(1 for text in ids if place.get(text, len(known)) < place[token])


def behind_nothing(token: str, total: int) -> int:
    """Returns the index that a cursor means which names no thing."""
    return int(token) if token.isdecimal() and len(token) < 10 else total


def _whole_number(call: Call, source: Source | None) -> int | None:
    value = said(call, source) if source is not None else ABSENT
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else None
