import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator.schemas import get_schema_content_v30

from specs.bundle import Bundle
from specs.document import Document
from specs.json_lines import JsonLines
from specs.values import ABSENT, Json, Record, pointer
from specs.violations import violations

Load = Callable[..., Bundle]
OPENAPI_3_0 = jsonschema_rs.Draft4Validator(dict(get_schema_content_v30()))


@pytest.mark.parametrize(
    ("members", "urls"),
    [
        ({}, ["/"]),
        ({"basePath": "/v1"}, ["/v1"]),
        ({"basePath": "v1/", "host": "a.example.test"}, ["https://a.example.test/v1"]),
        (
            {"host": "a.example.test:8080", "schemes": ["http", "https"]},
            ["http://a.example.test:8080", "https://a.example.test:8080"],
        ),
        ({"host": "https://a.example.test/", "basePath": "/"}, ["https://a.example.test"]),
        ({"host": 5, "basePath": [], "schemes": {}}, ["/"]),
    ],
)
def test_host_and_base_path_are_servers(members: Record, urls: list[str], swagger: Load) -> None:
    assert [one["url"] for one in swagger(**members).document.data["servers"]] == urls


def test_definitions_are_schemas_wherever_they_are_named(swagger: Load) -> None:
    pet = {"type": "object", "properties": {"tag": {"$ref": "#/definitions/Tag"}}}
    bundle = swagger(definitions={"Pet": pet, "Tag": {"type": "string"}})
    schema = bundle.schemas.compile("/components/schemas/Pet", "response")

    assert schema.is_valid({"tag": "a"})
    assert not schema.is_valid({"tag": 5})


def test_extensions_and_the_rest_are_kept(swagger: Load) -> None:
    data = swagger(
        tags=[{"name": "a"}], security=[], externalDocs={"url": "u"}, **{"x-more": [1]}
    ).document.data

    assert {name: data[name] for name in ("tags", "security", "externalDocs", "x-more")} == {
        "tags": [{"name": "a"}],
        "security": [],
        "externalDocs": {"url": "u"},
        "x-more": [1],
    }
    assert not {"swagger", "definitions", "host", "basePath"} & data.keys()


def test_path_that_refers_to_another_is_served(swagger: Load) -> None:
    paths = {"/a": {"get": {"responses": {}}}, "/b": {"$ref": "#/paths/~1a"}}

    assert [one.label for one in swagger(paths=paths).operations] == ["GET /a", "GET /b"]


def test_shared_parts_may_refer_to_each_other(swagger: Load) -> None:
    bundle = swagger(
        get={
            "parameters": [{"$ref": "#/parameters/B"}],
            "responses": {"200": {"$ref": "#/responses/D"}},
        },
        parameters={
            "A": {"name": "a", "in": "query", "type": "string"},
            "B": {"$ref": "#/parameters/A"},
        },
        responses={"C": {"description": "C.", "schema": {}}, "D": {"$ref": "#/responses/C"}},
    )
    (operation,) = bundle.operations

    assert operation.parameters[0].pointer == "/components/parameters/A"
    assert operation.responses["200"].pointer == "/components/responses/C"


def test_files_of_2_0_are_converted_where_they_are_used(write: Callable[..., Path]) -> None:
    more = "item:\n  get:\n    parameters:\n      - {$ref: '#/size'}\n"
    more += "      - {name: b, in: body, schema: {$ref: 'old.json#/definitions/B'}}\n"
    more += (
        "    responses:\n      '200':\n        description: Yes.\n        schema: {type: file}\n"
    )
    more += "size: {name: size, in: query, type: integer}\n"
    file = write(more, "more.yaml")
    old = {"swagger": "2.0", "paths": {"/a": {"$ref": "more.yaml#/item"}}, "definitions": {"B": {}}}
    bundle = Bundle.load(write(json.dumps(old), "old.json"), strict=True)

    (operation,) = bundle.operations

    assert operation.request_body is not None
    assert bundle.document.at(operation.request_body.media[0].schema or "") == {
        "$ref": "#/components/schemas/B"
    }
    assert bundle.document.spot(operation.parameters[0].schema or "") == (file, 10)
    assert bundle.document.spot(operation.request_body.pointer) == (file, 5)
    assert bundle.document.spot(operation.responses["200"].media[0].schema or "") == (file, 9)


def test_example_is_data(swagger: Load) -> None:
    example = {"$ref": "#/definitions/Nothing", "type": "file", "discriminator": "x"}
    schema = {"example": example, "default": example, "enum": [example]}

    found = swagger(definitions={"A": schema}).document.at("/components/schemas/A")

    assert found == schema


