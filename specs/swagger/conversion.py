"""A whole document of OpenAPI 2.0 in the words of 3.0."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from specs.references import EMBEDDED
from specs.swagger.context import Context, members
from specs.swagger.operations import Operations
from specs.swagger.parameters import BODY_PLACES, convert_parameter
from specs.swagger.responses import convert_response
from specs.swagger.schemas import moved_reference
from specs.swagger.security import convert_scheme
from specs.values import Json, Record, pointer

VERSION: Final = "3.0.3"

_GONE: Final = (
    "swagger",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    EMBEDDED,
)
_HOMES: Final = {
    "/components/schemas": "/definitions",
    "/components/parameters": "/parameters",
    "/components/responses": "/responses",
    "/components/securitySchemes": "/securityDefinitions",
    "/openapi": "/swagger",
}


@dataclass(frozen=True, slots=True)
class Converted:
    """A document of 2.0 as one of 3.0."""

    data: Record
    told: Mapping[str, str]
    """Old pointer -> what could not be said in 3.0."""


def convert(data: Record, moved: dict[str, str]) -> Converted:
    """Returns an OpenAPI 2.0 document as OpenAPI 3.0.

    What has a wrong shape is handed on as it is, for others to judge.

    Args:
        data: The document; it is not changed.
        moved: Takes up new pointer -> old pointer; what lies below has moved along.
    """
    context = Context(data, moved)
    moved.update(_HOMES)
    operations = Operations(
        context, context.types(data, "consumes"), context.types(data, "produces")
    )
    made: Record = {"openapi": VERSION}
    made.update({name: item for name, item in data.items() if name not in _GONE})
    made["servers"] = _servers(context)
    if "paths" in data:
        made["paths"] = _paths(operations, data["paths"])
    made["components"] = _components(context, operations.produces)
    if EMBEDDED in data:
        made[EMBEDDED] = context.schemas.of(data[EMBEDDED], named=True)
    return Converted(made, context.told)


def _paths(operations: Operations, raw: Json) -> Json:
    if not isinstance(raw, dict):
        return raw
    return {
        path: item
        if path.startswith("x-")
        else operations.path_item(item, pointer("paths", path), pointer("paths", path))
        for path, item in raw.items()
    }


def _components(context: Context, produces: list[str]) -> Record:
    data = context.data
    made: Record = {}
    if "definitions" in data:
        made["schemas"] = context.schemas.of(data["definitions"], named=True)
    if "parameters" in data:
        made["parameters"] = _parameters(context, data["parameters"])
    if "responses" in data:
        made["responses"] = _responses(context, data["responses"], produces)
    if "securityDefinitions" in data:
        made["securitySchemes"] = _schemes(context, data["securityDefinitions"])
    return made


def _parameters(context: Context, raw: Json) -> Json:
    if not isinstance(raw, dict):
        return raw
    made: Record = {}
    for name, parameter in members(raw):
        where, old = pointer("components", "parameters", name), pointer("parameters", name)
        value, _ = context.resolve(parameter, old)
        if isinstance(value, dict) and value.get("in") in BODY_PLACES:
            continue
        if isinstance(parameter, dict) and "$ref" not in parameter:
            made[name] = convert_parameter(context, parameter, where, old)
        else:
            made[name] = _with_moved_reference(parameter)
    return made


def _responses(context: Context, raw: Json, produces: list[str]) -> Json:
    if not isinstance(raw, dict):
        return raw
    made: Record = {}
    for name, response in members(raw):
        where, old = pointer("components", "responses", name), pointer("responses", name)
        if isinstance(response, dict) and "$ref" in response:
            made[name] = _with_moved_reference(response)
        else:
            made[name] = convert_response(context, response, produces, where, old)
    return made


def _schemes(context: Context, raw: Json) -> Json:
    if not isinstance(raw, dict):
        return raw
    return {
        name: convert_scheme(
            context,
            scheme,
            pointer("components", "securitySchemes", name),
            pointer("securityDefinitions", name),
        )
        for name, scheme in raw.items()
    }


def _with_moved_reference(raw: Json) -> Json:
    if isinstance(raw, dict) and isinstance(raw.get("$ref"), str):
        return {**raw, "$ref": moved_reference(raw["$ref"])}
    return raw


def _servers(context: Context) -> list[Record]:
    data = context.data
    host, base = data.get("host"), data.get("basePath")
    schemes = [one for one in context.types(data, "schemes") if one.isalpha()] or ["https"]
    path = "/" + base.strip("/") if isinstance(base, str) else "/"
    home = re.sub(r"^[a-z]+://", "", host).rstrip("/") if isinstance(host, str) else ""
    told = next((name for name in ("host", "basePath", "schemes") if name in data), None)
    if told is not None:
        context.move("/servers", pointer(told))
    if not home:
        return [{"url": path}]
    return [{"url": f"{scheme}://{home}{path}".rstrip("/")} for scheme in schemes]
