"""The list that a call asks for: some of the things, in an order, a page of them."""

from collections.abc import Mapping, Sequence
from itertools import islice

from mockserver.replies.resources.answering import Answering
from mockserver.replies.resources.asking import Asking, said
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.choosing import Choice
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.paging import (
    LARGEST,
    Page,
    asked_size,
    asked_start,
    behind,
    behind_nothing,
    whole_size,
)
from mockserver.replies.resources.shelf import Shelf
from mockserver.stubkit import ABSENT, Call, Json, Record, Reply
from specs.resources import Resource


class Listing:
    """Lists the things that one operation works on."""

    def __init__(self, resource: Resource, base: BaseWorld, answering: Answering) -> None:
        carrier = resource.answer.carrier
        thing = carrier.thing if carrier is not None else resource.kind.entity or ""
        self._asking = Asking(resource.query, thing, base.fitter, base.shapes)
        self._resource = resource
        self._query = resource.query
        self._base = base
        self._answering = answering

    def narrowed(self, call: Call, things: Mapping[str, Record]) -> dict[str, Record]:
        """Returns those of some things that a call speaks of."""
        return self._asking.narrowed(call, things, self._resource.around)

    def is_narrow(self, call: Call) -> bool:
        """Whether a call speaks of some things only."""
        sources = (*(one.source for one in self._query.filters), *self._query.searches)
        is_asked = any(said(call, source) is not ABSENT for source in sources)
        return is_asked or bool(self._resource.around)

    async def answer(self, call: Call, shelf: Shelf) -> Reply:
        """Returns the answer with those things that a call asks for, and looks at no others.

        Searches look at all things, and so does what asks for a page by a cursor and an order.

        Raises:
            GivenUp: They cannot be shown as described.
        """
        choice = self._asking.choice(call, self._resource.around)
        cursor = self._query.cursor
        is_by_cursor = cursor is not None and isinstance(asked_start(call, self._query, 1), str)
        if choice is None or (choice.order is not None and is_by_cursor):
            known = await shelf.known() if is_by_cursor else ()
            return self.reply(call, await shelf.all(), shelf.scope, known)
        base = self.narrowed(call, await shelf.base_things())
        size = asked_size(call, self._query)
        if size is None:
            # Without pages there is no other start than the first thing.
            things, total = await shelf.part(choice, base, start=0, size=LARGEST)
            return self._paged(call, things, total, 0, whole_size(total), shelf.scope)
        start = asked_start(call, self._query, size)
        if isinstance(start, str):
            start = await self._behind(start, call, shelf, choice)
        things, total = await shelf.part(choice, base, start=start, size=size)
        return self._paged(call, things, total, start, size, shelf.scope)

    def reply(
        self, call: Call, things: Mapping[str, Record], scope: Scope, known: Sequence[str] = ()
    ) -> Reply:
        """Returns the answer with those of some things that a call asks for.

        Args:
            call: The call.
            things: All that there are, by id, oldest first.
            scope: The ids of what is around them.
            known: Every id that there ever was, oldest first.

        Raises:
            GivenUp: They cannot be shown as described.
        """
        ordered = self._asking.ordered(call, self.narrowed(call, things))
        size = asked_size(call, self._query)
        if size is None:
            size = whole_size(len(ordered))
        start = asked_start(call, self._query, size)
        if isinstance(start, str):
            start = behind(start, list(ordered), known)
        part = dict(islice(ordered.items(), start, start + size))
        return self._paged(call, part, len(ordered), start, size, scope)

    def _paged(
        self,
        call: Call,
        things: dict[str, Record],
        total: int,
        start: int,
        size: int,
        scope: Scope,
    ) -> Reply:
        page = Page(things, total, start, size, self._query, call, self._may_be_cursor)
        return self._answering.list(call, page, scope)

    async def _behind(self, token: str, call: Call, shelf: Shelf, choice: Choice) -> int:
        """Returns the index of the thing behind the one that a cursor names, as `behind` does."""
        if not await shelf.knows(token):
            base = self.narrowed(call, await shelf.base_things())
            return behind_nothing(token, len(base) + await shelf.count(choice))
        thing = await shelf.get(token) if await shelf.shows(token) else None
        is_there = thing is not None and bool(self.narrowed(call, {token: thing}))
        before = self.narrowed(call, await shelf.base_things(before=token))
        return len(before) + await shelf.count(choice, before=token) + is_there

    def _may_be_cursor(self, value: Json) -> bool:
        source = self._query.cursor
        if source is None or source.schema is None:
            return source is not None
        return self._base.fitter.is_sendable(source.schema, value)
