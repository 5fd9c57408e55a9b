"""What a validator finds wrong with a value, in words that an API can say to its clients."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import jsonschema_rs

from specs.values import Json, pointer

_LONGEST: Final = 300
"""Characters of a message."""


@dataclass(frozen=True, slots=True)
class SchemaViolation:
    """One way in which a value breaks its schema."""

    pointer: str
    """JSON pointer into the value; for a missing or unknown member, of that member."""
    keyword: str
    """The keyword of JSON Schema that is broken."""
    message: str


def violations(
    validator: jsonschema_rs.Validator, value: Json, limit: int = 20
) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong with a value, at most `limit` findings; empty if it is valid."""
    found: list[SchemaViolation] = []
    for error in validator.iter_errors(value):
        found.extend(_explain(error))
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def _explain(error: jsonschema_rs.ValidationError) -> list[SchemaViolation]:
    where = pointer(*error.instance_path)
    keyword = error.kind.name
    if keyword == "required":
        member = error.kind.property  # type: ignore[attr-defined]
        return [SchemaViolation(where + pointer(member), keyword, f"{member} is missing")]
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        return [
            SchemaViolation(where + pointer(name), keyword, f"{name} is not known here")
            for name in error.kind.unexpected  # type: ignore[attr-defined]
        ]
    return [SchemaViolation(where, keyword, _message(error, keyword))]


def nearest_form(error: jsonschema_rs.ValidationError) -> Iterator[SchemaViolation]:
    """Yields what is wrong in the form that the value comes nearest to, if one is nearest."""
    forms = getattr(error.kind, "context", None) or []
    depth = len(error.instance_path)
    ranked = sorted((_distance(form, depth), index) for index, form in enumerate(forms))
    if not all(forms) or not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        yield from _explain(error)
        return
    for inner in forms[ranked[0][1]]:
        yield from nearest_form(inner)


def _distance(form: list[jsonschema_rs.ValidationError], depth: int) -> tuple[int, ...]:
    """Counts the errors: of members that tell forms apart, of itself, of members, in all."""
    near = [error for error in form if len(error.instance_path) <= depth + 1]
    telling = sum(error.kind.name in ("const", "enum") for error in near)
    own = sum(len(error.instance_path) == depth for error in near)
    return telling, own, len(near), len(form)


def _message(error: jsonschema_rs.ValidationError, keyword: str) -> str:
    """Words what the validator found, so that an API can say it to its clients."""
    if keyword == "enum":
        allowed = ", ".join(str(item) for item in error.kind.options)  # type: ignore[attr-defined]
        text = f"{_shown(error.instance)} is none of {allowed}"
    elif isinstance(error.kind, jsonschema_rs.ValidationErrorKind.OneOfMultipleValid):
        text = f"{_shown(error.instance)} has more than one of the forms that are allowed here"
    elif keyword in ("anyOf", "oneOf"):
        text = f"{_shown(error.instance)} has none of the forms that are allowed here"
    else:
        text = str(error.message)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _shown(value: Json) -> str:
    if isinstance(value, dict | list):
        return "the value"
    return repr(value)[:80] if isinstance(value, str) else str(value)[:80]
