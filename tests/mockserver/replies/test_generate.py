"""Made-up values are valid for their schema, the same for the same draw, and found in the end."""

import json
import os
import subprocess
import sys
from random import Random

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.generate import generate, generate_valid, make
from mockserver.replies.making.asked import Wish
from tests.support.documents import THING, VERSIONS, schema_bundle
from tests.support.generated import made
from tests.support.schema_drawing import accepts, any_schemas, known_schemas

SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("version", VERSIONS)
@given(data=st.data(), seed=SEEDS)
def test_a_made_up_value_is_valid(version, data, seed):
    schema = data.draw(any_schemas(version))
    bundle = schema_bundle(schema, version=version)
    try:
        value = generate(bundle, THING, Random(seed))
    except CannotGenerate:
        return

    # what cannot be meant is mended as a document is read
    assert accepts(bundle.document.at(THING), value, version)


@pytest.mark.parametrize("version", VERSIONS)
@settings(derandomize=True)
@given(data=st.data(), seed=SEEDS)
def test_a_value_is_found_where_there_is_one(version, data, seed):
    schema, _ = data.draw(known_schemas(version))

    made(schema, seed, version=version)


@pytest.mark.parametrize("version", VERSIONS)
@given(data=st.data(), seed=SEEDS)
def test_the_same_draw_gives_the_same_value(version, data, seed):
    schema, _ = data.draw(known_schemas(version, 0))
    bundles = [schema_bundle(schema, version=version) for _ in range(2)]
    try:
        told = [json.dumps(generate(bundle, THING, Random(seed))) for bundle in bundles]
    except CannotGenerate:
        return

    assert told[0] == told[1] == json.dumps(generate(bundles[0], THING, Random(seed)))


PRINTED = """
from random import Random
from mockserver.replies.generate import generate
from tests.support.documents import THING, schema_bundle
members = {name: {"type": kind} for name in "abc" for kind in ("string", "integer")}
schema = {
    "type": "object",
    "anyOf": [{"required": ["x"]}, {"required": ["y"]}],
    "properties": {**members, "list": {"type": "array", "uniqueItems": True, "minItems": 3}},
    "dependentRequired": {"a": ["q", "r", "s"]},
}
print(generate(schema_bundle(schema), THING, Random(1)))
"""


