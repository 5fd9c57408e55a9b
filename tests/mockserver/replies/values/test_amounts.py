"""Numbers meet their bounds and steps exactly, and are written as JSON writes them."""

from fractions import Fraction

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.values.amounts import Bounds, exact, number_within
from mockserver.replies.values.draws import Draw

EDGES = st.one_of(
    st.integers(-50, 50),
    st.sampled_from([0.1, 0.01, -2.5, 19.99, 1e12, 5e17, -1e15, 1e-7, 0.5000001]),
)
STEPS = st.sampled_from([1, 2, 7, 0.01, 0.1, 0.25, 1e-4, 5, 100])


def bounds_of(schema):
    """The bounds that a schema of version 3.1 says."""
    return Bounds(
        low=exact(schema.get("minimum", schema.get("exclusiveMinimum"))),
        low_is_out="exclusiveMinimum" in schema,
        high=exact(schema.get("maximum", schema.get("exclusiveMaximum"))),
        high_is_out="exclusiveMaximum" in schema,
        steps=(exact(schema["multipleOf"]),) if "multipleOf" in schema else (),
    )


@st.composite
def schemas(draw):
    low, high = sorted((draw(EDGES), draw(EDGES)))
    schema = {}
    if draw(st.booleans()):
        schema[draw(st.sampled_from(["minimum", "exclusiveMinimum"]))] = low
    if draw(st.booleans()):
        schema[draw(st.sampled_from(["maximum", "exclusiveMaximum"]))] = high
    if draw(st.booleans()):
        schema["multipleOf"] = draw(STEPS)
    return schema


@given(schemas(), st.booleans(), st.integers(0, 99))
def test_a_number_meets_its_schema(schema, whole, seed):
    found = number_within(bounds_of(schema), Draw(seed), whole=whole, scale=None)

    if found is not None:
        kind = "integer" if whole else "number"
        assert jsonschema_rs.is_valid({"type": kind, **schema}, found)


@pytest.mark.parametrize(
    ("schema", "whole"),
    [
        ({"minimum": 0, "multipleOf": 0.01, "maximum": 0.01}, False),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 0.0000001}, False),
        ({"exclusiveMinimum": 5.5, "exclusiveMaximum": 7}, True),
        ({"minimum": 19.99, "maximum": 19.99}, False),
        ({"minimum": 1e18}, False),
        ({"minimum": -1.797e308, "maximum": 1.797e308}, False),
        ({"maximum": -1000, "multipleOf": 7}, True),
        ({"minimum": 10**30}, True),
        ({"minimum": 10**30, "maximum": 10**30 + 1}, True),
        ({"minimum": -(10**30) - 1, "maximum": -(10**30)}, True),
        ({"exclusiveMinimum": 1, "exclusiveMaximum": 1.0000000000000004}, False),
    ],
)
def test_a_number_is_found_where_there_are_few(schema, whole):
    for seed in range(5):
        found = number_within(bounds_of(schema), Draw(seed), whole=whole, scale=None)

        assert jsonschema_rs.is_valid({"type": "integer" if whole else "number", **schema}, found)


@pytest.mark.parametrize(
    ("schema", "whole"),
    [
        ({"minimum": 2, "maximum": 1}, False),
        ({"exclusiveMinimum": 1, "exclusiveMaximum": 2}, True),
        ({"minimum": 1, "maximum": 6, "multipleOf": 7}, False),
    ],
)
def test_no_number_is_made_up_where_there_is_none(schema, whole):
    assert number_within(bounds_of(schema), Draw(0), whole=whole, scale=None) is None


def test_several_steps_are_all_met():
    bounds = Bounds(steps=(Fraction(1, 4), Fraction(3, 10)))

    assert exact(number_within(bounds, Draw(1), whole=False, scale=None)) % Fraction(3, 2) == 0


def test_a_whole_number_is_no_float():
    assert isinstance(number_within(Bounds(), Draw(0), whole=True, scale=None), int)


def test_an_expected_scale_is_kept_where_it_is_allowed():
    scale = (Fraction(1), Fraction(200), 2)
    found = [number_within(Bounds(), Draw(seed), whole=False, scale=scale) for seed in range(20)]

    assert all(1 <= number <= 200 and round(number, 2) == number for number in found)


def test_an_expected_scale_gives_way_to_the_bounds():
    scale = (Fraction(1), Fraction(200), 2)

    assert number_within(Bounds(low=Fraction(999)), Draw(0), whole=False, scale=scale) >= 999


@pytest.mark.parametrize("value", [True, "1", None, float("nan"), float("inf"), [1]])
def test_what_is_no_number_has_no_exact_value(value):
    assert exact(value) is None
