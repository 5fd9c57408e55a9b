from collections.abc import Callable
from pathlib import Path

import pytest

from specs.document import Document, fragment
from specs.errors import DanglingReference, InvalidSpec, SpecError
from specs.origins import Finder
from specs.values import ABSENT, Record

HEAD = 'openapi: 3.1.0\ninfo: {title: Small, version: "1"}\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('swagger: "1.2"', 1, "Swagger version '1.2' is not known here"),
        ("just: yaml", 1, "this is not an OpenAPI file"),
        ("- a list", 1, "this is not an OpenAPI file"),
        ("plain text", 1, "this is not an OpenAPI file"),
        ("info: {}\nopenapi: 4.0.0", 2, "'4.0.0' is not known here. Expected `openapi: 3.0.x`"),
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


@pytest.mark.parametrize(
    ("version", "rules"),
    [("3.0.3", "3.0"), ("3.0.0-RC1", "3.0"), ("3.1.1", "3.1"), ("3.2.0", "3.1")],
)
def test_version_is_that_of_the_rules_it_is_read_by(
    version: str, rules: str, document: Callable[..., Document]
) -> None:
    loaded = document(version=version)

    assert (loaded.version, loaded.written_version) == (rules, version)


def test_swagger_2_is_read_as_openapi_3_0(write: Callable[..., Path]) -> None:
    path = write('swagger: "2.0"\npaths: {}\ndefinitions:\n  A:\n    type: string\n')

    loaded = Document.load(path)

    assert (loaded.version, loaded.written_version) == ("3.0", "2.0")
    assert loaded.data["openapi"] == "3.0.3"
    assert loaded.at("/components/schemas/A") == {"type": "string"}
    assert loaded.place("/components/schemas/A/type") == f"{path}:5"


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


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("other.yaml#/a", "leads nowhere: there is no such file"),
        ("Parcel", "leads nowhere: there is no such file"),
        ("../other.yaml", "leaves the folder of this description"),
        ("https://a.example.test/b", "leads to another host"),
        ("//a.example.test/b", "leads to another host"),
        ("#Parcel", "names nothing"),
    ],
)
def test_reference_out_of_reach_is_refused(
    reference: str, says: str, write: Callable[..., Path]
) -> None:
    path = write(HEAD + f'components: {{schemas: {{A: {{$ref: "{reference}"}}}}}}')

    with pytest.raises(SpecError, match=f"the reference '{reference}' {says}") as caught:
        Document.load(path)

    assert (caught.value.file, caught.value.line) == (path, 3)


@pytest.mark.parametrize(
    "schema",
    [
        "{example: {$ref: '#/nothing'}}",
        "{examples: [{$ref: '#/nothing'}]}",
        "{default: {$ref: '#/nothing'}}",
        "{enum: [{$ref: '#/nothing'}]}",
        "{const: {$ref: '#/nothing'}}",
        "{properties: {$ref: {type: string}}}",
        "{x-of-a-tool: {$ref: '#/nothing'}}",
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


def test_other_file_is_looked_at_as_far_as_it_is_referred_to(write: Callable[..., Path]) -> None:
    write("Good: {type: string}\nBad: {$ref: '#/nothing'}", "more.yaml")
    path = write(HEAD + "components: {schemas: {A: {$ref: 'more.yaml#/Good'}}}")

    loaded = Document.load(path)

    (reference,) = loaded.references()
    assert reference == ("#/x-referenced-files/more.yaml/Good", "/components/schemas/A")


def test_reference_to_json_schema_itself_is_left_alone(document: Callable[..., Document]) -> None:
    schema = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
    loaded = document(components={"schemas": {"A": schema}})

    assert loaded.dereference(schema, "/components/schemas/A") == (schema, "/components/schemas/A")


def test_change_is_made_before_anything_else(write: Callable[..., Path]) -> None:
    path = write(HEAD + "components: {schemas: {A: {$ref: '#/nothing'}}}")

    def change(data: Record) -> tuple[Record, Finder]:
        return {**data, "components": {}}, lambda where: (None, where)

    assert Document.load(path, change=change).at("/components") == {}


def test_lenient_reader_tells_what_it_let_pass(write: Callable[..., Path]) -> None:
    path = write(HEAD + "paths: {}\npaths: {}\n")

    (told,) = Document.load(path, strict=False).left_out

    assert str(told) == f"{path}:4: the key 'paths' stands here twice."
