"""Operations that the stock stack routes and parses: what it is handed, judging what it read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.forms import FORM_TYPES, media_for, typed_form
from mockserver.lane.operation import CompiledOperation, ReadRequest
from mockserver.lane.served import ServedApi
from mockserver.stubkit import Call, Violation
from specs.bundle import Bundle
from specs.document import fragment
from specs.media_types import split_content_type
from specs.operation import METHODS, Media, Place
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Record, find

_PLAIN_TEXT: Final = "text/plain"
_JUDGED_HERE: Final = frozenset(("security", "requestBody", "responses"))


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """What the stock stack made of a request."""

    path: Mapping[str, Json]
    query: Mapping[str, Json]
    fields: tuple[tuple[str, str], ...]
    """Members of a form in the order sent; the content of a file is text in Latin-1."""
    raw: bytes
    """The body, where it is no form."""


def stock_document(api: ServedApi) -> Record | None:
    """Returns the document that the stock stack is handed; None if the lane reads every request.

    It holds the operations that the lane cannot read, without what is judged in the lane.
    """
    left = [compiled.operation for compiled in api.operations if not compiled.is_compiled]
    if not left:
        return None
    view = api.bundle.schemas.view("request")
    paths: Record = {}
    for operation in left:
        item = _followed(view, view["paths"][operation.path])
        method = operation.method.lower()
        raw = _followed(view, item[method])
        kept = {name: value for name, value in raw.items() if name not in _JUDGED_HERE}
        shared = {name: value for name, value in item.items() if name not in (*METHODS, "$ref")}
        entry = paths.setdefault(operation.path, dict(shared))
        entry[method] = {**kept, "responses": {"200": {"description": "judged in the lane"}}}
    parts = {**view.get("components", {}), "securitySchemes": {}, "responses": {}}
    return {
        "openapi": "3.0.3",
        "info": {"title": api.name, "version": "1"},
        "paths": paths,
        "components": parts,
    }


def judge_parsed(
    bundle: Bundle, compiled: CompiledOperation, bare: Call, parsed: ParsedRequest
) -> ReadRequest:
    """Returns the call that a parsed request makes, and what is wrong with it."""
    violations: list[Violation] = []
    call = replace(
        bare,
        path=_judged(bundle, compiled, "path", parsed.path, violations),
        query=_judged(bundle, compiled, "query", parsed.query, violations),
        header=_judged(bundle, compiled, "header", bare.raw_headers, violations),
    )
    declared = compiled.operation.request_body
    if declared is None:
        return ReadRequest(call, tuple(violations))
    content_type = bare.raw_headers.get("content-type")
    media = media_for(declared, content_type)
    if media is None:
        taken = ", ".join(item.content_type for item in declared.media)
        detail = f"The content type {content_type!r} is not taken here; send {taken}."
        unreadable = UnreadableBody("unsupported_media_type", detail)
        return ReadRequest(call, tuple(violations), unreadable)
    kind, _ = split_content_type(content_type or media.content_type)
    body = _body(bundle, media, kind, parsed)
    schema = bundle.schemas.compile(media.schema, "request") if media.schema else None
    violations.extend(_body_violations(schema, body, kind, required=declared.required))
    return ReadRequest(replace(call, body=body), tuple(violations))


def _body(bundle: Bundle, media: Media, kind: str, parsed: ParsedRequest) -> Json:
    if kind in FORM_TYPES:
        return typed_form(bundle, media.schema, parsed.fields)
    return parsed.raw.decode("utf-8", "replace") if parsed.raw else ABSENT


def _body_violations(
    schema: CompiledSchema | None, body: Json, kind: str, *, required: bool
) -> list[Violation]:
    if body is ABSENT:
        missing = Violation("body", "", "", "required", "the body is missing")
        return [missing] if required else []
    if schema is None or kind not in (*FORM_TYPES, _PLAIN_TEXT):
        return []
    return [
        Violation("body", "", item.pointer, item.keyword, item.message)
        for item in schema.violations(body)
    ]


def _judged(
    bundle: Bundle,
    compiled: CompiledOperation,
    place: Place,
    given: Mapping[str, Json],
    violations: list[Violation],
) -> dict[str, Json]:
    values: dict[str, Json] = {}
    for parameter in compiled.operation.parameters:
        if parameter.place != place:
            continue
        name = parameter.name.lower() if place == "header" else parameter.name
        if name not in given:
            if parameter.required:
                violations.append(Violation(place, parameter.name, "", "required", "is required"))
            elif parameter.default is not ABSENT:
                values[parameter.name] = parameter.default
            continue
        values[parameter.name] = value = given[name]
        if parameter.schema is not None:
            found = bundle.schemas.compile(parameter.schema, "request").violations(value)
            violations.extend(
                Violation(place, parameter.name, item.pointer, item.keyword, item.message)
                for item in found
            )
    return values


def _followed(view: Record, value: Json) -> Record:
    while "$ref" in value:
        value = find(view, fragment(value["$ref"]))
    found: Record = value
    return found
