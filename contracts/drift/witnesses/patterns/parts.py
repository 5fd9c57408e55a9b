"""The parts that a regular expression is made of."""

from dataclasses import dataclass
from typing import TypeAlias

from contracts.drift.witnesses.patterns.sets import Ranges


@dataclass(frozen=True, slots=True)
class Letter:
    """One character out of a set."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Row:
    """Parts one after another."""

    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of several alternatives."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Again:
    """A part that comes several times."""

    part: "Part"
    few: int
    many: int | None
    """None: as often as one likes."""


@dataclass(frozen=True, slots=True)
class Look:
    """What has to stand around, or must not; takes no room."""

    part: "Part"
    is_wanted: bool
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """`^`, `$`, or `b` and `B` for a border of words."""

    kind: str


Part: TypeAlias = Letter | Row | Either | Again | Look | Edge


def is_plain(part: Part) -> bool:
    """Whether a part only consumes characters, and asks nothing of what stands around."""
    match part:
        case Letter():
            return True
        case Row(parts) | Either(parts):
            return all(is_plain(one) for one in parts)
        case Again(inner):
            return is_plain(inner)
        case _:
            return False


def takes_room(part: Part) -> bool:
    """Whether a part can consume a character."""
    match part:
        case Letter():
            return True
        case Row(parts) | Either(parts):
            return any(takes_room(one) for one in parts)
        case Again(inner):
            return takes_room(inner)
        case _:
            return False
