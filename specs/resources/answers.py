"""Putting together what an operation does: its kind, what it takes, how it answers."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from specs.operation import Response
from specs.resources.bodies import is_alike
from specs.resources.kinds import Kinds
from specs.resources.marks import read_header_marks, read_marks
from specs.resources.queries import Filter, Query, read_query, sources_of
from specs.resources.resource import Action, Answer, Carrier, Form, Kind, Parent, Resource, Unclear
from specs.resources.shapes import Shape, Shapes
from specs.resources.sites import Site
from specs.resources.successes import birth, json_media, readable_media, success
from specs.resources.templates import GAP

_TAKING: Final[frozenset[Action]] = frozenset(("create", "replace", "update"))
_NO_SHAPE: Final = Shape("", frozenset(), {}, None, frozenset(), has_forms=False, is_open=True)


class Answers:
    """Makes the resources of one document's operations."""

    def __init__(self, kinds: Kinds, shapes: Shapes) -> None:
        self._kinds = kinds
        self._shapes = shapes

    def resource(
        self,
        site: Site,
        kind: Kind,
        action: Action,
        *,
        key: str | None = None,
        around: tuple[Filter, ...] = (),
        parents: Iterable[Parent] = (),
    ) -> Resource:
        """Returns what an operation does.

        Args:
            site: The operation.
            kind: The kind of thing that it works on.
            action: What it does.
            key: The path parameter that names the thing.
            around: What other path parameters say of it.
            parents: The things that its path names before.

        Raises:
            Unclear: Something about it fits no such action.
        """
        said = {one.source.path[0] for one in around}
        scope = tuple(one for one in site.template.parameters if one != key and one not in said)
        if len(scope) != kind.place.count(GAP):
            raise Unclear(f"its path does not say where among the {kind.name} it works")
        answer = self._answer(site, kind, action)
        takes = self._kinds.sent_in(site, kind) if action in _TAKING else ()
        if action in _TAKING:
            self._check_body(site, kind, action, answer, takes)
        if action in ("replace", "update") and key is None and not kind.is_single:
            self._check_id_is_sent(kind, takes)
        return Resource(
            operation=site.operation,
            kind=kind,
            action=action,
            answer=answer,
            key=key,
            scope=scope,
            around=around,
            parents=tuple(parents),
            takes=takes,
            query=self._query(site, kind, action, answer),
            born=self._birth(site, kind, answer) if action == "replace" else None,
        )

    def is_sent(self, site: Site, kind: Kind) -> bool:
        """Whether the body, or the query, of an operation holds members of a thing."""
        thing = self._entity(kind)
        takes = self._kinds.sent_in(site, kind)
        if any(is_alike(self._shapes.at(one.thing), thing) for one in takes):
            return True
        said = {one.name for one in site.operation.parameters if one.place == "query"}
        return bool(said & thing.members.keys()) and site.operation.request_body is None

    def _answer(self, site: Site, kind: Kind, action: Action) -> Answer:
        found = success(site.operation, action)
        if found is None:
            raise Unclear("it describes no success")
        answer = self._told(site, kind, found, is_list=action == "list")
        if action == "clear" and answer.form == "thing":
            return replace(answer, form="other", carrier=None)
        is_bare = site.method == "HEAD" and answer.form == "nothing"
        if action == "read" and answer.form != "thing" and not is_bare:
            raise Unclear("its answer is no JSON object like the other things there")
        if action == "list" and answer.form != "list" and not is_bare:
            raise Unclear(f"its answer holds no list of the {kind.name}")
        return answer

    def _told(
        self, site: Site, kind: Kind, found: tuple[int, Response], *, is_list: bool
    ) -> Answer:
        status, response = found
        media = json_media(response)
        if media is None or status in (204, 205):
            form: Form = "other" if response.media and status not in (204, 205) else "nothing"
            return Answer(status, response, form)
        if is_list:
            carrier = self._kinds.list_in(site, media, kind)
        else:
            carrier = self._kinds.thing_in(site, media, kind)
        if carrier is None:
            return Answer(status, response, "other", media)
        marks = read_marks(self._shapes, carrier.schema, carrier.holder) if is_list else ()
        headers = read_header_marks(response) if is_list else ()
        return Answer(
            status, response, "list" if is_list else "thing", media, carrier, marks, headers
        )

    def _birth(self, site: Site, kind: Kind, answer: Answer) -> Answer | None:
        found = birth(site.operation)
        if found is None or answer.status == found[0]:
            return None
        return self._told(site, kind, found, is_list=False)

    def _check_body(
        self, site: Site, kind: Kind, action: Action, answer: Answer, takes: tuple[Carrier, ...]
    ) -> None:
        body = site.operation.request_body
        if body is not None and not takes:
            if action == "update" and any("json-patch" in one.content_type for one in body.media):
                return
            raise Unclear("its body is no object whose members can be kept")
        if action == "create" and answer.form == "thing":
            return
        is_free = any(not self._shapes.at(one.thing).members for one in takes)
        if not is_free and not self.is_sent(site, kind):
            raise Unclear(f"what it sends shares too little with the {kind.name}")

    def _check_id_is_sent(self, kind: Kind, takes: tuple[Carrier, ...]) -> None:
        name = kind.identity.name
        if not any(name in self._shapes.at(one.thing).members for one in takes):
            raise Unclear(f"neither its path nor its body says which of the {kind.name} it changes")

    def _query(self, site: Site, kind: Kind, action: Action, answer: Answer) -> Query:
        if action not in ("list", "clear"):
            return Query()
        carrier = answer.carrier
        thing = self._shapes.at(carrier.thing) if carrier is not None else self._entity(kind)
        body = next((one.schema for one in readable_media(site.operation.request_body)), None)
        query = read_query(sources_of(site.operation, self._shapes, body), thing, self._shapes)
        if action == "clear" and (query.unread or body is not None):
            raise Unclear("what it takes may narrow what is deleted")
        return query

    def _entity(self, kind: Kind) -> Shape:
        return self._shapes.at(kind.entity) if kind.entity is not None else _NO_SHAPE
