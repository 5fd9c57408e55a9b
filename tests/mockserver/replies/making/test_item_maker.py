"""Arrays have as many items as they need, each of them allowed where it stands."""

import pytest

from mockserver.replies.errors import CannotGenerate
from tests.support.generated import made

SELF = {"$ref": "#/components/schemas/Thing"}


def test_a_list_has_a_few_items():
    assert made({"type": "array", "items": {"const": 1}}) == [1, 1]


def test_a_list_keeps_its_bounds():
    assert len(made({"type": "array", "minItems": 5})) >= 5
    assert len(made({"type": "array", "maxItems": 1})) <= 1


def test_first_items_have_their_own_schemas():
    schema = {"type": "array", "prefixItems": [{"const": 1}, {"const": 2}], "items": False}

    assert made(schema) == [1, 2]


def test_more_items_than_allowed_are_no_list():
    with pytest.raises(CannotGenerate):
        made({"type": "array", "prefixItems": [{}], "items": False, "minItems": 2})


def test_items_differ_where_they_have_to():
    schema = {"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 3, "uniqueItems": True}

    assert sorted(made(schema)) == [1, 2, 3]


def test_many_texts_differ_where_they_have_to():
    value = made(
        {"type": "array", "items": {"type": "string"}, "minItems": 150, "uniqueItems": True}
    )

    assert len(set(value)) == len(value) >= 150


def test_null_is_an_item_where_nothing_else_is_left():
    items = {"anyOf": [{"type": "null"}, {"const": 1}]}
    value = made({"type": "array", "items": items, "minItems": 2, "uniqueItems": True})

    assert value in ([1, None], [None, 1])


def test_too_few_different_items_are_no_list():
    schema = {"type": "array", "items": {"type": "boolean"}, "minItems": 3, "uniqueItems": True}

    with pytest.raises(CannotGenerate):
        made(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"contains": {"const": 7}},
        {"contains": {"const": 7}, "minContains": 3},
        {"contains": {"const": 7}, "minContains": 0, "maxItems": 0},
        {"contains": {"const": 7}, "maxContains": 1, "items": {"type": "integer"}, "minItems": 3},
        {"allOf": [{"contains": {"const": 7}}, {"contains": {"const": 8}}]},
        {"allOf": [{"contains": {"minimum": 1}}, {"contains": {"maximum": 9}}], "maxItems": 1},
        {
            "prefixItems": [{"const": 1}, {"type": "string"}],
            "items": False,
            "contains": {"const": "a"},
        },
    ],
    ids=range(7),
)
def test_what_has_to_be_among_the_items_is(schema):
    for seed in range(4):
        made({"type": "array", **schema}, seed)


def test_what_no_item_can_be_is_no_list():
    schema = {"type": "array", "items": {"type": "string"}, "contains": {"type": "integer"}}

    with pytest.raises(CannotGenerate):
        made(schema)


def test_a_list_of_its_like_is_empty():
    schema = {
        "type": "object",
        "required": ["name", "children"],
        "properties": {"name": {"const": "a"}, "children": {"type": "array", "items": SELF}},
    }

    assert made(schema, Other={}) == {"name": "a", "children": []}


def test_each_item_of_a_list_is_a_little_different():
    item = {"type": "object", "properties": {"id": {"type": "integer", "example": 5}}}
    first, second = made({"type": "array", "items": item})

    assert first == {"id": 5}
    assert second != first


def test_several_examples_are_used_in_turn():
    items = {"type": "string", "examples": ["a", "b"]}

    assert made({"type": "array", "items": items}) == ["a", "b"]


@pytest.mark.parametrize("word", ["minItems", "minContains"])
def test_a_huge_number_of_items_is_refused_soon(word):
    with pytest.raises(CannotGenerate):
        made({"type": "array", "contains": {}, word: 10**12})
