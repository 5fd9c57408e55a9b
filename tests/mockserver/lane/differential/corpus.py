"""Small descriptions that between them use all that a description can say of a request."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from specs.values import Json, Record
from tests.mockserver.lane.differential.corpus_stubs import (
    BATCH_STUB,
    ECHOES_ALL,
    GUARD,
    ODD_STUB,
    SUSPENDING_STUB,
)
from tests.support.documents import (
    FIELDS,
    FORM,
    JSON,
    MULTIPART,
    api,
    operation,
    parameter,
    response,
    takes,
    write_api,
    write_file,
)
from tests.support.thing_documents import INTEGER, PROBLEM, TEXT, UUID, things_api

ECHO_ANSWER: Final = {"200": response({"type": "object"})}
NUMBERS: Final = {"type": "array", "items": {"type": "integer"}, "maxItems": 3}
WORDS: Final = {"type": "array", "items": {"type": "string", "maxLength": 5}}
COLOR: Final = {
    "type": "object",
    "required": ["R"],
    "properties": {"R": {"type": "integer"}, "g": {"type": "string"}, "on": {"type": "boolean"}},
}
SCALARS: Final = {
    "whole": {"type": "integer", "minimum": -5, "maximum": 100},
    "real": {"type": "number", "multipleOf": 0.01},
    "yes": {"type": "boolean"},
    "word": {"type": "string", "minLength": 2, "maxLength": 6, "pattern": "^[a-z]+$"},
    "day": {"type": "string", "format": "date"},
    "when": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
    "one": {"type": "string", "enum": ["a", "b", "1"]},
    "id32": {"type": "integer", "format": "int32"},
    "id64": {"type": "integer", "format": "int64"},
    "given": {"type": "integer", "default": 7},
}


def _operations(*named: tuple[str, str, Record]) -> Record:
    """Paths of operations, each with its path and method."""
    paths: Record = {}
    for path, method, made in named:
        paths.setdefault(path, {})[method] = made
    return paths


def styles(version: str) -> Record:
    """Every place and style of a parameter, with every kind of value."""
    paths: Record = {}
    kinds: dict[str, Json] = {"number": {"type": "integer"}, "list": NUMBERS, "object": COLOR}
    allowed = {
        "path": ("simple", "label", "matrix"),
        "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
        "header": ("simple",),
        "cookie": ("form",),
    }
    for place, names in allowed.items():
        for style in names:
            for kind, schema in kinds.items():
                for explode in (True, False):
                    if style == "deepObject" and (kind != "object" or not explode):
                        continue
                    name = f"{place}-{style}-{kind}-{explode}".lower()
                    path = f"/{name}/{{p}}" if place == "path" else f"/{name}"
                    told = parameter("p", place, schema, style=style, explode=explode)
                    paths[path] = {"get": operation(_id(name), parameters=[told])}
    for place in ("query", "header", "cookie"):
        told = [parameter(f"{name}-{place}", place, schema) for name, schema in SCALARS.items()]
        paths[f"/scalars/{place}"] = {"get": operation(f"scalars{place}", parameters=told)}
        needed = [{**one, "required": True} for one in told[:2]]
        paths[f"/needed/{place}"] = {"get": operation(f"needed{place}", parameters=needed)}
    for name, schema in SCALARS.items():
        told = [parameter("value", "path", schema)]
        paths[f"/scalar/{name}/{{value}}"] = {"get": operation(f"path{name}", parameters=told)}
    brackets = [parameter("ids[]", "query", NUMBERS), parameter("tags", "query", WORDS)]
    brackets += [{"name": "f", "in": "query", "content": {JSON: {"schema": COLOR}}}]
    brackets += [
        parameter("any", "query", {}),
        parameter("empty", "query", TEXT, allowEmptyValue=True),
    ]
    brackets += [parameter("raw", "query", TEXT, allowReserved=True)]
    brackets += [
        parameter("either", "query", {"oneOf": [{"type": "integer"}, {"type": "boolean"}]})
    ]
    brackets += [parameter("X-Count", "header", {"type": "integer"}, required=True)]
    paths["/brackets"] = {"get": operation("brackets", parameters=brackets)}
    return api(paths, version=version)


def _id(name: str) -> str:
    return name.replace("-", "_")


def bodies(version: str) -> Record:
    """JSON bodies: needed or not, of any kind, and schemas of each dialect."""
    is_new = version.startswith("3.1")
    null = {"type": ["string", "null"]} if is_new else {"type": "string", "nullable": True}
    above = {"exclusiveMinimum": 0} if is_new else {"minimum": 0, "exclusiveMinimum": True}
    item = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
            "kind": {"type": "string", "enum": ["cat", "dog"]},
            "size": {"type": "number", **above},
            "note": null,
            "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
            "next": {"$ref": "#/components/schemas/Item"},
        },
        "additionalProperties": False,
    }
    shapes: dict[str, Json] = {
        "item": {"$ref": "#/components/schemas/Item"},
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}, "minItems": 1},
        "number": {"type": "number"},
        "text": {"type": "string", "maxLength": 4},
        "anything": {},
        "map": {"type": "object", "additionalProperties": {"type": "integer"}},
        "either": {
            "oneOf": [
                {"type": "integer"},
                {"type": "array", "items": {"type": "null"} if is_new else {}},
            ]
        },
        "both": {
            "allOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]
        },
    }
    if is_new:
        shapes["new"] = {
            "type": "array",
            "prefixItems": [{"const": 1}, {"type": ["integer", "null"]}],
            "items": False,
            "contains": {"const": 1},
        }
        shapes["if"] = {
            "type": "object",
            "if": {"properties": {"a": {"const": 1}}, "required": ["a"]},
            "then": {"required": ["b"]},
            "unevaluatedProperties": False,
            "properties": {"a": {}, "b": {}},
        }
        shapes["never"] = False
    paths: Record = {}
    for name, schema in shapes.items():
        for needed in (True, False):
            made = operation("echo", requestBody=takes(schema, required=needed))
            made["operationId"] = f"{name}_{needed}".lower()
            paths[f"/{name}/{str(needed).lower()}"] = {"post": made}
    several = {
        "content": {JSON: {"schema": shapes["item"]}, "application/vnd.x+json": {"schema": {}}}
    }
    paths["/several"] = {"put": operation("several", requestBody={**several, "required": True})}
    ranges = {"content": {"application/*": {"schema": {"type": "object"}}}}
    paths["/ranges"] = {"put": operation("ranges", requestBody=ranges)}
    paths["/get"] = {
        "get": operation("body_of_get", requestBody=takes({"type": "object"}, required=False)),
        "delete": operation("body_of_delete", requestBody=takes({"type": "object"})),
    }
    return api(paths, version=version, components={"schemas": {"Item": item}})


def forms(version: str) -> Record:
    """Bodies that are no JSON."""
    text = {"type": "string", "maxLength": 8}
    both = {"required": True, "content": {JSON: {"schema": FIELDS}, FORM: {"schema": FIELDS}}}
    return api(
        _operations(
            ("/form", "post", operation("form", requestBody=takes(FIELDS, FORM))),
            ("/form", "put", operation("loose", requestBody=takes(FIELDS, FORM, required=False))),
            ("/multipart", "post", operation("multipart", requestBody=takes(FIELDS, MULTIPART))),
            ("/text", "post", operation("text", requestBody=takes(text, "text/plain"))),
            (
                "/bytes",
                "post",
                operation("bytes", requestBody=takes({}, "application/octet-stream")),
            ),
            ("/xml", "post", operation("xml", requestBody=takes({}, "application/xml"))),
            ("/both", "post", operation("both", requestBody=both)),
        ),
        version=version,
    )


SCHEMES: Final = {
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "digest": {"type": "http", "scheme": "digest"},
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
    "oauth": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {"tokenUrl": "/token", "scopes": {"read": "r", "write": "w"}}
        },
    },
    "openid": {"type": "openIdConnect", "openIdConnectUrl": "https://example.test/openid"},
}


def locks(version: str) -> Record:
    """Every security scheme, alone, beside another one, and as one of several ways in."""
    ways: dict[str, list[Record]] = {name: [{name: []}] for name in SCHEMES}
    ways |= {
        "both": [{"key": [], "basic": []}],
        "either": [{"key": []}, {"bearer": []}, {"query": [], "cookie": []}],
        "perhaps": [{"basic": []}, {}],
        "open": [],
        "scoped": [{"oauth": ["read", "write"]}],
    }
    limit = parameter("limit", "query", {"type": "integer"})
    told = {"200": response({"type": "object"}), "4XX": response({"required": ["kind", "found"]})}
    paths: Record = {
        f"/{name}": {
            "get": operation(f"get_{name}", security=way, parameters=[limit], responses=told),
            "post": operation(
                f"post_{name}", security=way, requestBody=takes({"type": "object"}), responses=told
            ),
        }
        for name, way in ways.items()
    }
    paths["/default"] = {"get": operation("default_way")}
    return api(
        paths, version=version, components={"securitySchemes": SCHEMES}, security=[{"key": []}]
    )


def routes() -> Record:
    """Paths that look alike, methods that are no usual ones, several servers."""
    one = parameter("id", "path", TEXT)
    name = parameter("name", "path", TEXT)
    size = parameter("size", "path", {"type": "integer"})
    plain = {"responses": {"204": {"description": "d"}}}
    return api(
        {
            "/things": {"get": operation("a"), "head": plain, "options": plain},
            "/things/": {"get": operation("b")},
            "/things/{id}": {"parameters": [one], "get": operation("c"), "trace": plain},
            "/things/search": {"post": operation("d"), "get": operation("e")},
            "/things/{id}.json": {"parameters": [one], "get": operation("f")},
            "/things/{id}:cancel": {"parameters": [one], "post": operation("g")},
            "/things/{id}/parts/{name}": {"parameters": [one, name], "get": operation("h")},
            "/things/{id}/parts/first": {"parameters": [one], "get": operation("i")},
            "/boxes/{size}x{id}": {"parameters": [size, one], "get": operation("j")},
            "/Things": {"get": operation("k", **{"x-side-effects": True})},
            "/a%20b/ä": {"get": operation("l")},
            "/": {"get": operation("m"), "put": operation("n"), "delete": operation("o")},
            "/~odd/{id}": {"parameters": [one], "get": operation("p")},
        },
        servers=[
            {"url": "/v1"},
            {"url": "https://x.example.test/{v}/b", "variables": {"v": {"default": "v2"}}},
        ],
    )


def answers() -> Record:
    """Operations that no stub handles: examples, made-up values, headers, statuses, media types."""
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
    example = {"a": 3}
    header = {"schema": {"type": "integer"}, "required": True}
    xml = {"application/xml": {"example": "<a/>"}, JSON: {"schema": schema}}
    link = {"responses": {"303": {"description": "d", "headers": {"Location": {"schema": TEXT}}}}}
    return api(
        _operations(
            ("/example", "get", operation(responses={"200": response(schema, example=example)})),
            ("/made", "get", operation("made", schema)),
            (
                "/range",
                "get",
                operation(responses={"2XX": response(schema), "4XX": response(PROBLEM)}),
            ),
            ("/default", "get", operation(responses={"default": response(schema)})),
            (
                "/created",
                "post",
                operation(responses={"201": response(schema, headers={"X-N": header})}),
            ),
            ("/empty", "delete", operation(responses={"204": {"description": "d"}})),
            ("/see", "get", link),
            ("/xml", "get", operation(responses={"200": {"description": "d", "content": xml}})),
            (
                "/text",
                "get",
                operation(responses={"200": response(TEXT, content_type="text/plain")}),
            ),
            (
                "/list",
                "get",
                operation(responses={"200": response({"type": "array", "items": schema})}),
            ),
            ("/only/error", "get", operation(responses={"404": response(PROBLEM)})),
            (
                "/hidden",
                "post",
                operation(requestBody=takes(schema), responses={"202": {"description": "d"}}),
            ),
            (
                "/impossible",
                "get",
                operation(responses={"200": response({"type": "string", "pattern": "^(?!)$"})}),
            ),
        )
    )


def swagger() -> Record:
    """Swagger 2.0: its own forms, collections and schemes."""
    text = {"type": "string"}

    def many(name: str, how: str, place: str = "query") -> Record:
        items = {"type": "integer"}
        return {"name": name, "in": place, "type": "array", "items": items, "collectionFormat": how}

    lists = [many(how, how) for how in ("csv", "ssv", "tsv", "pipes", "multi")]
    body = {
        "name": "body",
        "in": "body",
        "required": True,
        "schema": {"$ref": "#/definitions/Thing"},
    }
    fields = [
        {"name": "size", "in": "formData", "type": "integer", "required": True},
        {"name": "note", "in": "formData", "type": "string", "maxLength": 3},
        many("tags", "csv", "formData"),
    ]
    good = {"200": {"description": "d", "schema": {"type": "object"}}}
    file = {"name": "file", "in": "formData", "type": "file"}
    thing = {
        "type": "object",
        "required": ["name"],
        "properties": {"id": {**text, "readOnly": True}, "name": text},
    }
    return {
        "swagger": "2.0",
        "info": {"title": "Old", "version": "1"},
        "basePath": "/old",
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "securityDefinitions": {
            "basic": {"type": "basic"},
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        },
        "definitions": {"Thing": thing},
        "paths": {
            "/lists": {"get": {"parameters": lists, "responses": good}},
            "/things": {
                "post": {
                    "parameters": [body],
                    "responses": {
                        "201": {"description": "d", "schema": {"$ref": "#/definitions/Thing"}}
                    },
                },
                "get": {
                    "security": [{"basic": []}, {"key": []}],
                    "parameters": [
                        {"name": "limit", "in": "query", "type": "integer", "maximum": 5}
                    ],
                    "responses": {
                        "200": {
                            "description": "d",
                            "schema": {"type": "array", "items": {"$ref": "#/definitions/Thing"}},
                        }
                    },
                },
            },
            "/form": {"post": {"consumes": [FORM], "parameters": fields, "responses": good}},
            "/upload": {
                "post": {"consumes": [MULTIPART], "parameters": [file, *fields], "responses": good}
            },
        },
    }


def broken() -> Record:
    """A vendor's file with parts that cannot be used."""
    return api(
        {
            "/good": {
                "get": operation("good", parameters=[parameter("n", "query", {"type": "integer"})])
            },
            "/pattern": {
                "post": operation("pattern", requestBody=takes({"type": "string", "pattern": "(["}))
            },
            "/lost": {
                "post": operation(
                    "lost", requestBody=takes({"$ref": "#/components/schemas/Nobody"})
                )
            },
            "/type": {
                "get": operation("type", parameters=[parameter("n", "query", {"type": "texte"})])
            },
            "/answer": {"get": operation("answer", {"type": "nothing"})},
            "/twice/{a}": {"get": operation("same", parameters=[parameter("a", "path", TEXT)])},
            "/twice/{b}": {"get": operation("same", parameters=[parameter("b", "path", TEXT)])},
            "/undeclared/{c}": {"get": operation("undeclared")},
            "/no/answers": {"get": {"operationId": "silent", "responses": {}}},
            "/odd": {"get": {"parameters": "none", "responses": {"200": {"description": 5}}}},
        },
    )


