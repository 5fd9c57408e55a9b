"""Which OpenAPI object stands where: the document as a tree of parts with their kinds.

Names that an author chose (of properties, headers, schemas) and data (examples, defaults, enums)
are no parts, so a property called `x-ray` is never taken for a word of the description.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specs.document import Document
from specs.operation import METHODS
from specs.schemas import Direction
from specs.values import Json, Record, pointer

_ONE, _LIST, _MAP, _EITHER = "one", "list", "map", "either"

_MEDIA_HOLDER: Final = {
    "schema": (_ONE, "schema"),
    "content": (_MAP, "media"),
}

_GRAMMAR: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "document": {
        "info": (_ONE, "info"),
        "servers": (_LIST, "server"),
        "paths": (_ONE, "paths"),
        "webhooks": (_MAP, "path_item"),
        "components": (_ONE, "components"),
        "tags": (_LIST, "tag"),
        "externalDocs": (_ONE, "external_docs"),
    },
    "info": {"contact": (_ONE, "contact"), "license": (_ONE, "license")},
    "server": {"variables": (_MAP, "server_variable")},
    "tag": {"externalDocs": (_ONE, "external_docs")},
    "components": {
        "schemas": (_MAP, "schema"),
        "responses": (_MAP, "response"),
        "parameters": (_MAP, "parameter"),
        "examples": (_MAP, "example"),
        "requestBodies": (_MAP, "request_body"),
        "headers": (_MAP, "header"),
        "securitySchemes": (_MAP, "security_scheme"),
        "links": (_MAP, "link"),
        "callbacks": (_MAP, "callback"),
        "pathItems": (_MAP, "path_item"),
    },
    "path_item": {
        **dict.fromkeys(METHODS, (_ONE, "operation")),
        "servers": (_LIST, "server"),
        "parameters": (_LIST, "parameter"),
    },
    "operation": {
        "externalDocs": (_ONE, "external_docs"),
        "parameters": (_LIST, "parameter"),
        "requestBody": (_ONE, "request_body"),
        "responses": (_ONE, "responses"),
        "callbacks": (_MAP, "callback"),
        "servers": (_LIST, "server"),
    },
    "parameter": {**_MEDIA_HOLDER, "examples": (_MAP, "example")},
    "header": {**_MEDIA_HOLDER, "examples": (_MAP, "example")},
    "request_body": {"content": (_MAP, "media")},
    "media": {
        "schema": (_ONE, "schema"),
        "examples": (_MAP, "example"),
        "encoding": (_MAP, "encoding"),
    },
    "encoding": {"headers": (_MAP, "header")},
    "response": {
        "headers": (_MAP, "header"),
        "content": (_MAP, "media"),
        "links": (_MAP, "link"),
    },
    "link": {"server": (_ONE, "server")},
    "security_scheme": {"flows": (_ONE, "oauth_flows")},
    "oauth_flows": dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode"), (_ONE, "oauth_flow")
    ),
    "schema": {
        **dict.fromkeys(
            ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"),
            (_MAP, "schema"),
        ),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (_LIST, "schema")),
        **dict.fromkeys(
            (
                "additionalProperties",
                "unevaluatedProperties",
                "unevaluatedItems",
                "propertyNames",
                "not",
                "if",
                "then",
                "else",
                "contains",
                "contentSchema",
            ),
            (_ONE, "schema"),
        ),
        "items": (_EITHER, "schema"),
        "discriminator": (_ONE, "discriminator"),
        "xml": (_ONE, "xml"),
        "externalDocs": (_ONE, "external_docs"),
    },
}
"""kind -> member -> (how the member holds its parts, their kind)."""

_ANY_MEMBER: Final = {"paths": "path_item", "responses": "response", "callback": "path_item"}
"""Kinds of which each member that is not an x- word is a part."""

_DIRECTIONS: Final[dict[str, Direction]] = {
    "parameter": "request",
    "request_body": "request",
    "response": "response",
    "header": "response",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One OpenAPI object of a document. An object that an alias repeats is several parts."""

    kind: str
    """`document`, `operation`, `schema`, ... as in the OpenAPI specification, in snake_case."""
    pointer: str
    value: Record
    direction: Direction | None
    """Who sends it: a part of a request or of a response; None where it may be of both."""


def parts(document: Document) -> Iterator[Part]:
    """Yields every OpenAPI object of a document, outer ones first. References are not followed."""
    yield from _walk(Part("document", "", document.data, None))


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for kind, where, value in _members(part):
        if isinstance(value, dict):
            direction = _DIRECTIONS.get(kind, part.direction)
            yield from _walk(Part(kind, where, value, direction))


def _members(part: Part) -> Iterator[tuple[str, str, Json]]:
    each = _ANY_MEMBER.get(part.kind)
    grammar = _GRAMMAR.get(part.kind, {})
    for name, value in part.value.items():
        where = part.pointer + pointer(name)
        if each is not None and not name.startswith("x-"):
            yield each, where, value
        elif name in grammar:
            shape, kind = grammar[name]
            yield from _held(shape, kind, where, value)


def _held(shape: str, kind: str, where: str, value: Json) -> Iterator[tuple[str, str, Json]]:
    if shape in (_ONE, _EITHER) and isinstance(value, dict):
        yield kind, where, value
    elif shape in (_LIST, _EITHER) and isinstance(value, list):
        for index, item in enumerate(value):
            yield kind, f"{where}/{index}", item
    elif shape == _MAP and isinstance(value, dict):
        for name, item in value.items():
            yield kind, where + pointer(name), item
