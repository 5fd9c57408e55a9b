"""Schema and random source -> a value that is valid for the schema."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.making.asked import Steps, Tools, Wish
from mockserver.replies.making.lessons import Lessons
from mockserver.replies.making.maker import Maker
from mockserver.replies.shapes.endings import Endings
from mockserver.replies.shapes.shapes import Shapes
from mockserver.replies.values.scalars import Scalars
from specs.bundle import Bundle
from specs.errors import SpecError
from specs.schemas import CompiledSchema, Direction, SchemaSet, SchemaViolation
from specs.values import Json, find, split_pointer

__all__ = ["CannotGenerate", "Made", "generate", "generate_valid", "make"]

_TRIES: Final = 60
_BARE_FROM: Final = 30
"""The try from which on optional members are left out everywhere."""
_CHOICES: Final = ("oneOf", "anyOf", "if", "discriminator")
_FAILURES: Final = 6
"""Tries in a row that came to nothing."""

# Derived from what a document says and gone with it, so that nothing can tell whether it is there.
_TOOLS: Final[WeakKeyDictionary[SchemaSet, dict[Direction, Tools]]] = WeakKeyDictionary()


class Made(NamedTuple):
    """A value, and what is worth knowing about it."""

    value: Json
    is_example: bool
    """Whether it is, as a whole, an example that its schema holds."""
    unfit: Mapping[str, str]
    """Places of schemas whose own example they do not allow, and why."""


def generate(bundle: Bundle, where: str, source: Random) -> Json:
    """Returns a value for the schema at a JSON pointer, as a response carries it.

    Raises:
        CannotGenerate: Nothing that was tried is valid.
    """
    return generate_valid(bundle, where, source)


def generate_valid(
    bundle: Bundle,
    where: str,
    source: Random,
    *,
    direction: Direction = "response",
    fixed: Mapping[str, Json] | None = None,
    written: bool = True,
    name: str = "",
) -> Json:
    """Returns a value for the schema at a JSON pointer.

    Args:
        bundle: The API.
        where: JSON pointer of the schema.
        source: Equal sources give equal values; 64 bits are drawn from it.
        direction: Whether a client sends the value or receives it.
        fixed: Members of the object that are given; it is valid as a whole with them.
        written: Whether examples and defaults that stand in schemas are used where they are valid.
        name: What the value is called; tells what it may look like.

    Raises:
        CannotGenerate: Nothing that was tried is valid.
    """
    wish = Wish(source.getrandbits(64), written, dict(fixed) if fixed else None, name)
    return make(bundle, where, wish, direction).value


def make(bundle: Bundle, where: str, wish: Wish, direction: Direction = "response") -> Made:
    """Returns a value for the schema at a JSON pointer, with what is worth knowing about it.

    Raises:
        CannotGenerate: Nothing that was tried is valid.
    """
    try:
        judge = bundle.schemas.compile(where, direction)
    except SpecError as broken:
        raise CannotGenerate(str(broken)) from broken
    return _Search(_tools(bundle, direction), judge, where).made(wish)


def _tools(bundle: Bundle, direction: Direction) -> Tools:
    kept = _TOOLS.setdefault(bundle.schemas, {})
    if direction not in kept:
        shapes = Shapes(bundle, direction)
        kept[direction] = Tools(shapes, Scalars(shapes), Endings(shapes))
    return kept[direction]


class _Search:
    """Makes values until one is valid, and learns from each that is not."""

    def __init__(self, tools: Tools, judge: CompiledSchema, where: str) -> None:
        self._tools = tools
        self._judge = judge
        self._where = where

    def made(self, wish: Wish) -> Made:
        """Returns the first valid value.

        Raises:
            CannotGenerate: There is none among those that were tried.
        """
        lessons, steps = Lessons(wish.fixed or ()), Steps()
        reason, failures = "", 0
        for turn in range(_TRIES):
            lessons.is_bare = turn >= _BARE_FROM
            maker = Maker(self._tools, wish, lessons, steps)
            try:
                value = maker.root((self._where,))
            except CannotGenerate as failure:
                failures, reason = failures + 1, str(failure)
                if failures >= _FAILURES or steps.left < 0:
                    break
                lessons.redo(())
                continue
            if self._judge.is_valid(value):
                return Made(value, () in maker.exemplary, {**maker.unfit, **lessons.invalid})
            failures = 0
            violations = self._judge.violations(value)
            for violation in self._causes(value, violations, maker):
                lessons.learn(violation, maker.exemplary)
            reason = "; ".join(
                f"{one.pointer or 'the value'}: {one.message}" for one in violations[:1]
            )
        raise CannotGenerate(f"no valid value was found for the schema at {self._where}: {reason}")

    def _causes(
        self, value: Json, violations: Iterable[SchemaViolation], maker: Maker
    ) -> Iterator[SchemaViolation]:
        """Yields what is wrong, inside the option that was chosen where there was a choice."""
        for violation in violations:
            at = violation.pointer
            shape = maker.decided.get(tuple(split_pointer(at)))
            taken = shape.taken if shape is not None else ()
            found = [
                replace(inner, pointer=at + inner.pointer)
                for place in (taken if violation.keyword in _CHOICES else ())
                for inner in maker.judged(place, find(value, at))
            ]
            if found and at != found[0].pointer:
                yield from self._causes(value, found, maker)
            else:
                yield from found or (violation,)
