"""Which schemas of a document speak of which part of a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from contracts.drift.observed.flattening import Choice, Flattener, Said
from contracts.drift.observed.keywords import is_listed
from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.references import EMBEDDED
from specs.schemas import Direction
from specs.values import ABSENT, Json, Record, find, pointer, split_pointer

DEEPEST: Final = 100
"""Levels of a value that are looked at one by one."""
EACH: Final = "*"
_REST: Final = ("additionalProperties", "unevaluatedProperties")


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
    references: tuple[tuple[str, str], ...] = ()
    """Where a schema of the value is only a reference, with the reference itself."""

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
    def names_members(self) -> bool:
        """Whether a schema says which members there are, if not all."""
        return any(schema.get("properties") for _, schema in self.schemas)

    @property
    def is_closed(self) -> bool:
        """Whether a schema forbids what is not named."""
        return any(schema.get(word) is False for _, schema in self.schemas for word in _REST)


@dataclass(frozen=True, slots=True)
class Member:
    """What the schemas of an object say of one of its members."""

    schemas: tuple[str, ...]
    """Pointers of the schemas of its value."""
    is_named: bool
    is_key: bool
    """Whether it is a key of a dictionary rather than a field."""


_Applied = tuple[tuple[Said, ...], frozenset[str]]
"""The schemas of a value, and which of them are one form of several."""
_MOST_KEPT: Final = 100_000
"""Members that are remembered; the keys of dictionaries have no end."""


@dataclass(slots=True)
class _Collected:
    """The schemas of one value, while they are looked for."""

    said: dict[str, Record] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)


class Standing:
    """Finds the schemas of parts of values, as one direction sees them."""

    def __init__(self, bundle: Bundle, direction: Direction) -> None:
        self._bundle = bundle
        self._document = bundle.document
        self._direction: Direction = direction
        self._flattener = Flattener(bundle.document)
        self._fixed: dict[tuple[str, ...], _Applied] = {}
        """What does not depend on the value, by the schemas that were asked for."""
        self._applied: dict[tuple[str, ...], _Applied] = {}
        """The same schemas are the same object, whichever way they were found."""
        self._known: set[int] = set()
        """The identities of these; they live as long as they are known."""
        self._members: dict[tuple[int, str], Member] = {}

    def root(self, schema: str, value: Json) -> Spot:
        """Returns a whole value with the schemas of the one at a pointer."""
        return Spot("", "", value, *self._applying((schema,), value))

    def spots(self, spot: Spot, depth: int = 0) -> Iterator[Spot]:
        """Yields a part of a value and all objects and lists in it that schemas speak of."""
        yield spot
        for name, value in _parts(spot.value):
            if isinstance(value, dict | list) and depth < DEEPEST:
                inner = self._inside(spot, name, value)
                if inner.schemas:
                    yield from self.spots(inner, depth + 1)

    def at(self, spot: Spot, where: str) -> Spot:
        """Returns the part of a value at a pointer, or what would stand there."""
        for name in split_pointer(where):
            spot = self.inside(spot, name)
        return spot

    def inside(self, spot: Spot, name: str | int) -> Spot:
        """Returns one member or item."""
        return self._inside(spot, name, find(spot.value, pointer(name)))

    def _inside(self, spot: Spot, name: str | int, value: Json) -> Spot:
        if isinstance(spot.value, list):
            schemas, step = self._item(spot, int(name)), EACH
        else:
            member = self.member(spot, str(name))
            schemas, step = member.schemas, EACH if member.is_key else str(name)
        said, forms = self._applying(schemas, value)
        where, path = spot.where + pointer(name), spot.path + pointer(step)
        return Spot(where, path, value, said, forms, self._references(schemas))

    def _references(self, schemas: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        found = ((where, self._document.at(where)) for where in schemas)
        return tuple(
            (where, one["$ref"])
            for where, one in found
            if isinstance(one, dict) and isinstance(one.get("$ref"), str)
            if EMBEDDED not in where + one["$ref"]  # written otherwise in its own file
        )

    def member(self, spot: Spot, name: str) -> Member:
        """Returns what the schemas of an object say of one of its members."""
        key = (id(spot.schemas), name)
        found = self._members.get(key)
        if found is None:
            found = _member(spot, name)
            if id(spot.schemas) in self._known and len(self._members) < _MOST_KEPT:
                self._members[key] = found
        return found

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

    def _applying(self, wheres: tuple[str, ...], value: Json) -> _Applied:
        fixed = self._fixed.get(wheres)
        if fixed is not None:
            return fixed
        into = _Collected()
        for where in wheres:
            self._apply(where, value, into)
        applied = self._same(into)
        if all(self._flattener.flat(where).is_fixed for where in wheres):
            self._fixed[wheres] = applied
        return applied

    def _same(self, into: _Collected) -> _Applied:
        key = (*into.said, "", *sorted(into.forms))
        if key not in self._applied:
            self._applied[key] = (tuple(into.said.items()), frozenset(into.forms))
            self._known.add(id(self._applied[key][0]))
        return self._applied[key]

    def _apply(self, where: str, value: Json, into: _Collected) -> None:
        if where in into.entered:
            return
        into.entered.add(where)
        flat = self._flattener.flat(where)
        into.said.update(flat.said)
        for choice in flat.choices:
            before = set(into.said)
            for form in self._chosen(choice, value):
                self._apply(form, value, into)
            into.forms |= set(into.said) - before
        for holder in flat.telling:
            named = self._flattener.named(holder, value)
            if named is not None:
                self._apply(named, value, into)
        for condition in flat.conditions:
            holds = self._fits(condition + "/if", value)
            for word in ("if", "then") if holds else ("else",):
                if self._document.at(f"{condition}/{word}") is not ABSENT:
                    self._apply(f"{condition}/{word}", value, into)

    def _chosen(self, choice: Choice, value: Json) -> tuple[str, ...]:
        """Returns the forms that a value has; if none, the one that it names, or all."""
        fitting = tuple(form for form in choice.forms if self._fits(form, value))
        if fitting:
            return fitting
        named = self._flattener.named(choice.holder, value)
        told = tuple(form for form in choice.forms if self._flattener.end_of(form) == named)
        return told or self._tagged(choice, value) or choice.forms

    def _tagged(self, choice: Choice, value: Json) -> tuple[str, ...]:
        """Returns the forms that a value does not belie by a member with a list of values."""
        if not isinstance(value, dict):
            return ()
        return tuple(
            form
            for form in choice.forms
            if all(
                is_listed(schema, value[name])
                for said in self._flattener.flat(form).said.values()
                for name, schema in (said.get("properties") or {}).items()
                if name in value and isinstance(schema, dict)
            )
        )

    def _fits(self, where: str, value: Json) -> bool:
        if value is ABSENT:
            return True
        try:
            return self._bundle.schemas.compile(where, self._direction).is_valid(value)
        except InvalidSpec:
            return True  # nothing can be held against a value by a schema that is broken


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _member(spot: Spot, name: str) -> Member:
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
        open_ = [word for word in _REST if schema.get(word, False) is not False]
        keyed += [] if is_here else [where + pointer(word) for word in open_]
    is_named = is_named or name in spot.names
    if is_named:
        return Member(tuple(found), is_named=True, is_key=False)
    return Member((*found, *keyed), is_named=False, is_key=is_key or bool(keyed))


def _parts(value: Json) -> Iterator[tuple[str | int, Json]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _matches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return True  # a pattern of another flavour: nobody is accused by it