def test_the_same_draw_gives_the_same_value_in_another_process():
    told = {
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(told) == 1


def test_one_draw_is_taken_for_a_value():
    source = Random(3)
    generate(schema_bundle({"type": "array", "minItems": 9}), THING, source)

    assert source.getrandbits(64) == _second_draw(3)


def _second_draw(seed):
    source = Random(seed)
    source.getrandbits(64)
    return source.getrandbits(64)


HARD = [
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "properties": {"a": {}, "b": {}}},
    {"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}, "required": ["a"]},
    {"dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"const": 2}}}},
     "required": ["a"]},
    {"type": "object", "unevaluatedProperties": False, "allOf": [{"properties": {"a": {}}}]},
    {"type": "object", "maxProperties": 1, "properties": {"a": {}, "b": {}}},
    {"type": "object", "minProperties": 3, "maxProperties": 3, "propertyNames": {"maxLength": 1}},
    {"type": "object", "required": ["a1"], "patternProperties": {"^a": {"type": "integer"}}},
    {"anyOf": [{"required": ["a"]}, {"required": ["b"]}], "properties": {"a": False, "b": {}}},
    {"allOf": [{"oneOf": [{"const": 1}, {"const": 2}]}, {"oneOf": [{"const": 2}, {"const": 3}]}]},
    {"oneOf": [{"type": "object", "required": ["k"], "properties": {"k": {"const": name}}}
               for name in "abcdefghij"]},
    {"anyOf": [{"type": "string", "pattern": "(?!)"},
               {"type": "integer", "minimum": 2, "maximum": 1}, {"const": 5}]},
    {"type": ["string", "integer"], "not": {"type": "string"}},
    {"type": "number", "multipleOf": 0.01, "exclusiveMinimum": 0, "exclusiveMaximum": 0.02},
    {"allOf": [{"multipleOf": 4}, {"multipleOf": 6}], "type": "integer", "minimum": 13,
     "maximum": 24},
    {"type": "string", "pattern": "^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$", "maxLength": 9},
    {"allOf": [{"pattern": "^a"}, {"pattern": "z$"}], "type": "string", "minLength": 30},
    {"type": "array", "contains": {"type": "integer"}, "items": {"type": ["integer", "string"]},
     "maxItems": 1},
    {"type": "array", "prefixItems": [{"type": "integer"}], "unevaluatedItems": False,
     "minItems": 1},
    {"const": {"a": [1, None]}},
    {"enum": [[1, 2], {"a": 1}], "type": "object"},
    {"$defs": {"a": {"type": "integer"}}, "type": "integer"},
    True,
    {},
]  # fmt: skip


@pytest.mark.parametrize("schema", HARD, ids=range(len(HARD)))
def test_a_value_for_a_rarer_schema_is_found(schema):
    for seed in range(8):
        made(schema, seed)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 0, "exclusiveMinimum": True, "maximum": 1},
        {"type": "integer", "minimum": 4, "maximum": 5, "exclusiveMaximum": True},
        {"type": "string", "nullable": True, "enum": ["a", None]},
        {"type": "string", "format": "byte"},
        {"allOf": [{"$ref": "#/components/schemas/Other"}], "nullable": True},
        {"$ref": "#/components/schemas/Other", "type": "string", "description": "An integer."},
        {"type": "array", "items": {"oneOf": [{"type": "number"}, {"type": "integer"}]}},
    ],
    ids=range(7),
)
def test_a_value_for_version_3_0_is_found(schema):
    for seed in range(5):
        made(schema, seed, version="3.0.3", Other={"type": "integer"})


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"type": "integer", "minimum": 2, "maximum": 1},
        {"type": "string", "pattern": "(?!)"},
        {"not": {}},
        {"type": "object", "required": ["a"], "properties": {"a": False}},
        {"type": "array", "minItems": 2, "items": {"const": 1}, "uniqueItems": True},
        {"type": "string", "minLength": 10**15},
    ],
    ids=range(7),
)
def test_what_has_no_value_cannot_be_made_up(schema):
    with pytest.raises(CannotGenerate, match=THING):
        made(schema)


def test_a_broken_schema_cannot_be_made_up():
    bundle = schema_bundle({"type": "string"})

    with pytest.raises(CannotGenerate):
        generate(bundle, "/components/schemas/Nobody", Random(0))


PRICE = {
    "type": "object",
    "required": ["id", "price"],
    "properties": {"id": {"type": "integer"}, "price": {"type": "number"}},
    "example": {"id": 1, "price": 2},
}


def fixed(schema, **members):
    bundle = schema_bundle(schema)
    return generate_valid(bundle, THING, Random(1), fixed=members)


def test_given_members_stay_as_they_are():
    value = fixed(PRICE, id=77)

    assert value["id"] == 77
    assert "price" in value


def test_an_option_that_allows_the_given_members_is_taken():
    schema = {
        "oneOf": [
            {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": name}, name: {"const": 1}},
            }
            for name in ("a", "b", "c", "d")
        ]
    }

    assert fixed(schema, kind="c") == {"kind": "c", "c": 1}


def test_given_members_that_are_not_allowed_cannot_be_met():
    with pytest.raises(CannotGenerate):
        fixed(PRICE, id="five")


def test_a_name_tells_what_a_value_looks_like():
    bundle = schema_bundle({"type": "string"})

    assert "@" in generate_valid(bundle, THING, Random(0), name="email")


def test_an_example_of_the_whole_is_told():
    bundle = schema_bundle(PRICE)

    assert make(bundle, THING, Wish(1)).is_example
    assert not make(bundle, THING, Wish(1, written=False)).is_example


def test_examples_that_are_not_allowed_are_told():
    schema = {
        "type": "object",
        "example": {"a": {"b": "x"}},
        "properties": {
            "a": {"type": "object", "properties": {"b": {"type": "integer", "example": "y"}}}
        },
    }
    told = make(schema_bundle(schema), THING, Wish(1)).unfit

    assert set(told) == {THING, f"{THING}/properties/a/properties/b"}


@pytest.mark.parametrize("name", ["date-time", "email", "uuid", "uri", "ipv4", "duration", "regex"])
def test_a_format_is_kept(name):
    judge = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)

    assert judge.is_valid(made({"type": "string", "format": name}))