def batch() -> Record:
    """A batch whose items meet their own fate."""
    items = {"type": "array", "items": {"type": "object", "required": ["id"]}, "maxItems": 9}
    policy = {
        "preset": "always-200",
        "items": "/items",
        "successes": "/done",
        "failures": "/failed",
        "warnings": "/remarks",
        "reference": {"member": "item", "template": "{index}"},
        "identity": {"request": "/id", "response": "/id"},
        "success-members": ["id"],
    }
    codes = [{"code": "too-small", "status": 200, "condition": "c", "at": "/failed/*/code"}]
    body = takes({"type": "object", "required": ["items"], "properties": {"items": items}})
    change = operation(
        "changeThings", requestBody=body, **{"x-batch": policy, "x-error-codes": codes}
    )
    return api(
        {
            "/things": {"patch": change},
            "/things/{id}": {
                "parameters": [parameter("id", "path", TEXT)],
                "get": operation("readThing", responses={"200": response({}), "404": response({})}),
                "put": operation("putThing", requestBody=takes({"type": "object"})),
            },
        }
    )


def odd() -> Record:
    """Operations whose stub does what a stub may do, and what it may not."""
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    many = {"200": response(schema), "201": response(schema), "204": {"description": "d"}}
    many["404"] = response(PROBLEM)
    many["200"]["headers"] = {"X-N": {"schema": {"type": "integer"}}}
    names = [
        "counts",
        "uuid",
        "dice",
        "now",
        "puts_and_refuses",
        "puts_and_crashes",
        "lies_in_body",
        "lies_in_status",
        "big",
        "nan",
        "lies_in_header",
        "empty",
        "text_reply",
        "own_type",
        "not_json",
        "lists",
        "deletes",
        "reads",
        "raw",
        "unicode",
        "headers",
        "keeps_nothing",
        "surrogate",
        "changes_call",
        "returns_none",
        "header_injection",
        "dates",
        "order",
        "floats",
        "large",
    ]
    paths = {
        f"/{name}": {
            "post": operation(
                name, responses=many, requestBody=takes({"type": "object"}, required=False)
            ),
            "get": operation(f"get_{name}", responses=many),
        }
        for name in names
    }
    return api(paths)


