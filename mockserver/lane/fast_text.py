"""The text of one value that is plainly valid, read by no more than what its schema needs."""

from collections.abc import Callable, Mapping
from typing import Final

from mockserver.lane.coercion import to_integer, to_json, to_number, to_string
from specs.document import Document
from specs.references import fragment
from specs.values import ABSENT, Json, Missing

Judge = Callable[[Json], bool]
"""Whether a value is valid."""
FastText = Callable[[str], Json | Missing]
"""One text -> its valid value; `ABSENT` if it may be wrong."""

_SAFE_DIGITS: Final = 18
"""Integers of so many digits are integers to every validator."""
_SAYS_NOTHING: Final = frozenset(
    ("type", "title", "description", "default", "example", "examples", "deprecated", "externalDocs")
)
"""Keywords beside which a type decides alone."""
_BOOLEANS: Final[Mapping[str, Json | Missing]] = {"true": True, "false": False}


def fast_text(
    document: Document, where: str | None, coerce: Callable[[str], Json], is_valid: Judge
) -> FastText:
    """Returns what reads the text of a value that is no array.

    Args:
        document: The document of the API.
        where: JSON pointer of the value's schema, as far as it may decide by its type alone.
        coerce: Reads the text.
        is_valid: Judges the value.
    """

    def judged(text: str) -> Json | Missing:
        value = coerce(text)
        if value is text and coerce is to_json:
            return ABSENT
        return value if is_valid(value) else ABSENT

    def judged_text(text: str) -> Json | Missing:
        return text if is_valid(text) else ABSENT

    match _lone_type(document, where):
        case "string":
            return coerce
        case "boolean":
            return lambda text: _BOOLEANS.get(text, ABSENT)
        case "integer":
            return lambda text: (
                int(text)
                if text.isdecimal() and text.isascii() and len(text) <= _SAFE_DIGITS
                else judged(text)
            )
        case "number":

            def number(text: str) -> Json | Missing:
                value = to_number(text) if len(text) <= _SAFE_DIGITS else text
                return judged(text) if value is text else value

            return number
    allowed = _words(document, where)
    if allowed is not None:
        return lambda text: text if text in allowed else ABSENT
    if coerce is not to_integer:
        return judged_text if coerce is to_string else judged

    def integer(text: str) -> Json | Missing:
        if text.isdecimal() and text.isascii() and len(text) <= _SAFE_DIGITS:
            value = int(text)
            return value if is_valid(value) else ABSENT
        return judged(text)

    return integer


def _lone_type(document: Document, where: str | None) -> str | None:
    """Returns the type that decides alone whether a value is valid, if it does."""
    schema = _alone(document, where)
    if schema is None:
        return None
    kind = schema.get("type")
    silent = _SAYS_NOTHING if kind == "string" else _SAYS_NOTHING | {"format"}
    is_lone = isinstance(kind, str) and all(key in silent or key[:2] == "x-" for key in schema)
    return kind if is_lone and isinstance(kind, str) else None


def _words(document: Document, where: str | None) -> frozenset[str] | None:
    """Returns the only texts that are valid, where a schema names them and says no more."""
    schema = _alone(document, where) or {}
    words = schema.get("enum")
    if schema.get("type") != "string" or not isinstance(words, list):
        return None
    if not all(key in _SAYS_NOTHING or key == "enum" or key[:2] == "x-" for key in schema):
        return None
    return frozenset(word for word in words if isinstance(word, str))


def _alone(document: Document, where: str | None) -> dict[str, Json] | None:
    """Returns a schema behind references that have nothing beside them."""
    seen: set[str] = set()
    while where is not None and where not in seen and document.scopes is None:
        seen.add(where)
        schema = document.at(where)
        if not isinstance(schema, dict):
            return None
        if "$ref" not in schema:
            return schema
        reference = schema["$ref"]
        if len(schema) > 1 or not isinstance(reference, str) or not reference.startswith("#/"):
            return None
        where = fragment(reference)
    return None
