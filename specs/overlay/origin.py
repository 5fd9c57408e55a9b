"""Where each part of a value was written, when parts of it come from several files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from specs.source_text import SourceText
from specs.values import Json, pointer, split_pointer


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written, and which parts of it were written elsewhere."""

    source: SourceText | None
    """None for the description that the overlays are laid over."""
    where: str
    """JSON pointer of the value in that file, before any overlay."""
    moved: Mapping[str, "Origin"] = field(default_factory=dict)
    """The origins of parts that this file does not hold at the same place, by name or index."""

    def part(self, name: str | int) -> "Origin":
        """Returns the origin of one member or item."""
        moved = self.moved.get(str(name))
        return moved if moved is not None else Origin(self.source, self.where + pointer(name))

    def find(self, where: str) -> tuple[SourceText | None, str]:
        """Returns the file and the JSON pointer in it of a place inside the value.

        Args:
            where: JSON pointer, relative to the value, in its overlaid state.

        Returns:
            The file, or None for the description itself, and where in it that place was written.
            A place that does not exist leads to where it would stand.
        """
        found = self
        for name in split_pointer(where):
            found = found.part(name)
        return found.source, found.where


class Part(NamedTuple):
    """A value and where it was written."""

    value: Json
    origin: Origin

    def part(self, name: str | int) -> "Part":
        """Returns one member of a mapping or one item of a list."""
        return Part(self.value[name], self.origin.part(name))
