"""Schemas of OpenAPI 2.0 in the words of 3.0."""

from typing import Final

from specs.references import DATA_WORDS, is_name_map
from specs.values import Json, Record

VALUE_WORDS: Final = frozenset(
    (
        "type",
        "format",
        "items",
        "default",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "enum",
        "multipleOf",
        "x-nullable",
    )
)
"""What 2.0 says of a parameter's or header's value beside its name, and 3.0 in a schema."""

_MOVED: Final = {
    "#/definitions/": "#/components/schemas/",
    "#/parameters/": "#/components/parameters/",
    "#/responses/": "#/components/responses/",
    "#/securityDefinitions/": "#/components/securitySchemes/",
}


class Schemas:
    """Rewords schemas; an object that is shared stays shared."""

    def __init__(self) -> None:
        # An entry holds its original, so that no later object takes over the id.
        self._done: dict[tuple[int, bool], tuple[Json, Json]] = {}

    def of(self, value: Json, *, named: bool = False) -> Json:
        """Returns a schema, or anything that holds schemas, in the words of 3.0.

        Args:
            value: What 2.0 says.
            named: Whether the members of `value` are names that an author chose.
        """
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if not isinstance(value, dict):
            return value
        key = (id(value), named)
        if key not in self._done:
            self._done[key] = (value, self._mapping(value, named=named))
        return self._done[key][1]

    def _mapping(self, value: Record, *, named: bool) -> Record:
        copy = {
            name: item
            if not named and name in DATA_WORDS
            else self.of(item, named=not named and is_name_map(name))
            for name, item in value.items()
        }
        return copy if named else _reworded(copy)


def moved_reference(reference: str) -> str:
    """Returns where 3.0 has what a reference names.

    >>> moved_reference("#/definitions/Pet/properties/name")
    '#/components/schemas/Pet/properties/name'
    """
    for old, new in _MOVED.items():
        if reference.startswith(old):
            return new + reference[len(old) :]
    return reference


def _reworded(schema: Record) -> Record:
    if isinstance(schema.get("$ref"), str):
        schema["$ref"] = moved_reference(schema["$ref"])
    if schema.get("type") == "file":
        schema.update(type="string", format="binary")
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
    if "x-nullable" in schema and "nullable" not in schema:
        schema["nullable"] = schema["x-nullable"]
    return schema