@dataclass(frozen=True, slots=True)
class Entry:
    """One API of the corpus."""

    name: str
    write: Callable[[Path], str]
    """Writes it into a folder and returns what a mock is told to serve."""


def _folder(name: str, document: Record, stub: str = "", **parts: Json) -> Entry:
    return Entry(name, lambda folder: write_api(folder, document, stub, name=name, **parts))


def _file(name: str, document: Record) -> Entry:
    return Entry(name, lambda folder: write_file(folder, document, name=f"{name}.json"))


ANSWERING: Final = things_api(
    path="/v1/{shop}/things",
    around=("shop",),
    query=(
        parameter("name", "query", TEXT),
        parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 50}),
        parameter("offset", "query", {"type": "integer", "minimum": 0}),
        parameter("sort", "query", {"type": "string"}),
    ),
)

CORPUS: Final = (
    _folder("styles-30", styles("3.0.3"), ECHOES_ALL),
    _folder("styles-31", styles("3.1.0"), ECHOES_ALL),
    _file("silent", styles("3.1.0")),
    _folder("bodies-30", bodies("3.0.3"), ECHOES_ALL),
    _folder("bodies-31", bodies("3.1.0"), ECHOES_ALL),
    _folder("forms-30", forms("3.0.3"), ECHOES_ALL),
    _folder("forms-31", forms("3.1.0"), ECHOES_ALL),
    _folder("locks-30", locks("3.0.3"), ECHOES_ALL),
    _folder("guarded", locks("3.1.0"), GUARD + ECHOES_ALL),
    _folder("routes", routes(), ECHOES_ALL),
    _file("answers", answers()),
    _file("swagger", swagger()),
    _file("broken", broken()),
    _folder("batch", batch(), BATCH_STUB, seed={"thing": {"1": {"id": "1", "size": 4}}}),
    _folder("odd", odd(), ODD_STUB),
    _folder("suspending", odd(), SUSPENDING_STUB),
    _file("things", things_api()),
    _file(
        "uuids", things_api(id_schema=UUID, one="data", many="data", sent="data", version="3.0.3")
    ),
    _file("nested", ANSWERING),
    _file("wrapped", things_api(many="_embedded/things", key="thing_id", id_schema=INTEGER)),
)
"""All of them; each is served by a mock of its own."""
