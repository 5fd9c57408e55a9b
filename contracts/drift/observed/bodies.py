"""A JSON value against the schema that the document has for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from contracts.drift.observed.admission import admitting, holders, without
from contracts.drift.observed.rulings import (
    FORBIDDEN,
    LEAKED,
    MISSING,
    culprit,
    expected_of,
    rank,
    rule_of,
    shown,
)
from contracts.drift.observed.sighting import Hole, Place, Sighting
from contracts.drift.observed.standing import Spot, Standing
from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.schemas import Direction, SchemaViolation
from specs.values import Json, pointer, split_pointer

UNNAMED: Final = "undocumented_field"
_MOST: Final = 2000
"""Violations of one value that are looked at."""


@dataclass(frozen=True, slots=True)
class _Broken:
    """One violation, with the part of the value that it is about."""

    violation: SchemaViolation
    spot: Spot
    """Of a missing or unknown member, the object."""
    name: str | None
    """The missing or unknown member."""


class Bodies:
    """Judges values in one direction."""

    def __init__(self, bundle: Bundle, direction: Direction) -> None:
        self._bundle = bundle
        self._direction: Direction = direction
        self._standing = Standing(bundle, direction)
        self._may_leak = direction == "response" and _says(bundle.document.data, "writeOnly")

    def judge(self, value: Json, schema: str, place: Place) -> Iterator[Sighting]:
        """Yields how a value drifts from a schema.

        Args:
            value: The whole value.
            schema: JSON pointer of the schema.
            place: Where the value stands in its message.
        """
        root = self._standing.root(schema, value)
        yield from self._broken(root, schema, place)
        for spot in self._standing.spots(root):
            if isinstance(spot.value, dict):
                yield from self._unnamed(spot, place)
                yield from self._leaked(spot, place) if self._may_leak else ()

    def is_valid(self, value: Json, schema: str) -> bool:
        """Returns whether a schema admits a value; one that is broken admits all."""
        try:
            return self._bundle.schemas.compile(schema, self._direction).is_valid(value)
        except InvalidSpec:
            return True

    def _broken(self, root: Spot, schema: str, place: Place) -> Iterator[Sighting]:
        if self.is_valid(root.value, schema):
            return
        worst: dict[str, tuple[int, Sighting]] = {}
        for broken in self._found(root, schema):
            sighting = self._sighting(broken, place)
            where = broken.violation.pointer
            order = rank(sighting.rule)
            if where not in worst or order < worst[where][0]:
                worst[where] = (order, sighting)
        yield from (sighting for _, sighting in worst.values())

    def _found(self, root: Spot, schema: str) -> Iterator[_Broken]:
        compiled = self._bundle.schemas.compile(schema, self._direction)
        for violation in compiled.nearest_violations(root.value, _MOST):
            yield from self._located(violation, root)

    def _located(self, violation: SchemaViolation, root: Spot) -> Iterator[_Broken]:
        parts = split_pointer(violation.pointer)
        is_about_member = violation.keyword in (
            "required", "additionalProperties", "unevaluatedProperties",
        )  # fmt: skip
        if is_about_member and parts:
            yield _Broken(violation, self._standing.at(root, pointer(*parts[:-1])), parts[-1])
            return
        spot = self._standing.at(root, violation.pointer)
        if _speaks_of_null(violation, spot):
            others = list(self._without_null(spot, root))
            if others:
                yield from others
                return
        yield _Broken(violation, spot, None)

    def _without_null(self, spot: Spot, root: Spot) -> Iterator[_Broken]:
        """Yields what is wrong by the schemas that are not null's, if they are of one mind."""
        for where, schema in spot.schemas:
            if schema.get("type") == "null" or self.is_valid(spot.value, where):
                continue
            compiled = self._bundle.schemas.compile(where, self._direction)
            found = [
                replace(one, pointer=spot.where + one.pointer)
                for one in compiled.nearest_violations(spot.value, _MOST)
                if not _speaks_of_null(one, spot)
            ]
            for one in found:
                yield from self._located(one, root)
            if found:
                return

    def _sighting(self, broken: _Broken, place: Place) -> Sighting:
        if broken.name is not None:
            return self._member(broken, broken.name, place)
        violation, spot = broken.violation, broken.spot
        rule = rule_of(violation, spot)
        where, schema = culprit(violation, spot) or (None, {})
        word = "type" if rule == "undocumented_null" and "type" in schema else violation.keyword
        return Sighting(
            rule=rule,
            place=replace(place, path=spot.path),
            expected=expected_of(word, schema),
            got=shown(spot.value),
            pointer=where and _word(where, schema, word),
            edits=admitting(violation.keyword, spot, self._bundle.document.version),
        )

    def _member(self, broken: _Broken, name: str, place: Place) -> Sighting:
        spot = broken.spot
        inner = self._standing.inside(spot, name)
        path = replace(place, path=inner.path)
        if broken.violation.keyword == "required":
            edits = without(spot, name)
            said = edits[0].pointer + "/required" if edits else None
            return Sighting(MISSING, path, f"the field {name}", "no such field", said, edits=edits)
        return Sighting(
            rule=FORBIDDEN,
            place=path,
            expected=f"no field {name}",
            got=shown(spot.value[name]),
            pointer=next(iter(holders(spot)), None),
            holes=_holes(spot, name),
        )

    def _leaked(self, spot: Spot, place: Place) -> Iterator[Sighting]:
        """Yields the members that are answered, and that only requests may have.

        What they hold is not told: it may well be a secret.
        """
        for name, value in spot.value.items():
            inner = self._standing.inside(spot, name)
            said = (where for where, schema in inner.schemas if schema.get("writeOnly") is True)
            where = next(said, None)
            if where is not None and value is not None:
                yield Sighting(
                    rule=UNNAMED,
                    place=replace(place, path=inner.path),
                    expected=LEAKED,
                    got=f"the field {name}",
                    pointer=where + pointer("writeOnly"),
                )

    def _unnamed(self, spot: Spot, place: Place) -> Iterator[Sighting]:
        """Yields the members that no schema of an object names, where it says which it has."""
        for name, value in spot.value.items():
            member = self._standing.member(spot, name)
            if member.is_named or member.is_key:
                continue
            if spot.is_closed or not spot.names_members:
                return
            yield Sighting(
                rule=UNNAMED,
                place=replace(place, path=spot.path + pointer(name)),
                expected="no such field",
                got=shown(value),
                pointer=next(iter(holders(spot)), None),
                holes=_holes(spot, name),
            )


def _says(data: Json, word: str) -> bool:
    """Returns whether a document says a word of anything."""
    work = [data]
    while work:
        one = work.pop()
        if isinstance(one, dict):
            if one.get(word) is True:
                return True
            work += one.values()
        elif isinstance(one, list):
            work += one
    return False


def _holes(spot: Spot, name: str) -> tuple[Hole, ...]:
    value = spot.value[name]
    return tuple(Hole(where, "properties", (name,), value) for where in holders(spot))


def _word(where: str, schema: dict[str, Json], word: str) -> str:
    return where + pointer(word) if word in schema else where


def _speaks_of_null(violation: SchemaViolation, spot: Spot) -> bool:
    """Returns whether a value that is not null is told that it should be."""
    is_of_null = violation.keyword == "type" and violation.message.endswith('type "null"')
    return is_of_null and spot.value is not None
