from collections.abc import Callable
from pathlib import Path

import pytest

from specs.document import Document
from specs.errors import InvalidSpec
from specs.operation import Operation
from specs.operation_reader import read_operations, read_path_item
from specs.values import ABSENT, Record

YES: Record = {"200": {"description": "Yes."}}


def test_operations_come_in_the_order_of_the_file(document: Callable[..., Document]) -> None:
    operation = {"responses": YES}
    paths = {
        "/b": {"put": operation, "get": operation, "summary": "Two of them."},
        "x-note": {"get": operation},
        "/a": {"$ref": "#/paths/~1b"},
    }

    found = read_operations(document(paths=paths))

    assert [one.label for one in found] == ["PUT /b", "GET /b", "PUT /a", "GET /a"]
    assert found[2].pointer == "/paths/~1b/put"


def test_operation_without_an_id_is_read(get: Callable[..., Operation]) -> None:
    assert get().operation_id is None
    assert get(operationId="getA").operation_id == "getA"


def test_parameters_of_the_path_are_overridden(get: Callable[..., Operation]) -> None:
    shared = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    item = {"parameters": [shared, {**shared, "name": "size", "in": "query", "required": False}]}

    found = get(item=item, parameters=[{**shared, "schema": {"type": "integer"}}]).parameters

    assert [(one.place, one.name, one.required) for one in found] == [
        ("path", "id", True),
        ("query", "size", False),
    ]
    assert found[0].pointer == "/paths/~1a~1{id}/get/parameters/0"


def test_parameter_behind_a_reference_keeps_its_place(get: Callable[..., Operation]) -> None:
    shared = {"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/Q"}}
    root = {"components": {"parameters": {"Q": shared}, "schemas": {"Q": {"default": None}}}}

    (found,) = get(root=root, parameters=[{"$ref": "#/components/parameters/Q"}]).parameters

    assert found.pointer == "/components/parameters/Q"
    assert found.schema == "/components/parameters/Q/schema"
    assert found.default is None


@pytest.mark.parametrize(
    ("place", "style", "explode"),
    [
        ("path", "simple", False),
        ("query", "form", True),
        ("header", "simple", False),
        ("cookie", "form", True),
    ],
)
def test_parameter_has_the_style_of_its_place(
    place: str, style: str, explode: bool, get: Callable[..., Operation]
) -> None:
    (found,) = get(parameters=[{"name": "id", "in": place, "schema": {}}]).parameters

    assert (found.style, found.explode, found.default) == (style, explode, ABSENT)


def test_parameter_may_be_described_by_content(get: Callable[..., Operation]) -> None:
    content = {"application/json": {"schema": {}}}

    (found,) = get(parameters=[{"name": "q", "in": "query", "content": content}]).parameters

    assert found.schema is None


def test_examples_keep_null_and_follow_references(get: Callable[..., Operation]) -> None:
    media = {
        "schema": {},
        "example": None,
        "examples": {"far": {"$ref": "#/components/examples/Far"}, "out": {"externalValue": "u"}},
    }
    root = {"components": {"examples": {"Far": {"value": [1]}}}}

    body = get(root=root, requestBody={"content": {"text/json": media}}).request_body

    assert body is not None
    assert dict(body.media[0].examples) == {"example": None, "far": [1]}


def test_response_headers_are_read(get: Callable[..., Operation]) -> None:
    headers = {"Allow": {"required": True, "schema": {"type": "string"}}}

    found = get(responses={"405": {"description": "No.", "headers": headers}})

    (header,) = found.responses["405"].headers
    assert (header.name, header.required) == ("Allow", True)
    assert header.schema == "/paths/~1a~1{id}/get/responses/405/headers/Allow/schema"


@pytest.mark.parametrize(
    ("root", "own", "read"),
    [
        ([{"key": []}], None, ({"key": ()},)),
        ([{"key": []}], [], ()),
        (None, [{"key": ["a"], "other": []}, {}], ({"key": ("a",), "other": ()}, {})),
        (None, None, ()),
    ],
)
def test_security_of_an_operation_replaces_that_of_the_document(
    root: object, own: object, read: object, get: Callable[..., Operation]
) -> None:
    members = {} if own is None else {"security": own}

    assert get(root={"security": root} if root is not None else {}, **members).security == read


def test_security_schemes_tell_where_to_look(get: Callable[..., Operation]) -> None:
    schemes = {
        "basic": {"type": "http", "scheme": "Basic"},
        "key": {"type": "apiKey", "in": "query", "name": "k"},
        "oauth": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/t"}}},
    }

    found = get(root={"components": {"securitySchemes": schemes}}).schemes

    assert found["basic"].http_scheme == "basic"
    assert (found["key"].place, found["key"].parameter) == ("query", "k")
    assert found["oauth"].token_url == "/t"


def test_batch_policy_is_read_if_it_is_valid(get: Callable[..., Operation]) -> None:
    batch = {"preset": "always-207", "items": "/a", "successes": "/b", "failures": "/c"}

    assert get(**{"x-batch": batch}).batch is not None
    assert get(**{"x-batch": {**batch, "statuses": 5}}).batch is None
    assert get().batch is None


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"parameters": [{"in": "query"}]}, "lacks a `name`"),
        ({"parameters": [{"name": "a"}]}, "lacks `in: path | query | header | cookie`"),
        ({"parameters": [{"name": "a", "in": "body"}]}, "lacks `in: path"),
        ({"parameters": [{"name": 5, "in": "query"}]}, "`name` is not a text"),
        ({"parameters": {"a": 1}}, "a list is missing here"),
        ({"parameters": ["a"]}, "a mapping is missing here"),
        ({"requestBody": {"content": None}}, "a mapping is missing here"),
        ({"requestBody": {"content": {"a/b": [1]}}}, "a mapping is missing here"),
        ({"responses": {"200": None}}, "a mapping is missing here"),
        ({"responses": {"200": {"headers": {"A": 1}}}}, "a mapping is missing here"),
        ({"security": {"key": []}}, "a list is missing here"),
        ({"security": ["key"]}, "a mapping is missing here"),
        ({"operationId": ["a"]}, "`operationId` is not a text"),
    ],
)
def test_wrong_shape_is_refused_with_its_line(
    members: Record, says: str, get: Callable[..., Operation]
) -> None:
    with pytest.raises(InvalidSpec) as caught:
        get(**members)

    assert says in str(caught.value)
    assert caught.value.line is not None
    assert caught.value.line > 5


@pytest.mark.parametrize("item", [None, [], "text", {"get": None}])
def test_path_item_of_a_wrong_shape_is_refused(
    item: object, document: Callable[..., Document]
) -> None:
    with pytest.raises(InvalidSpec, match="a mapping is missing here"):
        read_operations(document(paths={"/a": item}))


def test_path_item_of_a_webhook_is_read_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "hooks.yaml"
    file.write_text(
        "openapi: 3.1.0\ninfo: {title: hooks, version: '1'}\n"
        "webhooks:\n  made:\n    post:\n      operationId: made\n"
        "      requestBody: {content: {application/json: {schema: {type: object}}}}\n"
        "      responses: {'204': {description: taken}}\n"
    )

    (operation,) = read_path_item(Document.load(file), "made", "/webhooks/made")

    assert (operation.label, operation.operation_id) == ("POST made", "made")
    assert operation.pointer == "/webhooks/made/post"
