"""The parts that a regular expression is made of."""

import sys
from dataclasses import dataclass
from typing import Final, TypeAlias

from specs.patterns.sets import Ranges

ENDLESS: Final = sys.maxsize
"""How often a part may come again that has no upper bound."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character out of a set."""

    ranges: Ranges
    least: int = 1
    """How many characters it takes at least; every part says so."""


@dataclass(frozen=True, slots=True)
class Row:
    """Parts one after another."""

    parts: tuple["Part", ...]
    least: int = 0


@dataclass(frozen=True, slots=True)
class Either:
    """One of several alternatives."""

    parts: tuple["Part", ...]
    least: int


@dataclass(frozen=True, slots=True)
class Again:
    """A part that comes several times."""

    part: "Part"
    few: int
    many: int
    least: int


@dataclass(frozen=True, slots=True)
class Group:
    """A part that is remembered."""

    part: "Part"
    names: tuple[str, ...]
    """Its number, and its name if it has one."""
    least: int


@dataclass(frozen=True, slots=True)
class Echo:
    """What a group was."""

    name: str
    least: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """What has to stand ahead, or must not; takes no room."""

    part: "Part"
    is_wanted: bool
    is_ahead: bool
    least: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """`^`, `$` or a border of words."""

    kind: str
    least: int = 0


Part: TypeAlias = Letter | Row | Either | Again | Group | Echo | Look | Edge

NOTHING: Final = Row(())
