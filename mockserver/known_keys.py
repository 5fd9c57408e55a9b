"""Which key somebody may have meant: an unknown one beside those that a schema knows."""

from collections.abc import Iterable
from typing import Final

from specs.errors import nearest_name
from specs.values import Record, find, split_pointer
from specs.violations import SchemaViolation

_UNKNOWN: Final = "additionalProperties"


def with_known_keys(
    found: Iterable[SchemaViolation], schema: Record
) -> tuple[SchemaViolation, ...]:
    """Returns violations; those of unknown keys name the nearest key, or all that are known.

    Args:
        found: What is wrong with a value.
        schema: The schema that it breaks; a `$ref` is followed inside it only.
    """
    return tuple(_told(one, schema) if one.keyword == _UNKNOWN else one for one in found)


def _told(one: SchemaViolation, schema: Record) -> SchemaViolation:
    *path, name = split_pointer(one.pointer)
    known = _part(schema, path).get("properties", {})
    if not known:
        return one
    nearest = nearest_name(name, known).removeprefix("Did you mean ").rstrip("?.")
    said = nearest if nearest.startswith("Known") else f"the nearest key is {nearest}"
    return SchemaViolation(one.pointer, one.keyword, f"{one.message}; {said[0].lower()}{said[1:]}")


def _part(schema: Record, path: list[str]) -> Record:
    """Returns the schema of the value at a path, as far as members and items lead there."""
    here = schema
    for word in path:
        here = _followed(here, schema)
        inner = here.get("properties", {}).get(word, here.get("additionalProperties"))
        inner = here.get("items", inner) if word.isdecimal() else inner
        if not isinstance(inner, dict):
            return {}
        here = inner
    return _followed(here, schema)


def _followed(part: Record, schema: Record) -> Record:
    reference = part.get("$ref", "#") if len(part) == 1 else "#"
    target = find(schema, reference[1:]) if reference.startswith("#/") else part
    return target if isinstance(target, dict) else {}
