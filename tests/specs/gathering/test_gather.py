import json
from collections.abc import Callable
from pathlib import Path

import pytest

from specs.bundle import Bundle
from specs.document import Document
from specs.errors import InvalidSpec, SpecError, UnreadableFile
from specs.values import Record

HEAD = 'openapi: 3.1.0\ninfo: {title: Small, version: "1"}\n'
FILES = "/x-referenced-files/"


def test_path_item_of_another_file_is_served(write: Callable[..., Path]) -> None:
    write("get:\n  responses:\n    '200': {$ref: ../replies.yaml#/Good}\n", "paths/a.yaml")
    write("Good: {description: Yes.}\n", "replies.yaml")
    path = write(HEAD + "paths:\n  /a: {$ref: paths/a.yaml}\n")

    (operation,) = Bundle.load(path, strict=True).operations

    assert operation.label == "GET /a"
    assert operation.pointer == FILES + "paths~1a.yaml/get"
    assert operation.responses["200"].pointer == FILES + "replies.yaml/Good"


def test_place_is_told_in_the_file_that_says_it(write: Callable[..., Path]) -> None:
    more = write("# more\nPet:\n  type: object\n  properties:\n    id: {}\n", "schemas/pet.yaml")
    path = write(HEAD + "components: {schemas: {Pet: {$ref: './schemas/pet.yaml#/Pet'}}}")

    document = Document.load(path)
    _, where = document.dereference(document.at("/components/schemas/Pet"), "")

    assert document.spot("/components/schemas/Pet") == (path, 3)
    assert document.spot(where + "/properties/id") == (more, 5)
    assert document.place(where) == f"{more}:2"


def test_files_may_refer_to_each_other_and_back(write: Callable[..., Path]) -> None:
    write("{A: {$ref: 'b.json#/B'}, Own: {$ref: '#/A'}}", "a.json")
    write("{B: {properties: {root: {$ref: 'openapi.yaml#/components/schemas/R'}}}}", "b.json")
    path = write(HEAD + "components: {schemas: {R: {type: integer}, Q: {$ref: 'a.json#/Own'}}}")

    document = Document.load(path)
    found, where = document.dereference(document.at("/components/schemas/Q"), "")

    assert where == FILES + "b.json/B"
    assert found == {"properties": {"root": {"$ref": "#/components/schemas/R"}}}


def test_whole_file_may_be_a_schema_that_contains_itself(write: Callable[..., Path]) -> None:
    write(json.dumps({"properties": {"child": {"$ref": "#"}}, "required": ["id"]}), "tree.json")
    path = write(HEAD + "components: {schemas: {Tree: {$ref: tree.json}}}")
    schema = Bundle.load(path).schemas.compile("/components/schemas/Tree", "response")

    assert schema.is_valid({"id": 1, "child": {"id": 2}})
    assert not schema.is_valid({"id": 1, "child": {}})


@pytest.mark.parametrize(
    "reference", ["my {file}(1).yaml", "my%20%7Bfile%7D(1).yaml", "./x/../my%20{file}%281%29.yaml"]
)
def test_names_with_odd_characters_are_found(reference: str, write: Callable[..., Path]) -> None:
    write("{'a/b %': {type: string}}", "my {file}(1).yaml")
    path = write(HEAD + f"components: {{schemas: {{A: {{$ref: '{reference}#/a~1b%20%25'}}}}}}")

    document = Document.load(path)

    assert document.dereference(document.at("/components/schemas/A"), "")[0] == {"type": "string"}


def test_mapping_of_a_discriminator_follows_its_schemas(write: Callable[..., Path]) -> None:
    pet = {"discriminator": {"propertyName": "kind", "mapping": {"dog": "dog.json", "cat": "Cat"}}}
    write(json.dumps(pet), "pet.json")
    write("{}", "dog.json")
    path = write(HEAD + "components: {schemas: {Pet: {$ref: pet.json}}}")

    data = Document.load(path).data["x-referenced-files"]

    mapping = data["pet.json"]["discriminator"]["mapping"]
    assert mapping == {"dog": "#/x-referenced-files/dog.json", "cat": "Cat"}


def test_example_may_be_a_file_of_its_own(write: Callable[..., Path]) -> None:
    raw = write('{"name": "Tea",\n "$ref": "data"}', "tea.json")
    write("{whole: {summary: One, value: [1]}}", "examples.yaml")
    examples = "{raw: {$ref: tea.json}, named: {$ref: 'examples.yaml#/whole'}}"
    media = f"{{application/json: {{examples: {examples}}}}}"
    path = write(
        HEAD
        + "paths: {/a: {get: {responses: {'200': {description: Yes, content: "
        + media
        + "}}}}}"
    )

    bundle = Bundle.load(path, strict=True)

    (media,) = bundle.operations[0].responses["200"].media
    assert dict(media.examples) == {"raw": {"name": "Tea", "$ref": "data"}, "named": [1]}
    assert bundle.document.spot(FILES + "tea.json as an example/value/$ref") == (raw, 2)


