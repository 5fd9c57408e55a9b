"""Objects have the members they need, those that are worth it, and no others."""

import pytest

from mockserver.replies.errors import CannotGenerate
from tests.support.generated import made, made_many

SELF = {"$ref": "#/components/schemas/Thing"}


def test_described_members_are_filled_in_as_they_are_written():
    schema = {"type": "object", "properties": {"b": {"const": 1}, "a": {"const": 2}}}

    assert list(made(schema).items()) == [("b", 1), ("a", 2)]


def test_a_required_member_needs_no_description():
    assert "x" in made({"type": "object", "required": ["x"]})


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


def test_a_member_brings_those_that_it_needs():
    schema = {
        "type": "object",
        "properties": {"a": {"const": 1}},
        "dependentRequired": {"a": ["b"], "b": ["c"]},
    }

    assert set(made(schema)) == {"a", "b", "c"}


def test_no_more_members_are_made_than_there_is_room_for():
    schema = {
        "type": "object",
        "maxProperties": 3,
        "properties": {name: {} for name in "abcd"},
        "dependentRequired": {"b": ["x"]},
    }

    assert len(made(schema)) <= 3


def test_a_member_that_has_no_value_is_left_out():
    assert made({"type": "object", "properties": {"a": False, "b": {"const": 1}}}) == {"b": 1}


def test_a_required_member_without_a_value_is_no_object():
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "string", "enum": [1]}},
    }

    with pytest.raises(CannotGenerate, match="/components/schemas/Thing/properties/a"):
        made(schema)


@pytest.mark.parametrize(
    ("direction", "shown"), [("response", {"id", "name"}), ("request", {"pin", "name"})]
)
def test_each_direction_has_its_own_members(direction, shown):
    members = {
        "id": {"type": "string", "readOnly": True},
        "pin": {"type": "string", "writeOnly": True},
        "name": {"type": "string"},
    }
    schema = {"type": "object", "required": ["id", "pin", "name"], "properties": members}

    assert set(made(schema, direction=direction)) == shown


def test_a_member_hidden_behind_a_reference_is_left_out():
    schema = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Pin"}, "b": {}}}

    assert set(made(schema, Pin={"type": "string", "writeOnly": True})) == {"b"}


def test_a_map_has_a_few_members():
    value = made({"type": "object", "additionalProperties": {"const": 1}})

    assert set(value.values()) == {1}
    assert 1 <= len(value) <= 3


def test_a_map_has_the_names_that_it_allows():
    schema = {
        "type": "object",
        "additionalProperties": {"const": 1},
        "propertyNames": {"pattern": "^[A-Z]{3}$"},
        "minProperties": 4,
    }

    assert all(len(name) == 3 and name.isupper() for name in made(schema))


def test_names_that_match_a_pattern_are_found():
    schema = {
        "type": "object",
        "patternProperties": {"^x-[a-z]+$": {"const": 1}},
        "additionalProperties": False,
        "minProperties": 3,
    }

    assert len(made(schema)) >= 3


def test_names_out_of_a_list_are_found():
    schema = {"type": "object", "propertyNames": {"enum": ["a", "b"]}, "minProperties": 2}

    assert set(made(schema)) == {"a", "b"}


def test_a_member_tells_which_option_was_chosen():
    options = ["Cat", "Dog"]
    schema = {
        "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in options],
        "discriminator": {"propertyName": "kind"},
    }
    cat = {"type": "object", "required": ["kind", "lives"], "properties": {"lives": {"const": 9}}}
    dog = {"type": "object", "required": ["kind", "tail"], "properties": {"tail": {"const": 1}}}
    found = {(value["kind"], "lives" in value) for value in made_many(schema, Cat=cat, Dog=dog)}

    assert found == {("Cat", True), ("Dog", False)}


def test_the_word_of_an_option_gives_way_to_its_own_schema():
    schema = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "null"}],
        "discriminator": {"propertyName": "kind"},
    }
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["cat"]}}}

    assert made(schema, Cat=cat) == {"kind": "cat"}


def test_an_optional_member_does_not_begin_its_object_again():
    schema = {"type": "object", "properties": {"name": {"const": "a"}, "parent": SELF}}

    assert made(schema) == {"name": "a"}


def test_wide_objects_stay_small():
    wide = {"type": "object", "properties": {f"n{i}": {"type": "object"} for i in range(9)}}
    schema = {
        "type": "object",
        "properties": {f"m{i}": {"$ref": "#/components/schemas/W"} for i in range(99)},
    }

    assert len(str(made(schema, W=wide))) < 20_000
