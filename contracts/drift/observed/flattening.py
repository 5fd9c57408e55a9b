"""A schema with references and `allOf` taken apart, and what of it depends on the value."""

from dataclasses import dataclass, field
from typing import Final

from specs.document import Document
from specs.references import fragment
from specs.values import ABSENT, Json, Record, pointer

Said = tuple[str, Record]
"""A schema with the JSON pointer of the place where it really stands."""

_UNKNOWN: Final[Record] = {"additionalProperties": True}
"""Stands for what cannot be followed: it may name anything."""
_SCHEMAS: Final = "/components/schemas"


@dataclass(frozen=True, slots=True)
class Choice:
    """The forms of a `oneOf` or `anyOf`."""

    holder: str
    """JSON pointer of the schema that offers them."""
    forms: tuple[str, ...]


@dataclass(slots=True)
class Flat:
    """What a schema says of every value, and where it looks at the value first."""

    said: dict[str, Record] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    """Pointers of schemas with `if`."""
    telling: list[str] = field(default_factory=list)
    """Pointers of schemas whose `discriminator` names the schema of a value."""

    @property
    def is_fixed(self) -> bool:
        """Whether it is the same for every value."""
        return not (self.choices or self.conditions or self.telling)


class Flattener:
    """Takes the schemas of one document apart, each once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_3_0 = document.version == "3.0"
        self._flats: dict[str, Flat] = {}

    def flat(self, where: str) -> Flat:
        """Returns the schema at a pointer, taken apart."""
        if where not in self._flats:
            self._flats[where] = made = Flat()
            self._add(where, made)
        return self._flats[where]

    def named(self, holder: str, value: Json) -> str | None:
        """Returns the pointer of the schema that a value names by the discriminator of a schema."""
        schema = self._document.at(holder)
        told = schema.get("discriminator") if isinstance(schema, dict) else None
        if not isinstance(told, dict) or not isinstance(value, dict):
            return None
        name = value.get(told.get("propertyName"))
        if not isinstance(name, str):
            return None
        mapping = told.get("mapping")
        target = mapping.get(name, name) if isinstance(mapping, dict) else name
        where = (
            fragment(target)
            if isinstance(target, str) and target.startswith("#/")
            else _SCHEMAS + pointer(str(target))
        )
        return where if isinstance(self._document.at(where), dict) else None

    def end_of(self, where: str) -> str:
        """Returns where a reference leads in the end."""
        return self._document.dereference(self._document.at(where), where)[1]

    def _add(self, where: str, into: Flat) -> None:
        schema = self._document.at(where)
        if not isinstance(schema, dict) or where in into.said:
            return
        if "$ref" in schema or "$dynamicRef" in schema:
            target = self._target(schema)
            if target is None:
                into.said[where] = {**schema, **_UNKNOWN}
                return
            if not self._is_3_0:  # there, what stands beside a reference says nothing
                into.said[where] = schema
            self._add(target, into)
            if self._is_3_0:
                return
        into.said[where] = schema
        self._parts(where, schema, into)

    def _target(self, schema: Record) -> str | None:
        reference = schema.get("$ref")
        target = fragment(reference) if isinstance(reference, str) else ""
        is_here = target.startswith("/") and self._document.at(target) is not ABSENT
        return target if is_here else None

    def _parts(self, where: str, schema: Record, into: Flat) -> None:
        for word in ("oneOf", "anyOf"):
            forms = tuple(f"{where}/{word}/{n}" for n, _ in enumerate(_listed(schema.get(word))))
            into.choices += [Choice(where, forms)] if forms else []
        if "discriminator" in schema and "oneOf" not in schema and "anyOf" not in schema:
            into.telling.append(where)
        if "if" in schema and not self._is_3_0:
            into.conditions.append(where)
        for number, _ in enumerate(_listed(schema.get("allOf"))):
            self._add(f"{where}/allOf/{number}", into)
        dependent = schema.get("dependentSchemas")
        for name in dependent if isinstance(dependent, dict) else ():
            self._add(where + pointer("dependentSchemas", name), into)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
