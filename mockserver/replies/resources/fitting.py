"""Making a thing fit the schema by which an answer shows it, with as little change as can be."""

import copy
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.generate import generate_valid
from mockserver.replies.resources.cutting import Cuts
from mockserver.replies.resources.records import remove_at, set_in
from specs.bundle import Bundle
from specs.resources import Shape, Shapes
from specs.schemas import CompiledSchema, SchemaViolation
from specs.values import ABSENT, Json, Missing, Record, find, pointer, split_pointer

_ROUNDS: Final = 8
"""Repairs of one value, each of all that is found wrong."""


class CannotFit(Exception):
    """Nothing valid is near enough to the value."""


class Fitter:
    """Shows values by the schemas of one document."""

    def __init__(self, bundle: Bundle, shapes: Shapes) -> None:
        self._bundle = bundle
        self._shapes = shapes
        self._cuts = Cuts(shapes, is_all=False)
        self._all_cuts = Cuts(shapes, is_all=True)
        self._judges: dict[str, Callable[[Json], bool]] = {}

    def is_valid(self, where: str, value: Json) -> bool:
        """Whether a value may stand in an answer for the schema at a JSON pointer."""
        judge = self._judges.get(where)
        if judge is None:
            judge = self._bundle.schemas.compile(where, "response").is_valid
            self._judges[where] = judge
        return judge(value)

    def is_sendable(self, where: str, value: Json) -> bool:
        """Whether a client may send a value for the schema at a JSON pointer."""
        return self._bundle.schemas.compile(where, "request").is_valid(value)

    def made(self, where: str, source: Random, *, given: Mapping[str, Json] | None = None) -> Json:
        """Returns a made-up value for the schema at a JSON pointer.

        Args:
            where: JSON pointer of the schema.
            source: Equal sources give equal values.
            given: Members that it has to have, if it is an object.

        Raises:
            CannotFit: None was found.
        """
        try:
            return generate_valid(self._bundle, where, source, fixed=given)
        except CannotGenerate as error:
            raise CannotFit(str(error)) from error

    def fit(
        self,
        where: str,
        value: Json,
        source: Random,
        *,
        fixed: tuple[str, ...] = (),
        prefer: tuple[str, ...] = (),
    ) -> Json:
        """Returns a value as the schema at a JSON pointer shows it, mended where it breaks it.

        Args:
            where: JSON pointer of the schema.
            value: The value; it stays as it is.
            source: Makes up what is missing.
            fixed: JSON pointers into the value of what must not change, if the schema has it.
            prefer: JSON pointers to members of which as many as can be stay as they are.

        Raises:
            CannotFit: Nothing valid keeps what is fixed.
        """
        ready = self.ready(where, value)
        if ready is not ABSENT:
            return ready
        schema = self._bundle.schemas.compile(where, "response")
        shown = self.shown(where, value)
        mended = self._mended(where, copy.deepcopy(shown), schema, source)
        if not schema.is_valid(mended) or not _keeps(shown, mended, fixed):
            mended = _nearest(schema, self.made(where, source), shown, (*fixed, *prefer))
        if not _keeps(shown, mended, fixed):
            raise CannotFit(f"no valid value for the schema at {where} keeps what it has to")
        return mended

    def ready(self, where: str, value: Json) -> Json | Missing:
        """Returns a value as the schema at a JSON pointer shows it; `ABSENT` if that is not valid.

        What is not declared is left out, unless the value is valid only with it.
        """
        shown = self.shown(where, value)
        if self.is_valid(where, shown):
            return shown
        shown = self.shown(where, value, is_all=True)
        return shown if self.is_valid(where, shown) else ABSENT

    def shown(self, where: str, value: Json, *, is_all: bool = False) -> Json:
        """Returns a copy of a value without what the schema at a JSON pointer does not show.

        That is what is write-only, and, where members are declared and no others are asked for,
        what is not declared.

        Args:
            where: JSON pointer of the schema.
            value: The value.
            is_all: Whether what is not declared is shown all the same.
        """
        return (self._all_cuts if is_all else self._cuts).at(where)(value)

    def schema_at(self, where: str, inside: str) -> str | None:
        """Returns the pointer of the schema of a place inside the values of a schema."""
        for name in split_pointer(inside):
            shape: Shape = self._shapes.at(where)
            member = shape.members.get(name)
            found = member.where if member is not None else None
            if found is None and name.isdecimal():
                found = shape.items
            if found is None:
                return None
            where = found
        return where

    def _mended(self, where: str, value: Json, schema: CompiledSchema, source: Random) -> Json:
        for _ in range(_ROUNDS):
            found = schema.nearest_violations(value)
            if not found:
                break
            changes = [self._mend(where, value, one, source) for one in found]
            if not any(changes):
                break
        return value

    def _mend(self, where: str, value: Json, wrong: SchemaViolation, source: Random) -> bool:
        if not wrong.pointer:
            return False
        is_there = find(value, wrong.pointer) is not ABSENT
        if is_there and wrong.keyword in ("additionalProperties", "unevaluatedProperties"):
            return remove_at(value, wrong.pointer)
        inside = self.schema_at(where, wrong.pointer)
        if inside is None:
            return is_there and remove_at(value, wrong.pointer)
        if is_there and not self._is_required(where, wrong.pointer):
            return remove_at(value, wrong.pointer)
        try:
            return set_in(value, wrong.pointer, self.made(inside, source))
        except CannotFit:
            return False

    def _is_required(self, where: str, inside: str) -> bool:
        *outer, last = split_pointer(inside)
        holder = self.schema_at(where, pointer(*outer))
        if holder is None:
            return False
        member = self._shapes.at(holder).members.get(last)
        return member is None or member.is_required


def _keeps(value: Json, mended: Json, fixed: tuple[str, ...]) -> bool:
    return all(find(value, one) == find(mended, one) for one in fixed)


def _nearest(schema: CompiledSchema, spare: Json, value: Json, first: tuple[str, ...]) -> Json:
    """Returns a valid value with as many members of another one as it can take."""
    if not isinstance(spare, dict) or not isinstance(value, dict):
        return spare
    made: Record = dict(spare)
    for name in (*(split_pointer(one)[0] for one in first), *value):
        if name in value:
            before = made
            made = {**made, name: value[name]}
            if not schema.is_valid(made):
                made = before
    for name in [name for name in made if name not in value]:
        less = {key: item for key, item in made.items() if key != name}
        if schema.is_valid(less):
            made = less
    return made
