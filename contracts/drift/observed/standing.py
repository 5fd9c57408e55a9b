"""Which schemas of a document speak of which part of a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.references import fragment
from specs.schemas import Direction
from specs.values import ABSENT, Json, Record, find, pointer, split_pointer

Said = tuple[str, Record]
"""A schema with the JSON pointer of the place where it really stands."""

EACH: Final = "*"
_UNKNOWN: Final[Record] = {"additionalProperties": True}
"""Stands for what cannot be followed: it may name anything."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One part of a value, with the schemas that speak of it."""

    where: str
    """JSON pointer into the value."""
    path: str
    """The same, with `*` for items and for keys of dictionaries."""
    value: Json
    schemas: tuple[Said, ...]
    """References followed, `allOf` taken apart; of `oneOf` and `anyOf` the forms that the value
    has, or all of them if it has none."""
    forms: frozenset[str] = frozenset()
    """The pointers of those schemas that are one form of several."""

    @property
    def names(self) -> frozenset[str]:
        """The members that the schemas name."""
        return frozenset(
            name
            for _, schema in self.schemas
            for word in ("properties", "required")
            for name in schema.get(word) or ()
        )

    @property
    def is_closed(self) -> bool:
        """Whether a schema forbids what is not named."""
        words = ("additionalProperties", "unevaluatedProperties")
        return any(schema.get(word) is False for _, schema in self.schemas for word in words)


@dataclass(frozen=True, slots=True)
class Member:
    """What the schemas of an object say of one of its members."""

    schemas: tuple[str, ...]
    """Pointers of the schemas of its value."""
    is_named: bool
    is_key: bool
    """Whether it is a key of a dictionary rather than a field."""


@dataclass(frozen=True, slots=True)
class _Flat:
    """A schema with references and `allOf` taken apart, and what depends on the value."""

    said: tuple[Said, ...]
    choices: tuple[tuple[str, ...], ...]
    conditions: tuple[str, ...]


