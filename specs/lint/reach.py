"""Whether a JSON pointer can name something in the bodies that a schema or an example shows."""

from collections.abc import Iterable, Iterator
from typing import Final

from specs.document import Document, fragment
from specs.operation import Media
from specs.values import Record, find_all, pointer, split_pointer

_ALTERNATIVES: Final = ("allOf", "anyOf", "oneOf")


def reaches(document: Document, media: Iterable[Media], where: str) -> bool:
    """Whether some body of these media types has a value at a pointer; `*` is each item."""
    tokens = split_pointer(where)
    return any(
        any(find_all(value, where) for value in one.examples.values())
        or (one.schema is not None and _in_schema(document, one.schema, tokens))
        for one in media
    )


def _in_schema(document: Document, where: str, tokens: list[str]) -> bool:
    return any(
        not tokens or _in_children(document, schema, at, tokens)
        for schema, at in _shapes(document, where, frozenset())
    )


def _in_children(document: Document, schema: Record, at: str, tokens: list[str]) -> bool:
    name, *rest = tokens
    properties = schema.get("properties")
    if isinstance(properties, dict) and name in properties:
        return _in_schema(document, at + pointer("properties", name), rest)
    if (name == "*" or name.isdecimal()) and isinstance(schema.get("items"), dict):
        return _in_schema(document, at + "/items", rest)
    if name == "*" and isinstance(schema.get("additionalProperties"), dict):
        return _in_schema(document, at + "/additionalProperties", rest)
    return False


def _shapes(document: Document, where: str, seen: frozenset[str]) -> Iterator[tuple[Record, str]]:
    """Yields a schema and those that it is composed of, each with its pointer."""
    if where in seen:
        return
    schema, seen = document.at(where), seen | {where}
    if not isinstance(schema, dict):
        return
    yield schema, where
    if isinstance(reference := schema.get("$ref"), str):
        yield from _shapes(document, fragment(reference), seen)
    for keyword in _ALTERNATIVES:
        branches = schema.get(keyword)
        for index in range(len(branches) if isinstance(branches, list) else 0):
            yield from _shapes(document, f"{where}/{keyword}/{index}", seen)
