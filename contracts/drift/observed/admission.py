"""Which edits of a document make it admit a value that it does not admit."""

from collections.abc import Iterator
from typing import Final

from contracts.drift.observed.flattening import Said
from contracts.drift.observed.keywords import MEASURES, breaks, exclusive, inclusive
from contracts.drift.observed.observation import Edit
from contracts.drift.observed.shapes import type_of
from contracts.drift.observed.standing import Spot
from specs.values import Json, Record

_CLOSING: Final = ("additionalProperties", "unevaluatedProperties")
_LIFTED: Final = ("format", "pattern", "multipleOf", "uniqueItems", "const")
"""Words that are taken out, as nothing milder is known."""


def admitting(word: str, spot: Spot, version: str) -> tuple[Edit, ...]:
    """Returns the edits that make the schemas of a value admit it; empty if none are known.

    Args:
        word: The word of the schemas that the value breaks.
        spot: The value and its schemas.
        version: The rules of the document: `3.0` or `3.1`.
    """
    value = spot.value
    if value is None and spot.references:
        return tuple(edit for one in spot.references for edit in _beside_null(one, version))
    if value is None:
        return tuple(edit for one in spot.schemas for edit in _with_null(one, spot, version))
    breaking = [one for one in spot.schemas if word in one[1] and breaks(word, one[1], value)]
    if word == "enum":
        return tuple(Edit("admit", where, "enum", value) for where, _ in breaking)
    if word == "type":
        listed = [Edit("admit", at, "enum", value) for at, one in breaking if "enum" in one]
        return (*(edit for one in breaking for edit in _with_type(one, value, version)), *listed)
    if word in _LIFTED:
        return tuple(Edit("remove", where, word) for where, _ in breaking)
    if word in MEASURES:
        return tuple(edit for one in breaking for edit in _stretched(word, one, value))
    return ()


def without(spot: Spot, name: str) -> tuple[Edit, ...]:
    """Returns the edits after which an object need not have a member."""
    return tuple(
        Edit("drop", where, "required", name)
        for where, schema in spot.schemas
        if name in (schema.get("required") or ())
    )


def holders(spot: Spot) -> tuple[str, ...]:
    """Returns the pointers of the schemas that must name a member before an object may have it."""
    closed = [where for where, one in spot.schemas if any(one.get(w) is False for w in _CLOSING)]
    naming = [where for where, one in spot.schemas if one.get("properties")]
    return tuple(closed or naming[:1] or [where for where, _ in spot.schemas[:1]])


def _stretched(word: str, said: Said, value: Json) -> tuple[Edit, ...]:
    """Returns the edits that move a bound out to a value."""
    where, schema = said
    measured = MEASURES[word](value)
    if measured is None:
        return ()
    size = int(measured) if measured == measured.to_integral_value() else float(measured)
    if word.startswith("exclusive"):
        return Edit("remove", where, word), Edit("put", where, inclusive(word), size)
    freed = (Edit("remove", where, exclusive(word)),) if schema.get(exclusive(word)) is True else ()
    return (*freed, Edit("put", where, word, size))


def _with_type(said: Said, value: Json, version: str) -> tuple[Edit, ...]:
    where, schema = said
    kind = type_of(value)
    if kind == "number" and schema["type"] == "integer":
        return (Edit("put", where, "type", "number"),)
    if version != "3.0":
        return (Edit("admit", where, "type", kind),)
    if "anyOf" in schema or not isinstance(schema["type"], str):
        return ()
    own: Record = {"type": schema["type"]}
    if schema.get("nullable") is True:
        own["nullable"] = True
    # There, a type is one word, so that several are forms. Both edits admit to the same list.
    return (
        Edit("remove", where, "type"),
        Edit("admit", where, "anyOf", own),
        Edit("admit", where, "anyOf", _plain(kind)),
    )


def _plain(kind: str) -> Record:
    """Returns a schema of nothing but a type; a list has to say something of its items."""
    return {"type": kind, "items": {}} if kind == "array" else {"type": kind}


def _beside_null(reference: tuple[str, str], version: str) -> Iterator[Edit]:
    """Yields the edits that admit null where a schema is referred to, and nowhere else."""
    where, target = reference
    null: Record = {"type": "null"}
    if version == "3.0":  # null has no type there, so that it is one value of a type
        null = {"type": "object", "nullable": True, "enum": [None]}
    yield Edit("remove", where, "$ref")
    yield Edit("admit", where, "anyOf", {"$ref": target})
    yield Edit("admit", where, "anyOf", null)


def _with_null(said: Said, spot: Spot, version: str) -> tuple[Edit, ...]:
    where, schema = said
    if where in spot.forms:
        return ()
    words = [word for word in ("type", "enum", "const") if _excludes_null(word, schema)]
    forms = [word for word in ("oneOf", "anyOf") if word in schema]
    if version == "3.0":
        return (Edit("put", where, "nullable", True),) if words or forms else ()
    return (
        *(Edit("admit", where, word, None if word == "enum" else "null")
          for word in words if word != "const"),
        *(Edit("admit", where, word, {"type": "null"}) for word in forms),
    )  # fmt: skip


def _excludes_null(word: str, schema: Record) -> bool:
    return word in schema and breaks(word, schema, None)
