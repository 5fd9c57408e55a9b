"""How deep a value has to be is known, also where it would never end."""

import pytest

from mockserver.replies.shapes.endings import Endings
from tests.support.documents import THING
from tests.support.shaping import shapes_of

SELF = {"$ref": f"#{THING}"}


def depth(schema, **more):
    return Endings(shapes_of(schema, **more)).least_depth((THING,))


@pytest.mark.parametrize(
    ("schema", "levels"),
    [
        ({"type": "string"}, 0),
        ({"type": "object"}, 0),
        ({"type": "array", "items": {"type": "object"}}, 0),
        ({"type": "array", "items": {"type": "string"}, "minItems": 1}, 1),
        ({"type": "object", "required": ["a"], "properties": {"a": {"type": "object"}}}, 1),
        ({"type": "object", "properties": {"a": SELF}}, 0),
        (
            {
                "type": "object",
                "required": ["a"],
                "properties": {"a": {"type": "array", "items": SELF}},
            },
            1,
        ),
        ({"oneOf": [{"type": "integer"}, {"type": "array", "items": SELF, "minItems": 2}]}, 0),
        ({"type": ["object", "null"], "required": ["a"], "properties": {"a": SELF}}, 0),
        ({"type": "array", "contains": {"type": "array"}}, 1),
    ],
    ids=range(10),
)
def test_the_least_depth_is_known(schema, levels):
    assert depth(schema) == levels


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "required": ["a"], "properties": {"a": SELF}},
        {"type": "array", "items": SELF, "minItems": 1},
        {"type": "array", "contains": SELF},
        {"oneOf": [{"type": "object", "required": ["a"], "properties": {"a": SELF}}]},
        False,
    ],
    ids=range(5),
)
def test_what_never_ends_has_no_depth(schema):
    assert depth(schema) is None


def test_null_is_an_end_in_version_3_0():
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"allOf": [SELF], "nullable": True}},
    }

    assert depth(schema, version="3.0.3") == 1
