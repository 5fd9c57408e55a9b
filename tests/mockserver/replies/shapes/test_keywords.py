"""Each keyword adds to a shape what it says; what is no keyword's value adds nothing."""

from fractions import Fraction

import pytest

from mockserver.replies.shapes.shape import ArrayPart, Contained, Span
from tests.support.documents import THING
from tests.support.shaping import shape_of


@pytest.mark.parametrize(
    ("schema", "low", "high"),
    [
        ({"minimum": 1, "maximum": 2.5}, (1, False), (Fraction(5, 2), False)),
        ({"exclusiveMinimum": 1}, (1, True), (None, False)),
        ({"minimum": 1, "exclusiveMinimum": 1}, (1, True), (None, False)),
        ({"allOf": [{"minimum": 1}, {"minimum": 3}, {"maximum": 9}]}, (3, False), (9, False)),
    ],
)
def test_the_narrower_bound_is_kept(schema, low, high):
    bounds = shape_of(schema).bounds

    assert (bounds.low, bounds.low_is_out) == low
    assert (bounds.high, bounds.high_is_out) == high


def test_version_3_0_says_exclusive_with_a_boolean():
    bounds = shape_of({"minimum": 1, "exclusiveMinimum": True}, version="3.0.3").bounds

    assert (bounds.low, bounds.low_is_out) == (1, True)


def test_all_steps_are_kept():
    schema = {"multipleOf": 0.1, "allOf": [{"multipleOf": 3}, {"multipleOf": 0}]}

    assert shape_of(schema).bounds.steps == (Fraction(1, 10), 3)


def test_lengths_are_joined():
    schema = {"minLength": 2, "allOf": [{"minLength": 3, "maxLength": 9}, {"maxLength": 12}]}

    assert shape_of(schema).letters == Span(3, 9)


@pytest.mark.parametrize(
    ("ones", "others", "types"),
    [
        ("string", ["string", "null"], ("string",)),
        ("number", "integer", ("integer",)),
        (["integer", "string"], ["number", "string"], ("integer", "string")),
        (["null", "string"], ["null", "string"], ("string", "null")),
    ],
)
def test_types_are_those_that_every_part_allows(ones, others, types):
    assert shape_of({"type": ones, "allOf": [{"type": others}]}).types == types


def test_nullable_is_a_type_in_version_3_0_only():
    schema = {"type": "string", "nullable": True}

    assert shape_of(schema, version="3.0.3").types == ("string", "null")
    assert shape_of(schema).types == ("string",)


def test_a_member_that_the_direction_hides_is_not_required():
    pin = {"type": "string", "writeOnly": True}
    shape = shape_of({"required": ["pin", "id"], "properties": {"pin": pin, "id": {}}})

    assert list(shape.required) == ["id"]
    assert shape.hidden == {"pin"}


def test_items_have_their_places():
    shape = shape_of({"prefixItems": [{}, {}], "items": {}, "contains": {}, "minContains": 2})

    first = (f"{THING}/prefixItems/0", f"{THING}/prefixItems/1")
    assert shape.arrays == [ArrayPart(first, f"{THING}/items")]
    assert shape.contained == [Contained(f"{THING}/contains", 2, None)]


@pytest.mark.parametrize(
    "schema",
    [
        {"minLength": "three", "maxLength": None, "pattern": 5, "format": {}},
        {"required": True, "properties": [], "minProperties": -1},
        {"enum": "a", "oneOf": {}, "allOf": None},
        {"type": "file"},
        {"minimum": "1", "multipleOf": "a"},
        {"items": None, "uniqueItems": "yes"},
    ],
)
def test_what_makes_no_sense_says_nothing(schema):
    plain, told = shape_of({}), shape_of(schema, version="3.0.3")

    assert (told.letters, told.bounds, told.members) == (plain.letters, plain.bounds, plain.members)
    assert told.required == {}
    assert told.values is None
