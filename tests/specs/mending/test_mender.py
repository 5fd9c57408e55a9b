import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs.bundle import Bundle
from specs.errors import SpecError
from specs.values import Json, Record, find, pointer, split_pointer

Load = Callable[..., Bundle]
Told = Callable[..., list[str]]


def test_sound_document_is_left_as_it_is(mended: Load) -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"enum": [None, "b"]}}}
    members = {"get": {"operationId": "getA"}, "components": {"schemas": {"A": schema}}}

    bundle = mended(**members)

    assert bundle.left_out == ()
    assert bundle.document.at("/components/schemas/A") == schema


@pytest.mark.parametrize(
    ("get", "left"),
    [
        ({"parameters": [{"$ref": "#/no"}]}, {"parameters": []}),
        ({"requestBody": {"$ref": "#/no"}}, {}),
        ({"responses": {"200": {"$ref": "#/no"}}}, {"responses": {"200": {"description": ""}}}),
        ({"callbacks": {"c": {"$ref": "#/no"}}}, {"callbacks": {}}),
        (
            {"responses": {"200": {"headers": {"X": {"$ref": "#/no"}}}}},
            {"responses": {"200": {"headers": {}}}},
        ),
        (
            {"requestBody": {"content": {"a/b": {"schema": {"$ref": "#/no", "title": "T"}}}}},
            {"requestBody": {"content": {"a/b": {"schema": {"title": "T"}}}}},
        ),
        (
            {"requestBody": {"content": {"a/b": {"examples": {"e": {"$ref": "#/no"}}}}}},
            {"requestBody": {"content": {"a/b": {"examples": {}}}}},
        ),
    ],
)
def test_dangling_reference_is_left_out(get: Record, left: Record, mended: Load) -> None:
    bundle = mended(get=get)

    (told,) = bundle.left_out
    assert (told.what, told.reason) == ("GET /a", "the reference '#/no' names nothing")
    assert bundle.document.at("/paths/~1a/get") == {"responses": {}, **left}


@pytest.mark.parametrize(
    "reference",
    ["#/no", "no.yaml", "../x.yaml", "https://a.example.test/x", "#no", "#/info/title", "#/a%zz"],
)
def test_schema_behind_a_lost_reference_takes_anything(reference: str, mended: Load) -> None:
    schema = {"properties": {"a": {"$ref": reference}, "b": {"type": "string"}}}
    bundle = mended(components={"schemas": {"A": schema}})
    compiled = bundle.schemas.compile("/components/schemas/A", "request")

    assert len(bundle.left_out) == 1
    assert compiled.is_valid({"a": 5, "b": "c"})
    assert not compiled.is_valid({"b": 5})


def test_references_in_a_circle_are_left_out(told: Told) -> None:
    schemas = {
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"$ref": "#/components/schemas/A"},
        "C": {"properties": {"c": {"$ref": "#/components/schemas/C"}}},
    }

    assert len(told(components={"schemas": schemas})) >= 1


def test_reference_where_openapi_allows_none_is_put_in_place(mended: Load) -> None:
    media = {"application/json": {"schema": {"type": "string"}}}
    bundle = mended(
        get={"responses": {"200": {"description": "", "content": {"$ref": "#/x-types/one"}}}},
        **{"x-types": {"one": media}},
    )
    where = "/paths/~1a/get/responses/200/content/application~1json/schema"

    assert bundle.left_out == ()
    assert bundle.document.at(where) == {"type": "string"}
    assert bundle.document.line(where) == bundle.document.line(
        "/x-types/one/application~1json/schema"
    )


def test_whole_that_would_contain_itself_is_left_out(mended: Load) -> None:
    bundle = mended(get={"responses": {"200": {"content": {"a/b": {"$ref": "#/paths"}}}}})

    (told,) = bundle.left_out
    assert "leads to nothing that could stand here" in told.reason
    assert bundle.document.at("/paths/~1a/get/responses/200/content") == {"a/b": {}}


