"""A shape draws its conclusions, and tells which plain values meet it."""

import jsonschema_rs
import pytest
from hypothesis import given

from mockserver.replies.shapes.fitting import fits
from tests.support.documents import THING
from tests.support.schema_drawing import PLAIN
from tests.support.shaping import shape_of, shapes_of

SCHEMAS = [
    {"type": "integer", "minimum": 3},
    {"type": "number", "multipleOf": 0.25},
    {"type": ["string", "null"], "minLength": 2},
    {"pattern": "^a"},
    {"enum": [1, "a", None]},
    {"not": {"enum": [1, "abc"]}},
    {"type": "boolean"},
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=range(len(SCHEMAS)))
@given(value=PLAIN)
def test_plain_values_are_judged_as_a_validator_judges_them(schema, value):
    shapes = shapes_of(schema)

    assert fits(shapes.shape((THING,)), value, shapes) == jsonschema_rs.is_valid(schema, value)


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"properties": {}}, "object"),
        ({"required": ["a"]}, "object"),
        ({"prefixItems": [{}]}, "array"),
        ({"contains": {}}, "array"),
        ({"maximum": 3}, "number"),
        ({"minLength": 3}, "string"),
        ({"format": "date"}, "string"),
        ({}, "string"),
    ],
)
def test_a_type_is_guessed_from_the_keywords(schema, name):
    assert shape_of(schema).types[0] == name


def test_a_guess_leaves_all_other_types_open():
    assert len(shape_of({"maximum": 3}).types) == 7


def test_listed_values_that_do_not_fit_are_dropped():
    assert shape_of({"enum": [1, "a", "abc"], "type": "string", "minLength": 2}).values == ["abc"]


def test_null_is_the_last_of_the_listed_values():
    assert shape_of({"enum": [None, "a"]}).values == ["a", None]


def test_examples_that_do_not_fit_are_told():
    shape = shape_of({"type": "integer", "examples": [5, "six"]})

    assert shape.examples == [(THING, 5)]
    assert shape.unfit == {THING: "'six' does not fit"}
