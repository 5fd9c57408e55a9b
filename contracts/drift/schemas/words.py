"""What the words of a schema mean in JSON Schema 2020-12, by the version that they are read by."""

from typing import Final

from specs.values import Json, Record

SAID: Final = "x-said"
"""The member of a schema under which its words stand that judge nothing."""

JUDGED_3_0: Final = frozenset(
    (
        "date",
        "date-time",
        "email",
        "hostname",
        "idn-email",
        "ipv4",
        "ipv6",
        "regex",
        "time",
        "uri",
        "uuid",
    )
)
"""Formats that the kernel's validator of OpenAPI 3.0 holds values to."""

JUDGED: Final = JUDGED_3_0 | frozenset(
    (
        "duration",
        "idn-hostname",
        "iri",
        "iri-reference",
        "json-pointer",
        "relative-json-pointer",
        "uri-reference",
        "uri-template",
    )
)
"""The same of 3.1."""

_COMMON: Final = frozenset(
    (
        "additionalProperties",
        "allOf",
        "anyOf",
        "enum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "items",
        "maximum",
        "maxItems",
        "maxLength",
        "maxProperties",
        "minimum",
        "minItems",
        "minLength",
        "minProperties",
        "multipleOf",
        "not",
        "oneOf",
        "pattern",
        "patternProperties",
        "properties",
        "required",
        "type",
        "uniqueItems",
    )
)
_OLD: Final = _COMMON | {"additionalItems", "dependencies"}
_NEW: Final = _COMMON | {
    "$dynamicRef",
    "$ref",
    "const",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
}
_SAID: Final = (
    "default",
    "deprecated",
    "discriminator",
    "readOnly",
    "writeOnly",
    "x-extensible-enum",
)


def modern(schema: Record, *, is_3_0: bool) -> Record:
    """Returns a schema in the words of 2020-12, its subschemas as they are.

    Words that its validator does not know are left out.
    """
    if not is_3_0:
        found = {word: item for word, item in schema.items() if word in _NEW}
        return _judged(found, JUDGED)
    if isinstance(schema.get("$ref"), str):
        return {"$ref": schema["$ref"]}
    found = {word: item for word, item in schema.items() if word in _OLD}
    for limit in ("Maximum", "Minimum"):
        _exclude(found, "exclusive" + limit, limit.lower())
    _divide_items(found)
    _divide_dependencies(found)
    if not isinstance(found.get("required", []), list):
        del found["required"]
    return _judged(found, JUDGED_3_0)


def sayings(raw: Record, *, is_3_0: bool) -> Record:
    """Returns what a schema says without judging anything by it."""
    if is_3_0 and "$ref" in raw:
        return {}
    said: Record = {word: raw[word] for word in _SAID if word in raw}
    form = raw.get("format")
    if isinstance(form, str) and form not in (JUDGED_3_0 if is_3_0 else JUDGED):
        said["format"] = form
    return said


def _judged(schema: Record, formats: frozenset[str]) -> Record:
    form: Json = schema.get("format")
    if form is not None and form not in formats:
        del schema["format"]
    return schema


def _exclude(schema: Record, word: str, bound: str) -> None:
    said = schema.get(word)
    if not isinstance(said, bool):
        return
    del schema[word]
    if said and bound in schema:
        schema[word] = schema.pop(bound)


def _divide_items(schema: Record) -> None:
    rest = schema.pop("additionalItems", True)
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema["items"]
        schema["items"] = rest


def _divide_dependencies(schema: Record) -> None:
    found = schema.pop("dependencies", {})
    if not isinstance(found, dict):
        return
    names = {name: item for name, item in found.items() if isinstance(item, list)}
    forms = {name: item for name, item in found.items() if not isinstance(item, list)}
    if names:
        schema["dependentRequired"] = names
    if forms:
        schema["dependentSchemas"] = forms
