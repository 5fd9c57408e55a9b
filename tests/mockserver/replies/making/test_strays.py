"""A value that meets too much is changed until it meets what it should, and no more."""

import pytest

from mockserver.replies.errors import CannotGenerate
from tests.support.generated import made

BASE = {"type": "object", "properties": {"id": {"type": "integer"}}}
WIDE = {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [BASE, WIDE]},
        {"oneOf": [WIDE, BASE]},
        {
            "oneOf": [
                {"properties": {"a": {"type": "string"}}},
                {"properties": {"b": {"type": "integer"}}},
            ]
        },
        {"oneOf": [{"type": "string"}, {"type": "string", "format": "date"}]},
        {"oneOf": [{"type": "integer"}, {"type": "number"}]},
        {"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "properties": {"a": {}, "b": {}}},
        {
            "oneOf": [
                BASE,
                {"type": "object", "additionalProperties": False, "properties": {"id": {}}},
            ]
        },
        {"oneOf": [BASE, {**WIDE, "required": ["name"]}, {**WIDE, "required": ["id", "name"]}]},
        {"oneOf": [{"type": "array", "items": BASE}, {"type": "array", "items": WIDE}]},
        {"oneOf": [{"properties": {"a": BASE}}, {"properties": {"a": WIDE}}], "type": "object"},
        {"type": "object", "not": {"minProperties": 1}, "properties": {"a": {}}},
        {"type": "object", "not": {"properties": {"a": {"type": "string"}}}},
        {"not": {"type": "object", "required": ["a"]}, "type": "object", "properties": {"a": {}}},
        {"type": "array", "not": {"minItems": 1}},
        {"type": "string", "not": {"pattern": "^[a-z]+$"}},
        {"type": "integer", "minimum": 1, "maximum": 9, "not": {"maximum": 8}},
    ],
    ids=range(16),
)
def test_a_value_that_meets_no_more_than_it_should_is_found(schema):
    for seed in range(6):
        made(schema, seed)


def test_two_options_that_are_the_same_cannot_be_told_apart():
    with pytest.raises(CannotGenerate):
        made({"oneOf": [{"type": "string"}, {"type": "string"}]})
