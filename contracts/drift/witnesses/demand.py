"""What a value is asked to be: to fit one schema, or not to fit it."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from specs.values import Json

Side: TypeAlias = Literal["inner", "outer"]
"""Whose schema it is: of the one that must accept the value, or of the one that must reject it."""

Path: TypeAlias = tuple[str, ...] | None
"""Where a schema is to be broken: names of members, `*` for any; None: no matter where."""

TYPES: Final = ("string", "integer", "boolean", "null", "array", "object", "fraction")
"""What a value can be. An `integer` is a whole number, a `fraction` a number that is none."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One schema that a value has to fit, or must not fit."""

    schema: Json
    side: Side
    is_wanted: bool = True
    path: Path = None


@dataclass(frozen=True, slots=True)
class Said:
    """One keyword, or one schema's keywords about members, with whose they are."""

    value: Json
    side: Side


def kinds(word: Json) -> frozenset[str]:
    """Returns what the value of `type` admits.

    >>> sorted(kinds(["null", "number"]))
    ['fraction', 'integer', 'null']
    """
    names = [word] if isinstance(word, str) else word
    found = {"fraction" if name == "number" else name for name in names}
    return frozenset(found | ({"integer"} if "number" in names else set()))


def kind(value: Json) -> str:
    """Returns what a value is, one of `TYPES`.

    >>> kind(1.0), kind(0.5), kind(True)
    ('integer', 'fraction', 'boolean')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if value == value // 1 else "fraction"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