def test_what_has_a_wrong_shape_is_left_for_others_to_judge(swagger: Load) -> None:
    odd: list[Json] = [None, 5, "x", [], {}, [5], {"a": 5}, {"in": "body"}, {"$ref": "#/nothing"}]
    for value in odd:
        for member in ("definitions", "parameters", "responses", "securityDefinitions", "paths"):
            swagger(strict=False, **{member: value})
            swagger(strict=False, **{member: {"/a": value}})
        swagger(strict=False, paths={"/a": {"get": value, "parameters": value}})
        for member in ("parameters", "responses", "consumes", "produces"):
            swagger(strict=False, get={member: value})
        swagger(strict=False, get={"parameters": [value]}, parameters={"a": {"b": value}})


TYPES = st.sampled_from(["string", "integer", "boolean"])
NAMES = st.text("ab/~ ", min_size=1, max_size=3)
SCHEMAS = st.recursive(
    st.fixed_dictionaries({"type": TYPES}, optional={"maxLength": st.integers(0, 9)})
    | st.just({"$ref": "#/definitions/A"}),
    lambda inner: (
        st.fixed_dictionaries({"type": st.just("array"), "items": inner})
        | st.fixed_dictionaries({"properties": st.dictionaries(NAMES, inner, max_size=2)})
    ),
    max_leaves=4,
)
PLAIN = st.fixed_dictionaries(
    {"name": NAMES, "in": st.sampled_from(["query", "header"]), "type": TYPES},
    optional={"description": NAMES, "required": st.booleans()},
)
FIELD = st.fixed_dictionaries({"name": NAMES, "in": st.just("formData"), "type": TYPES})
BODY = st.fixed_dictionaries({"name": NAMES, "in": st.just("body"), "schema": SCHEMAS})
RESPONSE = st.fixed_dictionaries(
    {"description": NAMES},
    optional={
        "schema": SCHEMAS,
        "headers": st.dictionaries(NAMES, st.fixed_dictionaries({"type": TYPES}), max_size=2),
        "examples": st.dictionaries(st.just("a/b"), NAMES, max_size=1),
    },
)
OPERATIONS = st.fixed_dictionaries(
    {
        "parameters": st.lists(PLAIN | FIELD, max_size=4) | st.lists(PLAIN | BODY, max_size=3),
        "responses": st.dictionaries(st.sampled_from(["200", "404"]), RESPONSE, min_size=1),
    },
    optional={"produces": st.just(["a/b", "c/d"]), "consumes": st.just(["a/b"])},
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "swagger": st.just("2.0"),
        "info": st.just({"title": "Old", "version": "1"}),
        "paths": st.dictionaries(
            st.sampled_from(["/a", "/b"]),
            st.fixed_dictionaries(
                {"post": OPERATIONS}, optional={"parameters": st.lists(PLAIN | FIELD, max_size=2)}
            ),
            max_size=2,
        ),
        "definitions": st.fixed_dictionaries({"A": SCHEMAS, "B": SCHEMAS}),
    }
)
REWORDED = {"openapi", "$ref"}


def leaves(value: Json, where: str) -> Iterator[tuple[str, Json]]:
    members = enumerate(value) if isinstance(value, list) else ()
    for name, item in value.items() if isinstance(value, dict) else members:
        yield from leaves(item, where + pointer(name))
    if not isinstance(value, dict | list):
        yield where, value


@settings(deadline=None)
@given(DOCUMENTS)
def test_every_part_of_a_converted_document_leads_to_what_says_it(data: Record) -> None:
    """What 2.0 says is found again at its place; what 3.0 adds leads to nothing."""
    document = converted(data)
    written = {where: document.origins.written(where) for where, _ in leaves(document.data, "")}

    changed = [
        where
        for where, value in leaves(document.data, "")
        if written[where] not in (value, ABSENT) and where.rpartition("/")[2] not in REWORDED
    ]

    assert changed == []
    assert sum(value is not ABSENT for value in written.values()) >= 3


@settings(deadline=None)
@given(DOCUMENTS)
def test_every_line_of_a_schema_is_kept(data: Record) -> None:
    document = converted(data)
    lines = JsonLines(json.dumps(data, indent=1))

    for where, _ in leaves(data["definitions"], ""):
        assert document.line("/components/schemas" + where) == lines.line("/definitions" + where)


@settings(deadline=None)
@given(DOCUMENTS)
def test_converted_document_is_openapi_3_0(data: Record) -> None:
    found = violations(OPENAPI_3_0, converted(data).data)

    assert [one for one in found if one.keyword != "uniqueItems"] == []
    assert len(found) == 0 or has_repeated_parameter(data)


def converted(data: Record) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "old.json")
        path.write_text(json.dumps(data, indent=1))
        return Document.load(path)


def has_repeated_parameter(data: Record) -> bool:
    lists = [
        holder.get("parameters", [])
        for item in data["paths"].values()
        for holder in (item, item["post"])
    ]
    return any(one in found[:index] for found in lists for index, one in enumerate(found))
