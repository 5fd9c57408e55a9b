from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.values import Json, Record

Load = Callable[..., Bundle]


@pytest.fixture
def response(swagger: Load) -> Callable[..., Record]:
    """Converts one response."""

    def convert(raw: Record, **members: Json) -> Record:
        bundle = swagger(get={"responses": {"200": raw}, **members})
        found: Record = bundle.document.at("/paths/~1a/get/responses/200")
        return found

    return convert


def test_response_without_a_schema_has_no_body(response: Callable[..., Record]) -> None:
    assert response({"description": "Yes."}, produces=["a/b"]) == {"description": "Yes."}


@pytest.mark.parametrize(
    ("schema", "produces", "kinds"),
    [
        ({}, [], ["application/json"]),
        ({}, ["a/b", "c/d"], ["a/b", "c/d"]),
        ({"type": "file"}, [], ["application/octet-stream"]),
        ({"type": "file"}, ["image/png"], ["image/png"]),
    ],
)
def test_body_has_the_types_that_are_produced(
    schema: Record, produces: list[str], kinds: list[str], response: Callable[..., Record]
) -> None:
    found = response({"description": "Yes.", "schema": schema}, produces=produces)

    assert list(found["content"]) == kinds


def test_file_is_binary(response: Callable[..., Record]) -> None:
    found = response({"description": "Yes.", "schema": {"type": "file"}}, produces=["a/b"])

    assert found["content"]["a/b"] == {"schema": {"type": "string", "format": "binary"}}


def test_examples_are_those_of_their_types(response: Callable[..., Record]) -> None:
    raw = {"description": "Yes.", "schema": {}, "examples": {"a/b": 1, "e/f": {"$ref": "data"}}}

    assert response(raw, produces=["a/b", "c/d"])["content"] == {
        "a/b": {"schema": {}, "example": 1},
        "c/d": {"schema": {}},
        "e/f": {"schema": {}, "example": {"$ref": "data"}},
    }


def test_header_has_a_schema(response: Callable[..., Record]) -> None:
    header = {"type": "integer", "description": "How many."}

    assert response({"description": "Yes.", "headers": {"X": header}})["headers"] == {
        "X": {"description": "How many.", "schema": {"type": "integer"}}
    }


def test_shared_response_has_the_types_of_the_operation(swagger: Load) -> None:
    shared = {"No": {"description": "No.", "schema": {}}}
    referred = {"responses": {"404": {"$ref": "#/responses/No"}}}
    own = {**referred, "produces": ["a/b"]}
    bundle = swagger(
        paths={"/a": {"get": referred, "put": own}}, responses=shared, produces=["c/d"]
    )

    found = [one.responses["404"] for one in bundle.operations]

    assert [one.media[0].content_type for one in found] == ["c/d", "a/b"]
    assert found[0].pointer == "/components/responses/No"
    assert {bundle.document.line(one.pointer) for one in found} == {
        bundle.document.line("/components/responses/No")
    }
