"""Descriptions with as many operations as one likes: resources of five operations each."""

from typing import Final

from specs.values import Json, Record

OF_ONE: Final = 5
"""Operations of one resource."""
_LIMIT: Final = {
    "spendLimitType": "capped",
    "spendLimitRenewal": "daily",
    "spendLimitAmount": 123.45,
}


def described(operations: int) -> Record:
    """Returns an OpenAPI description.

    Args:
        operations: How many; a multiple of five.
    """
    paths: Record = {}
    schemas = {"SpendLimit": _spend_limit(), "Problems": _problems()}
    for number in range(operations // OF_ONE):
        paths |= _paths(number)
        schemas |= _schemas(number)
    return {
        "openapi": "3.0.3",
        "info": {"title": f"{operations} operations", "version": "1"},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def last_path(operations: int) -> str:
    """Returns the path that reads one item of the last resource."""
    return f"/api/v1/{_plural(operations // OF_ONE - 1)}/99999"


def _plural(number: int) -> str:
    return f"thing-{number:04d}"


def _title(number: int) -> str:
    return f"Thing{number:04d}"


def _paths(number: int) -> Record:
    title, plural = _title(number), _plural(number)
    attributes = {"name": f"My {title}", "advertiserId": 12345, "goal": "Retention"}
    attributes["spendLimit"] = _LIMIT
    item = {"type": title, "id": "99999", "attributes": attributes}
    one, many = {"data": item, "errors": []}, {"data": [item], "errors": []}
    body = _body(title, {"data": {"type": title, "attributes": attributes}})
    key = {
        "name": "itemId",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "examples": {"written": {"value": "99999"}},
    }
    return {
        f"/api/v1/{plural}": {
            "get": _operation(f"list{title}", _answer("200", f"{title}List", many)),
            "post": _operation(f"create{title}", _answer("201", f"{title}One", one)) | body,
        },
        f"/api/v1/{plural}/{{itemId}}": {
            "parameters": [key],
            "get": _operation(f"read{title}", _answer("200", f"{title}One", one)),
            "patch": _operation(f"update{title}", _answer("200", f"{title}One", one)) | body,
            "delete": _operation(f"delete{title}", {"204": {"description": "It is gone."}}),
        },
    }


def _operation(name: str, responses: Record) -> Record:
    return {"operationId": name, "responses": responses}


def _answer(status: str, schema: str, value: Json) -> Record:
    refused = {"description": "It is wrong.", "content": _content("Problems", [])}
    return {status: {"description": "It is well.", "content": _content(schema, value)}} | {
        "400": refused
    }


def _body(title: str, value: Json) -> Record:
    return {"requestBody": {"required": True, "content": _content(f"{title}New", value)}}


def _content(schema: str, value: Json) -> Record:
    return {"application/json": {"schema": _ref(schema), "examples": {"written": {"value": value}}}}


def _schemas(number: int) -> Record:
    title = _title(number)
    kind, one = {"type": "string", "enum": [title]}, _ref(title)
    attributes = _ref(f"{title}Attributes")
    new = _object({"type": kind, "attributes": attributes}, ["type", "attributes"])
    return {
        title: _object({"type": kind, "id": {"type": "string"}, "attributes": attributes}),
        f"{title}Attributes": _object(
            {
                "name": {"type": "string", "minLength": 1},
                "advertiserId": {"type": "integer"},
                "goal": {"type": "string", "enum": ["Acquisition", "Retention", "Unspecified"]},
                "spendLimit": _ref("SpendLimit"),
            },
            ["name", "advertiserId", "goal"],
        ),
        f"{title}New": _object({"data": new}),
        f"{title}One": _object({"data": one, "errors": _ref("Problems")}),
        f"{title}List": _object(
            {"data": {"type": "array", "items": one}, "errors": _ref("Problems")}
        ),
    }


def _spend_limit() -> Record:
    renewals = ["daily", "monthly", "lifetime", "undefined"]
    return _object(
        {
            "spendLimitType": {"type": "string", "enum": ["capped", "uncapped"]},
            "spendLimitRenewal": {"type": "string", "enum": renewals},
            "spendLimitAmount": {"type": "number", "nullable": True, "minimum": 0},
        },
        ["spendLimitType"],
    )


def _problems() -> Record:
    text = {"type": "string"}
    return {
        "type": "array",
        "items": _object({"code": text, "title": text, "detail": text}, ["code", "title"]),
    }


def _object(properties: Record, required: list[str] | None = None) -> Record:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties) if required is None else required,
        "properties": properties,
    }


def _ref(name: str) -> Record:
    return {"$ref": f"#/components/schemas/{name}"}
