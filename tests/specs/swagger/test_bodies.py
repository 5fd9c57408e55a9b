from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.values import Json, Record

Load = Callable[..., Bundle]
NAME = {"name": "name", "in": "formData", "type": "string", "required": True}
FILE = {"name": "photo", "in": "formData", "type": "file"}
BODY = {"name": "b", "in": "body", "required": True, "schema": {"type": "integer"}}


@pytest.fixture
def body(swagger: Load) -> Callable[..., Record | None]:
    """Converts the parameters of one operation into its request body."""

    def convert(*parameters: Json, **members: Json) -> Record | None:
        bundle = swagger(get={"parameters": list(parameters), **members})
        found: Record | None = bundle.document.at("/paths/~1a/get").get("requestBody")
        return found

    return convert


def test_operation_without_a_body_has_none(body: Callable[..., Record | None]) -> None:
    assert body({"name": "q", "in": "query", "type": "string"}) is None


def test_body_has_the_types_that_are_consumed(body: Callable[..., Record | None]) -> None:
    media = {"schema": {"type": "integer"}}

    assert body(BODY) == {"required": True, "content": {"application/json": media}}
    assert body(BODY, consumes=["a/b", "c/d"]) == {
        "required": True,
        "content": {"a/b": media, "c/d": media},
    }


def test_example_of_a_body_is_kept(body: Callable[..., Record | None]) -> None:
    found = body({**BODY, "x-examples": {"application/json": 5}})

    assert found is not None
    assert found["content"]["application/json"]["example"] == 5


def test_form_is_one_schema(body: Callable[..., Record | None]) -> None:
    found = body(NAME, {**NAME, "name": "age", "type": "integer", "required": False})

    assert found == {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
                    "required": ["name"],
                }
            }
        },
    }


def test_form_with_a_file_is_multipart(body: Callable[..., Record | None]) -> None:
    found = body(FILE, consumes=["application/x-www-form-urlencoded"])

    assert found is not None
    (kind,) = found["content"]
    assert kind == "multipart/form-data"
    assert found["content"][kind]["schema"]["properties"] == {
        "photo": {"type": "string", "format": "binary"}
    }


def test_list_in_a_form_says_how_its_items_are_told_apart(
    body: Callable[..., Record | None],
) -> None:
    found = body({**NAME, "type": "array", "items": {}, "collectionFormat": "multi"})

    assert found is not None
    (media,) = found["content"].values()
    assert media["encoding"] == {"name": {"style": "form", "explode": True}}


def test_body_of_the_path_is_that_of_its_operations(swagger: Load) -> None:
    own = {**BODY, "schema": {"type": "string"}}
    item = {
        "parameters": [{"name": "q", "in": "query", "type": "string"}, BODY],
        "get": {"responses": {}},
        "put": {"responses": {}, "parameters": [own]},
    }
    document = swagger(paths={"/a": item}).document

    schemas = [
        document.at(f"/paths/~1a/{method}/requestBody/content/application~1json/schema")
        for method in ("get", "put")
    ]

    assert schemas == [{"type": "integer"}, {"type": "string"}]
    assert [one["name"] for one in document.at("/paths/~1a/parameters")] == ["q"]


def test_body_behind_a_reference_leads_to_its_place(swagger: Load) -> None:
    bundle = swagger(get={"parameters": [{"$ref": "#/parameters/B"}]}, parameters={"B": BODY})
    where = "/paths/~1a/get/requestBody/content/application~1json/schema/type"

    assert bundle.document.origins.written(where) == "integer"
    assert bundle.document.line(where) == bundle.document.line(
        "/components/parameters/B/schema/type"
    )
    assert "B" not in bundle.document.at("/components/parameters")


def test_second_body_is_told(swagger: Load) -> None:
    (told,) = swagger(get={"parameters": [BODY, {**BODY, "name": "c"}]}, strict=False).left_out

    assert "an operation has one body" in told.reason
