"""Request bodies that are not JSON -> values that a schema can judge."""

from collections.abc import Iterable
from typing import Final

from mockserver.lane.coercion import coercion, json_types, to_json
from specs.bundle import Bundle
from specs.media_types import matches, split_content_type
from specs.operation import Media, RequestBody
from specs.values import Json, Record, pointer

FORM_TYPES: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
"""Media types whose bodies are named fields."""


def media_for(body: RequestBody, content_type: str | None) -> Media | None:
    """Returns the declared media type that a content type falls under; the first if none is."""
    if content_type is None:
        return body.media[0] if body.media else None
    kind, _ = split_content_type(content_type)
    return next(
        (media for media in body.media if matches(split_content_type(media.content_type)[0], kind)),
        None,
    )


def typed_form(bundle: Bundle, schema: str | None, fields: Iterable[tuple[str, str]]) -> Record:
    """Returns a form as an object, each field read as its property's schema types it.

    Args:
        bundle: The API whose document holds the schema.
        schema: JSON pointer of the form's schema, if it has one.
        fields: Names and texts in the order sent.
    """
    texts: dict[str, list[str]] = {}
    for name, text in fields:
        texts.setdefault(name.removesuffix("[]"), []).append(text)
    properties = properties_of(bundle, schema)
    return {name: _field(bundle, properties.get(name), given) for name, given in texts.items()}


def properties_of(bundle: Bundle, schema: str | None) -> dict[str, str]:
    """Returns the pointer of each property's schema, those under `allOf` included."""
    if schema is None:
        return {}
    value, where = bundle.document.dereference(bundle.document.at(schema), schema)
    if not isinstance(value, dict):
        return {}
    found: dict[str, str] = {}
    for index in range(len(value.get("allOf", []))):
        found.update(properties_of(bundle, f"{where}/allOf/{index}"))
    base = where + "/properties"
    return {**found, **{name: base + pointer(name) for name in value.get("properties", {})}}


def _field(bundle: Bundle, where: str | None, given: list[str]) -> Json:
    if where is None:
        return given[0] if len(given) == 1 else given
    schema = bundle.document.at(where)
    types = json_types(bundle.document, schema, where)
    if "array" in types:
        array, at = bundle.document.dereference(schema, where)
        item_types = json_types(bundle.document, array.get("items", {}), at + "/items")
        read = coercion(item_types, None)
        return [read(text) for text in given]
    if "object" in types:
        # A part that is an object is sent as JSON unless its encoding says otherwise.
        return to_json(given[-1])
    return coercion(types, bundle.schemas.compile(where, "request"))(given[-1])
