from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.mending.schemas import is_pattern
from specs.values import Json, Record

Load = Callable[..., Bundle]


@pytest.fixture
def schema(mended: Load) -> Callable[..., tuple[Json, list[str]]]:
    """Mends one schema; returns what is left of it, and what is told."""

    def mend(raw: Json, version: str = "3.1.0") -> tuple[Json, list[str]]:
        bundle = mended(version=version, components={"schemas": {"A": {"items": raw}}})
        bundle.schemas.compile("/components/schemas/A", "request")
        told = [one.reason for one in bundle.left_out]
        return bundle.document.at("/components/schemas/A/items"), told

    return mend


Mend = Callable[..., tuple[Json, list[str]]]


@pytest.mark.parametrize(
    ("word", "value", "says"),
    [
        ("type", "strin", "there is no type 'strin'"),
        ("type", 5, "`type` is 5"),
        ("type", [], "`type` is an empty list"),
        ("properties", ["a"], "`properties` is a list"),
        ("required", True, "`required` is true, as in draft 3"),
        ("required", "a", "`required` is 'a'"),
        ("enum", "a", "`enum` is 'a'"),
        ("enum", [], "`enum` is an empty list"),
        ("allOf", {"a": 1}, "`allOf` is a mapping"),
        ("maxLength", "20", "`maxLength` is '20'"),
        ("maxLength", -1, "`maxLength` is -1"),
        ("maxLength", 1.5, "`maxLength` is 1.5"),
        ("maxItems", 2**64, "`maxItems` is 18446744073709551616"),
        ("minimum", "0", "`minimum` is '0'"),
        ("minimum", True, "`minimum` is true"),
        ("multipleOf", 0, "`multipleOf` is 0"),
        ("exclusiveMinimum", "a", "`exclusiveMinimum` is 'a'"),
        ("pattern", "(", "`pattern` is '(', which is no regular expression here"),
        ("pattern", 5, "`pattern` is 5, which is no regular expression here"),
        ("patternProperties", {"(": {}}, "`(` is an empty mapping"),
        ("format", 5, "`format` is 5"),
        ("$ref", 5, "`$ref` is 5"),
        ("additionalProperties", "false", "the schema here is 'false'"),
        ("not", 5, "the schema here is 5"),
        ("discriminator", 5, "`discriminator` is 5"),
        ("discriminator", {}, "`discriminator` is an empty mapping"),
        ("xml", 5, "`xml` is 5"),
    ],
)
def test_keyword_that_means_nothing_is_left_out(
    word: str, value: Json, says: str, schema: Mend
) -> None:
    left, told = schema({"title": "T", word: value})

    assert [one[: len(says)] for one in told] == [says]
    assert left == {"title": "T"} or left == {"title": "T", word: {}}


@pytest.mark.parametrize(
    "word", ["type", "enum", "required", "pattern", "minimum", "format", "not"]
)
def test_null_is_left_out_without_a_word(word: str, schema: Mend) -> None:
    assert schema({word: None}) == ({}, [])


@pytest.mark.parametrize(
    ("version", "raw", "left"),
    [
        ("3.1.0", {"type": "String"}, {"type": "string"}),
        ("3.1.0", {"type": ["string", "date"]}, {"type": ["string"]}),
        ("3.1.0", {"type": "file"}, {"type": "string", "format": "binary"}),
        ("3.1.0", {"exclusiveMinimum": True, "minimum": 3}, {"exclusiveMinimum": 3}),
        ("3.1.0", {"exclusiveMaximum": False, "maximum": 3}, {"maximum": 3}),
        ("3.0.3", {"exclusiveMinimum": 3}, {"exclusiveMinimum": True, "minimum": 3}),
        ("3.1.0", {"required": ["a", 5]}, {"required": ["a"]}),
        ("3.1.0", {"discriminator": "kind"}, {"discriminator": {"propertyName": "kind"}}),
        ("3.1.0", {"oneOf": [5, {"type": "null"}]}, {"oneOf": [{}, {"type": "null"}]}),
        ("3.1.0", {"properties": {"a": "string"}}, {"properties": {"a": {}}}),
        ("3.1.0", {"properties": {"a": True}}, {"properties": {"a": True}}),
        ("3.0.3", {"properties": {"a": True}}, {"properties": {"a": {}}}),
        ("3.0.3", {"additionalProperties": False}, {"additionalProperties": False}),
    ],
)
def test_what_is_meant_clearly_is_kept(version: str, raw: Json, left: Json, schema: Mend) -> None:
    assert schema(raw, version)[0] == left


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_schema_that_forbids_what_it_demands_is_opened(version: str, mended: Load) -> None:
    link = {"properties": {"href": {"type": "string"}}}
    closed = {"additionalProperties": False}
    bundle = mended(
        version=version,
        components={
            "schemas": {
                "Link": link,
                "Beside": {
                    "allOf": [{"$ref": "#/components/schemas/Link"}],
                    **closed,
                    "required": ["href"],
                },
                "Within": {"allOf": [{**link, "required": ["href"]}], **closed},
                "Fine": {**link, **closed, "required": ["href"]},
                "Empty": {"allOf": [{"$ref": "#/components/schemas/Link"}], **closed},
            }
        },
    )
    schemas = bundle.document.at("/components/schemas")

    assert [name for name in schemas if "additionalProperties" in schemas[name]] == [
        "Fine",
        "Empty",
    ]
    assert {one.reason for one in bundle.left_out} == {
        "`additionalProperties` forbids what is required: href"
    }
    assert bundle.schemas.compile("/components/schemas/Beside", "request").is_valid({"href": "a"})


@pytest.mark.parametrize("word", ["example", "default", "const"])
def test_data_is_not_looked_at(word: str, schema: Mend) -> None:
    raw: Record = {word: {"type": 5, "$ref": 5, "required": True}}

    assert schema(raw) == (raw, [])


def test_names_of_properties_are_no_keywords(schema: Mend) -> None:
    raw = {"properties": {"type": {}, "required": {}, "$ref": {}, "pattern": {}, "enum": {}}}

    assert schema(raw) == (raw, [])


@pytest.mark.parametrize(
    ("text", "is_one"), [("^a+$", True), (r"\p{L}", True), ("(", False), ("[", False), (5, False)]
)
def test_pattern_is_one_if_a_validator_takes_it(text: Json, is_one: bool) -> None:
    assert is_pattern(text) is is_one
