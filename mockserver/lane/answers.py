"""A reply, held against the description of its operation before it leaves."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import orjson

from mockserver.errors import LyingStub
from mockserver.lane.coercion import Coerce, coercion, json_types
from mockserver.lane.json_text import json_bytes
from mockserver.problems import problem
from mockserver.replies.outcome import may_have_body
from mockserver.replies.writing.bodies import written_body
from mockserver.stubkit import Reply
from mockserver.stubkit.call import Speaker
from specs.bundle import Bundle
from specs.media_types import is_json, matches, split_content_type
from specs.operation import Header, Media, Operation, Response
from specs.schemas import CompiledSchema, SchemaViolation
from specs.values import ABSENT, Json, Missing

JSON: Final = "application/json"
_LOGGER: Final = logging.getLogger("mockserver.stub")


class Answer(NamedTuple):
    """What goes on the wire."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


NO_ANSWER: Final = Answer(0, [], b"")
"""Stands for an answer that is never sent."""


def render(reply: Reply, speaker: Speaker, content_type: str = JSON) -> Answer:
    """Turns a reply into bytes.

    Args:
        reply: What to send.
        speaker: Who says it.
        content_type: Used where the reply's headers name none.

    Raises:
        ValueError: The body is no JSON, or a header holds what no header may.
    """
    headers = {name.lower(): value for name, value in reply.headers.items()}
    body = b""
    if reply.body is not ABSENT:
        kind = headers.setdefault("content-type", content_type)
        body = _bytes_of(reply.body, kind)
    headers["mock-answer"] = speaker
    if reply.status not in (204, 304):
        headers["content-length"] = str(len(body))
    return Answer(reply.status, [_header_line(*pair) for pair in headers.items()], body)


def crashed(label: str, error: Exception) -> Answer:
    """Returns the answer of a stub that failed; the log has the traceback."""
    _LOGGER.error("The stub of %s failed.", label, exc_info=error)
    detail = f"The stub of {label} raised {type(error).__name__}; the server's log has more."
    return render(problem("crashed_stub", 500, detail, operation=label), "refusal")


class Plain(NamedTuple):
    """How a status is answered by JSON without headers of its own."""

    content_type: str
    schema: CompiledSchema | None


