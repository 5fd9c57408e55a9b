"""How values look on the wire."""

import pytest

from contracts.drift.comparison.wire import Shape, shapes, wire_form
from specs.values import Json
from tests.support.documents import THING, schema_bundle


@pytest.mark.parametrize(
    ("shape", "one", "other"),
    [
        ("primitive", ("form", True), ("pipeDelimited", False)),
        ("primitive", ("simple", True), ("simple", False)),
        ("array", ("simple", True), ("simple", False)),
        ("array", ("form", True), ("spaceDelimited", True)),
        ("object", ("deepObject", True), ("deepObject", False)),
    ],
)
def test_ways_that_write_the_same_are_one(
    shape: Shape, one: tuple[str, bool], other: tuple[str, bool]
) -> None:
    assert wire_form(one[0], explode=one[1], shape=shape) == wire_form(
        other[0], explode=other[1], shape=shape
    )


@pytest.mark.parametrize(
    ("shape", "one", "other"),
    [
        ("primitive", ("simple", False), ("matrix", False)),
        ("array", ("form", True), ("form", False)),
        ("array", ("form", False), ("pipeDelimited", False)),
        ("array", ("label", True), ("label", False)),
        ("object", ("simple", True), ("simple", False)),
        ("object", ("form", True), ("deepObject", True)),
    ],
)
def test_ways_that_write_otherwise_are_told_apart(
    shape: Shape, one: tuple[str, bool], other: tuple[str, bool]
) -> None:
    assert wire_form(one[0], explode=one[1], shape=shape) != wire_form(
        other[0], explode=other[1], shape=shape
    )


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer"}, {"primitive"}),
        ({"type": ["array", "null"]}, {"array"}),
        ({"oneOf": [{"type": "object"}, {"type": "string"}]}, {"object", "primitive"}),
        ({"allOf": [{}, {"type": "array"}]}, {"array"}),
        ({"enum": ["a", 1]}, {"primitive"}),
        ({"const": ["a"]}, {"array"}),
        ({}, {"primitive", "array", "object"}),
        ({"$ref": "#/components/schemas/Other"}, {"object"}),
        ({"anyOf": [{"$ref": f"#{THING}"}, {"type": "string"}]},
         {"primitive", "array", "object"}),
    ],
)  # fmt: skip
def test_a_schema_tells_which_shapes_may_come(schema: Json, expected: set[str]) -> None:
    bundle = schema_bundle(schema, Other={"type": "object"})

    assert shapes(bundle.document, THING) == expected
