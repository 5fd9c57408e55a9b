"""The members of a value are found wherever a schema says them."""

import pytest

from specs.resources.shapes import Shapes
from specs.values import Record
from tests.support.documents import THING, schema_bundle

NAME: Record = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
SIZE: Record = {"type": "object", "properties": {"size": {"type": "integer"}}}


def shape(schema, **schemas):
    return Shapes(schema_bundle(schema, **schemas).document).at(THING)


@pytest.mark.parametrize("keyword", ["allOf", "oneOf", "anyOf"])
def test_members_of_every_part_are_found(keyword):
    found = shape({keyword: [NAME, SIZE]})

    assert set(found.members) == {"name", "size"}
    assert found.is_object
    assert found.has_forms == (keyword != "allOf")


def test_references_are_followed():
    found = shape({"$ref": "#/components/schemas/Name"}, Name=NAME)

    assert found.members["name"].where == "/components/schemas/Name/properties/name"
    assert found.where == "/components/schemas/Name"
    assert found.members["name"].is_required


def test_null_beside_one_form_is_no_choice():
    found = shape({"oneOf": [NAME, {"type": "null"}]})

    assert (found.is_object, found.has_forms) == (True, False)


def test_a_member_may_be_demanded_by_another_part():
    found = shape({"allOf": [{"required": ["size", "age"]}, SIZE]})

    assert found.members["size"].is_required
    assert found.required == {"size", "age"}


def test_directions_of_members_are_told():
    one = {"type": "string", "readOnly": True}
    other = {"type": "string", "writeOnly": True}
    found = shape({"properties": {"one": one, "other": other}}).members

    assert (found["one"].is_read_only, found["one"].is_write_only) == (True, False)
    assert (found["other"].is_read_only, found["other"].is_write_only) == (False, True)


def test_the_fuller_declaration_of_a_member_counts():
    poor = {"properties": {"data": {"type": "array", "items": {"type": "object"}}}}
    rich = {"properties": {"data": {"type": "array", "items": NAME}}}

    assert shape({"allOf": [poor, rich]}).members["data"].where.startswith(f"{THING}/allOf/1")
    assert shape({"allOf": [rich, poor]}).members["data"].where.startswith(f"{THING}/allOf/0")


def test_items_are_found():
    found = shape({"type": "array", "items": NAME})

    assert (found.is_array, found.items) == (True, f"{THING}/items")


@pytest.mark.parametrize(
    ("schema", "is_open"),
    [
        ({"type": "object"}, False),
        ({"type": "object", "additionalProperties": False}, False),
        ({"type": "object", "additionalProperties": True}, True),
        ({"type": "object", "additionalProperties": {"type": "string"}}, True),
        ({"type": "object", "patternProperties": {"^x-": {}}}, True),
    ],
)
def test_maps_are_open(schema, is_open):
    assert shape(schema).is_open is is_open


def test_a_schema_that_holds_itself_is_read():
    circle = {"allOf": [NAME, {"$ref": "#/components/schemas/Thing"}]}

    assert set(shape(circle).members) == {"name"}
    assert shape({"$ref": "#/components/schemas/Thing"}).members == {}


@pytest.mark.parametrize("schema", [True, {}, {"properties": []}, {"required": [1]}, {"oneOf": 1}])
def test_what_says_nothing_has_no_members(schema):
    assert shape(schema).is_free


def test_a_keyword_is_found_in_a_part():
    bundle = schema_bundle({"allOf": [{"minimum": 3}, {"type": "integer"}]})

    assert Shapes(bundle.document).keyword(THING, "minimum") == 3
    assert Shapes(bundle.document).keyword(THING, "maximum") is None
