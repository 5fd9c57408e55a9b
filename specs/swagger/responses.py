"""Responses of OpenAPI 2.0 in the words of 3.0."""

from typing import Final

from specs.swagger.context import Context, below, members
from specs.swagger.parameters import convert_header
from specs.values import Json, Record

_KEPT: Final = ("description", "$ref", "links")


def convert_response(
    context: Context, raw: Json, produces: list[str], where: str, old: str
) -> Json:
    """Returns a response; what is no mapping is left for others to judge.

    Args:
        context: What the conversion knows.
        raw: What 2.0 says, its references followed.
        produces: The media types that the operation answers with.
        where: The pointer of the result.
        old: The pointer of `raw`.
    """
    if not isinstance(raw, dict):
        return raw
    made = {name: raw[name] for name in raw if name in _KEPT or name.startswith("x-")}
    if "headers" in raw:
        made["headers"] = _headers(context, raw["headers"], where, old)
    content = _content(context, raw, produces, where, old)
    if content:
        made["content"] = content
    return made


def _headers(context: Context, raw: Json, where: str, old: str) -> Json:
    if not isinstance(raw, dict):
        return raw
    return {
        name: convert_header(
            context, header, below(where, "headers", name), below(old, "headers", name)
        )
        for name, header in raw.items()
    }


def _content(
    context: Context, raw: Record, produces: list[str], where: str, old: str
) -> dict[str, Record]:
    schema = raw.get("schema")
    examples = {kind: value for kind, value in members(raw.get("examples")) if "/" in kind}
    is_file = isinstance(schema, dict) and schema.get("type") == "file"
    kinds = produces or list(examples)
    if schema is None:
        kinds = list(examples)
    elif not kinds:
        kinds = ["application/octet-stream" if is_file else "application/json"]
    content: dict[str, Record] = {}
    for kind in dict.fromkeys((*kinds, *examples)):
        media: Record = {}
        at = below(where, "content", kind)
        if schema is not None:
            media["schema"] = context.schemas.of(schema)
            context.move(at + "/schema", old + "/schema")
        if kind in examples:
            media["example"] = examples[kind]
            context.move(at + "/example", below(old, "examples", kind))
        content[kind] = media
    return content
