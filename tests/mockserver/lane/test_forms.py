"""A form is an object whose fields are typed by the properties of its schema."""

import pytest

from mockserver.lane.forms import media_for, typed_form
from specs.operation import Media, RequestBody
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
    return lambda *fields: typed_form(bundle, THING, fields)


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
    assert typed_form(schema_bundle({}), None, [("a", "1")]) == {"a": "1"}


def test_properties_under_all_of_are_typed_too():
    bundle = schema_bundle({"allOf": [{"$ref": "#/components/schemas/F"}]}, F=FIELDS, Kind=KIND)

    assert typed_form(bundle, THING, [("size", "5")]) == {"size": 5}


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("text/plain", "text/plain"),
        ("TEXT/PLAIN; charset=utf-8", "text/plain"),
        ("image/png", "image/*"),
        ("application/json", None),
        (None, "text/plain"),
    ],
)
def test_a_content_type_finds_its_media(sent, found):
    media = tuple(Media(name, None, {}, "") for name in ("text/plain", "image/*"))
    chosen = media_for(RequestBody(False, media, ""), sent)

    assert (chosen.content_type if chosen else None) == found
