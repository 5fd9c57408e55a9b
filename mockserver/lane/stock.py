"""Operations that the stock stack routes and parses: what it is handed, judging what it read."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
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
from specs.values import ABSENT, Json, Record, find

_PLAIN_TEXT: Final = "text/plain"


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """What the stock stack made of a request."""

    query: Mapping[str, Json]
    """Query parameters by name; objects are put together."""
    fields: tuple[tuple[str, str], ...]
    """Members of a form in the order sent; the content of a file is text in Latin-1."""


Parse = Callable[[], Awaitable[ParsedRequest]]
"""Parses a request; raises `UnreadableBody` if its form cannot be read."""


def stock_path(compiled: CompiledOperation) -> str:
    """Returns the path under which the stock stack knows an operation: no parameter, no clash."""
    method, path = compiled.operation.method, compiled.operation.path
    return "/" + quote(f"{method} {path}", safe="").replace("%", "-")


def stock_document(api: ServedApi) -> Record | None:
    """Returns the document that the stock stack is handed; None if the lane reads every request.

    It holds the operations that the lane cannot read alone, each with the parameters that are
    left to the stock stack, and nothing that is judged in the lane.
    """
    left = [compiled for compiled in api.operations if not compiled.is_compiled]
    if not left:
        return None
    view = api.bundle.schemas.view("request")
    paths: Record = {}
    for compiled in left:
        parameters = [find(view, parameter.pointer) for parameter in compiled.parameters.left]
        paths[stock_path(compiled)] = {
            compiled.operation.method.lower(): {
                "operationId": compiled.operation.label,
                "parameters": [{**parameter, "required": False} for parameter in parameters],
                "responses": {"200": {"description": "judged in the lane"}},
            }
        }
    return {
        "openapi": "3.0.3",
        "info": {"title": api.name, "version": "1"},
        "paths": paths,
        "components": {"schemas": view.get("components", {}).get("schemas", {})},
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
        parse: The stock stack's parser, for the rest.
    """
    violations: list[Violation] = []
    call = compiled.read_parameters(request, bare, violations)
    declared = compiled.operation.request_body
    content_type = bare.raw_headers.get("content-type")
    media = media_for(declared, content_type) if declared is not None else None
    if declared is not None and media is None:
        return ReadRequest(call, tuple(violations), _unknown_type(declared, content_type))
    try:
        parsed = await parse()
    except UnreadableBody as unreadable:
        return ReadRequest(call, tuple(violations), unreadable)
    objects = _objects(bundle, compiled, parsed.query, violations)
    call = replace(call, query={**call.query, **objects})
    if declared is None or media is None:
        return ReadRequest(call, tuple(violations))
    kind, _ = split_content_type(content_type or media.content_type)
    if is_json(kind):
        return compiled.read_json(request, call, raw, violations)
    body = _body(bundle, media, kind, parsed, raw)
    violations.extend(_body_violations(bundle, media, body, kind, required=declared.required))
    return ReadRequest(replace(call, body=body), tuple(violations))


def _unknown_type(declared: RequestBody, content_type: str | None) -> UnreadableBody:
    taken = ", ".join(item.content_type for item in declared.media)
    said = (content_type or "")[:80]
    return UnreadableBody(
        "unsupported_media_type", f"The content type {said!r} is not taken here; send {taken}."
    )


def _objects(
    bundle: Bundle,
    compiled: CompiledOperation,
    query: Mapping[str, Json],
    violations: list[Violation],
) -> dict[str, Json]:
    """Returns the parameters that are objects, each member typed by its schema."""
    values: dict[str, Json] = {}
    for parameter in compiled.parameters.left:
        given = query.get(parameter.name)
        if not given:
            if parameter.required:
                place, name = parameter.place, parameter.name
                violations.append(Violation(place, name, "", "required", "is required"))
            elif parameter.default is not ABSENT:
                values[parameter.name] = parameter.default
            continue
        if isinstance(given, dict):
            pairs = [(n, text) for n, texts in given.items() for text in _texts(texts)]
            given = typed_form(bundle, parameter.schema, pairs)
        values[parameter.name] = given
        assert parameter.schema is not None
        found = bundle.schemas.compile(parameter.schema, "request").violations(given)
        violations.extend(
            Violation(parameter.place, parameter.name, item.pointer, item.keyword, item.message)
            for item in found
        )
    return values


def _texts(given: Json) -> list[str]:
    return [str(text) for text in (given if isinstance(given, list) else [given])]


def _body(bundle: Bundle, media: Media, kind: str, parsed: ParsedRequest, raw: bytes) -> Json:
    if kind in FORM_TYPES:
        return typed_form(bundle, media.schema, parsed.fields) if raw else ABSENT
    return raw.decode("utf-8", "replace") if raw else ABSENT


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
