"""The body and form parameters of an OpenAPI 2.0 operation as a request body."""

from typing import Final, NamedTuple

from specs.swagger.context import Context, below, members
from specs.swagger.parameters import style, value_schema
from specs.values import Json, Record

_MULTIPART: Final = "multipart/form-data"
_FORM_TYPES: Final = (_MULTIPART, "application/x-www-form-urlencoded")


class Placed(NamedTuple):
    """A parameter, its references followed, and its old pointer."""

    raw: Json
    old: str


def request_body(
    context: Context, given: list[Placed], consumes: list[str], where: str
) -> Record | None:
    """Returns the request body that parameters make up; None if none of them is a part of it.

    Args:
        context: What the conversion knows.
        given: The parameters in `body` and `formData`.
        consumes: The media types that the operation takes.
        where: The pointer of the result.
    """
    bodies = [one for one in given if one.raw.get("in") == "body"]
    fields = [one for one in given if one.raw.get("in") == "formData"]
    for extra in (*bodies[1:], *(fields if bodies else ())):
        context.tell(extra.old, "an operation has one body; this part of another is left out")
    if bodies:
        return _body(context, bodies[0], consumes or ["application/json"], where)
    return _form(context, fields, consumes, where) if fields else None


def _body(context: Context, one: Placed, types: list[str], where: str) -> Record:
    raw = one.raw
    made = {
        name: raw[name]
        for name in raw
        if name in ("description", "required") or name.startswith("x-")
    }
    context.move(where, one.old)
    shown = dict(members(raw.get("x-examples")))
    media: dict[str, Json] = {}
    for kind in types:
        media[kind] = {}
        if "schema" in raw:
            media[kind]["schema"] = context.schemas.of(raw["schema"])
            context.move(below(where, "content", kind, "schema"), one.old + "/schema")
        if kind in shown:
            media[kind]["example"] = shown[kind]
            context.move(
                below(where, "content", kind, "example"), below(one.old, "x-examples", kind)
            )
    return {**made, "content": media}


def _form(context: Context, fields: list[Placed], consumes: list[str], where: str) -> Record:
    has_files = any(one.raw.get("type") == "file" for one in fields)
    wanted = [kind for kind in consumes if kind in _FORM_TYPES]
    if has_files:
        wanted = [_MULTIPART]
    wanted = wanted or [_FORM_TYPES[1]]
    schema: Record = {"type": "object", "properties": {}}
    encoding: Record = {}
    names = [(one, str(one.raw.get("name"))) for one in fields]
    for one, name in names:
        schema["properties"][name] = _field(context, one)
        if one.raw.get("type") == "array":
            encoding[name] = {"style": "form", **style(context, one.raw, one.old)}
    required = [name for one, name in names if one.raw.get("required") is True]
    if required:
        schema["required"] = required
    context.move(where, fields[0].old)
    for kind in wanted:
        at = below(where, "content", kind, "schema")
        for one, name in names:
            context.move(below(at, "properties", name), one.old)
    media = {"schema": schema, **({"encoding": encoding} if encoding else {})}
    return {"required": bool(required), "content": dict.fromkeys(wanted, media)}


def _field(context: Context, one: Placed) -> Json:
    schema = value_schema(context, one.raw)
    kept = {name: one.raw[name] for name in ("description", "example") if name in one.raw}
    return {**kept, **schema} if isinstance(schema, dict) else schema
