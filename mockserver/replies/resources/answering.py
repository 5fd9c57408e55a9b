"""Things put into the answers that an operation describes."""

import copy
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

import orjson

from mockserver.replies.errors import GivenUp
from mockserver.replies.headers import ReplyHeaders
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.documented import Documented
from mockserver.replies.resources.fitting import CannotFit
from mockserver.replies.resources.heading import Heading
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.marking import Marking
from mockserver.replies.resources.media_choice import MediaChoice
from mockserver.replies.resources.paging import Page
from mockserver.replies.resources.records import put_at
from mockserver.replies.resources.remembered import ShownBody, text_of_values
from mockserver.state.identity import random_source
from mockserver.stubkit import Call, Reply
from specs.resources import Answer, Carrier, Resource
from specs.resources.words import plain
from specs.values import ABSENT, Json, Record, pointer

_GOOD: Final = ("success", "ok", "succeeded", "issuccess", "successful", "deleted", "updated")
_BAD: Final = ("error", "errors", "errormessage", "errorcode", "warnings")


class Answering:
    """Answers for one operation."""

    def __init__(
        self, resource: Resource, base: BaseWorld, documented: Documented, headers: ReplyHeaders
    ) -> None:
        self._resource = resource
        self._base = base
        self._bodies = base.bodies
        self._documented = documented
        self._marking = Marking(base.fitter, base.shapes)
        self._label = resource.operation.label
        self._own = _Saying(resource, resource.answer, base, headers, self._marking)
        born = resource.born
        self._born = _Saying(resource, born, base, headers, self._marking) if born else self._own

    def thing(
        self, call: Call, thing: Record, scope: Scope, text: str, *, is_new: bool = False
    ) -> Reply:
        """Returns the answer about one thing, as the operation describes its success.

        Args:
            call: The call.
            thing: The thing, which is changed.
            scope: The ids of what is around it.
            text: Its id.
            is_new: Whether a replacement has made it.

        Raises:
            GivenUp: The thing cannot be shown as described.
        """
        saying = self._born if is_new else self._own
        answer = saying.answer
        if answer.form == "nothing":
            return Reply(answer.status, ABSENT, saying.heading.of(call, text))
        if answer.carrier is None:
            return self._acknowledged(call, saying, text)
        made = self._made(saying, answer.carrier, thing, scope, text)
        return saying.media.reply(call, made, saying.heading.of(call, text))

    def stored(self, call: Call, thing: Record, scope: Scope, text: str) -> Reply:
        """Returns the same as `thing` for one that was read as it is kept, from JSON text.

        Raises:
            GivenUp: The thing cannot be shown as described.
        """
        saying, carrier = self._own, self._own.answer.carrier
        if saying.answer.form == "nothing" or carrier is None:
            return self.thing(call, thing, scope, text)
        key, known_by = (self._label, scope, text), text_of_values(thing)
        made = self._bodies.get(key, known_by)
        if made is None:
            made = self._made(saying, carrier, thing, scope, text)
            self._bodies.put(key, known_by, made)
        return saying.media.reply(call, made, saying.heading.of(call, text))

    def list(self, call: Call, page: Page, scope: Scope) -> Reply:
        """Returns the answer with one page of things, which were read from JSON text.

        The things stay as they are.

        Raises:
            GivenUp: The page cannot be shown as described.
        """
        saying, carrier = self._own, self._own.answer.carrier
        headers = saying.heading.of_page(call, page)
        if carrier is None:
            return Reply(saying.answer.status, ABSENT, headers)
        said = saying.answer.marks
        marks = dict(self._marking.said(said, page)) if said else {}
        key = (self._label, scope, tuple(page.things))
        known_by = text_of_values([marks, [*page.things.values()]])
        made = self._bodies.get(key, known_by)
        if made is None:
            things = dict(zip(page.things, _copied(page, known_by), strict=True))
            made = saying.media.made(self._listed(carrier, things, marks, scope))
            self._bodies.put(key, known_by, made)
        return saying.media.reply(call, made, headers)

    def _listed(
        self,
        carrier: Carrier,
        things: Mapping[str, Record],
        marks: Mapping[str, Json],
        scope: Scope,
    ) -> Json:
        for text, thing in things.items():
            self._base.sign(self._resource.kind, thing, scope, text)
        body = self._framed(carrier, [*things.values()], marks)
        shown = self._base.fitter.ready(carrier.schema, body)
        if shown is not ABSENT:
            return shown
        try:
            fitted = [self._shown(carrier, one, scope, text) for text, one in things.items()]
            return self._wrapped(carrier, fitted, marks, "list")
        except CannotFit as error:
            raise GivenUp(str(error)) from error

    def _made(
        self, saying: "_Saying", carrier: Carrier, thing: Record, scope: Scope, text: str
    ) -> ShownBody:
        try:
            shown = self._shown(carrier, thing, scope, text)
            return saying.media.made(self._wrapped(carrier, shown, {}, text))
        except CannotFit as error:
            raise GivenUp(str(error)) from error

    def _shown(self, carrier: Carrier, thing: Record, scope: Scope, text: str) -> Json:
        fixed = self._base.sign(self._resource.kind, thing, scope, text)
        fitter = self._base.fitter
        shown = fitter.ready(carrier.thing, thing)
        if shown is not ABSENT:
            return shown
        return fitter.fit(carrier.thing, thing, _source(carrier.thing, text), fixed=fixed)

    def _wrapped(
        self, carrier: Carrier, content: Json, marks: Mapping[str, Json], name: str
    ) -> Json:
        """Returns a valid body around its content, which stays as it is.

        Raises:
            CannotFit: No body takes the content.
        """
        body, fitter = self._framed(carrier, content, marks), self._base.fitter
        shown = fitter.ready(carrier.schema, body)
        if shown is not ABSENT:
            return shown
        fixed = [carrier.holder] if carrier.holder else _inside(content)
        source = _source(self._label, name)
        return fitter.fit(carrier.schema, body, source, fixed=tuple(fixed))

    def _framed(self, carrier: Carrier, content: Json, marks: Mapping[str, Json]) -> Json:
        """Returns a body with its content in place, and nothing besides that need not be."""
        if not carrier.holder:
            return content
        body: Record = {}
        for name, member in self._base.shapes.at(carrier.schema).members.items():
            for value in _quiet(name) if member.is_required else ():
                if self._base.fitter.is_valid(member.where, value):
                    body[name] = value
                    break
        for where, value in marks.items():
            put_at(body, where, value)
        put_at(body, carrier.holder, content)
        return body

    def _acknowledged(self, call: Call, saying: "_Saying", text: str) -> Reply:
        """Returns the body that an operation describes where it shows no thing."""
        answer = saying.answer
        reply = self._documented.success(call, answer.status)
        if reply is None:
            raise GivenUp(f"no body was found for status {answer.status}")
        body = reply.body
        where = answer.media.schema if answer.media is not None else None
        if isinstance(body, dict) and where is not None:
            body = self._signed(where, body, text)
        return Reply(answer.status, body, saying.heading.placed(reply.headers, call, text))

    def _signed(self, where: str, body: Record, text: str) -> Record:
        """Lets a made-up body tell the id of the thing that it is about, and that all went well."""
        identity = self._resource.kind.identity
        names = {plain(name) for name in ("id", identity.name, *identity.aliases) if name}
        for name, value in body.items():
            id_ = self._base.ids.read(self._resource.kind, text)
            options: list[Json] = []
            if plain(name) in names:
                options = [id_, text]
            elif plain(name) in _GOOD and isinstance(value, bool):
                options = [True]
            for option in options:
                changed = {**body, name: option}
                if option is not ABSENT and self._base.fitter.is_valid(where, changed):
                    body = changed
                    break
        return body


class _Saying:
    """How an operation says that it succeeded, with what writes that."""

    def __init__(
        self,
        resource: Resource,
        answer: Answer,
        base: BaseWorld,
        headers: ReplyHeaders,
        marking: Marking,
    ) -> None:
        self.answer = answer
        self.heading = Heading(resource, answer, headers, marking)
        self.media = MediaChoice(resource.operation, answer, base)


def _copied(page: Page, text: bytes | None) -> Sequence[Record]:
    """Returns copies of the things of a page, read from the text that it is known by."""
    things = [*page.things.values()]
    return orjson.loads(text)[1] if text is not None else copy.deepcopy(things)


def _source(*names: str) -> Random:
    return random_source(0, "/".join(names), 0)


def _quiet(name: str) -> tuple[Json, ...]:
    """Returns what a member of an answer says when all went well."""
    said = plain(name)
    if said in _GOOD:
        return (True,)
    return (None, [], "") if said in _BAD else ()


def _inside(content: Json) -> list[str]:
    """Returns pointers to all that must not change in a bare body."""
    size = len(content) if isinstance(content, list) else 0
    return [pointer(index) for index in range(size)]
