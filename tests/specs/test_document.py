from collections.abc import Callable
from pathlib import Path

import pytest

from specs.document import Document, fragment
from specs.errors import DanglingReference, InvalidSpec
from specs.values import ABSENT

HEAD = 'openapi: 3.1.0\ninfo: {title: Small, version: "1"}\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('swagger: "2.0"', 1, "this is Swagger 2.0. Expected a mapping"),
        ("just: yaml", 1, "this is not an OpenAPI file"),
        ("- a list", 1, "this is not an OpenAPI file"),
        ("plain text", 1, "this is not an OpenAPI file"),
        ("info: {}\nopenapi: 3.2.0", 2, "'3.2.0' is not known here. Expected 3.0.x or 3.1.x"),
        ("openapi: 2.0", 1, "is not known here"),
        ("openapi: null", 1, "is not known here"),
        ("openapi: 3.1.0\npaths: []", 2, "`paths` is not a mapping"),
        ("openapi: 3.1.0\npaths: null", 2, "`paths` is not a mapping"),
    ],
)
def test_file_that_is_not_openapi_3_is_refused(
    text: str, line: int, says: str, write: Callable[..., Path]
) -> None:
    with pytest.raises(InvalidSpec) as caught:
        Document.load(write(text))

    assert caught.value.line == line
    assert says in str(caught.value)


@pytest.mark.parametrize(("version", "short"), [("3.0.3", "3.0"), ("3.1.1", "3.1")])
def test_version_is_told_without_its_patch(
    version: str, short: str, document: Callable[..., Document]
) -> None:
    assert document(version=version).version == short


def test_dangling_reference_names_the_nearest_target(write: Callable[..., Path]) -> None:
    path = write(
        HEAD
        + "components:\n  schemas:\n    Parcel: {}\n    Other:\n"
        + '      $ref: "#/components/schemas/Parcle"\n'
    )

    with pytest.raises(DanglingReference) as caught:
        Document.load(path)

    assert str(caught.value) == (
        f"{path}:7: the reference '#/components/schemas/Parcle' names nothing."
        " Expected a JSON pointer to a place in this document. Did you mean Parcel?"
    )


@pytest.mark.parametrize("reference", ["other.yaml#/a", "https://a.example.test/b", "Parcel"])
def test_reference_out_of_the_file_is_refused(reference: str, write: Callable[..., Path]) -> None:
    path = write(HEAD + f'components: {{schemas: {{A: {{$ref: "{reference}"}}}}}}')

    with pytest.raises(InvalidSpec, match="leaves this file") as caught:
        Document.load(path)

    assert caught.value.line == 3


@pytest.mark.parametrize(
    "schema",
    [
        "{example: {$ref: '#/nothing'}}",
        "{examples: [{$ref: '#/nothing'}]}",
        "{default: {$ref: '#/nothing'}}",
        "{enum: [{$ref: '#/nothing'}]}",
        "{const: {$ref: '#/nothing'}}",
        "{properties: {$ref: {type: string}}}",
    ],
)
def test_reference_inside_data_is_left_alone(schema: str, write: Callable[..., Path]) -> None:
    document = Document.load(write(HEAD + f"components: {{schemas: {{A: {schema}}}}}"))

    assert list(document.references()) == []


def test_reference_under_a_property_called_example_is_followed(
    write: Callable[..., Path],
) -> None:
    schemas = "{A: {properties: {example: {$ref: '#/components/schemas/B'}}}, B: {}}"

    document = Document.load(write(HEAD + f"components: {{schemas: {schemas}}}"))

    where = "/components/schemas/A/properties/example"
    assert list(document.references()) == [("#/components/schemas/B", where)]


def test_dereference_tells_where_the_value_stands(document: Callable[..., Document]) -> None:
    schemas = {
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"$ref": "#/components/schemas/C%20D"},
        "C D": {"type": "string"},
    }
    loaded = document(components={"schemas": schemas})

    found = loaded.dereference(schemas["A"], "/components/schemas/A")

    assert found == ({"type": "string"}, "/components/schemas/C D")


def test_reference_in_a_circle_is_refused(document: Callable[..., Document]) -> None:
    schemas = {
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"$ref": "#/components/schemas/A"},
    }
    loaded = document(components={"schemas": schemas})

    with pytest.raises(InvalidSpec, match="leads back to itself"):
        loaded.dereference(schemas["A"], "/components/schemas/A")


def test_place_is_file_and_line(write: Callable[..., Path]) -> None:
    path = write(HEAD + "paths:\n  /a:\n    summary: A\n")
    document = Document.load(path)

    assert document.place("/paths/~1a/summary") == f"{path}:5"
    assert document.at("/paths/~1a/summary") == "A"
    assert document.at("/paths/~1b") is ABSENT


def test_fragment_is_percent_decoded() -> None:
    assert fragment("#/paths/~1a~1%7Bid%7D") == "/paths/~1a~1{id}"
