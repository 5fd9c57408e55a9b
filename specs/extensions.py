"""The forms of the x- words, as extensions.schema.json states them."""

import json
from functools import cache
from pathlib import Path
from typing import Final

import jsonschema_rs

from specs.values import Json, Record, pointer
from specs.violations import SchemaViolation, violations

_SCHEMA: Final = Path(__file__).parent / "extensions.schema.json"


def extension_violations(word: str, value: Json) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong with the value of one of our x- words; empty if it is valid."""
    return violations(_validator(word), value)


def is_valid_extension(word: str, value: Json) -> bool:
    """Whether the value of one of our x- words has its form; whoever reads the value asks first."""
    return bool(_validator(word).is_valid(value))


@cache
def _validator(word: str) -> jsonschema_rs.Validator:
    schema: Record = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    schema["$ref"] = "#" + pointer("$defs", word)
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