@pytest.mark.parametrize(
    "members",
    [
        {"paths": []},
        {"components": "x"},
        {"components": {"schemas": []}},
        {"servers": {"url": "/"}},
        {"paths": {"/a": {"get": 5}}},
        {"paths": {"/a": []}},
        {"paths": {"a": {"get": {"responses": {}}}}},
    ],
)
def test_part_of_a_wrong_shape_is_left_out_with_its_line(members: Record, mended: Load) -> None:
    bundle = mended(**members)

    (told,) = bundle.left_out
    assert bundle.operations == ()
    assert told.line is not None
    assert told.line > 3


@pytest.mark.parametrize(
    "members",
    [
        {"paths": None},
        {"components": None},
        {"components": {"schemas": None, "parameters": None}},
        {"paths": {"/a": None}},
        {"get": {"parameters": None, "requestBody": None, "security": None, "description": None}},
        {"get": {"responses": {"200": {"content": {"a/b": None}, "headers": None}}}},
        {"components": {"schemas": {"A": {"properties": {"a": None}, "items": None}}}},
    ],
)
def test_null_is_as_good_as_nothing(members: Record, told: Told) -> None:
    assert told(**members) == []


def test_flaw_that_many_share_is_told_once(mended: Load) -> None:
    get = {"responses": {}, "security": [{"nobody": []}]}

    bundle = mended(paths={"/a": {"get": get}, "/b": {"get": get, "put": get}})

    (told,) = bundle.left_out
    assert told.reason == "the security scheme nobody is not described, so nobody is asked for it"
    assert all(one.security == () for one in bundle.operations)


def test_parts_are_told_in_the_order_of_their_lines(mended: Load) -> None:
    bundle = mended(
        get={"requestBody": {"content": {"a/b": {"schema": {"type": "odd"}}}}},
        components={"schemas": {"A": {"type": "odd"}, "B": {"items": {"type": "odd"}}}},
    )

    lines = [one.line for one in bundle.left_out]

    assert len(lines) == 3
    assert lines == sorted(lines)


def test_line_of_a_parameter_is_its_own_when_others_are_left_out(mended: Load) -> None:
    size = {"name": "size", "in": "query", "schema": {"type": "integer"}}
    bundle = mended(get={"parameters": [{"name": "a"}, {"in": "query"}, size]})

    (found,) = bundle.operations[0].parameters

    assert found.pointer == "/paths/~1a/get/parameters/0"
    assert bundle.document.origins.written(found.pointer + "/name") == "size"


def test_strict_reader_refuses_what_the_lenient_one_tells(mended: Load) -> None:
    bundle = mended(get={"parameters": [{"name": "a"}]})

    with pytest.raises(SpecError, match="this parameter lacks"):
        Bundle.load(bundle.document.path, strict=True)


SOUND: Record = {
    "openapi": "3.0.3",
    "info": {"title": "Sound", "version": "1"},
    "servers": [{"url": "/{v}", "variables": {"v": {"default": "v1"}}}],
    "security": [{"key": []}],
    "paths": {
        "/things/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "get": {
                "operationId": "getThing",
                "parameters": [{"$ref": "#/components/parameters/Size"}],
                "responses": {
                    "200": {"$ref": "#/components/responses/Thing"},
                    "default": {"description": "No."},
                },
            },
            "put": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Thing"},
                            "examples": {"one": {"value": {"id": "1"}}},
                        }
                    },
                },
                "responses": {"204": {"description": "Done.", "headers": {"X": {"schema": {}}}}},
                "security": [{"token": ["a"]}, {}],
            },
        }
    },
    "components": {
        "parameters": {"Size": {"name": "size", "in": "query", "schema": {"type": "integer"}}},
        "responses": {
            "Thing": {
                "description": "A thing.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
            }
        },
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "readOnly": True, "pattern": "^[a-z]+$"},
                    "parent": {"allOf": [{"$ref": "#/components/schemas/Thing"}], "nullable": True},
                    "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
                },
                "additionalProperties": {"enum": [1, 2]},
            }
        },
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "K"},
            "token": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/t"}}},
        },
    },
}
OLD: Record = {
    "swagger": "2.0",
    "info": {"title": "Old", "version": "1"},
    "host": "a.example.test",
    "basePath": "/v1",
    "consumes": ["application/json"],
    "paths": {
        "/things/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "type": "string"}],
            "post": {
                "parameters": [
                    {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/Thing"}},
                    {"$ref": "#/parameters/Size"},
                ],
                "responses": {
                    "200": {"description": "Yes.", "schema": {"$ref": "#/definitions/Thing"}},
                    "400": {"$ref": "#/responses/No"},
                },
            },
            "put": {
                "parameters": [{"name": "f", "in": "formData", "type": "file"}],
                "responses": {"200": {"description": "Yes.", "examples": {"a/b": 1}}},
            },
        }
    },
    "parameters": {
        "Size": {"name": "s", "in": "query", "type": "array", "items": {"type": "string"}}
    },
    "responses": {"No": {"description": "No.", "headers": {"X": {"type": "integer"}}}},
    "definitions": {"Thing": {"properties": {"id": {"type": "string"}}, "discriminator": "id"}},
    "securityDefinitions": {"o": {"type": "oauth2", "flow": "application", "tokenUrl": "/t"}},
}


