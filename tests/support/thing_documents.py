"""Descriptions of one API of things in the many shapes that APIs have."""

from specs.values import Json, Record
from tests.support.documents import api, operation, parameter, response, takes

INTEGER: Record = {"type": "integer", "minimum": 1}
TEXT: Record = {"type": "string"}
UUID: Record = {"type": "string", "format": "uuid"}
PROBLEM: Record = {
    "type": "object",
    "required": ["message"],
    "properties": {"message": {"type": "string"}},
}


def thing_schema(id_schema: Record, **more: Record) -> Record:
    """A thing with an id that the server gives, a name, a size and tags."""
    return {
        "type": "object",
        "required": ["id", "name"],
        "properties": {
            "id": {**id_schema, "readOnly": True},
            "name": {"type": "string", "minLength": 1},
            "size": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
            **more,
        },
    }


def wrapped(where: str, schema: Json) -> Json:
    """A schema inside objects: `data`, or `_embedded/things`; nothing wraps for an empty path."""
    for name in reversed(where.split("/") if where else []):
        schema = {"type": "object", "required": [name], "properties": {name: schema}}
    return schema


def things_api(
    *,
    path: str = "/things",
    key: str = "id",
    id_schema: Record = INTEGER,
    one: str = "",
    many: str = "",
    sent: str = "",
    query: tuple[Record, ...] = (),
    beside: Record | None = None,
    members: Record | None = None,
    around: tuple[str, ...] = (),
    others: Record | None = None,
    version: str = "3.1.0",
) -> Record:
    """A document with all that is usual on a collection and its items.

    Args:
        path: The path of the collection.
        key: The path parameter that names a thing.
        id_schema: The schema of ids.
        one: Where one thing stands in an answer, as a path of member names.
        many: Where the list stands in an answer.
        sent: Where a thing stands in a request.
        query: Parameters of the list.
        beside: Members of the list's answer beside the list.
        members: Further members of a thing.
        around: Path parameters of the collection's path.
        others: Further paths.
        version: The version of OpenAPI.
    """
    thing = {"$ref": "#/components/schemas/Thing"}
    listed = wrapped(many, {"type": "array", "items": thing})
    if beside:
        listed["properties"] |= beside
    shown, body = wrapped(one, thing), takes(wrapped(sent, thing))
    gone = {"404": response(PROBLEM)}
    outer = [parameter(name, "path", TEXT) for name in around]
    item = [*outer, parameter(key, "path", id_schema)]
    paths = {
        path: {
            "parameters": outer,
            "get": operation("list", listed, parameters=list(query)),
            "post": operation("make", responses={"201": response(shown)}, requestBody=body),
        },
        f"{path}/{{{key}}}": {
            "parameters": item,
            "get": operation("read", responses={"200": response(shown), **gone}),
            "put": operation(
                "replace", responses={"200": response(shown), **gone}, requestBody=body
            ),
            "patch": operation(
                "change",
                responses={"200": response(shown), **gone},
                requestBody=takes(wrapped(sent, {**_loose(thing_schema(id_schema))})),
            ),
            "delete": operation("remove", responses={"204": {"description": "d"}, **gone}),
        },
        **(others or {}),
    }
    schemas = {"Thing": thing_schema(id_schema, **(members or {}))}
    return api(paths, version=version, components={"schemas": schemas})


def _loose(schema: Record) -> Record:
    return {name: value for name, value in schema.items() if name != "required"}
