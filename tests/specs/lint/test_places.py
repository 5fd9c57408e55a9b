from collections.abc import Callable
from pathlib import Path

from specs.document import Document
from specs.lint.places import parts

PARCELS = Path(__file__).parent / "parcels" / "openapi.yaml"


def kinds(document: Document) -> dict[str, str]:
    return {part.pointer: part.kind for part in parts(document)}


def test_parts_have_the_kinds_of_openapi() -> None:
    found = kinds(Document.load(PARCELS))

    assert found[""] == "document"
    assert found["/paths/~1parcels"] == "path_item"
    assert found["/paths/~1parcels/get"] == "operation"
    assert found["/paths/~1parcels/get/parameters/0"] == "parameter"
    assert found["/paths/~1parcels/get/responses/200/content/application~1json"] == "media"
    assert found["/components/schemas/Parcel/properties/x-ray"] == "schema"
    assert found["/components/responses/WrongMethod/headers/Allow"] == "header"


def test_names_and_data_are_no_parts() -> None:
    found = kinds(Document.load(PARCELS))

    assert "/components/schemas/Parcel/properties" not in found
    assert "/components/schemas/Parcel/examples/0" not in found
    assert "/paths/~1parcels/get/x-resource" not in found


def test_parts_know_who_sends_them() -> None:
    found = {part.pointer: part.direction for part in parts(Document.load(PARCELS))}

    body = "/content/application~1json/schema"
    assert found["/paths/~1parcels/post/requestBody" + body] == "request"
    assert found["/paths/~1parcels/post/responses/201" + body] == "response"
    assert found["/paths/~1parcels/get/parameters/0/schema"] == "request"
    assert found["/components/schemas/Parcel"] is None


def test_callbacks_and_webhooks_hold_operations(document: Callable[..., Document]) -> None:
    item = {"post": {"responses": {}}}
    post = {"responses": {}, "callbacks": {"done": {"{$request.body#/url}": item}}}

    found = kinds(document(paths={"/a": {"post": post}}, webhooks={"ring": item}))

    assert list(found.values()).count("operation") == 3


def test_values_of_a_wrong_shape_are_passed_over(document: Callable[..., Document]) -> None:
    assert list(kinds(document(components={"schemas": ["a"]}, tags={"a": 1}))) == [
        "",
        "/info",
        "/paths",
        "/components",
    ]


def test_parts_of_other_files_are_of_the_kind_that_is_asked_for(
    write: Callable[..., Path],
) -> None:
    write("schema: {items: {$ref: '#/deep'}}\nin: query\nname: q\ndeep: {}\nunused: {}\n", "q.yaml")
    item = "get: {parameters: [{$ref: q.yaml}, {$ref: q.yaml}], responses: {}}"
    path = write(f"openapi: 3.1.0\npaths: {{/a: {{{item}}}}}\n")
    file = "/x-referenced-files/q.yaml"

    found = kinds(Document.load(path))

    assert {where: kind for where, kind in found.items() if where.startswith(file)} == {
        file: "parameter",
        file + "/schema": "schema",
        file + "/schema/items": "schema",
        file + "/deep": "schema",
    }
