"""The ways in which a value can fail to fit a schema, each said as schemas that it does fit.

Words that begin with `!` are ours: JSON Schema has no word for them.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from contracts.drift.witnesses.demand import Path
from contracts.drift.witnesses.formats import MODELS
from specs.values import Json, Record

Piece: TypeAlias = tuple[Json, bool, Path]
"""A schema, whether the value is to fit it, and where it is to be broken if not."""
Way: TypeAlias = tuple[Piece, ...]
"""What has to hold together."""


_HERE: Final = ("\0here",)
NEAR: Final = ("\0near",)
"""A path: the schema is broken by its own words, or by those of its members; no deeper."""


def refusals(schema: Record, path: Path) -> Iterator[Way]:
    """Yields the ways not to fit a schema, those first that a reader understands best.

    Args:
        schema: The schema that is not to be fitted.
        path: Where it is to be broken.
    """
    for word in _ORDER:
        if word in schema:
            yield from _WAYS[word](schema[word], schema, path)


def _plain(of: str | None, make: Callable[[Json], Record | None]) -> "_Refusal":
    """Returns the refusal of a keyword that looks at one value and not into it."""

    def ways(value: Json, schema: Record, path: Path) -> Iterator[Way]:
        del schema
        found = make(value) if _is_free(path) else None
        if found is not None:
            yield (({**({"type": of} if of else {}), **found}, True, None),)

    return ways


def _is_free(path: Path) -> bool:
    """Whether the words of a schema itself may be broken."""
    return not path or path in (NEAR, _HERE)


def _into(name: str, path: Path) -> tuple[bool, Path]:
    """Returns whether a path leads through a member, and what is left of it then."""
    if not path or path in (NEAR, _HERE):
        return path != _HERE, _HERE if path else None
    return path[0] in (name, "*") or name == "*", path[1:]


def _is_here(name: str, path: Path) -> bool:
    """Whether a member's being there at all is in question."""
    return _is_free(path) or (path is not None and len(path) == 1 and path[0] in (name, "*"))


def _hint(path: Path) -> str:
    """Returns the name of the member that is in question, or `*`."""
    return "*" if not path or _is_free(path) else path[0]