class AnswerCheck:
    """Judges the replies to one operation and turns the good ones into bytes."""

    def __init__(self, bundle: Bundle, operation: Operation) -> None:
        self._operation = operation
        self._declared = {
            status: _CompiledResponse(bundle, response)
            for status, response in operation.responses.items()
        }
        self._by_status: dict[int, _CompiledResponse] = {}

    def render(self, reply: Reply, speaker: Speaker) -> Answer:
        """Turns a reply into bytes if the operation's description allows it.

        Raises:
            LyingStub: The status, a header or the body is not as described.
        """
        declared = self._by_status.get(reply.status) or self._find(reply.status)
        content_type, violations = declared.violations(reply)
        if violations:
            raise LyingStub(
                self._operation.label, f"status {reply.status} is not as described.", violations
            )
        try:
            return render(declared.written(reply, content_type), speaker, content_type)
        except ValueError as error:
            raise LyingStub(
                self._operation.label,
                f"status {reply.status} cannot be sent: {error}.",
                (SchemaViolation("", "render", str(error)),),
            ) from error

    def plain(self, status: int) -> Plain | None:
        """Returns how a status is answered by plain JSON; None where that is not described so."""
        response = self._operation.response(status)
        return self._declared[response.status].plain() if response is not None else None

    def violations(
        self, status: int, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[SchemaViolation, ...]:
        """Returns what is wrong with an answer that comes from elsewhere.

        Besides JSON Schema's, its keywords are `status`, `content-type` and `json`, and the
        pointer of a header is `header <name>`. A body that nothing describes is let pass.

        Args:
            status: The HTTP status.
            headers: By lower-case name.
            body: The bytes, any content encoding undone; None where there can be or is known none.
        """
        try:
            declared = self._by_status.get(status) or self._find(status)
        except LyingStub as lie:
            return lie.violations
        return declared.violations_on_the_wire(headers, body)

    def _find(self, status: int) -> "_CompiledResponse":
        response = self._operation.response(status)
        if response is None:
            known = ", ".join(self._operation.responses) or "none"
            raise LyingStub(
                self._operation.label,
                f"status {status} is not described; described are {known}.",
                (SchemaViolation("", "status", f"{status} is not among {known}"),),
            )
        self._by_status[status] = self._declared[response.status]
        return self._by_status[status]


@dataclass(frozen=True, slots=True)
class _CompiledHeader:
    declared: Header
    schema: CompiledSchema | None
    coerce: Coerce

    def violation(self, text: str | None) -> SchemaViolation | None:
        where = f"header {self.declared.name}"
        if text is None:
            if self.declared.required:
                return SchemaViolation(where, "required", f"{where} is missing")
            return None
        if self.schema is None or self.schema.is_valid(self.coerce(text)):
            return None
        first = self.schema.violations(self.coerce(text))[0]
        return SchemaViolation(where, first.keyword, first.message)


class _CompiledResponse:
    def __init__(self, bundle: Bundle, response: Response) -> None:
        self._media = {
            split_content_type(media.content_type)[0]: _media_schema(bundle, media)
            for media in response.media
        }
        self._kinds = [(split_content_type(one.content_type)[0], one) for one in response.media]
        self._document = bundle.document
        self._default = _preferred(response.media)
        self._default_kind = split_content_type(self._default)[0] if self._default else ""
        self._headers = tuple(
            _compile_header(bundle, header)
            for header in response.headers
            if header.name.lower() != "content-type"
        )

    def plain(self) -> Plain | None:
        """Returns how it is sent as JSON; None where its media type or its headers say more."""
        if self._headers or not self._default or not is_json(self._default_kind):
            return None
        if any("\r" in name or "\n" in name for name in self._media):
            return None
        declared = next((name for name in self._media if matches(name, self._default_kind)), None)
        return Plain(self._default, self._media[declared]) if declared is not None else None

    def violations(self, reply: Reply) -> tuple[str, tuple[SchemaViolation, ...]]:
        """Returns the content type to use and what is wrong with the reply."""
        said = next(
            (text for name, text in reply.headers.items() if name.lower() == "content-type"), None
        )
        content_type = said or self._default or JSON
        kind = split_content_type(said)[0] if said else self._default_kind
        # HTTP allows some statuses no body, whatever is described.
        is_bare = reply.body is ABSENT and not may_have_body(reply.status)
        found = () if is_bare else self._body_violations(reply.body, kind)
        if self._headers:
            found += self._header_violations(reply.headers)
        return content_type, found

    def written(self, reply: Reply, content_type: str) -> Reply:
        """Returns a reply whose body is as its media type has it: a value as XML, a form, ..."""
        kind = split_content_type(content_type)[0]
        if reply.body is ABSENT or is_json(kind):
            return reply
        where = next((one.schema for name, one in self._kinds if matches(name, kind)), None)
        return replace(reply, body=written_body(self._document, where, reply.body, content_type))

    def violations_on_the_wire(
        self, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[SchemaViolation, ...]:
        """Returns what is wrong with an answer as it came."""
        found = self._header_violations(headers)
        if body is None or not self._media:
            return found
        said = headers.get("content-type")
        if said is None and body:
            known = ", ".join(self._media)
            message = f"the body has no content type; described are {known}"
            return (SchemaViolation("", "content-type", message), *found)
        kind = split_content_type(said)[0] if said is not None else self._default_kind
        is_declared = any(matches(name, kind) for name in self._media)
        if is_declared and not is_json(kind):
            return found
        try:
            value = orjson.loads(body) if body and is_declared else ABSENT
        except orjson.JSONDecodeError as error:
            wrong = SchemaViolation("", "json", f"the body is not JSON: {str(error)[:200]}")
            return (wrong, *found)
        return (*self._body_violations(value if is_declared else None, kind), *found)

    def _body_violations(self, body: Json | Missing, kind: str) -> tuple[SchemaViolation, ...]:
        if body is ABSENT:
            if not self._media:
                return ()
            return (SchemaViolation("", "required", "a body is described, none is there"),)
        if not self._media:
            return (SchemaViolation("", "body", "a body is there, none is described"),)
        declared = next((name for name in self._media if matches(name, kind)), None)
        if declared is None:
            known = ", ".join(self._media)
            message = f"the content type {kind} is not among {known}"
            return (SchemaViolation("", "content-type", message),)
        if isinstance(body, bytes) or (isinstance(body, str) and not is_json(kind)):
            # A body that is written already; a schema is about the value behind it.
            return ()
        schema = self._media[declared]
        if schema is None or schema.is_valid(body):
            return ()
        return schema.violations(body)

    def _header_violations(self, headers: Mapping[str, str]) -> tuple[SchemaViolation, ...]:
        given = {name.lower(): text for name, text in headers.items()}
        found = [item.violation(given.get(item.declared.name.lower())) for item in self._headers]
        return tuple(item for item in found if item is not None)


def _compile_header(bundle: Bundle, header: Header) -> _CompiledHeader:
    if header.schema is None:
        return _CompiledHeader(header, None, str)
    document = bundle.document
    types = json_types(document, document.at(header.schema), header.schema)
    schema = bundle.schemas.compile(header.schema, "response")
    if "array" not in types:
        return _CompiledHeader(header, schema, coercion(types, schema))
    array, where = document.dereference(document.at(header.schema), header.schema)
    read = coercion(json_types(document, array.get("items", {}), where + "/items"), None)
    return _CompiledHeader(
        header, schema, lambda text: [read(item.strip()) for item in text.split(",")]
    )


def _media_schema(bundle: Bundle, media: Media) -> CompiledSchema | None:
    return bundle.schemas.compile(media.schema, "response") if media.schema is not None else None


def _preferred(media: tuple[Media, ...]) -> str:
    """Returns the content type used where nobody asks for one: JSON if it is declared."""
    names = [item.content_type for item in media]
    named = [name for name in names if "*" not in name] or [JSON for name in names]
    return next((name for name in named if is_json(name)), named[0] if named else "")


def _header_line(name: str, value: str) -> tuple[bytes, bytes]:
    if "\r" in value or "\n" in value:
        raise ValueError(f"the header {name} holds a line break")
    return name.encode("latin-1"), value.encode("latin-1")


def _bytes_of(body: Json | Missing, content_type: str) -> bytes:
    if isinstance(body, bytes):
        return body
    if not is_json(content_type) and isinstance(body, str):
        return body.encode()
    return json_bytes(body)