class Standing:
    """Finds the schemas of parts of values, as one direction sees them."""

    def __init__(self, bundle: Bundle, direction: Direction) -> None:
        self._bundle = bundle
        self._document = bundle.document
        self._direction: Direction = direction
        self._is_3_0 = bundle.document.version == "3.0"
        self._flats: dict[str, _Flat] = {}

    def root(self, schema: str, value: Json) -> Spot:
        """Returns a whole value with the schemas of the one at a pointer."""
        return Spot("", "", value, *self._applying((schema,), value))

    def spots(self, spot: Spot) -> Iterator[Spot]:
        """Yields a part of a value and all parts of it that schemas speak of."""
        yield spot
        for name in _parts(spot.value):
            inner = self.inside(spot, name)
            if inner.schemas:
                yield from self.spots(inner)

    def at(self, spot: Spot, where: str) -> Spot:
        """Returns the part of a value at a pointer, or what would stand there."""
        for name in split_pointer(where):
            spot = self.inside(spot, name)
        return spot

    def inside(self, spot: Spot, name: str | int) -> Spot:
        """Returns one member or item."""
        value = find(spot.value, pointer(name))
        if isinstance(spot.value, list):
            schemas, step = self._item(spot, int(name)), EACH
        else:
            member = self.member(spot, str(name))
            schemas, step = member.schemas, EACH if member.is_key else str(name)
        said, forms = self._applying(schemas, value)
        return Spot(spot.where + pointer(name), spot.path + pointer(step), value, said, forms)

    def member(self, spot: Spot, name: str) -> Member:
        """Returns what the schemas of an object say of one of its members."""
        found: list[str] = []
        keyed: list[str] = []
        is_named = is_key = False
        for where, schema in spot.schemas:
            is_here = False
            if name in (schema.get("properties") or {}):
                found.append(where + pointer("properties", name))
                is_here = is_named = True
            for pattern in schema.get("patternProperties") or {}:
                if _matches(pattern, name):
                    found.append(where + pointer("patternProperties", pattern))
                    is_here = is_key = True
            for word in ("additionalProperties", "unevaluatedProperties"):
                rest = schema.get(word, False)
                if not is_here and rest is not False:
                    keyed.append(where + pointer(word))
        is_named = is_named or name in spot.names
        if not is_named and keyed:
            is_key = True
        return Member((*found, *(keyed if not is_named else ())), is_named, is_key and not is_named)

    def _item(self, spot: Spot, index: int) -> tuple[str, ...]:
        found = []
        for where, schema in spot.schemas:
            first = _listed(schema.get("prefixItems"))
            if index < len(first):
                found.append(where + pointer("prefixItems", index))
            else:
                words = ("items", "unevaluatedItems")
                found += [where + pointer(word) for word in words if word in schema]
        return tuple(found)

    def _applying(
        self, wheres: tuple[str, ...], value: Json
    ) -> tuple[tuple[Said, ...], frozenset[str]]:
        found: dict[str, Record] = {}
        forms: set[str] = set()
        for where in wheres:
            self._apply(where, value, (found, forms))
        return tuple(found.items()), frozenset(forms)

    def _apply(self, where: str, value: Json, into: tuple[dict[str, Record], set[str]]) -> None:
        found, forms = into
        flat = self._flat(where)
        found.update(flat.said)
        for choice in flat.choices:
            open_ = [form for form in choice if form not in found]
            for form in [one for one in open_ if self._fits(one, value)] or open_:
                before = set(found)
                self._apply(form, value, into)
                forms |= set(found) - before
        for condition in flat.conditions:
            holds = self._fits(condition + "/if", value)
            for word in ("if", "then") if holds else ("else",):
                if self._document.at(f"{condition}/{word}") is not ABSENT:
                    self._apply(f"{condition}/{word}", value, into)

    def _fits(self, where: str, value: Json) -> bool:
        if value is ABSENT:
            return True
        try:
            return self._bundle.schemas.compile(where, self._direction).is_valid(value)
        except InvalidSpec:
            return True  # nothing can be held against a value by a schema that is broken

    def _flat(self, where: str) -> _Flat:
        if where not in self._flats:
            said: dict[str, Record] = {}
            choices: list[tuple[str, ...]] = []
            conditions: list[str] = []
            self._flatten(where, said, (choices, conditions))
            self._flats[where] = _Flat(tuple(said.items()), tuple(choices), tuple(conditions))
        return self._flats[where]

    def _flatten(
        self,
        where: str,
        said: dict[str, Record],
        depending: tuple[list[tuple[str, ...]], list[str]],
    ) -> None:
        schema = self._document.at(where)
        if schema is True or not isinstance(schema, dict):
            return
        if where in said:
            return
        reference = schema.get("$ref")
        if isinstance(reference, str) or "$dynamicRef" in schema:
            target = fragment(reference) if isinstance(reference, str) else ""
            if not target.startswith("/") or self._document.at(target) is ABSENT:
                said[where] = {**schema, **_UNKNOWN}
                return
            if self._is_3_0:
                self._flatten(target, said, depending)
                return
            said[where] = schema
            self._flatten(target, said, depending)
        said[where] = schema
        choices, conditions = depending
        for word in ("allOf", "oneOf", "anyOf"):
            forms = schema.get(word)
            places = [f"{where}/{word}/{n}" for n, _ in enumerate(_listed(forms))]
            if word != "allOf":
                choices += [tuple(places)] if places else []
                continue
            for place in places:
                self._flatten(place, said, depending)
        if "if" in schema and not self._is_3_0:
            conditions.append(where)
        dependent = schema.get("dependentSchemas")
        for name in dependent if isinstance(dependent, dict) else ():
            self._flatten(where + pointer("dependentSchemas", name), said, depending)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _parts(value: Json) -> Iterator[str | int]:
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, list):
        yield from range(len(value))


def _matches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return True  # a pattern of another flavour: nobody is accused by it
