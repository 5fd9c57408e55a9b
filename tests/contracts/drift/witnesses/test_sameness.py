import pytest

from contracts.drift.witnesses.sameness import Sameness
from specs.values import Json, find

LEFT: Json = {
    "node": {"properties": {"next": {"$ref": "#/node"}, "it": {"$ref": "#/it"}}},
    "it": {"type": "string"},
}
RIGHT: Json = {
    "node": {"properties": {"next": {"$ref": "#/node"}, "it": {"type": "string"}}},
}
OTHER: Json = {
    "node": {"properties": {"next": {"$ref": "#/node"}, "it": {"type": "integer"}}},
}


def are_same(one: Json, other: Json, left: Json = LEFT, right: Json = RIGHT) -> bool:
    resolve = {
        "inner": lambda name: find(left, name[1:]),
        "outer": lambda name: find(right, name[1:]),
    }
    return Sameness(resolve).are_same(one, "inner", other, "outer")


def test_schemas_that_refer_to_themselves_are_compared_through_their_references() -> None:
    assert are_same({"$ref": "#/node"}, {"$ref": "#/node"})
    assert not are_same({"$ref": "#/node"}, {"$ref": "#/node"}, right=OTHER)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"type": "string"}, {"type": "string", "description": "a"}, True),
        ({"type": "string"}, {"type": "string", "x-source": "a"}, True),
        ({"type": "string"}, {"$ref": "#/node/properties/it"}, True),
        ({"const": 1}, {"const": True}, False),
        ({"properties": {"title": {}}}, {"properties": {"title": {"type": "null"}}}, False),
        ({"dependentRequired": {"title": []}}, {"dependentRequired": {"title": ["a"]}}, False),
        ({"items": True}, {"items": {"type": "null"}}, False),
        ({"allOf": [{"minimum": 1}]}, {"allOf": [{"minimum": 2}]}, False),
        (True, True, True),
        (True, False, False),
    ],
)
def test_sameness_looks_at_what_judges(one: Json, other: Json, expected: bool) -> None:
    assert are_same(one, other) is expected


def test_what_was_held_to_be_the_same_on_the_way_is_forgotten_when_it_is_not() -> None:
    left = {"a": {"items": {"$ref": "#/b"}}, "b": {"items": {"$ref": "#/a"}, "not": {"const": 1}}}
    right = {"a": {"items": {"$ref": "#/b"}}, "b": {"items": {"$ref": "#/a"}, "not": {"const": 2}}}
    resolve = {
        "inner": lambda name: find(left, name[1:]),
        "outer": lambda name: find(right, name[1:]),
    }
    sameness = Sameness(resolve)

    assert not sameness.are_same({"$ref": "#/b"}, "inner", {"$ref": "#/b"}, "outer")
    assert not sameness.are_same({"$ref": "#/a"}, "inner", {"$ref": "#/a"}, "outer")
