from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.values import Json, Record

Load = Callable[..., Bundle]
Told = Callable[..., list[str]]


def test_path_without_a_slash_is_left_out(mended: Load) -> None:
    get = {"get": {"responses": {}}}

    bundle = mended(paths={"a": get, "/b": get, "x-note": 5})

    assert [one.label for one in bundle.operations] == ["GET /b"]
    assert [one.reason for one in bundle.left_out] == ["the path 'a' does not begin with a slash"]


@pytest.mark.parametrize(
    ("get", "says"),
    [
        ({"operationId": ["a"]}, "`operationId` is a list"),
        ({"parameters": {"a": 1}}, "`parameters` is a mapping"),
        ({"requestBody": "a"}, "`requestBody` is 'a'"),
        ({"responses": []}, "`responses` is an empty list"),
        ({"responses": {"200 OK": {"description": ""}}}, "there is no status '200 OK'"),
        ({"responses": {"200": {"headers": []}}}, "`headers` is an empty list"),
        ({"responses": {"200": 5}}, "the response here is 5"),
        ({"responses": {"200": {"content": []}}}, "`content` is an empty list"),
        ({"requestBody": {"required": "yes"}}, "`required` is 'yes'"),
        ({"requestBody": {"content": {"a/b": 5}}}, "the media here is 5"),
        ({"security": 5}, "`security` is 5"),
        ({"security": [5]}, "a security requirement is 5"),
    ],
)
def test_odd_member_is_left_out(get: Record, says: str, mended: Load) -> None:
    bundle = mended(get=get)

    (told,) = bundle.left_out
    assert (told.what, told.reason) == ("GET /a", says)
    assert len(bundle.operations) == 1


@pytest.mark.parametrize("status", ["200", "4XX", "5xx", "default", "x-note"])
def test_statuses_of_http_are_kept(status: str, told: Told) -> None:
    assert told(get={"responses": {status: {"description": ""}}}) == []


def test_schema_beside_the_content_is_read_as_json(mended: Load) -> None:
    bundle = mended(get={"responses": {"200": {"description": "", "schema": {"type": "string"}}}})
    where = "/paths/~1a/get/responses/200/content/application~1json/schema"

    (told,) = bundle.left_out
    assert "is read as application/json" in told.reason
    assert bundle.document.at(where) == {"type": "string"}
    assert bundle.document.line(where) == told.line


def test_parameters_in_the_body_are_read_as_a_body(mended: Load) -> None:
    parameters = [
        {"name": "b", "in": "body", "required": True, "schema": {"type": "string"}},
        {"name": "q", "in": "query", "schema": {"type": "odd"}},
    ]

    bundle = mended(get={"parameters": parameters})

    (operation,) = bundle.operations
    assert operation.request_body is not None
    assert operation.request_body.required
    assert [one.name for one in operation.parameters] == ["q"]
    assert [one.reason for one in bundle.left_out] == [
        "parameters in `body` and `formData`, as in OpenAPI 2.0, are read as its request body",
        "there is no type 'odd'",
    ]
    lines = [one.line for one in bundle.left_out]
    assert lines[1] - lines[0] == 8


@pytest.mark.parametrize(
    ("scheme", "says"),
    [
        ({}, "this security scheme has no type"),
        ({"type": "magic"}, "this security scheme has the type 'magic'"),
        ({"type": "apiKey", "in": "header"}, "this security scheme has no name"),
        (
            {"type": "apiKey", "name": "K", "in": "body"},
            "this security scheme has the place 'body'",
        ),
        ({"type": "http"}, "this security scheme has no `scheme`"),
        ("basic", "the security scheme here is 'basic'"),
    ],
)
def test_scheme_that_shows_nothing_is_left_out(scheme: Json, says: str, mended: Load) -> None:
    known = {"type": "http", "scheme": "basic"}
    bundle = mended(
        get={"security": [{"odd": []}, {"odd": [], "known": None}, {}]},
        components={"securitySchemes": {"odd": scheme, "known": known}},
    )

    assert says in [one.reason for one in bundle.left_out]
    assert bundle.operations[0].security == ({"known": ()}, {})
    assert list(bundle.schemes) == ["known"]


def test_operation_id_that_is_a_number_is_a_text(mended: Load) -> None:
    assert mended(get={"operationId": 7}).operations[0].operation_id == "7"


@pytest.mark.parametrize(("version", "count"), [("3.2.0", 2), ("3.1.0", 0)])
def test_methods_that_are_new_in_3_2_are_told(version: str, count: int, mended: Load) -> None:
    item = {"query": {}, "additionalOperations": {"COPY": {}}, "get": {"responses": {}}}

    bundle = mended(version=version, paths={"/a": item})

    assert [one.label for one in bundle.operations] == ["GET /a"]
    assert len(bundle.left_out) == count
