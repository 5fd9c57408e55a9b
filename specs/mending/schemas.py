"""Flaws of schemas: keywords whose values JSON Schema has no meaning for."""

from collections.abc import Callable
from typing import Final

import jsonschema_rs

from specs.mending.parts import Mended, Workshop, shown
from specs.values import Json, Record, pointer

TYPES: Final = ("array", "boolean", "integer", "null", "number", "object", "string")
_FILE: Final[Record] = {"type": "string", "format": "binary"}
_LARGEST: Final = 2**63


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_size(value: Json) -> bool:
    return _is_number(value) and 0 <= value < _LARGEST and value == int(value)


def _is_names(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_mapping(value: Json) -> bool:
    return isinstance(value, dict)


def _is_list(value: Json) -> bool:
    return isinstance(value, list)


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


_FORMS: Final[dict[str, Callable[[Json], bool]]] = {
    **dict.fromkeys(
        (
            "maxItems",
            "maxLength",
            "maxProperties",
            "maxContains",
            "minItems",
            "minLength",
            "minProperties",
            "minContains",
        ),
        _is_size,
    ),
    **dict.fromkeys(("maximum", "minimum"), _is_number),
    "multipleOf": lambda value: _is_number(value) and value > 0,
    **dict.fromkeys(
        (
            "properties",
            "patternProperties",
            "$defs",
            "definitions",
            "dependencies",
            "dependentRequired",
            "dependentSchemas",
            "xml",
        ),
        _is_mapping,
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _is_list),
    "enum": lambda value: isinstance(value, list) and bool(value),
    **dict.fromkeys(
        ("format", "$ref", "$dynamicRef", "$id", "$anchor", "$dynamicAnchor"), _is_text
    ),
    "required": _is_names,
}
"""Keyword -> whether a value has its form; `type`, `pattern` and bounds are looked at by hand."""

_WATCHED: Final = frozenset(
    (*_FORMS, "type", "pattern", "discriminator", "exclusiveMaximum", "exclusiveMinimum")
)


def mend_schema(shop: Workshop, schema: Record, where: str) -> Mended:
    """Leaves out the keywords of a schema that mean nothing, and rewords what is meant clearly."""
    for word in _WATCHED.intersection(schema):
        form = _FORMS.get(word)
        if form is not None and not form(schema[word]):
            _leave_out(shop, schema, word, where)
    if "type" in schema:
        _mend_type(shop, schema, where)
    for word, bound in (("exclusiveMaximum", "maximum"), ("exclusiveMinimum", "minimum")):
        if word in schema:
            _mend_bound(shop, schema, word, bound, where)
    if "pattern" in schema and not shop.is_pattern(schema["pattern"]):
        _leave_out(shop, schema, "pattern", where)
    for pattern in list(schema.get("patternProperties", ())):
        if not shop.is_pattern(pattern):
            _leave_out(shop, schema["patternProperties"], pattern, where + "/patternProperties")
    if "discriminator" in schema:
        _mend_discriminator(shop, schema, where)
    if schema.get("additionalProperties") is False and "patternProperties" not in schema:
        _mend_closed(shop, schema, where)
    return schema


def is_pattern(text: Json) -> bool:
    """Whether a text is a regular expression that a validator takes."""
    if not isinstance(text, str):
        return False
    try:
        jsonschema_rs.Draft202012Validator({"pattern": text})
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True


def _leave_out(shop: Workshop, schema: Record, word: str, where: str) -> None:
    value = schema.pop(word)
    if word == "required" and isinstance(value, list):
        schema["required"] = [name for name in value if isinstance(name, str)]
    if value is None:
        return
    reason = f"`{word}` is {shown(value)}"
    if word == "required" and isinstance(value, bool):
        reason += ", as in draft 3; the schema of the whole lists the required names"
    elif word == "pattern":
        reason += ", which is no regular expression here"
    shop.tell(where + pointer(word), reason)


def _mend_type(shop: Workshop, schema: Record, where: str) -> None:
    named = schema["type"]
    if named == "file":
        schema.update(_FILE)
        return
    if isinstance(named, str):
        if named not in TYPES:
            _rename_type(shop, schema, named, where)
    elif isinstance(named, list) and named:
        known = [name for name in named if isinstance(name, str) and name in TYPES]
        if len(known) < len(named):
            shop.tell(where + "/type", f"`type` names {named}, of which JSON knows {known}")
            schema["type"] = known
            if not known:
                del schema["type"]
    else:
        _leave_out(shop, schema, "type", where)


def _rename_type(shop: Workshop, schema: Record, named: str, where: str) -> None:
    if named.lower() in TYPES:
        schema["type"] = named.lower()
        shop.tell(where + "/type", f"the type {named!r} is read as {named.lower()!r}")
    else:
        del schema["type"]
        shop.tell(where + "/type", f"there is no type {named!r}")


def _mend_bound(shop: Workshop, schema: Record, word: str, bound: str, where: str) -> None:
    """Says a bound in the words of the document's version: 3.0 has a switch, 3.1 a number."""
    value = schema[word]
    if shop.document.version == "3.0":
        if _is_number(value):
            schema[bound], schema[word] = value, True
        elif not isinstance(value, bool):
            _leave_out(shop, schema, word, where)
    elif isinstance(value, bool):
        del schema[word]
        if value and bound in schema:
            schema[word] = schema.pop(bound)
            shop.tell(where + pointer(word), f"`{word}` is true, as in OpenAPI 3.0")
    elif not _is_number(value):
        _leave_out(shop, schema, word, where)


def _mend_closed(shop: Workshop, schema: Record, where: str) -> None:
    """Opens a schema that demands members which it forbids, as one beside an `allOf` may do."""
    properties = schema.get("properties")
    forbidden = _demanded(shop, schema, set()) - set(properties or ())
    if forbidden:
        del schema["additionalProperties"]
        names = ", ".join(sorted(forbidden))
        reason = f"`additionalProperties` forbids what is required: {names}"
        shop.tell(where + "/additionalProperties", reason)


def _demanded(shop: Workshop, schema: Json, seen: set[int]) -> set[str]:
    """Returns the members that a schema and the parts of its `allOf` demand."""
    schema, _ = shop.resolved(schema, "")
    if not isinstance(schema, dict) or id(schema) in seen:
        return set()
    seen.add(id(schema))
    required, parts = schema.get("required"), schema.get("allOf")
    listed = required if isinstance(required, list) else ()
    names = {name for name in listed if isinstance(name, str)}
    for part in parts if isinstance(parts, list) else ():
        names |= _demanded(shop, part, seen)
    return names


def _mend_discriminator(shop: Workshop, schema: Record, where: str) -> None:
    value = schema["discriminator"]
    if isinstance(value, str):
        schema["discriminator"] = {"propertyName": value}
    elif not isinstance(value, dict) or not isinstance(value.get("propertyName"), str):
        _leave_out(shop, schema, "discriminator", where)
    elif not isinstance(value.get("mapping", {}), dict):
        value.pop("mapping")
