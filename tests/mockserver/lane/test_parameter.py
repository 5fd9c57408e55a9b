"""One parameter is read however its schema says what it is."""

import json
from urllib.parse import parse_qsl

import pytest

from tests.support.documents import VERSIONS, parameter
from tests.support.reading import Reading, read_carefully

NUMBERS = {"type": "array", "items": {"type": "integer"}}
COLOR = {
    "type": "object",
    "required": ["R", "G", "B"],
    "additionalProperties": False,
    "properties": {name: {"type": "integer"} for name in "RGB"},
}
RGB = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize("place", ["query", "cookie", "header", "path"])
def test_a_parameter_may_be_json(place):
    declared = {
        "name": "color",
        "in": place,
        "required": place == "path",
        "content": {"application/json": {"schema": COLOR}},
    }
    head = {"query": "color=", "cookie": "color="}.get(place, "")
    reading = Reading(declared)

    assert reading.read(head + json.dumps(RGB)) == RGB
    assert reading.read(head + '{"R": 1}') == ["required", "required"]


NULLABLE = [
    ("3.0.3", {"type": "integer", "nullable": True}),
    ("3.1.0", {"type": ["integer", "null"]}),
    ("3.1.0", {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
    ("3.1.0", {"oneOf": [{"type": "integer"}, {"type": "null"}]}),
]


@pytest.mark.parametrize(("version", "schema"), NULLABLE)
@pytest.mark.parametrize("place", ["query", "header", "cookie"])
def test_null_is_sent_as_empty_text(version, schema, place):
    head = "" if place == "header" else "color="
    reading = Reading(parameter("color", place, schema), version=version)

    assert [reading.read(head + text) for text in ("", "5", "x")][:2] == [None, 5]
    assert isinstance(reading.read(head + "x"), list)


@pytest.mark.parametrize(
    ("version", "told"), [("3.0.3", {"nullable": True}), ("3.1.0", {})], ids=VERSIONS
)
@pytest.mark.parametrize("schema", [NUMBERS, COLOR])
@pytest.mark.parametrize("place", ["query", "header", "cookie"])
def test_an_array_or_object_that_may_be_null_is_sent_as_empty_text(version, told, schema, place):
    kind = schema["type"] if told else [schema["type"], "null"]
    wanted = parameter("color", place, {**schema, **told, "type": kind})
    head = "" if place == "header" else "color="

    assert Reading(wanted, version=version).read(head) is None
    assert Reading(parameter("color", place, schema), version=version).read(head) == ["type"]


def test_an_array_of_nullable_items_is_read():
    for version, items in (
        ("3.0.3", {"type": "integer", "nullable": True}),
        ("3.1.0", {"type": ["integer", "null"]}),
    ):
        wanted = parameter("color", "query", {"type": "array", "items": items}, explode=False)

        assert Reading(wanted, version=version).read("color=1,,2") == [1, None, 2]


@pytest.mark.parametrize(
    ("version", "schema"),
    [
        ("3.0.3", {**NUMBERS, "nullable": True}),
        ("3.1.0", {**NUMBERS, "type": ["array", "null"]}),
        ("3.1.0", {"anyOf": [NUMBERS, {"type": "null"}]}),
        ("3.0.3", {"allOf": [{"$ref": "#/components/schemas/Numbers"}]}),
        ("3.1.0", {"allOf": [{"$ref": "#/components/schemas/Numbers"}]}),
        ("3.1.0", {"oneOf": [NUMBERS, {"type": "string", "maxLength": 0}]}),
        ("3.1.0", {"$ref": "#/components/schemas/Numbers"}),
    ],
)
def test_an_array_is_known_as_one_however_its_schema_says_so(version, schema):
    exploded = Reading(parameter("color", "query", schema), version=version, Numbers=NUMBERS)
    joined = Reading(
        parameter("color", "query", schema, explode=False), version=version, Numbers=NUMBERS
    )

    assert exploded.read("color=1&color=2") == [1, 2]
    assert joined.read("color=1,2") == [1, 2]
    assert isinstance(exploded.read("color=x"), list)


@pytest.mark.parametrize(
    ("version", "schema"),
    [
        ("3.0.3", {**COLOR, "nullable": True}),
        ("3.1.0", {**COLOR, "type": ["object", "null"]}),
        ("3.1.0", {"anyOf": [COLOR, {"type": "null"}]}),
        ("3.0.3", {"allOf": [{"$ref": "#/components/schemas/Color"}]}),
        ("3.1.0", {"$ref": "#/components/schemas/Color"}),
    ],
)
def test_an_object_is_known_as_one_however_its_schema_says_so(version, schema):
    reading = Reading(parameter("color", "query", schema), version=version, Color=COLOR)

    assert reading.read("R=100&G=200&B=150") == RGB


@pytest.mark.parametrize(
    ("content_type", "is_json"),
    [("application/json", True), ("a/b+json", True), ("text/plain", False), ("*/*", False)],
)
def test_what_is_said_to_be_json_has_to_be(content_type, is_json):
    content = {content_type: {"schema": {}}}
    reading = Reading({"name": "q", "in": "query", "content": content})

    assert reading.read("q={") == (["json"] if is_json else "{")
    assert reading.read('q="{"') == ("{" if is_json else '"{"')


@pytest.mark.parametrize("version", VERSIONS)
def test_a_nullable_reference_is_read_by_what_it_refers_to(version):
    """In 3.0 such is written with `allOf`, whose `nullable` no type stands beside."""
    schema = {"allOf": [{"$ref": "#/components/schemas/Size"}], "nullable": True}
    wanted = parameter("size", "query", schema)
    reading = Reading(wanted, version=version, Size={"type": "integer"})

    assert reading.read("size=5") == 5


@pytest.mark.parametrize("version", VERSIONS)
def test_either_one_value_or_several_are_read(version):
    schema = {"oneOf": [{"type": "string", "maxLength": 1}, NUMBERS]}
    reading = Reading(parameter("ids", "query", schema), version=version)

    assert reading.read("ids=a") == "a"
    assert reading.read("ids=12") == [12]
    assert reading.read("ids=1&ids=2") == [1, 2]
    assert reading.read("ids=ab") == ["oneOf"]


ALLOWED = {"allowEmptyValue": True}


@pytest.mark.parametrize("version", VERSIONS)
def test_an_empty_value_may_be_allowed(version):
    def reading(schema, **more):
        return Reading(parameter("page", "query", schema, **more), version=version)

    integer = {"type": "integer", "minimum": 1}

    assert read_anyhow(reading(integer, **ALLOWED), "page=") == ({}, [])
    assert read_anyhow(reading({**integer, "default": 3}, **ALLOWED), "page") == ({"page": 3}, [])
    assert read_anyhow(reading(integer, required=True, **ALLOWED), "page=") == ({}, [])
    assert reading({"type": "string"}, **ALLOWED).read("page=") == ""
    assert reading(integer).read("page=") == ["type"]
    assert reading(integer, **ALLOWED).read("page=0") == ["minimum"]
    assert reading(integer, **ALLOWED).read("page=&page=") == ["repeated"]


def read_anyhow(reading, sent):
    """What the careful way reads; an empty value is always left to it."""
    given = parse_qsl(sent, keep_blank_values=True)

    assert reading.compiled.fast.query(given) is None
    return read_carefully(reading.compiled, "query", given)
