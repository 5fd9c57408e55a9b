"""Combined schemas become one: what all parts say, and one choice of those that offer some."""

from random import Random

import pytest

from mockserver.replies.flatten import CannotGenerate, Placed, flatten, guess_type
from specs.values import Json, Record
from tests.support.documents import THING, schema_bundle


def flat(schema: Record, seed: int = 0, **schemas: Json) -> Record:
    bundle = schema_bundle(schema, **schemas)
    return flatten(bundle.document, Placed(schema, THING), source=Random(seed))


def test_a_plain_schema_stays_as_it_is():
    assert flat({"type": "string", "minLength": 3}) == {"type": "string", "minLength": 3}


def test_parts_are_joined():
    found = flat({"type": "object", "allOf": [{"required": ["a"]}, {"required": ["b", "a"]}]})

    assert found == {"type": "object", "required": ["a", "b"]}


def test_properties_of_all_parts_are_kept_with_their_places():
    part = {"properties": {"b/c": {"type": "integer"}}}
    found = flat({"properties": {"a": {}}, "allOf": [part]})

    assert {name: item.where for name, item in found["properties"].items()} == {
        "a": THING + "/properties/a",
        "b/c": THING + "/allOf/0/properties/b~1c",
    }


def test_a_reference_is_followed_to_its_place():
    other = {"properties": {"a": {}}}
    found = flat({"allOf": [{"$ref": "#/components/schemas/Other"}]}, Other=other)

    assert found["properties"]["a"].where == "/components/schemas/Other/properties/a"


def test_the_narrower_bound_is_kept():
    found = flat({"minimum": 1, "maxLength": 5, "allOf": [{"minimum": 3}, {"maxLength": 9}]})

    assert found == {"minimum": 3, "maxLength": 5}


def test_one_choice_is_made_by_the_draw():
    choices = {"oneOf": [{"const": 1}, {"const": 2}], "anyOf": [{"title": "a"}, {"title": "b"}]}
    found = [flat(choices, seed) for seed in range(20)]

    assert {item["const"] for item in found} == {1, 2}
    assert {item["title"] for item in found} == {"a", "b"}
    assert flat(choices, 7) == flat(choices, 7)


def test_a_part_that_allows_nothing_is_refused():
    with pytest.raises(CannotGenerate):
        flat({"allOf": [False]})


def test_parts_that_never_end_are_refused():
    part = {"allOf": [{"$ref": "#" + THING}]}

    with pytest.raises(CannotGenerate):
        flat(part)


def test_the_written_schema_is_left_alone():
    schema = {"allOf": [{"required": ["a"]}], "properties": {"a": {}}}
    flat(schema)

    assert schema == {"allOf": [{"required": ["a"]}], "properties": {"a": {}}}


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"properties": {}}, "object"),
        ({"prefixItems": []}, "array"),
        ({"maximum": 3}, "number"),
        ({"minLength": 3}, "string"),
        ({}, "string"),
    ],
)
def test_a_type_is_guessed_from_the_keywords(schema, name):
    assert guess_type(schema) == name
