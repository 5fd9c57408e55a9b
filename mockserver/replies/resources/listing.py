"""The list that a call asks for: some of the things, in an order, a page of them."""

from collections.abc import Mapping, Sequence

from mockserver.replies.resources.answering import Answering
from mockserver.replies.resources.asking import Asking, said
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.paging import paged
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

    @property
    def needs_history(self) -> bool:
        """Whether a page may be asked for by a thing that is gone."""
        return self._query.cursor is not None

    def narrowed(self, call: Call, things: Mapping[str, Record]) -> dict[str, Record]:
        """Returns those of some things that a call speaks of."""
        return self._asking.narrowed(call, things, self._resource.around)

    def is_narrow(self, call: Call) -> bool:
        """Whether a call speaks of some things only."""
        sources = (*(one.source for one in self._query.filters), *self._query.searches)
        is_asked = any(said(call, source) is not ABSENT for source in sources)
        return is_asked or bool(self._resource.around)

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
        page = paged(call, ordered, self._query, known=known, may_be_cursor=self._may_be_cursor)
        return self._answering.list(call, page, scope)

    def _may_be_cursor(self, value: Json) -> bool:
        source = self._query.cursor
        if source is None or source.schema is None:
            return source is not None
        return self._base.fitter.is_sendable(source.schema, value)
