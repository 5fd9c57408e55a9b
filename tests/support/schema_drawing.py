"""Strategies for schemas: any of a dialect, and such that a value is known for."""

import json
from typing import Any, Final

import jsonschema_rs
from hypothesis import strategies as st

from specs.values import Json, Record

VERSIONS: Final = ("3.0.3", "3.1.0")
Draw = Any
"""The function that hypothesis hands to a composite strategy."""

NAMES: Final = ("a", "b", "id", "x-y", "c/d")
PATTERNS: Final = ("^[a-z]+$", "^[A-Z]{2}-\\d{2,}$", "a", "^(?!b)\\w*$", "^(?=.*\\d).{3,}$")
TEXTS: Final = ("", "a", "abc", "AB-12", "a1b2", "b", "x y")
FORMATS: Final = ("date", "email", "uuid", "uri", "ipv4")
PLAIN: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 20),
    st.sampled_from([0.5, 1.25, -2.75, 19.99, 3.0]),
    st.sampled_from(TEXTS),
)
VALUES: Final = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    ),
    max_leaves=6,
)


def accepts(schema: Json, value: Json, version: str) -> bool:
    """Whether a validator of the version's dialect, without any of ours around it, takes it."""
    if version.startswith("3.0"):
        return jsonschema_rs.Draft4Validator(schema, validate_formats=True).is_valid(value)
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(value)


def _type_of(value: Json) -> str:
    kinds = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer"}
    return "null" if value is None else kinds.get(type(value), "number")


@st.composite
def schemas_for(draw: Draw, value: Json, version: str, depth: int = 3) -> Record:
    """Draws a schema that takes a value, and some others."""
    schema: Record = draw(_own_words(value, version, depth))
    if depth > 0:
        for _ in range(draw(st.integers(0, 2))):
            schema = {**draw(_combination(value, version, depth - 1)), **schema}
    return schema


@st.composite
def _own_words(draw: Draw, value: Json, version: str, depth: int) -> Record:
    if draw(st.integers(0, 9)) == 0:
        others = draw(st.lists(PLAIN, max_size=2))
        return {"enum": draw(st.permutations([value, *others]))}
    schema: Record = {"type": _type_of(value)} if draw(st.integers(0, 4)) else {}
    if isinstance(value, dict):
        return {**schema, **draw(_object_words(value, version, depth))}
    if isinstance(value, list):
        return {**schema, **draw(_array_words(value, version, depth))}
    if isinstance(value, str):
        return {**schema, **draw(_text_words(value))}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {**schema, **draw(_number_words(value, version))}
    return schema


@st.composite
def _number_words(draw: Draw, value: float, version: str) -> Record:
    schema: Record = {}
    if draw(st.booleans()):
        schema["minimum"] = value - draw(st.sampled_from([0, 1, 0.25, 100]))
    if draw(st.booleans()):
        schema["maximum"] = value + draw(st.sampled_from([0, 1, 0.25, 100]))
    if draw(st.booleans()):
        below = value - draw(st.sampled_from([0.01, 1, 3]))
        schema |= (
            {"minimum": below, "exclusiveMinimum": True}
            if version.startswith("3.0")
            else {"exclusiveMinimum": below}
        )
    steps = [step for step in (1, 0.25, 0.01, 7) if (value * 100) % (step * 100) == 0]
    if steps and draw(st.booleans()):
        schema["multipleOf"] = draw(st.sampled_from(steps))
    return schema


@st.composite
def _text_words(draw: Draw, value: str) -> Record:
    schema: Record = {}
    if draw(st.booleans()):
        schema["minLength"] = max(0, len(value) - draw(st.integers(0, 2)))
    if draw(st.booleans()):
        schema["maxLength"] = len(value) + draw(st.integers(0, 2))
    fitting = [one for one in PATTERNS if jsonschema_rs.is_valid({"pattern": one}, value)]
    if fitting and draw(st.booleans()):
        schema["pattern"] = draw(st.sampled_from(fitting))
    return schema


