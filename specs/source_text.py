"""A parsed file: its value, and on which line each part of it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from specs.values import Json

LineOf = Callable[[str], int]
"""Returns the 1-based line of the value at a JSON pointer, or of its nearest ancestor."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in a text that is not allowed but could be read all the same."""

    wrong: str
    line: int | None
    """1-based; None if it concerns the whole file."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file that has been read. Its lines are looked for when the first one is asked for."""

    path: Path
    value: Json
    line: LineOf
    oddities: tuple[Oddity, ...] = ()
    """What a lenient reader let pass."""
