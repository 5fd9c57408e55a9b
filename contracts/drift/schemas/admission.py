"""Whether a schema admits one value; for values that a contract lists."""

from functools import lru_cache

import jsonschema_rs

from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.members import applied, named
from contracts.drift.schemas.pure import Place
from specs.values import ABSENT, Json

_PLAIN = frozenset(
    (
        "const",
        "dependentRequired",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "pattern",
        "required",
        "type",
        "uniqueItems",
    )
)
_UNREAD = ("$dynamicRef", "contains", "unevaluatedItems", "unevaluatedProperties")


class Unjudged(Exception):
    """A schema holds words that are not looked at here."""


@lru_cache(maxsize=8192)
def _validator(text: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(text, validate_formats=True)


def admits(place: Place, value: Json) -> bool:
    """Returns whether a schema admits a value.

    Raises:
        Unjudged: The schema has words that only a validator of the whole can judge.
    """
    schema, source = place.schema, place.source
    if isinstance(schema, bool):
        return schema
    if any(word in schema for word in _UNREAD):
        raise Unjudged
    listed = source.spelled_values(place)
    if listed is not None and spelled(value) not in listed:
        return False
    plain = {word: said for word, said in schema.items() if word in _PLAIN}
    if plain and not _is_valid(plain, value):
        return False
    target = source.target(place)
    if target is None and "$ref" in schema:
        raise Unjudged
    if target is not None and not admits(target, value):
        return False
    return _obeys_forms(place, value) and _obeys_parts(place, value)


def _is_valid(plain: dict[str, Json], value: Json) -> bool:
    try:
        return _validator(spelled(plain)).is_valid(value)
    except (ValueError, jsonschema_rs.ValidationError) as error:
        raise Unjudged from error


def _obeys_forms(place: Place, value: Json) -> bool:
    source = place.source
    if not all(admits(part, value) for part in source.children(place, "allOf")):
        return False
    if isinstance(place.word("anyOf"), list) and not any(
        admits(form, value) for form in source.children(place, "anyOf")
    ):
        return False
    if isinstance(place.word("oneOf"), list):
        count = sum(admits(form, value) for form in source.children(place, "oneOf"))
        if count != 1:
            return False
    if place.word("not") is not ABSENT and admits(source.child(place, "not"), value):
        return False
    if place.word("if") is ABSENT:
        return True
    word = "then" if admits(source.child(place, "if"), value) else "else"
    return place.word(word) is ABSENT or admits(source.child(place, word), value)


def _obeys_parts(place: Place, value: Json) -> bool:
    source = place.source
    if isinstance(value, dict):
        for name, item in value.items():
            if not all(admits(one, item) for one in applied(place, name)):
                return False
            if place.word("propertyNames") is not ABSENT and not admits(
                source.child(place, "propertyNames"), name
            ):
                return False
        return all(
            admits(source.child(place, "dependentSchemas", name), value)
            for name in named(place, "dependentSchemas")
            if name in value
        )
    if isinstance(value, list):
        own = source.children(place, "prefixItems")
        rest = source.child(place, "items") if place.word("items") is not ABSENT else None
        for index, item in enumerate(value):
            form = own[index] if index < len(own) else rest
            if form is not None and not admits(form, item):
                return False
    return True
