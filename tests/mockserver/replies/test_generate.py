"""Made-up values are valid for their schema, the same for the same draw, and never endless."""

import contextlib
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mockserver.replies.generate import CannotGenerate, generate
from specs.values import Json
from tests.support.documents import THING, schema_bundle

LEAVES = [
    {"type": "string"},
    {"type": "string", "minLength": 3, "maxLength": 4},
    {"type": "string", "pattern": "^[A-Z]{3}-[0-9]+$"},
    {"type": "string", "pattern": r"^\d{4}$", "maxLength": 4},
    {"type": "string", "enum": ["a", "b"]},
    {"type": "integer", "minimum": -5, "maximum": -5},
    {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 2},
    {"type": "integer", "multipleOf": 7, "minimum": 50},
    {"type": "number", "exclusiveMinimum": 0, "maximum": 0.5},
    {"type": "number", "minimum": 1e18},
    {"type": "boolean"},
    {"type": "null"},
    {"const": {"a": [1, None]}},
    {"enum": [None, 1, "x"]},
    {"type": ["null", "integer"], "minimum": 3},
    {"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 3, "uniqueItems": True},
    {"prefixItems": [{"const": 1}, {"type": "string"}], "items": False, "minItems": 2},
    {"type": "array", "maxItems": 0},
    {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
    {},
    True,
]
"""Schemas that some value is valid for."""

THING_REF = "#" + THING
FORMATS = [
    "date-time", "date", "time", "duration", "email", "hostname", "uri", "uri-reference",
    "ipv4", "ipv6", "uuid", "json-pointer", "regex", "iri", "uri-template",
]  # fmt: skip


def holding(children: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Schemas made of schemas, still with a valid value each."""
    members = st.dictionaries(st.sampled_from(["a", "b", "c/d"]), children, max_size=3)
    objects = members.flatmap(
        lambda found: st.builds(
            lambda required: {"type": "object", "properties": found, "required": required},
            st.lists(st.sampled_from(sorted(found)), unique=True) if found else st.just([]),
        )
    )
    tagged = st.builds(
        lambda one, two: {
            "oneOf": [
                {"type": "object", "required": ["k"], "properties": {"k": {"const": name}, "v": it}}
                for name, it in (("one", one), ("two", two))
            ]
        },
        children,
        children,
    )
    return st.one_of(
        objects,
        tagged,
        st.builds(lambda item: {"type": "array", "items": item, "minItems": 1}, children),
        st.builds(lambda one, two: {"anyOf": [one, two]}, children, children),
        st.builds(
            lambda one, two: {
                "allOf": [
                    {"type": "object", "required": ["x"], "properties": {"x": one}},
                    {"type": "object", "required": ["y"], "properties": {"y": two}},
                ]
            },
            children,
            children,
        ),
    )


SCHEMAS = st.recursive(st.sampled_from(LEAVES), holding, max_leaves=6)


def made(schema: Json, seed: int = 0, *, version: str = "3.1.0", **schemas: Json) -> Json:
    """A value for a schema; it has been judged by the kit and by another validator."""
    bundle = schema_bundle(schema, version=version, **schemas)
    value = generate(bundle, THING, Random(seed))
    assert bundle.schemas.compile(THING, "response").violations(value) == ()
    if version == "3.1.0" and not schemas:
        Draft202012Validator(schema).validate(value)
    return value


@settings(deadline=None)
@given(SCHEMAS, st.integers(0, 2**32))
def test_a_made_up_value_is_valid(schema, seed):
    made(schema, seed)


@settings(deadline=None)
@given(SCHEMAS, st.integers(0, 2**32))
def test_the_same_draw_gives_the_same_value(schema, seed):
    assert json.dumps(made(schema, seed)) == json.dumps(made(schema, seed))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_kept(name):
    made({"type": "string", "format": name})


def test_a_written_example_is_preferred():
    assert made({"type": "string", "example": "Ann"}) == "Ann"
    assert made({"type": "string", "examples": ["Bob"]}) == "Bob"


def test_an_invalid_example_is_skipped():
    assert isinstance(made({"type": "integer", "example": "five", "examples": ["six"]}), int)


def test_an_example_under_all_of_is_found():
    part = {"type": "object", "required": ["name"], "properties": {"name": {"example": "Ann"}}}

    assert made({"allOf": [part]}) == {"name": "Ann"}


def test_an_example_deep_under_all_of_is_found():
    item = {"type": "object", "properties": {"name": {"type": "string", "example": "Ann"}}}
    part = {"properties": {"list": {"allOf": [{"type": "array", "items": item, "minItems": 1}]}}}

    assert made({"oneOf": [part]})["list"][0] == {"name": "Ann"}


def test_bounds_of_several_parts_are_joined():
    schema = {"allOf": [{"type": "integer", "minimum": 1}, {"minimum": 1000, "maximum": 1001}]}

    assert made(schema) in (1000, 1001)


def test_a_member_told_in_two_parts_meets_both():
    parts = [
        {"required": ["a"], "properties": {"a": {"type": "integer", "minimum": 7}}},
        {"properties": {"a": {"maximum": 7}}},
    ]

    assert made({"type": "object", "allOf": parts}) == {"a": 7}


def test_a_member_described_again_keeps_its_type():
    parts = [
        {"required": ["a"], "properties": {"a": {"type": "integer"}}},
        {"properties": {"a": {"description": "How many."}}},
    ]

    assert isinstance(made({"type": "object", "allOf": parts})["a"], int)


def test_a_recursive_schema_comes_to_an_end():
    node = {
        "type": "object",
        "required": ["name", "children"],
        "properties": {
            "name": {"type": "string"},
            "parent": {"$ref": THING_REF},
            "children": {"type": "array", "items": {"$ref": THING_REF}},
        },
    }

    assert "name" in made(node, Other={})


def test_mutual_recursion_comes_to_an_end():
    other = {"type": "object", "properties": {"thing": {"$ref": THING_REF}}}
    thing = {"type": "object", "properties": {"other": {"$ref": "#/components/schemas/Other"}}}

    assert isinstance(made(thing, Other=other), dict)


def test_wide_recursion_stays_small():
    node = {"type": "object", "properties": {f"n{i}": {"$ref": THING_REF} for i in range(12)}}

    assert len(json.dumps(made(node, Other={}))) < 100_000


def test_endless_recursion_cannot_be_made_up():
    node = {"type": "object", "required": ["next"], "properties": {"next": {"$ref": THING_REF}}}

    with pytest.raises(CannotGenerate):
        made(node, Other={})


@pytest.mark.parametrize("schema", [False, {"type": "integer", "minimum": 2, "maximum": 1}])
def test_what_has_no_value_cannot_be_made_up(schema):
    with pytest.raises(CannotGenerate):
        made(schema)


@pytest.mark.parametrize(
    "pattern", [r"^\p{L}+$", r"^(?<year>\d{4})$", r"^(?=.*\d)[a-z0-9]{8}$", r"^\cA$"]
)
def test_a_foreign_pattern_at_worst_cannot_be_made_up(pattern):
    with contextlib.suppress(CannotGenerate):
        made({"type": "string", "pattern": pattern})


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "number", "minimum": -1.797e308, "maximum": 1.797e308},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.004},
        {"type": "integer", "exclusiveMinimum": 5.5, "exclusiveMaximum": 7},
        {"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 3},
        {"type": "integer", "minimum": 5, "maximum": 6, "not": {"const": 5}},
        {"type": "object", "maxProperties": 1, "properties": {"a": {}, "b": {}}},
        {"type": "object", "required": ["a1"], "patternProperties": {"^a": {"type": "integer"}}},
        {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "properties": {"a": {}, "b": {}}},
        {"type": "object", "unevaluatedProperties": False, "allOf": [{"properties": {"a": {}}}]},
    ],
    ids=range(9),
)
def test_a_value_for_a_rarer_schema_is_found(schema):
    for seed in range(5):
        made(schema, seed)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 0, "exclusiveMinimum": True, "maximum": 1},
        {"type": "integer", "minimum": 4, "maximum": 5, "exclusiveMaximum": True},
        {"type": "string", "nullable": True, "enum": ["a", None]},
        {"type": "string", "format": "byte"},
        {"allOf": [{"$ref": "#/components/schemas/Other"}], "nullable": True},
    ],
)
def test_a_value_for_version_3_0_is_found(schema):
    for seed in range(5):
        made(schema, seed, version="3.0.3", Other={"type": "integer"})


def test_a_write_only_member_is_not_made_up():
    pin = {"type": "string", "writeOnly": True}

    assert made({"type": "object", "properties": {"pin": pin, "a": {"const": 1}}}) == {"a": 1}