def _types(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    del schema
    if _is_free(path):
        yield (({"!type": value}, True, None),)


def _required(value: list[str], schema: Record, path: Path) -> Iterator[Way]:
    del schema
    for name in value:
        if _is_here(name, path):
            yield (({"type": "object", "!absent": [name]}, True, None),)


def _properties(value: Record, schema: Record, path: Path) -> Iterator[Way]:
    del schema
    for name, inner in value.items():
        leads, rest = _into(name, path)
        if leads and inner is not True:
            broken = {"not": inner, "!path": rest}
            yield (({**_holding(name), "properties": {name: broken}}, True, None),)


def _holding(name: str) -> Record:
    """Returns the schema of objects that have a member; it is not its author who named it."""
    return {"type": "object", "required": [name], "!made": True}


def _patterned(value: Record, schema: Record, path: Path) -> Iterator[Way]:
    del schema
    leads, rest = _into(_hint(path), path)
    for pattern, inner in value.items():
        asked = {"pattern": pattern, "schema": {"not": inner, "!path": rest}, "name": _hint(path)}
        if leads:
            yield (({"type": "object", "!matching": asked}, True, None),)


def _additional(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    leads, rest = _into(_hint(path), path)
    if value is True or not (leads or value is False):
        return
    asked = {
        "properties": sorted(schema.get("properties", ())),
        "patterns": sorted(schema.get("patternProperties", ())),
        "schema": {"not": value, "!path": rest},
        "name": _hint(path),
    }
    yield (({"type": "object", "!beyond": asked}, True, None),)


def _unevaluated(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    known = {name for part in _parts(schema) for name in part.get("properties", ())}
    patterns = {name for part in _parts(schema) for name in part.get("patternProperties", ())}
    beyond = {"properties": dict.fromkeys(known), "patternProperties": dict.fromkeys(patterns)}
    yield from _additional(value, beyond, path)
    yield from _additional(value, {}, path)


def _parts(schema: Json) -> Iterator[Record]:
    if isinstance(schema, dict):
        yield schema
        for word in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(word, ()):
                yield from _parts(part)
        for word in ("if", "then", "else"):
            yield from _parts(schema.get(word))


def _named(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    del schema
    if not path or len(path) == 1:
        asked = {"schema": {"not": value}, "name": _hint(path)}
        yield (({"type": "object", "!name": asked}, True, None),)


def _items(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    start = len(schema.get("prefixItems", ()))
    leads, rest = _into("*", path)
    if value is not True and leads:
        yield (
            (
                {
                    "type": "array",
                    "!some": {"from": start, "schema": {"not": value, "!path": rest}},
                },
                True,
                None,
            ),
        )


def _prefix(value: list[Json], schema: Record, path: Path) -> Iterator[Way]:
    del schema
    for index, inner in enumerate(value):
        leads, rest = _into(str(index), path)
        if leads and inner is not True:
            kept = [True] * index + [{"not": inner, "!path": rest}]
            yield (({"type": "array", "minItems": index + 1, "prefixItems": kept}, True, None),)


def _contains(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    least, most = schema.get("minContains", 1), schema.get("maxContains")
    if path and path[0] != "*" and not _is_free(path):
        return
    if least == 1:
        yield (({"type": "array", "items": {"not": value}}, True, None),)
    elif least > 1:
        yield (
            (
                {"type": "array", "contains": value, "minContains": 0, "maxContains": least - 1},
                True,
                None,
            ),
        )
    if most is not None:
        yield (({"type": "array", "contains": value, "minContains": most + 1}, True, None),)


def _dependent_names(value: Record, schema: Record, path: Path) -> Iterator[Way]:
    del schema
    for name, needed in value.items():
        for other in needed:
            if _is_here(other, path) or _is_here(name, path):
                yield (({**_holding(name), "!absent": [other]}, True, None),)


def _dependent_schemas(value: Record, schema: Record, path: Path) -> Iterator[Way]:
    del schema
    for name, inner in value.items():
        yield (_holding(name), True, None), (inner, False, path)


def _all_of(value: list[Json], schema: Record, path: Path) -> Iterator[Way]:
    del schema
    for part in value:
        yield ((part, False, path),)


def _any_of(value: list[Json], schema: Record, path: Path) -> Iterator[Way]:
    del schema
    if _is_free(path):
        yield tuple((part, False, path) for part in value)
        return
    for aimed in range(len(value)):
        yield tuple((part, False, path if i == aimed else NEAR) for i, part in enumerate(value))


def _one_of(value: list[Json], schema: Record, path: Path) -> Iterator[Way]:
    yield from _any_of(value, schema, path)
    for second in range(1, len(value)):
        yield (value[second], True, None), ({"anyOf": value[:second]}, True, None)


def _not(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    del schema, path
    yield ((value, True, None),)


def _if(value: Json, schema: Record, path: Path) -> Iterator[Way]:
    if "then" in schema:
        yield (value, True, None), (schema["then"], False, path)
    if "else" in schema:
        yield (value, False, None), (schema["else"], False, path)


_Refusal: TypeAlias = Callable[[Json, Record, Path], Iterator[Way]]

_WAYS: Final[dict[str, _Refusal]] = {
    "enum": _plain(None, lambda value: {"!never": value}),
    "const": _plain(None, lambda value: {"!never": [value]}),
    "maximum": _plain("number", lambda value: {"exclusiveMinimum": value}),
    "minimum": _plain("number", lambda value: {"exclusiveMaximum": value}),
    "exclusiveMaximum": _plain("number", lambda value: {"minimum": value}),
    "exclusiveMinimum": _plain("number", lambda value: {"maximum": value}),
    "multipleOf": _plain("number", lambda value: {"!multipleOf": value}),
    "maxLength": _plain("string", lambda value: {"minLength": value + 1}),
    "minLength": _plain("string", lambda value: {"maxLength": value - 1} if value > 0 else None),
    "pattern": _plain("string", lambda value: {"!pattern": value}),
    "format": _plain("string", lambda value: {"!format": value} if value in MODELS else None),
    "maxItems": _plain("array", lambda value: {"minItems": value + 1}),
    "minItems": _plain("array", lambda value: {"maxItems": value - 1} if value > 0 else None),
    "uniqueItems": _plain("array", lambda value: {"!repeated": True} if value else None),
    "maxProperties": _plain("object", lambda value: {"minProperties": value + 1}),
    "minProperties": _plain(
        "object", lambda value: {"maxProperties": value - 1} if value > 0 else None
    ),
    "required": _required,
    "properties": _properties,
    "patternProperties": _patterned,
    "additionalProperties": _additional,
    "unevaluatedProperties": _unevaluated,
    "propertyNames": _named,
    "items": _items,
    "unevaluatedItems": _items,
    "prefixItems": _prefix,
    "contains": _contains,
    "dependentRequired": _dependent_names,
    "dependentSchemas": _dependent_schemas,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
    "type": _types,
}

_ORDER: Final = tuple(_WAYS)
"""Another type comes last: any other difference says more."""
