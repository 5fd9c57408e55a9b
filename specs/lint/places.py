"""Which OpenAPI object stands where: the document as a tree of parts with their kinds.

Names that an author chose (of properties, headers, schemas) and data (examples, defaults, enums)
are no parts, so a property called `x-ray` is never taken for a word of the description.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specs.document import Document
from specs.grammar import ANY_MEMBER, GRAMMAR
from specs.references import EMBEDDED, fragment
from specs.schemas import Direction
from specs.values import Json, Record, pointer

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
    """Yields every OpenAPI object of a document, outer ones first.

    References are followed into other files only, whose parts nothing else says the kinds of.
    """
    referred: dict[tuple[str, str], Part] = {}
    yield from _walk(document, Part("document", "", document.data, None), referred)
    seen: set[tuple[str, str]] = set()
    while left := [key for key in referred if key not in seen]:
        for key in left:
            seen.add(key)
            yield from _walk(document, referred[key], referred)


def _walk(document: Document, part: Part, referred: dict[tuple[str, str], Part]) -> Iterator[Part]:
    yield part
    reference = part.value.get("$ref")
    if isinstance(reference, str) and reference.startswith("#" + pointer(EMBEDDED)):
        where = fragment(reference)
        target = document.at(where)
        if isinstance(target, dict):
            found = Part(part.kind, where, target, part.direction)
            referred.setdefault((part.kind, where), found)
    for kind, where, value in _members(part):
        if isinstance(value, dict):
            direction = _DIRECTIONS.get(kind, part.direction)
            yield from _walk(document, Part(kind, where, value, direction), referred)


def _members(part: Part) -> Iterator[tuple[str, str, Json]]:
    each = ANY_MEMBER.get(part.kind)
    grammar = GRAMMAR.get(part.kind, {})
    for name, value in part.value.items():
        where = part.pointer + pointer(name)
        if each is not None and not name.startswith("x-"):
            yield each, where, value
        elif name in grammar:
            shape, kind = grammar[name]
            yield from _held(shape, kind, where, value)


def _held(shape: str, kind: str, where: str, value: Json) -> Iterator[tuple[str, str, Json]]:
    if shape in ("one", "either") and isinstance(value, dict):
        yield kind, where, value
    elif shape in ("list", "either") and isinstance(value, list):
        for index, item in enumerate(value):
            yield kind, f"{where}/{index}", item
    elif shape == "map" and isinstance(value, dict):
        for name, item in value.items():
            yield kind, where + pointer(name), item
