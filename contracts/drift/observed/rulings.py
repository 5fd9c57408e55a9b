"""What a validator finds wrong with a value -> the drift rule, and its words."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from contracts.drift.observed.flattening import Said
from contracts.drift.observed.keywords import breaks, is_of
from contracts.drift.observed.standing import Spot
from specs.schemas import SchemaViolation
from specs.values import ABSENT, Json, Record

MISSING: Final = "missing_field"
FORBIDDEN: Final = "forbidden_field"
LEAKED: Final = "writeOnly: never answered"
"""What is expected of a field that only requests may have."""

_BOUNDS: Final = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems",
    "contains", "minContains", "maxContains",
)  # fmt: skip

RULE_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "required": MISSING,
        "additionalProperties": FORBIDDEN,
        "unevaluatedProperties": FORBIDDEN,
        "falseSchema": FORBIDDEN,
        "enum": "undocumented_value",
        "const": "undocumented_value",
        "type": "type_differs",
        "format": "format_differs",
        "pattern": "format_differs",
        **dict.fromkeys(_BOUNDS, "bounds_differ"),
    }
)
"""By keyword; all others are about forms."""

_ORDER: Final = (
    MISSING,
    FORBIDDEN,
    "undocumented_null",
    "type_differs",
    "undocumented_value",
    "format_differs",
    "bounds_differ",
    "form_differs",
)
"""Of several rules that one value breaks, the first is the cause of the others."""

_CHOICES: Final = ("oneOf", "anyOf")
_LONGEST: Final = 120
"""Characters of a value that is told."""


def rule_of(violation: SchemaViolation, spot: Spot) -> str:
    """Returns the drift rule of a violation.

    Args:
        violation: What the validator found.
        spot: The part of the value that it is about; of a missing or unknown member, the member.
    """
    rule = RULE_OF.get(violation.keyword, "form_differs")
    if spot.value is None and rule not in (MISSING, FORBIDDEN):
        return "undocumented_null"
    if violation.keyword in _CHOICES and _is_of_no_type(spot):
        return "type_differs"
    return rule


def rank(rule: str) -> int:
    """Returns how near a rule is to the cause, of several that one value breaks."""
    return _ORDER.index(rule)


def culprit(violation: SchemaViolation, spot: Spot) -> Said | None:
    """Returns the schema that a value breaks, as the document says it; None if it is hidden."""
    word = violation.keyword
    saying = [one for one in spot.schemas if word in one[1]]
    breaking = [one for one in saying if breaks(word, one[1], spot.value)]
    return next(iter((*breaking, *saying, *spot.schemas)), None)


def expected_of(word: str, schema: Record) -> str:
    """Words what a schema demands by one of its words."""
    if word in _CHOICES:
        return "one of the documented forms"
    if word not in schema:
        return f"what `{word}` demands"
    if word == "type":
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return " or ".join(map(str, types))
    if word == "enum":
        return "one of " + ", ".join(map(shown, schema["enum"]))[:_LONGEST]
    return f"{word} {shown(schema[word])}"


def shown(value: Json) -> str:
    """Returns a value on one line, cut where it is long."""
    try:
        text = "nothing" if value is ABSENT else json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        return "a value that nests too deeply to be shown"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _is_of_no_type(spot: Spot) -> bool:
    types = [schema["type"] for _, schema in spot.schemas if "type" in schema]
    return bool(types) and not any(is_of(kind, spot.value) for kind in types)
