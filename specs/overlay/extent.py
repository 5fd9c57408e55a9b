"""How deep and how large a value is whose parts may be shared."""

from typing import Final, NamedTuple

from specs.values import Json

DEEPEST: Final = 200
"""Levels to which a description may nest; also the limit of the YAML reader."""
LARGEST: Final = 10_000_000
"""Values in a description, each counted as often as it is found."""


class Extent(NamedTuple):
    """The extent of one value."""

    levels: int
    values: int

    @property
    def is_bearable(self) -> bool:
        """Whether every reader comes to an end with it."""
        return self.levels <= DEEPEST and self.values <= LARGEST


class Ruler:
    """Measures values; what was measured once is not looked into again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Json, Extent]] = {}

    def measure(self, value: Json) -> Extent:
        """Returns the extent of a value that nobody changes any more."""
        if not isinstance(value, dict | list):
            return Extent(1, 1)
        known = self._known.get(id(value))
        if known is None:
            parts = value.values() if isinstance(value, dict) else value
            inner = [self.measure(part) for part in parts]
            extent = Extent(
                1 + max((part.levels for part in inner), default=0),
                1 + sum(part.values for part in inner),
            )
            # Holding the value keeps its id from being given to another one.
            known = self._known[id(value)] = (value, extent)
        return known[1]
