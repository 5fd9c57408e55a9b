"""A schema with its combinations merged, so that one value can be made for it."""

from collections.abc import Callable
from random import Random
from typing import Final, NamedTuple

from specs.document import Document
from specs.values import Json, Record, pointer

ENDLESS: Final = 24
"""Levels beyond which a schema is taken to demand itself for ever."""


class CannotGenerate(Exception):
    """No valid value was found for a schema."""


class Placed(NamedTuple):
    """A schema and the JSON pointer of the place where it stands."""

    schema: Json
    where: str
    also: tuple["Placed", ...] = ()
    """Further schemas that the same value has to meet."""


ANYTHING: Final = Placed(True, "")
"""The schema that allows everything."""

_COMBINED: Final = ("allOf", "oneOf", "anyOf")


_JOINED: Final[dict[str, Callable[[float, float], float]]] = {
    "minimum": max,
    "exclusiveMinimum": max,
    "minLength": max,
    "minItems": max,
    "minProperties": max,
    "maximum": min,
    "exclusiveMaximum": min,
    "maxLength": min,
    "maxItems": min,
    "maxProperties": min,
}
"""Bounds of which two parts keep the narrower one."""


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _placed(schema: Record, where: str) -> Record:
    """Copies a schema, each schema inside it with its place; combinations are left out."""
    copy = {name: item for name, item in schema.items() if name not in _COMBINED}
    for name in ("items", "additionalProperties"):
        if name in copy:
            copy[name] = Placed(copy[name], f"{where}/{name}")
    for keyword in ("properties", "patternProperties"):
        if keyword in copy:
            copy[keyword] = {
                name: Placed(item, where + pointer(keyword, name))
                for name, item in copy[keyword].items()
            }
    if "prefixItems" in copy:
        copy["prefixItems"] = [
            Placed(item, f"{where}/prefixItems/{index}")
            for index, item in enumerate(copy["prefixItems"])
        ]
    return copy


def _merge(into: Record, part: Record) -> None:
    for name, item in part.items():
        if name in ("properties", "patternProperties"):
            into[name] = _merge_members(into.get(name, {}), item)
        elif name == "required":
            into["required"] = list(dict.fromkeys([*into.get("required", []), *item]))
        elif name in _JOINED and _is_number(item) and _is_number(into.get(name)):
            into[name] = _JOINED[name](into[name], item)
        else:
            into.setdefault(name, item)


def _merge_members(ones: dict[str, Placed], others: dict[str, Placed]) -> dict[str, Placed]:
    merged = {**others, **ones}
    for name in ones.keys() & others.keys():
        merged[name] = ones[name]._replace(also=(*ones[name].also, others[name]))
    return merged


def guess_type(schema: Record) -> str:
    """Returns the type that the keywords of a schema are about, where it names none."""
    if "properties" in schema or "required" in schema or "minProperties" in schema:
        return "object"
    if "items" in schema or "prefixItems" in schema or "minItems" in schema:
        return "array"
    if "minimum" in schema or "maximum" in schema or "multipleOf" in schema:
        return "number"
    return "string"


def flatten(document: Document, placed: Placed, *, source: Random, depth: int = 0) -> Record:
    """Merges `allOf`, and one choice of `oneOf` and `anyOf`, into one schema.

    Sub-schemas become `Placed`, since the merged schema stands nowhere.

    Raises:
        CannotGenerate: A part allows nothing, or the parts never end.
    """
    schema, where = document.dereference(placed.schema, placed.where)
    if schema is False or depth > ENDLESS:
        raise CannotGenerate(f"nothing is valid at {where}")
    if not isinstance(schema, dict):
        schema = {}
    flat = _placed(schema, where)
    for part in (*_parts(schema, where, source), *placed.also):
        _merge(flat, flatten(document, part, source=source, depth=depth + 1))
    return flat


def _parts(schema: Record, where: str, source: Random) -> list[Placed]:
    parts = [
        Placed(item, f"{where}/allOf/{index}") for index, item in enumerate(schema.get("allOf", []))
    ]
    for keyword in ("oneOf", "anyOf"):
        choices = schema.get(keyword)
        if choices:
            index = source.randrange(len(choices))
            parts.append(Placed(choices[index], f"{where}/{keyword}/{index}"))
    return parts
