"""Small OpenAPI documents and API folders, for tests that need one of their own."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from specs.bundle import Bundle
from specs.values import ABSENT, Json, Record

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
VERSIONS = ("3.0.3", "3.1.0")

STUB_HEAD = "from mockserver.stubkit import *\n\n"

ECHO = STUB_HEAD + (
    '@operation("echo")\n'
    "async def echo(call, world):\n"
    "    body = {'path': dict(call.path), 'query': dict(call.query)}\n"
    "    body |= {'header': dict(call.header), 'cookie': dict(call.cookie)}\n"
    "    if call.body is not ABSENT:\n"
    "        body['body'] = call.body\n"
    "    return Reply(200, body)\n"
)
"""A stub whose operation `echo` answers what it was asked."""


def api(paths: Record, *, version: str = "3.1.0", **more: Json) -> Record:
    """A document with these paths."""
    info = {"title": "Shop", "version": "1"}
    return {"openapi": version, "info": info, "paths": paths, **more}


def response(schema: Json = ABSENT, *, content_type: str = JSON, **more: Json) -> Record:
    """A response; `example`, `examples` go beside its schema, anything else beside its content."""
    found: Record = {"description": "d"}
    media = {name: more.pop(name) for name in ("example", "examples") if name in more}
    if schema is not ABSENT:
        media["schema"] = schema
    if media:
        found["content"] = {content_type: media}
    return {**found, **more}


def operation(operation_id: str | None = None, schema: Json = ABSENT, **more: Json) -> Record:
    """An operation whose answer 200 has this schema, or any object; `responses` replaces it."""
    answer = response({"type": "object"} if schema is ABSENT else schema)
    made = {"responses": {"200": answer}, **more}
    return made if operation_id is None else {"operationId": operation_id, **made}


def takes(schema: Json, content_type: str = JSON, *, required: bool = True) -> Record:
    """A request body."""
    return {"required": required, "content": {content_type: {"schema": schema}}}


def parameter(name: str, place: str, schema: Json, **more: Json) -> Record:
    """A parameter; one in the path is required."""
    needed = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, "schema": schema, **needed, **more}


def echoing(*parameters: Record, path: str = "/echo", method: str = "get", **more: Any) -> Record:
    """A document whose one operation is `echo`; `version` and `components` go to its root."""
    root = {name: more.pop(name) for name in ("version", "components", "security") if name in more}
    return api({path: {method: operation("echo", parameters=list(parameters), **more)}}, **root)


def write_api(
    folder: Path, document: Record, stub: str = "", *, name: str = "shop", **parts: Json
) -> str:
    """Writes an API folder and returns its path.

    Args:
        folder: Where the folder goes.
        document: Its OpenAPI document.
        stub: Source of its stub; none is written if empty.
        name: The API's name.
        **parts: Other files by stem, such as `seed={...}`.
    """
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    (home / "openapi.yaml").write_text(json.dumps(document), encoding="utf-8")
    if stub:
        source = stub if stub.startswith("from ") else STUB_HEAD + stub
        (home / "stub.py").write_text(source, encoding="utf-8")
    for stem, value in parts.items():
        file = home / (stem.replace("state_schema", "state.schema") + ".yaml")
        file.write_text(json.dumps(value), encoding="utf-8")
    return str(home)


def write_file(folder: Path, document: Record | str, *, name: str = "shop.yaml") -> str:
    """Writes a bare OpenAPI file and returns its path."""
    path = folder / name
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text, encoding="utf-8")
    return str(path)


def bundle_of(document: Record, *, strict: bool | None = None) -> Bundle:
    """The API of a document, its file gone again."""
    with TemporaryDirectory() as folder:
        path = Path(write_file(Path(folder), document, name="shop.json"))
        return Bundle.load(path, strict=strict)


def schema_bundle(schema: Json, *, version: str = "3.1.0", **schemas: Json) -> Bundle:
    """A document whose `components` hold this schema as `Thing`, and others by name."""
    components = {"schemas": {"Thing": schema, **schemas}}
    return bundle_of(api({}, version=version, components=components))


THING = "/components/schemas/Thing"
"""Where the schema of `schema_bundle` stands."""


FIELDS = {
    "type": "object",
    "required": ["size"],
    "additionalProperties": False,
    "properties": {
        "size": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "note": {"type": "string", "maxLength": 5},
        "file": {"type": "string", "format": "binary"},
    },
}
"""Schema of a form with an integer, a list, a short text and a file."""
MULTIPART = "multipart/form-data"
