"""Schemas that stand together are one shape, each choice open until it is made."""

import pytest

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.shapes import Order
from tests.support.documents import THING
from tests.support.shaping import shape_of, shapes_of

OTHER = "/components/schemas/Other"
REF = {"$ref": "#/components/schemas/Other"}


def test_all_of_is_one_shape():
    first, second = {"required": ["a"]}, {"required": ["b", "a"]}
    shape = shape_of({"allOf": [first, second], "maxProperties": 3, "type": "object"})

    assert list(shape.required) == ["a", "b"]
    assert shape.members.most == 3


def test_a_reference_is_followed():
    assert shape_of(REF, Other={"minLength": 3}).letters.least == 3


def test_what_stands_beside_a_reference_counts_in_version_3_1_only():
    schema = {**REF, "minLength": 5}

    assert shape_of(schema, Other={"minLength": 3}).letters.least == 5
    assert shape_of(schema, version="3.0.3", Other={"minLength": 3}).letters.least == 3


def test_a_choice_stays_open_until_it_is_made():
    shapes = shapes_of({"oneOf": [{"const": 1}, {"const": 2}]})
    where = f"{THING}/oneOf"

    assert [point.where for point in shapes.shape((THING,)).points] == [where]
    assert shapes.shape((THING,), ((where, 1),)).values == [2]


def test_one_of_bars_the_other_options():
    shape = shape_of({"oneOf": [{"minLength": 1}, {"maxLength": 9}]})

    assert shape.barred == [f"{THING}/oneOf/1"]


def test_a_choice_of_one_is_none():
    assert shapes_of({"anyOf": [{"const": 1}]}).shape((THING,)).values == [1]


def test_choices_inside_choices_are_made_too():
    inner = {"anyOf": [{"minLength": 2}, {"minLength": 3}]}
    shapes = shapes_of({"oneOf": [inner, {"type": "integer"}]})

    assert len(list(shapes.decisions((THING,)))) == 3


def test_an_option_that_contradicts_the_rest_is_passed_over():
    shape = shape_of({"type": "string", "oneOf": [{"type": "integer"}, {"minLength": 4}]})

    assert shape.letters.least == 4


def test_a_condition_is_a_choice():
    schema = {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}
    found = [list(shape.required) for shape in shapes_of(schema).decisions((THING,))]

    assert found == [["a", "b"], ["c"]]


def test_a_dependent_schema_is_a_choice():
    schema = {"dependentSchemas": {"a": {"required": ["b"]}}}
    met, unmet = shapes_of(schema).decisions((THING,))

    assert list(met.required) == ["a", "b"]
    assert unmet.forbidden == {"a"}


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ({"not": {"type": "string"}}, lambda shape: "string" not in shape.types),
        ({"not": {"type": "number"}}, lambda shape: "integer" not in shape.types),
        ({"not": {"required": ["a"]}}, lambda shape: shape.forbidden == {"a"}),
        ({"not": {"enum": [1, 2]}}, lambda shape: shape.barred_values == [1, 2]),
        ({"not": {"not": {"minLength": 3}}}, lambda shape: shape.letters.least == 3),
        (
            {"not": {"anyOf": [{"const": 1}, {"const": 2}]}},
            lambda shape: shape.barred_values == [1, 2],
        ),
        ({"not": {"minLength": 3}}, lambda shape: shape.barred == [f"{THING}/not"]),
    ],
)
def test_not_is_turned_round_where_that_is_plain(schema, found):
    assert found(shape_of(schema))


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"allOf": [False]},
        {"not": {}},
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
        {"allOf": [{"enum": [1, 2]}, {"enum": [3]}]},
        {"enum": ["a"], "minLength": 2},
        {"type": "object", "required": ["a"], "properties": {"a": False}},
        {"type": "object", "required": ["a", "b"], "maxProperties": 1},
        {"type": "string", "minLength": 2, "maxLength": 1},
        {"oneOf": [{"type": "string"}, {"type": "array"}], "type": "object"},
    ],
    ids=range(10),
)
def test_a_contradiction_is_seen(schema):
    with pytest.raises(CannotGenerate, match="/components/schemas/Thing"):
        shape_of(schema)


def test_a_schema_that_refers_to_itself_adds_nothing():
    assert shape_of({"allOf": [{"$ref": f"#{THING}"}, {"minLength": 2}]}).letters.least == 2


def test_members_are_found_under_every_part():
    parts = [
        {"properties": {"a": {"minimum": 1}}},
        {"patternProperties": {"^a": {"maximum": 5}}, "additionalProperties": {"type": "string"}},
    ]
    shapes = shapes_of({"type": "object", "allOf": parts})
    shape = shapes.shape((THING,))

    assert shapes.member(shape, "a") == (
        f"{THING}/allOf/0/properties/a",
        f"{THING}/allOf/1/patternProperties/^a",
    )
    assert shapes.member(shape, "z") == (f"{THING}/allOf/1/additionalProperties",)


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"b": {}}, "additionalProperties": False},
        {"properties": {"a": False}},
        {"allOf": [{"properties": {"a": {}}}, {"additionalProperties": False}]},
        {"allOf": [{"properties": {"b": {}}}], "unevaluatedProperties": False},
        {"allOf": [{"properties": {"a": {}}}, {"unevaluatedProperties": False}]},
    ],
    ids=range(5),
)
def test_a_closed_object_has_no_other_members(schema):
    shapes = shapes_of({"type": "object", **schema})

    assert shapes.member(shapes.shape((THING,)), "a") is None


def test_what_a_chosen_option_says_is_evaluated():
    schema = {"anyOf": [{"properties": {"a": {}}}, False], "unevaluatedProperties": False}
    shapes = shapes_of(schema)
    shape = shapes.decided((THING,), Order())

    assert shapes.member(shape, "a") is not None
    assert shapes.member(shape, "b") is None


def test_items_after_the_first_ones_have_their_own_place():
    shapes = shapes_of({"prefixItems": [{"const": 1}], "items": {"const": 2}})
    shape = shapes.shape((THING,))

    assert shapes.item(shape, 0) == (f"{THING}/prefixItems/0",)
    assert shapes.item(shape, 5) == (f"{THING}/items",)


@pytest.mark.parametrize(
    "schema",
    [
        {"prefixItems": [{}], "items": False},
        {"prefixItems": [{}], "unevaluatedItems": False},
    ],
)
def test_a_closed_array_has_no_more_items(schema):
    shapes = shapes_of(schema)

    assert shapes.item(shapes.shape((THING,)), 1) is None


def test_null_is_a_way_out_where_version_3_0_allows_it_beside_a_reference():
    schema = {"allOf": [REF], "nullable": True}
    value, null = shapes_of(schema, version="3.0.3", Other={"type": "integer"}).decisions((THING,))

    assert (value.types, null.types) == (("integer",), ("null",))


def test_a_shape_is_worked_out_once():
    shapes = shapes_of({"oneOf": [{"const": 1}, {"const": 2}]})

    assert shapes.shape((THING,)) is shapes.shape((THING,))


def test_a_pattern_that_is_none_matches_nothing():
    shapes = shapes_of({})

    assert not shapes.is_pattern("(")
    assert not shapes.matches("(", "a")
    assert shapes.matches("^a", "ab")


def test_the_document_is_left_alone():
    shapes = shapes_of({"allOf": [{"required": ["a"]}], "properties": {"a": {"default": 1}}})
    before = str(shapes.document.data)
    shapes.decided((THING,), Order())

    assert str(shapes.document.data) == before
