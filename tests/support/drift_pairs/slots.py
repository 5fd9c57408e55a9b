"""Places of a document where a schema can stand, each with the message that holds its value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from specs.values import Json, Record
from tests.support.drift_pairs.pair import Part

JSON: Final = "application/json"
_POST: Final = "/paths/~1things~1{id}/post"
_BODY: Final = f"{_POST}/requestBody/content/application~1json/schema"
_OK: Final = f"{_POST}/responses/200/content/application~1json/schema"
_DEFAULT: Final = f"{_POST}/responses/default/content/application~1json/schema"
_CALL: Final = f"{_POST}/callbacks/done/{{$request.body#~1url}}/post"
_CALLED: Final = f"{_CALL}/requestBody/content/application~1json/schema"
_RECEIPT: Final = f"{_CALL}/responses/200/content/application~1json/schema"
_HOOKED: Final = "/webhooks/changed/post/requestBody/content/application~1json/schema"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place."""

    name: str
    part: Part
    build: Callable[[Json, str], Record]
    """From a schema and a version of OpenAPI to a document."""
    wrap: Callable[[Json], Json] = lambda value: value
    """From a value of the schema to the message."""


def _message(schema: Json) -> Record:
    return {"content": {JSON: {"schema": schema}}}


def thing_document(
    version: str,
    *,
    body: Json | None = None,
    answer: Json | None = None,
    fallback: Json | None = None,
    call: Json | None = None,
    receipt: Json | None = None,
    components: Record | None = None,
) -> Record:
    """A document of one operation that takes, answers and calls back what is given."""
    post: Record = {
        "operationId": "changeThing",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ],
        "responses": {
            "200": {"description": "done"} | (_message(answer) if answer is not None else {})
        },
    }
    if body is not None:
        post["requestBody"] = {"required": True} | _message(body)
    if fallback is not None:
        post["responses"]["default"] = {"description": "failed"} | _message(fallback)
    if call is not None or receipt is not None:
        back: Record = {"responses": {"200": {"description": "taken"}}}
        if call is not None:
            back["requestBody"] = {"required": True} | _message(call)
        if receipt is not None:
            back["responses"]["200"] |= _message(receipt)
        post["callbacks"] = {"done": {"{$request.body#/url}": {"post": back}}}
    document: Record = {
        "openapi": "3.0.3" if version == "3.0" else "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things/{id}": {"post": post}},
    }
    if components is not None:
        document["components"] = {"schemas": components}
    return document


def _of(name: str) -> Record:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(schema: Json) -> Record:
    return {"type": "array", "items": schema}


def _object(**members: Json) -> Record:
    return {"type": "object", "properties": members}


def _webhook(schema: Json, version: str) -> Record:
    document = thing_document("3.1", components={"Hidden": schema})
    hook = {"requestBody": _message(_of("Hidden")), "responses": {"204": {"description": "ok"}}}
    return document | {"webhooks": {"changed": {"post": hook}}}


REQUEST_SLOTS: Final[tuple[Slot, ...]] = (
    Slot("body", Part(_BODY, _BODY), lambda s, v: thing_document(v, body=s)),
    Slot(
        "shared body",
        Part(_BODY, _BODY),
        lambda s, v: thing_document(v, body=_of("Thing"), components={"Thing": s}),
    ),
    Slot(
        "member of an item",
        Part(_BODY, _BODY),
        lambda s, v: thing_document(
            v, body=_of("Things"), components={"Things": _list(_of("Thing")), "Thing": _object(m=s)}
        ),
        lambda value: [{"m": value}],
    ),
    Slot(
        "value of a dictionary",
        Part(_BODY, _BODY),
        lambda s, v: thing_document(v, body={"type": "object", "additionalProperties": s}),
        lambda value: {"k": value},
    ),
    Slot(
        "part of allOf",
        Part(_BODY, _BODY),
        lambda s, v: thing_document(
            v,
            body={"allOf": [_of("Named"), _object(m=s)]},
            components={"Named": _object(name={"type": "string"}) | {"required": ["name"]}},
        ),
        lambda value: {"name": "n", "m": value},
    ),
    Slot(
        "answer to a callback",
        Part(_RECEIPT, _RECEIPT, "response", "client"),
        lambda s, v: thing_document(v, receipt=_object(m=s)),
        lambda value: {"m": value},
    ),
    Slot(
        "array of arrays",
        Part(_BODY, _BODY),
        lambda s, v: thing_document(v, body=_list(_list(s))),
        lambda value: [[value]],
    ),
)

RESPONSE_SLOTS: Final[tuple[Slot, ...]] = (
    Slot("answer", Part(_OK, _OK, "response", "server"), lambda s, v: thing_document(v, answer=s)),
    Slot(
        "shared page",
        Part(_OK, _OK, "response", "server"),
        lambda s, v: thing_document(
            v,
            answer=_of("Page"),
            components={"Page": _object(items=_list(_of("Thing"))), "Thing": s},
        ),
        lambda value: {"items": [value]},
    ),
    Slot(
        "default answer",
        Part(_DEFAULT, _DEFAULT, "response", "server"),
        lambda s, v: thing_document(v, fallback=_object(error=s)),
        lambda value: {"error": value},
    ),
    Slot(
        "body of a callback",
        Part(_CALLED, _CALLED, "request", "server"),
        lambda s, v: thing_document(v, call=_of("Event"), components={"Event": _object(m=s)}),
        lambda value: {"m": value},
    ),
    Slot("body of a webhook", Part(_HOOKED, _HOOKED, "request", "server"), _webhook),
    Slot(
        "dictionary of lists",
        Part(_OK, _OK, "response", "server"),
        lambda s, v: thing_document(v, answer={"type": "object", "additionalProperties": _list(s)}),
        lambda value: {"k": [value]},
    ),
)

BOTH: Final = Slot(
    "both sides",
    Part(_BODY, _BODY),
    lambda s, v: thing_document(
        v, body=_of("Thing"), answer=_list(_of("Thing")), components={"Thing": s}
    ),
)
"""A component that a client sends and a server answers; its second part is the answer."""

ANSWER_OF_BOTH: Final = Part(_OK, _OK, "response", "server")