@st.composite
def _object_words(draw: Draw, value: Record, version: str, depth: int) -> Record:
    told = draw(st.lists(st.sampled_from(sorted(value)), unique=True)) if value else []
    schema: Record = {
        "properties": {n: draw(schemas_for(value[n], version, depth - 1)) for n in told}
    }
    if draw(st.booleans()):
        other = draw(st.sampled_from(NAMES))
        if other not in value:
            schema["properties"][other] = draw(any_schemas(version, 1))
    if value and draw(st.booleans()):
        schema["required"] = draw(st.lists(st.sampled_from(sorted(value)), unique=True, min_size=1))
    if draw(st.booleans()):
        schema["minProperties"] = max(0, len(value) - draw(st.integers(0, 1)))
    if draw(st.booleans()):
        schema["maxProperties"] = len(value) + draw(st.integers(0, 1))
    if set(value) <= set(schema["properties"]) and draw(st.booleans()):
        schema["additionalProperties"] = False
    if not version.startswith("3.0"):
        if len(value) > 1 and draw(st.booleans()):
            schema["dependentRequired"] = {min(value): [sorted(value)[1]]}
        if draw(st.booleans()):
            schema["propertyNames"] = {"maxLength": max(map(len, value), default=1)}
    return schema


@st.composite
def _array_words(draw: Draw, value: list[Json], version: str, depth: int) -> Record:
    schema: Record = {}
    is_new = not version.startswith("3.0")
    if value and draw(st.booleans()):
        shapes = [draw(schemas_for(item, version, depth - 1)) for item in value]
        schema["items"] = shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
    elif value and is_new and draw(st.booleans()):
        schema["prefixItems"] = [draw(schemas_for(item, version, depth - 1)) for item in value]
        if draw(st.booleans()):
            schema["items"] = False
    if value and is_new and draw(st.booleans()):
        schema["contains"] = draw(schemas_for(draw(st.sampled_from(value)), version, depth - 1))
    if draw(st.booleans()):
        schema["minItems"] = max(0, len(value) - draw(st.integers(0, 1)))
    if draw(st.booleans()):
        schema["maxItems"] = len(value) + draw(st.integers(0, 1))
    if accepts({"uniqueItems": True}, value, version) and draw(st.booleans()):
        schema["uniqueItems"] = True
    return schema


@st.composite
def _combination(draw: Draw, value: Json, version: str, depth: int) -> Record:
    mine = schemas_for(value, version, depth)
    other = any_schemas(version, depth)
    kinds = ["allOf", "anyOf", "oneOf", "not"]
    kind = draw(st.sampled_from(kinds if version.startswith("3.0") else [*kinds, "if"]))
    if kind == "allOf":
        return {kind: [draw(mine), draw(mine)]}
    if kind == "anyOf":
        return {kind: draw(st.permutations([draw(mine), draw(other)]))}
    strange = draw(other)
    if accepts(strange, value, version):
        return {"if": strange, "then": draw(mine), "else": draw(other)} if kind == "if" else {}
    if kind == "if":
        return {"if": strange, "then": draw(other), "else": draw(mine)}
    return {"not": strange} if kind == "not" else {kind: [draw(mine), strange]}


@st.composite
def any_schemas(draw: Draw, version: str, depth: int = 2) -> Record:
    """Draws a schema that need not take anything."""
    value = draw(VALUES)
    schema: Record = draw(_own_words(value, version, min(depth, 1)))
    if depth > 0 and draw(st.booleans()):
        word = draw(st.sampled_from(["allOf", "anyOf", "oneOf", "not", "items", "properties"]))
        inner = any_schemas(version, depth - 1)
        if word in ("not", "items"):
            schema[word] = draw(inner)
        elif word == "properties":
            schema[word] = {draw(st.sampled_from(NAMES)): draw(inner)}
            schema["required"] = [draw(st.sampled_from(NAMES))]
        else:
            schema[word] = draw(st.lists(inner, min_size=1, max_size=3))
    if draw(st.integers(0, 9)) == 0:
        schema["format"] = draw(st.sampled_from(FORMATS))
    return schema


@st.composite
def known_schemas(draw: Draw, version: str, depth: int = 1) -> tuple[Record, Json]:
    """Draws a schema and a value that it takes."""
    value = draw(VALUES)
    schema = draw(schemas_for(value, version, depth))
    assert accepts(schema, value, version), json.dumps([schema, value])
    return schema, value
