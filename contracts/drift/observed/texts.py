"""Texts of headers and parameters, read as the values that their schemas may mean."""

import re
from collections.abc import Iterator
from typing import Final

from specs.document import Document
from specs.values import Json

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,400}(?P<rest>(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?)")
_SEPARATORS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


def readings(text: str, types: frozenset[str]) -> Iterator[Json]:
    """Yields what a text can stand for, given the types that its schema has; itself last."""
    if types & {"integer", "number"} and (found := _NUMBER.fullmatch(text)) is not None:
        yield float(text) if found["rest"] else int(text)
    if "boolean" in types and text in ("true", "false"):
        yield text == "true"
    if "null" in types and text in ("", "null"):
        yield None
    yield text


def listed(texts: tuple[str, ...], style: str, *, explode: bool) -> list[str]:
    """Returns the items of a list in a parameter or header."""
    if explode and style == "form":
        return list(texts)
    separator = _SEPARATORS.get(style, ",")
    return [part.strip() for text in texts for part in text.split(separator) if text]


def types_of(document: Document, where: str) -> frozenset[str]:
    """Returns the types that a schema and all forms of it may have; empty if it says none."""
    found: set[str] = set()
    _collect(document, where, found, set())
    return frozenset(found)


def _collect(document: Document, where: str, found: set[str], seen: set[str]) -> None:
    schema, at = document.dereference(document.at(where), where)
    if not isinstance(schema, dict) or at in seen:
        return
    seen.add(at)
    said = schema.get("type", ())
    found |= {said} if isinstance(said, str) else {one for one in said if isinstance(one, str)}
    if schema.get("nullable") is True:
        found.add("null")
    for word in ("allOf", "oneOf", "anyOf"):
        for number, _ in enumerate(schema.get(word) or ()):
            _collect(document, f"{at}/{word}/{number}", found, seen)
