"""One value: its examples, its type, its listed values, and how deep it goes."""

import json

import pytest

from mockserver.replies.errors import CannotGenerate
from tests.support.documents import THING
from tests.support.generated import made, made_many

SELF = {"$ref": f"#{THING}"}


def test_a_written_example_is_preferred():
    assert made({"type": "string", "example": "Ann"}) == "Ann"
    assert made({"type": "string", "examples": ["Bob"]}) == "Bob"


def test_an_invalid_example_is_skipped():
    assert isinstance(made({"type": "integer", "example": "five", "examples": ["six"]}), int)


def test_an_example_that_is_wrong_inside_is_skipped():
    schema = {
        "type": "object",
        "example": {"a": {"b": "five"}},
        "properties": {"a": {"properties": {"b": {"type": "integer"}}, "type": "object"}},
    }

    assert isinstance(made(schema)["a"]["b"], int)


def test_an_example_deep_under_all_of_is_found():
    item = {"type": "object", "properties": {"name": {"type": "string", "example": "Ann"}}}
    part = {"properties": {"list": {"allOf": [{"type": "array", "items": item, "minItems": 1}]}}}

    assert made({"oneOf": [part]})["list"][0] == {"name": "Ann"}


def test_an_example_of_one_part_is_not_the_example_of_all():
    parts = [{"example": {"a": 1}}, {"properties": {"b": {"const": 2}}}]

    assert made({"type": "object", "allOf": parts}) == {"b": 2}


def test_an_example_shows_nothing_that_is_hidden():
    pin = {"type": "string", "writeOnly": True}
    schema = {"type": "object", "properties": {"pin": pin}, "example": {"pin": "1", "a": 2}}

    assert made(schema) == {"a": 2}


def test_examples_can_be_left_aside():
    schema = {"type": "string", "example": "Ann", "pattern": "^[a-zA-Z]+$"}

    assert made(schema, written=False) != "Ann"


def test_the_document_is_not_handed_out():
    schema = {"type": "object", "example": {"a": [1]}}
    value = made(schema)
    value["a"].append(2)

    assert schema == {"type": "object", "example": {"a": [1]}}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer", "default": 42}, 42),
        ({"type": "boolean", "default": False}, False),
        ({"enum": ["a", "b", "c"], "default": "c"}, "c"),
    ],
)
def test_a_plain_default_is_used(schema, value):
    assert made(schema) == value


def test_a_default_that_is_not_allowed_is_skipped():
    assert made({"type": "integer", "default": 42, "maximum": 3}) <= 3


def test_null_is_used_where_nothing_else_is_allowed():
    assert made({"type": ["null", "string"]}) is not None
    assert made({"enum": [None]}) is None


def test_every_listed_value_is_used():
    assert set(made_many({"enum": ["a", "b", "c"]})) == {"a", "b", "c"}


def test_a_recursive_schema_comes_to_an_end():
    node = {
        "type": "object",
        "required": ["name", "children"],
        "properties": {
            "name": {"type": "string"},
            "parent": SELF,
            "children": {"type": "array", "items": SELF},
        },
    }

    assert made(node, Other={})["children"] == []


def test_mutual_recursion_comes_to_an_end():
    other = {"type": "object", "properties": {"thing": SELF}}
    thing = {"type": "object", "properties": {"other": {"$ref": "#/components/schemas/Other"}}}

    assert made(thing, Other=other) == {"other": {}}


def test_a_required_circle_takes_the_way_out():
    leaf = {"type": "object", "required": ["value"], "properties": {"value": {"type": "integer"}}}
    pair = {
        "type": "object",
        "required": ["left", "right"],
        "properties": {"left": SELF, "right": SELF},
    }

    for value in made_many({"oneOf": [pair, leaf]}, Other={}):
        assert len(json.dumps(value)) < 500


def test_a_required_circle_ends_with_null():
    node = {
        "type": "object",
        "required": ["next"],
        "properties": {"next": {"anyOf": [SELF, {"type": "null"}]}},
    }

    assert made(node, Other={}) == {"next": None}


def test_a_required_circle_ends_with_null_in_version_3_0():
    node = {
        "type": "object",
        "required": ["next"],
        "properties": {"next": {"allOf": [SELF], "nullable": True}},
    }

    assert made(node, version="3.0.3", Other={}) == {"next": {"next": None}}


def test_wide_recursion_stays_small():
    node = {"type": "object", "properties": {f"n{i}": SELF for i in range(12)}}

    assert len(json.dumps(made(node, Other={}))) < 1_000


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "required": ["next"], "properties": {"next": SELF}},
        {"type": "array", "items": SELF, "minItems": 1},
        {"type": "object", "additionalProperties": SELF, "minProperties": 1},
    ],
)
def test_endless_recursion_cannot_be_made_up(schema):
    with pytest.raises(CannotGenerate, match=THING):
        made(schema, Other={})
