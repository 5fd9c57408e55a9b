"""Operations that take forms: what the stock stack is handed, and judging what it parsed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.forms import FORM_TYPES, media_for, typed_form
from mockserver.lane.operation import CompiledOperation, ReadRequest
from mockserver.lane.request import Request
from mockserver.lane.served import ServedApi
from mockserver.stubkit import Call, Violation
from specs.bundle import Bundle
from specs.media_types import is_json, split_content_type
from specs.operation import Media, RequestBody
from specs.values import ABSENT, Json, Record

_PLAIN_TEXT: Final = "text/plain"


Fields = tuple[tuple[str, str], ...]
"""Members of a form in the order sent; the content of a file is text in Latin-1."""

Parse = Callable[[], Awaitable[Fields]]
"""Parses a form; raises `UnreadableBody` if it cannot be read."""


def stock_path(compiled: CompiledOperation) -> str:
    """Returns the path under which the stock stack knows an operation: no parameter, no clash."""
    method, path = compiled.operation.method, compiled.operation.path
    return "/" + quote(f"{method} {path}", safe="").replace("%", "-")


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
            stock_path(compiled): {
                compiled.operation.method.lower(): {
                    "operationId": compiled.operation.label,
                    "responses": {"200": {"description": "judged in the lane"}},
                }
            }
            for compiled in left
        },
    }


async def read_with_stock(
    bundle: Bundle,
    compiled: CompiledOperation,
    request: Request,
    bare: Call,
    raw: bytes,
    parse: Parse,
) -> ReadRequest:
    """Returns the call that a request makes, and what is wrong with it.

    Args:
        bundle: The API.
        compiled: The operation, which reads all that it can by itself.
        request: The raw request.
        bare: The call with raw values.
        raw: The body.
        parse: The stock stack's parser, for forms.
    """
    violations: list[Violation] = []
    call = compiled.read_parameters(request, bare, violations)
    declared = compiled.operation.request_body
    assert declared is not None, "without a body the lane reads for itself"
    content_type = bare.raw_headers.get("content-type")
    media = media_for(declared, content_type)
    if media is None:
        return ReadRequest(call, tuple(violations), _unknown_type(declared, content_type))
    kind, _ = split_content_type(content_type or media.content_type)
    if is_json(kind):
        return compiled.read_json(request, call, raw, violations)
    try:
        fields = await parse() if kind in FORM_TYPES and raw else ()
    except UnreadableBody as unreadable:
        return ReadRequest(call, tuple(violations), unreadable)
    body = _body(bundle, media, kind, fields, raw)
    violations.extend(_body_violations(bundle, media, body, kind, required=declared.required))
    return ReadRequest(replace(call, body=body), tuple(violations))


def _unknown_type(declared: RequestBody, content_type: str | None) -> UnreadableBody:
    taken = ", ".join(item.content_type for item in declared.media)
    said = (content_type or "")[:80]
    return UnreadableBody(
        "unsupported_media_type", f"The content type {said!r} is not taken here; send {taken}."
    )


def _body(bundle: Bundle, media: Media, kind: str, fields: Fields, raw: bytes) -> Json:
    if not raw:
        return ABSENT
    if kind in FORM_TYPES:
        return typed_form(bundle, media.schema, fields)
    return raw.decode("utf-8", "replace")


def _body_violations(
    bundle: Bundle, media: Media, body: Json, kind: str, *, required: bool
) -> list[Violation]:
    if body is ABSENT:
        missing = Violation("body", "", "", "required", "the body is missing")
        return [missing] if required else []
    if media.schema is None or kind not in (*FORM_TYPES, _PLAIN_TEXT):
        return []
    return [
        Violation("body", "", item.pointer, item.keyword, item.message)
        for item in bundle.schemas.compile(media.schema, "request").violations(body)
    ]