def places(value: Json, where: str) -> Iterator[str]:
    members = enumerate(value) if isinstance(value, list) else ()
    for name, item in value.items() if isinstance(value, dict) else members:
        yield where + pointer(name)
        yield from places(item, where + pointer(name))


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.sampled_from([0, -1, 1.5, 2**70, "", "x", "(", "#/paths", "/a/{b}", "200"])
    | st.sampled_from(["#", "#/paths", "#/nothing", "x.yaml", "#/components/schemas/Thing"]).map(
        lambda reference: {"$ref": reference}
    ),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["type", "name", "in", "$ref", "a", "x-b", "properties", "items", "allOf"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=4,
)
MUTATIONS = st.sampled_from([SOUND, OLD]).flatmap(
    lambda sound: st.tuples(
        st.just(sound),
        st.lists(
            st.tuples(st.sampled_from(list(places(sound, ""))), st.none() | ODD.map(lambda v: [v])),
            min_size=1,
            max_size=4,
        ),
    )
)


def mutated(sound: Record, changes: list[tuple[str, list[Json] | None]]) -> Record:
    """Replaces the values at some places, or takes them out."""
    data = deepcopy(sound)
    for where, change in changes:
        parent, _, _ = where.rpartition("/")
        holder, name = find(data, parent), split_pointer(where)[-1]
        key: Json = int(name) if isinstance(holder, list) and name.isdecimal() else name
        if not isinstance(holder, dict | list) or find(data, where) is find(data, "/not there"):
            continue
        if change is not None:
            holder[key] = change[0]
        else:
            del holder[key]
    return data


@settings(deadline=None)
@given(MUTATIONS)
def test_mutated_document_is_served_or_refused_in_one_paragraph(
    mutation: tuple[Record, list[tuple[str, list[Json] | None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "api.json")
        path.write_text(json.dumps(mutated(*mutation), indent=1))
        for strict in (True, False):
            try:
                bundle = Bundle.load(path, strict=strict)
            except SpecError as refused:
                told = [str(refused)]
            else:
                told = [str(one) for one in bundle.left_out]
                use(bundle, strict=strict)
            assert all(one.startswith(str(path)) and "\n" not in one for one in told)


def use(bundle: Bundle, *, strict: bool) -> None:
    """Compiles every schema that is needed; all of them can be, unless none has been mended."""
    for operation in bundle.operations:
        bodies = [operation.request_body] if operation.request_body is not None else []
        bodies += [*operation.responses.values()]
        schemas = [one.schema for body in bodies for one in body.media]
        schemas += [one.schema for one in operation.parameters]
        for where in schemas:
            if where is not None:
                with suppress(SpecError) if strict else nullcontext():
                    bundle.schemas.compile(where, "request").is_valid({})
