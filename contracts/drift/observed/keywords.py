"""Single words of a schema against a value: does the value break this one?"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from contracts.drift.observed.shapes import type_of
from specs.values import Json, Record


def breaks(word: str, schema: Record, value: Json) -> bool:
    """Returns whether a value breaks a word that a schema has; of words not known here, yes."""
    said = schema[word]
    if word == "type":
        return not is_of(said, value)
    if word == "enum":
        return value not in said
    if word == "const":
        return bool(value != said)
    if word not in MEASURES:
        return True
    size, limit = MEASURES[word](value), _limit(word, schema)
    if size is None or limit is None:
        return False
    if size == limit:
        return word.startswith("exclusive") or schema.get(exclusive(word)) is True
    return size < limit if "min" in word.lower() else size > limit


def is_listed(schema: Record, value: Json) -> bool:
    """Returns whether a value is among those that a schema lists, if it lists any."""
    return not any(word in schema and breaks(word, schema, value) for word in ("enum", "const"))


def is_of(kinds: Json, value: Json) -> bool:
    """Returns whether a value is of a type, or of one of several."""
    found = type_of(value)
    known = kinds if isinstance(kinds, list) else [kinds]
    return found in known or (found == "integer" and "number" in known)


def exclusive(word: str) -> str:
    """Returns the word by which a bound excludes itself.

    >>> exclusive("minimum")
    'exclusiveMinimum'
    """
    return "exclusive" + word[:1].upper() + word[1:]


def inclusive(word: str) -> str:
    """Returns the word of the bound that includes itself.

    >>> inclusive("exclusiveMinimum")
    'minimum'
    """
    return word.removeprefix("exclusive").lower()


def _limit(word: str, schema: Record) -> Decimal | None:
    said = schema[word]
    if said is True:  # in OpenAPI 3.0 it is a word about the bound beside it
        said = schema.get(inclusive(word))
    with suppress(InvalidOperation, TypeError):
        return Decimal(str(said))
    return None


def _number(value: Json) -> Decimal | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else None


def _length(value: Json) -> Decimal | None:
    return Decimal(len(value)) if isinstance(value, str) else None


def _items(value: Json) -> Decimal | None:
    return Decimal(len(value)) if isinstance(value, list) else None


def _members(value: Json) -> Decimal | None:
    return Decimal(len(value)) if isinstance(value, dict) else None


MEASURES: Final[Mapping[str, Callable[[Json], Decimal | None]]] = MappingProxyType(
    {
        **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _number),
        **dict.fromkeys(("minLength", "maxLength"), _length),
        **dict.fromkeys(("minItems", "maxItems"), _items),
        **dict.fromkeys(("minProperties", "maxProperties"), _members),
    }
)
"""What a bound is laid on, by its word; None where the value is of another type."""
