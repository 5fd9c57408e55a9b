"""Text becomes what the schema's type means, or stays text for the schema to refuse."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.lane.coercion import (
    coercion,
    json_types,
    to_boolean,
    to_integer,
    to_null,
    to_number,
    typed_parts,
)
from tests.support.documents import THING, schema_bundle

HOSTILE = [
    "",
    " ",
    "1 ",
    " 1",
    "+1",
    "1_0",
    "\u0661",
    "0x1",
    "NaN",
    "Infinity",
    "1e",
    ".5",
    "5.",
    "--1",
]


@given(st.integers())
def test_every_integer_is_read(number):
    assert to_integer(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_is_read(number):
    assert to_number(json.dumps(number)) == number


@given(st.text())
def test_reading_never_fails(text):
    for read in (to_integer, to_number, to_boolean, to_null):
        read(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_number_stays_text(text):
    assert to_integer(text) == text
    assert to_number(text) == text


def test_a_fraction_is_no_integer():
    assert to_integer("1.0") == "1.0"


def test_a_number_without_a_fraction_stays_whole():
    assert isinstance(to_number("5"), int)


@pytest.mark.parametrize("text", ["1e999", "-1e999"])
def test_a_number_too_large_stays_text(text):
    assert to_number(text) == text


def test_an_endless_number_stays_text():
    assert to_integer("9" * 5000) == "9" * 5000


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("True", "True"), ("1", "1"), ("", "")],
)
def test_only_true_and_false_are_booleans(text, value):
    assert to_boolean(text) is value or to_boolean(text) == value


def test_empty_text_may_be_null():
    read = coercion(("integer", "null"), None)

    assert (read("5"), to_null(""), to_null("x")) == (5, None, "x")


def test_several_types_are_tried_until_one_is_valid():
    schema = {"type": ["integer", "boolean", "string"], "not": {"const": 5}}
    compiled = schema_bundle(schema).schemas.compile(THING, "request")
    read = coercion(("integer", "boolean", "string"), compiled)

    assert [read(text) for text in ("7", "true", "word", "5")] == [7, True, "word", "5"]


def test_a_string_is_left_as_it_is():
    assert coercion(("string",), None)("007") == "007"


@pytest.mark.parametrize(
    ("version", "schema", "types"),
    [
        ("3.0.3", {"type": "integer"}, ("integer",)),
        ("3.0.3", {"type": "integer", "nullable": True}, ("integer", "null")),
        ("3.1.0", {"type": ["integer", "null"]}, ("integer", "null")),
        ("3.1.0", {"$ref": "#/components/schemas/Other"}, ("boolean",)),
        ("3.0.3", {"nullable": True}, ()),
        ("3.1.0", {"minimum": 1}, ()),
        ("3.1.0", True, ()),
    ],
)
def test_types_are_read_in_both_versions(version, schema, types):
    bundle = schema_bundle(schema, version=version, Other={"type": "boolean"})

    found = json_types(bundle.document, schema, THING)

    assert found == types


def test_the_types_of_what_a_schema_is_made_of_are_found():
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Other"}, {"minimum": 1}],
        "anyOf": [{"oneOf": [{"type": "array"}, {"type": ["integer", "null"]}]}],
    }
    bundle = schema_bundle(schema, Other={"type": "boolean"})

    assert typed_parts(bundle.document, THING) == {
        "/components/schemas/Other": ("boolean",),
        f"{THING}/anyOf/0/oneOf/0": ("array",),
        f"{THING}/anyOf/0/oneOf/1": ("integer", "null"),
    }


@pytest.mark.parametrize("word", ["allOf", "anyOf", "oneOf"])
def test_a_schema_that_holds_itself_has_no_more_types(word):
    bundle = schema_bundle({word: [{"$ref": "#/components/schemas/Thing"}, {"type": "string"}]})

    assert typed_parts(bundle.document, THING) == {f"{THING}/{word}/1": ("string",)}
