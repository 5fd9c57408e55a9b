"""A form is an object whose fields are typed by the properties of its schema."""

import pytest

from mockserver.lane.forms import CompiledForm
from tests.support.documents import THING, VERSIONS, schema_bundle

FIELDS = {
    "type": "object",
    "properties": {
        "size": {"type": "integer"},
        "price": {"type": "number"},
        "gift": {"type": "boolean"},
        "ids": {"type": "array", "items": {"type": "integer"}},
        "kind": {"$ref": "#/components/schemas/Kind"},
    },
}
KIND = {"type": "string"}


@pytest.fixture(params=VERSIONS)
def read(request):
    bundle = schema_bundle(FIELDS, version=request.param, Kind=KIND)
    form = CompiledForm(bundle, THING)
    return lambda *fields: form.read(fields)


def test_each_field_is_typed_by_its_property(read):
    found = read(("size", "5"), ("price", "1.5"), ("gift", "true"), ("kind", "5"))

    assert found == {"size": 5, "price": 1.5, "gift": True, "kind": "5"}


def test_a_field_that_does_not_fit_stays_text(read):
    assert read(("size", "big"), ("gift", "yes")) == {"size": "big", "gift": "yes"}


def test_an_array_collects_its_fields(read):
    assert read(("ids", "1"), ("ids", "2")) == {"ids": [1, 2]}
    assert read(("ids", "1")) == {"ids": [1]}


def test_brackets_after_a_name_mean_the_same(read):
    assert read(("ids[]", "1"), ("ids[]", "2")) == {"ids": [1, 2]}


def test_an_unknown_field_is_text(read):
    assert read(("other", "5")) == {"other": "5"}


def test_an_unknown_repeated_field_is_a_list(read):
    assert read(("other", "5"), ("other", "6")) == {"other": ["5", "6"]}


def test_no_fields_make_an_empty_object(read):
    assert read() == {}


def test_a_form_without_a_schema_is_text():
    assert CompiledForm(schema_bundle({}), None).read([("a", "1")]) == {"a": "1"}


def test_properties_under_all_of_are_typed_too():
    bundle = schema_bundle({"allOf": [{"$ref": "#/components/schemas/F"}]}, F=FIELDS, Kind=KIND)

    assert CompiledForm(bundle, THING).read([("size", "5")]) == {"size": 5}


def test_properties_under_any_of_and_one_of_are_typed_where_they_agree():
    one = {"properties": {"size": {"type": "integer"}, "id": {"type": "integer"}}}
    other = {"properties": {"size": {"type": "integer"}, "id": {"type": "string"}}}
    for word in ("anyOf", "oneOf"):
        form = CompiledForm(schema_bundle({word: [one, other]}), THING)

        assert form.read([("size", "5"), ("id", "5")]) == {"size": 5, "id": "5"}


def test_what_is_declared_beside_any_of_counts_more():
    schema = {"anyOf": [{"properties": {"size": {"type": "integer"}}}]}
    schema["properties"] = {"size": {"type": "string"}}

    assert CompiledForm(schema_bundle(schema), THING).read([("size", "5")]) == {"size": "5"}


def test_a_schema_that_holds_itself_is_read():
    itself = {"$ref": "#/components/schemas/Thing"}
    schema = {"anyOf": [itself, {"properties": {"size": {"type": "integer"}}}]}

    assert CompiledForm(schema_bundle(schema), THING).read([("size", "5")]) == {"size": 5}


IDS = {"type": "array", "items": {"type": "integer"}}


@pytest.mark.parametrize(
    ("version", "schema"),
    [
        ("3.0.3", {**IDS, "nullable": True}),
        ("3.1.0", {"type": ["array", "null"], "items": IDS["items"]}),
        ("3.1.0", {"anyOf": [IDS, {"type": "null"}]}),
        ("3.0.3", {"allOf": [{"$ref": "#/components/schemas/Ids"}]}),
        ("3.0.3", {"allOf": [{"$ref": "#/components/schemas/Ids"}], "nullable": True}),
    ],
)
def test_an_array_is_known_as_one_however_its_schema_says_so(version, schema):
    bundle = schema_bundle({"properties": {"ids": schema}}, version=version, Ids=IDS)
    form = CompiledForm(bundle, THING)

    assert form.read([("ids", "1"), ("ids", "2")]) == {"ids": [1, 2]}
    assert form.read([("ids", "1")]) == {"ids": [1]}


def test_either_one_value_or_several_are_read():
    schema = {"properties": {"ids": {"anyOf": [{"type": "integer", "maximum": 9}, IDS]}}}
    form = CompiledForm(schema_bundle(schema), THING)

    assert [form.read([("ids", text)])["ids"] for text in ("5", "10")] == [5, [10]]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object"},
        {"$ref": "#/components/schemas/Point"},
        {"allOf": [{"$ref": "#/components/schemas/Point"}]},
        {"anyOf": [{"$ref": "#/components/schemas/Point"}, {"type": "null"}]},
    ],
)
def test_an_object_in_a_form_is_json(schema):
    bundle = schema_bundle({"properties": {"at": schema}}, Point={"type": "object"})

    assert CompiledForm(bundle, THING).read([("at", '{"x":1}')]) == {"at": {"x": 1}}
    assert CompiledForm(bundle, THING).read([("at", "x")]) == {"at": "x"}


def test_objects_in_an_array_are_json():
    schema = {"properties": {"at": {"type": "array", "items": {"type": "object"}}}}
    form = CompiledForm(schema_bundle(schema), THING)

    assert form.read([("at", '{"x":1}'), ("at", "x")]) == {"at": [{"x": 1}, "x"]}
