"""Text of a parameter -> the value that its schema's type means. Never raises."""

import re
from collections.abc import Callable
from typing import Final

import orjson

from specs.document import Document
from specs.schemas import CompiledSchema
from specs.values import Json

Coerce = Callable[[str], Json]

_INTEGER: Final = re.compile(r"-?[0-9]{1,400}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][-+]?[0-9]{1,3})?")
COMPOSERS: Final = ("allOf", "anyOf", "oneOf")
"""Keywords whose schemas a schema is made of."""
_INFINITE: Final = (float("inf"), float("-inf"))


def to_integer(text: str) -> Json:
    """Reads a decimal integer; anything else stays text and fails its schema.

    >>> to_integer("007"), to_integer("1_0"), to_integer("1.5")
    (7, '1_0', '1.5')
    """
    return int(text) if _INTEGER.fullmatch(text) else text


def to_number(text: str) -> Json:
    """Reads a finite JSON number.

    >>> to_number("2.50"), to_number("nan"), to_number("1e999")
    (2.5, 'nan', '1e999')
    """
    if _INTEGER.fullmatch(text):
        return int(text)
    if not _NUMBER.fullmatch(text):
        return text
    value = float(text)
    return text if value in _INFINITE else value


def to_boolean(text: str) -> Json:
    """Reads `true` or `false`."""
    return {"true": True, "false": False}.get(text, text)


def to_null(text: str) -> Json:
    """Reads the empty text as null."""
    return None if text == "" else text


def to_string(text: str) -> Json:
    """Leaves text as it is."""
    return text


def to_json(text: str) -> Json:
    """Reads JSON text; anything else stays text."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


_BY_TYPE: Final[dict[str, Coerce]] = {
    "integer": to_integer,
    "number": to_number,
    "boolean": to_boolean,
    "null": to_null,
    "string": to_string,
}


def coercion(types: tuple[str, ...], schema: CompiledSchema | None) -> Coerce:
    """Returns how the text of one value is read.

    Args:
        types: The JSON types that the schema names; empty if it names none.
        schema: Judges between several possible readings.
    """
    if len(types) == 1 and types[0] in _BY_TYPE:
        return _BY_TYPE[types[0]]
    readings = [_BY_TYPE[name] for name in _BY_TYPE if not types or name in types]

    def first_valid(text: str) -> Json:
        for reading in readings:
            value = reading(text)
            applies = reading is to_string or value is not text
            if applies and (schema is None or schema.is_valid(value)):
                return value
        return text

    return first_valid


def json_types(document: Document, schema: Json, where: str) -> tuple[str, ...]:
    """Returns the JSON types that a schema names at its top; empty if it does not say."""
    schema, _ = document.dereference(schema, where)
    if not isinstance(schema, dict):
        return ()
    named = schema.get("type")
    types = [named] if isinstance(named, str) else list(named or [])
    if types and schema.get("nullable") is True:
        types.append("null")
    return tuple(types)


def typed_parts(document: Document, where: str) -> dict[str, tuple[str, ...]]:
    """Returns the types that a schema names, or else the schemas that it is made of, by pointer.

    Args:
        document: The document.
        where: JSON pointer of the schema, of which `allOf`, `anyOf` and `oneOf` hold the parts.
    """
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    waiting = [where]
    while waiting:
        at = waiting.pop(0)
        schema, at = document.dereference(document.at(at), at)
        if at in seen or not isinstance(schema, dict):
            continue
        seen.add(at)
        types = json_types(document, schema, at)
        if types:
            found[at] = types
        else:
            held = ((word, schema.get(word)) for word in COMPOSERS)
            waiting += [
                f"{at}/{word}/{index}"
                for word, parts in held
                if isinstance(parts, list)
                for index in range(len(parts))
            ]
    return found
