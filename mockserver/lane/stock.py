"""Operations that take forms: what the stock stack is handed, and judging what it parsed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from mockserver.lane.bodies import UnreadableBody, wrong_type
from mockserver.lane.coercion import coercion, json_types
from mockserver.lane.forms import FORM_TYPES, media_for, typed_form
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.reading import ReadRequest
from mockserver.lane.request import Request
from mockserver.lane.served import ServedApi
from mockserver.lane.violations import MISSING_BODY, violations_of
from mockserver.stubkit import Call, Violation
from specs.bundle import Bundle
from specs.media_types import is_json, split_content_type
from specs.operation import Media, Operation
from specs.values import ABSENT, Json, Record

_PLAIN_TEXT: Final = "text/plain"


Fields = tuple[tuple[str, str], ...]
"""Members of a form in the order sent; the content of a file is text in Latin-1."""

Parse = Callable[[], Awaitable[Fields]]
"""Parses a form; raises `UnreadableBody` if it cannot be read."""


def stock_path(operation: Operation) -> str:
    """Returns the path under which the stock stack knows an operation: no parameter, no clash."""
    return "/" + quote(operation.label, safe="").replace("%", "-")


def stock_document(api: ServedApi) -> Record | None:
    """Returns the document that the stock stack is handed; None if the lane reads every request.

    It holds the operations that take more than JSON, without anything that is judged in the lane.
    """
    left = [compiled for compiled in api.operations if not compiled.is_compiled]
    if not left:
        return None
    return {
        "openapi": "3.0.3",
        "info": {"title": api.name, "version": "1"},
        "paths": {
            stock_path(compiled.operation): {
                compiled.operation.method.lower(): {
                    "operationId": compiled.operation.label,
                    "responses": {"200": {"description": "judged in the lane"}},
                }
            }
            for compiled in left
        },
    }


@dataclass(frozen=True, slots=True)
class StockRequest:
    """A request for an operation that takes more than JSON."""

    bundle: Bundle
    compiled: CompiledOperation
    """The operation, which reads all that it can by itself."""
    request: Request
    bare: Call
    """The call with raw values."""
    raw: bytes
    """The body."""
    parse: Parse
    """The stock stack's parser, for forms."""

    async def read(self) -> ReadRequest:
        """Returns the call that the request makes, and what is wrong with it."""
        violations: list[Violation] = []
        call = self.compiled.reader.read_parameters(self.request, self.bare, violations)
        declared = self.compiled.operation.request_body
        assert declared is not None, "without a body the lane reads for itself"
        content_type = self.bare.raw_headers.get("content-type")
        media = media_for(declared, content_type)
        if media is None:
            taken = [item.content_type for item in declared.media]
            return ReadRequest(call, tuple(violations), wrong_type(content_type or "", taken))
        kind, _ = split_content_type(content_type or media.content_type)
        if is_json(kind):
            return self.compiled.reader.read_json(self.request, call, self.raw, violations)
        try:
            body = await self._body(media, kind)
        except UnreadableBody as unreadable:
            return ReadRequest(call, tuple(violations), unreadable)
        if body is not ABSENT:
            violations.extend(self._judge(media, kind, body))
        elif declared.required:
            violations.append(MISSING_BODY)
        return ReadRequest(replace(call, body=body), tuple(violations))

    async def _body(self, media: Media, kind: str) -> Json:
        if not self.raw:
            return ABSENT
        if kind in FORM_TYPES:
            return typed_form(self.bundle, media.schema, await self.parse())
        text = self.raw.decode("utf-8", "replace")
        if kind != _PLAIN_TEXT or media.schema is None:
            return text
        document = self.bundle.document
        types = json_types(document, document.at(media.schema), media.schema)
        return coercion(types, self.bundle.schemas.compile(media.schema, "request"))(text)

    def _judge(self, media: Media, kind: str, body: Json) -> tuple[Violation, ...]:
        if media.schema is None or kind not in (*FORM_TYPES, _PLAIN_TEXT):
            return ()
        return violations_of(self.bundle.schemas.compile(media.schema, "request"), body, "body")
