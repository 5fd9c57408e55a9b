"""Things put into the answers that an operation describes."""

from collections.abc import Mapping
from random import Random
from typing import Final
from urllib.parse import quote

from mockserver.replies.errors import CannotGenerate, GivenUp
from mockserver.replies.headers import ReplyHeaders
from mockserver.replies.negotiate import best_offer
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.documented import Documented
from mockserver.replies.resources.fitting import CannotFit
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.marking import Marking
from mockserver.replies.resources.paging import Page
from mockserver.replies.resources.records import put_at
from mockserver.replies.writing.bodies import full_content_type, written_body
from mockserver.state.identity import random_source
from mockserver.stubkit import Call, Reply
from specs.media_types import family, is_json, split_content_type
from specs.operation import Media
from specs.resources import Answer, Carrier, Resource
from specs.resources.words import plain
from specs.values import ABSENT, Json, Record, pointer

_CREATED: Final = 201
_GOOD: Final = ("success", "ok", "succeeded", "issuccess", "successful", "deleted", "updated")
_BAD: Final = ("error", "errors", "errormessage", "errorcode", "warnings")


class Answering:
    """Answers for one operation."""

    def __init__(
        self, resource: Resource, base: BaseWorld, documented: Documented, headers: ReplyHeaders
    ) -> None:
        self._resource = resource
        self._base = base
        self._documented = documented
        self._declared = headers
        self._marking = Marking(base.fitter, base.shapes)

    def thing(
        self, call: Call, thing: Record, scope: Scope, text: str, *, answer: Answer | None = None
    ) -> Reply:
        """Returns the answer about one thing, as the operation describes its success.

        Raises:
            GivenUp: The thing cannot be shown as described.
        """
        answer = answer or self._resource.answer
        if answer.form == "nothing":
            return Reply(answer.status, ABSENT, self._headers(call, answer, text))
        if answer.carrier is None:
            return self._acknowledged(call, answer, text)
        source = self._source(call.operation.label, text)
        try:
            shown = self._shown(answer.carrier, thing, scope, text)
            body = self._wrapped(answer.carrier, shown, {}, source)
        except CannotFit as error:
            raise GivenUp(str(error)) from error
        return self._reply(call, answer, body, self._headers(call, answer, text))

    def list(self, call: Call, page: Page, scope: Scope) -> Reply:
        """Returns the answer with one page of things.

        Raises:
            GivenUp: The page cannot be shown as described.
        """
        answer = self._resource.answer
        headers = self._page_headers(self._headers(call, answer, ""), answer, page)
        carrier = answer.carrier
        if carrier is None:
            return Reply(answer.status, ABSENT, headers)
        marks = dict(self._marking.said(answer.marks, page))
        source = self._source(call.operation.label, "list")
        things = page.things.items()
        for text, thing in things:
            self._base.sign(self._resource.kind, thing, scope, text)
        body = self._framed(carrier, list(page.things.values()), marks)
        shown = self._base.fitter.ready(carrier.schema, body)
        if shown is ABSENT:
            try:
                fitted = [self._shown(carrier, thing, scope, text) for text, thing in things]
                shown = self._wrapped(carrier, fitted, marks, source)
            except CannotFit as error:
                raise GivenUp(str(error)) from error
        return self._reply(call, answer, shown, headers)

    def _shown(self, carrier: Carrier, thing: Record, scope: Scope, text: str) -> Json:
        fixed = self._base.sign(self._resource.kind, thing, scope, text)
        source = self._source(carrier.thing, text)
        return self._base.fitter.fit(carrier.thing, thing, source, fixed=fixed)

    def _wrapped(
        self, carrier: Carrier, content: Json, marks: Mapping[str, Json], source: Random
    ) -> Json:
        """Returns a valid body around its content, which stays as it is.

        Raises:
            CannotFit: No body takes the content.
        """
        body = self._framed(carrier, content, marks)
        fixed = [carrier.holder] if carrier.holder else _inside(content)
        return self._base.fitter.fit(carrier.schema, body, source, fixed=tuple(fixed))

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

    def _acknowledged(self, call: Call, answer: Answer, text: str) -> Reply:
        """Returns the body that an operation describes where it shows no thing."""
        reply = self._documented.success(call, answer.status)
        if reply is None:
            raise GivenUp(f"no body was found for status {answer.status}")
        body = reply.body
        where = answer.media.schema if answer.media is not None else None
        if isinstance(body, dict) and where is not None:
            body = self._signed(where, body, text)
        return Reply(answer.status, body, self._placed(reply.headers, call, answer, text))

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

    def _headers(self, call: Call, answer: Answer, text: str) -> dict[str, str]:
        """Returns the headers of an answer but for what its body is."""
        try:
            found = self._declared.of(answer.response, answer.status, ABSENT)
        except CannotGenerate as error:
            raise GivenUp(str(error)) from error
        return self._placed(found, call, answer, text)

    def _placed(
        self, headers: Mapping[str, str], call: Call, answer: Answer, text: str
    ) -> dict[str, str]:
        """Returns headers with the place of a thing that was made."""
        declared = any(one.name.lower() == "location" for one in answer.response.headers)
        is_made = answer.status == _CREATED and self._resource.action in ("create", "replace")
        location = self._location(call, text) if text and (is_made or declared) else None
        return _over(headers, {"Location": location} if location is not None else {})

    def _page_headers(
        self, headers: Mapping[str, str], answer: Answer, page: Page
    ) -> dict[str, str]:
        """Returns headers with what is said of a page in place of what examples say of it."""
        declared = answer.response.headers
        told = self._marking.headers(declared, answer.header_marks, page)
        about = {mark.where.lower() for mark in answer.header_marks} | {"link"}
        untold = about - {name.lower() for name in told}
        must = {header.name.lower() for header in declared if header.required}
        kept = {
            name: value
            for name, value in headers.items()
            if name.lower() not in untold or name.lower() in must
        }
        return _over(kept, told)

    def _location(self, call: Call, text: str) -> str | None:
        """Returns the path of a thing, under whatever the called path stands below."""
        template = self._resource.kind.item_template
        if self._resource.key is not None:
            return call.url_path
        if template is None:
            return None
        called = self._resource.operation.path_with({k: str(v) for k, v in call.path.items()})
        above = call.url_path.removesuffix(called) if call.url_path.endswith(called) else ""
        scope = [str(call.path[name]) for name in self._resource.scope]
        return above + _filled(template, (*scope, text))

    def _reply(self, call: Call, answer: Answer, body: Json, headers: Mapping[str, str]) -> Reply:
        """Returns the answer in the media type that is most welcome of those that fit."""
        media = [
            one
            for one in answer.response.media
            if one == answer.media or self._may_be_written(one, body)
        ]
        offer = best_offer(call.raw_headers.get("accept"), [one.content_type for one in media])
        if offer is None:
            raise GivenUp("no media type that it can be shown in is welcome")
        chosen, kind = media[offer.index], offer.content_type
        written = written_body(self._base.document, chosen.schema, body, kind)
        content_type = full_content_type(kind)
        return Reply(answer.status, written, _over(headers, {"content-type": content_type}))

    def _may_be_written(self, media: Media, body: Json) -> bool:
        kind = split_content_type(media.content_type)[0]
        if media.schema is None or not (is_json(kind) or family(kind) in ("xml", "yaml")):
            return False
        return self._base.fitter.is_valid(media.schema, body)

    def _source(self, *names: str) -> Random:
        return random_source(0, "/".join(names), 0)


def _over(headers: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """Returns headers with others in the place of those of the same name."""
    names = {name.lower() for name in others}
    return {name: text for name, text in headers.items() if name.lower() not in names} | dict(
        others
    )


def _filled(template: str, ids: tuple[str, ...]) -> str:
    """Fills the parameters of a path template in order."""
    path = ""
    rest = template
    for text in ids:
        before, _, rest = rest.partition("{")
        path += before + quote(text, safe="")
        rest = rest.partition("}")[2]
    return path + rest


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