def test_file_outside_of_the_folder_needs_leave(write: Callable[..., Path]) -> None:
    shared = write("A: {type: string}", "shared/a.yaml")
    path = write(HEAD + "components: {schemas: {A: {$ref: '../shared/a.yaml#/A'}}}", "own/api.yaml")

    with pytest.raises(InvalidSpec, match="leaves the folder of this description") as caught:
        Document.load(path)
    allowed = Document.load(path, allow_references=[shared.parent])

    assert (caught.value.file, caught.value.line) == (path, 3)
    assert allowed.data["x-referenced-files"] == {"../shared/a.yaml": {"A": {"type": "string"}}}


def test_link_out_of_the_folder_is_seen_through(write: Callable[..., Path]) -> None:
    secret = write("A: {}", "secret/a.yaml")
    path = write(HEAD + "components: {schemas: {A: {$ref: 'a.yaml#/A'}}}", "own/api.yaml")
    (path.parent / "a.yaml").symlink_to(secret)

    with pytest.raises(InvalidSpec, match="leaves the folder"):
        Document.load(path)


@pytest.mark.parametrize(
    "reference", ["https://a.example.test/x.yaml", "//h/x", "ftp://h/x", "file://h/x", "urn:x:y"]
)
def test_nothing_is_fetched(reference: str, write: Callable[..., Path]) -> None:
    path = write(HEAD + f"components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}")

    with pytest.raises(InvalidSpec, match="nothing is fetched"):
        Document.load(path)


def test_file_that_is_broken_is_named_itself(write: Callable[..., Path]) -> None:
    broken = write("a: [", "broken.yaml")
    path = write(HEAD + "components: {schemas: {A: {$ref: broken.yaml}}}")

    with pytest.raises(UnreadableFile) as caught:
        Document.load(path)
    (told,) = Bundle.load(path).left_out

    assert caught.value.file == broken
    assert "leads to a file that cannot be read" in told.reason
    assert (told.file, told.line) == (path, 3)


def test_dangling_reference_in_another_file_is_told_there(write: Callable[..., Path]) -> None:
    more = write("A:\n  items: {$ref: '#/Things'}\nThing: {}\n", "more.yaml")
    path = write(HEAD + "components: {schemas: {A: {$ref: 'more.yaml#/A'}}}")

    with pytest.raises(SpecError) as caught:
        Document.load(path)

    assert str(caught.value) == (
        f"{more}:2: the reference '#/Things' names nothing. Expected a JSON pointer to a place in"
        " this document. Did you mean Thing?"
    )


SCHEMAS: Record = {
    "Base": {"$id": "https://a.example.test/base", "$defs": {"x": {"$anchor": "ex", "minimum": 3}}},
    "ById": {"$ref": "https://a.example.test/base#/$defs/x"},
    "ByName": {"$ref": "https://a.example.test/base#ex"},
    "Beside": {"$id": "https://a.example.test/beside", "$ref": "base#ex"},
    "Inside": {
        "$id": "https://a.example.test/inside",
        "$ref": "#/$defs/y",
        "$defs": {"y": {"minimum": 3}},
    },
    "Anchored": {"$anchor": "here", "minimum": 3},
    "ByAnchor": {"$ref": "#here"},
    "Whole": {"$id": "https://a.example.test/whole", "$ref": "#/components/schemas/Anchored"},
}


@pytest.mark.parametrize("name", ["ById", "ByName", "Beside", "Inside", "ByAnchor", "Whole"])
def test_schemas_of_3_1_are_found_by_their_names(
    name: str, document: Callable[..., Document]
) -> None:
    loaded = document(components={"schemas": SCHEMAS})
    schema = Bundle.load(loaded.path).schemas.compile(f"/components/schemas/{name}", "request")

    assert all(reference.startswith("#/") for reference, _ in loaded.references())
    assert schema.is_valid(3)
    assert not schema.is_valid(2)


def test_neighbour_of_a_schema_with_a_url_may_be_a_file(write: Callable[..., Path]) -> None:
    write('{"$id": "https://a.example.test/pet.json", "$ref": "id.json"}', "pet.json")
    write('{"$id": "https://a.example.test/id.json", "minimum": 3}', "id.json")
    path = write(HEAD + "components: {schemas: {Pet: {$ref: pet.json}}}")
    schema = Bundle.load(path, strict=True).schemas.compile("/components/schemas/Pet", "request")

    assert (schema.is_valid(3), schema.is_valid(2)) == (True, False)


def test_names_mean_nothing_before_3_1(document: Callable[..., Document]) -> None:
    schemas = {
        "A": {"$id": "https://a.example.test/x/y", "items": {"$ref": "#/components/schemas/B"}}
    }

    loaded = document(version="3.0.3", components={"schemas": {**schemas, "B": {}}})

    assert list(loaded.references()) == [("#/components/schemas/B", "/components/schemas/A/items")]


def test_document_of_one_file_is_not_copied(write: Callable[..., Path]) -> None:
    path = write(
        HEAD + "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {}}}"
    )

    assert "x-referenced-files" not in Document.load(path).data
