"""What a list's answer says about its page: totals, tokens and links, in the forms declared."""

from collections.abc import Iterable, Iterator
from typing import Final

from mockserver.replies.resources.fitting import Fitter
from mockserver.replies.resources.ids import number_of
from mockserver.replies.resources.paging import Page
from specs.operation import Header
from specs.resources import Shapes
from specs.resources.marks import Fact, Mark
from specs.resources.words import plain
from specs.values import ABSENT, Json, Missing

_URL_WORDS: Final = ("url", "link", "links", "href", "uri")
_NEIGHBOURS: Final[tuple[Fact, ...]] = ("first", "previous", "next", "last")
_RELATIONS: Final = {"previous": "prev"}
"""Names of RFC 8288 relations that differ from the facts'."""


class Marking:
    """Says facts about pages in the words of one document."""

    def __init__(self, fitter: Fitter, shapes: Shapes) -> None:
        self._fitter = fitter
        self._shapes = shapes
        self._links: dict[tuple[str, str | None, Fact, bool], bool] = {}

    def said(self, marks: Iterable[Mark], page: Page) -> Iterator[tuple[str, Json]]:
        """Yields the place of each mark with the value that is true of a page.

        What is not there, such as a next page behind the last one, is null where null is allowed,
        else left out, else empty.
        """
        marks = tuple(marks)
        has_total = any(mark.fact == "total" for mark in marks)
        for mark in marks:
            fact: Fact = "total" if mark.fact == "count" and not has_total else mark.fact
            for value in self._forms(mark, fact, page):
                if mark.schema is None or self._fitter.is_valid(mark.schema, value):
                    yield mark.where, value
                    break

    def headers(
        self, declared: Iterable[Header], marks: Iterable[Mark], page: Page
    ) -> dict[str, str]:
        """Returns the declared headers that say something about a page."""
        found = {
            where: _text(value) for where, value in self.said(marks, page) if value is not None
        }
        if any(header.name.lower() == "link" for header in declared):
            links = [
                f'<{_absolute(page, link)}>; rel="{_RELATIONS.get(fact, fact)}"'
                for fact in _NEIGHBOURS
                if (start := page.start_of(fact)) is not None
                and (link := page.link_at(start)) is not None
            ]
            if links:
                found["Link"] = ", ".join(links)
        return found

    def _forms(self, mark: Mark, fact: Fact, page: Page) -> Iterator[Json]:
        """Yields the forms in which a fact may be said, best first."""
        value: Json | Missing = page.fact(fact)
        if value is not ABSENT:
            yield value
            yield str(value)
            return
        start = page.start_of(fact)
        if start is None:
            yield None
            if mark.is_required:
                yield from ("", 0)
            return
        if self._is_link(mark, fact, page) and (link := page.link_at(start)) is not None:
            yield from (_absolute(page, link), link)
        token = page.token_at(start)
        if token is not None:
            yield from (token, number_of(token))
        if (link := page.link_at(start)) is not None:
            yield _absolute(page, link)

    def _is_link(self, mark: Mark, fact: Fact, page: Page) -> bool:
        """Whether a mark holds an address, by its name, its form or its company."""
        name = (mark.where, mark.schema, fact, page.query.cursor is None)
        known = self._links.get(name)
        if known is None:
            known = self._links[name] = self._may_be_link(mark, fact, page)
        return known

    def _may_be_link(self, mark: Mark, fact: Fact, page: Page) -> bool:
        parts = [plain(part) for part in mark.where.split("/")]
        if any(part.endswith(_URL_WORDS) for part in parts):
            return True
        form = self._shapes.keyword(mark.schema, "format") if mark.schema is not None else None
        if form in ("uri", "url", "uri-reference", "iri"):
            return True
        return parts[-1] in (fact, "prev", "xnext") and page.query.cursor is None


def _absolute(page: Page, link: str) -> str:
    host = page.call.raw_headers.get("host")
    return f"http://{host}{link}" if host else link


def _text(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
