"""What is asked of a value, where it stands, and how much work it may cost."""

from collections import Counter
from dataclasses import dataclass
from typing import Final, NamedTuple

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.making.lessons import Path
from mockserver.replies.shapes.endings import Endings
from mockserver.replies.shapes.shape import Places, place_of
from mockserver.replies.shapes.shapes import Shapes
from mockserver.replies.values.draws import seed_at
from mockserver.replies.values.scalars import Scalars
from specs.values import Record

_MOST_STEPS: Final = 8_000
"""Places made for one value, all tries together."""
_MOST_RETRIES: Final = 200


class Spot(NamedTuple):
    """A place inside the value that is made."""

    path: Path
    seed: int
    name: str
    """Of the property that it is in."""
    copy: int
    """Which of several like items it is in; written examples are for the first."""
    turn: int = 0
    """How often it was wrong before."""

    def inside(self, name: str) -> "Spot":
        """Returns the spot of a member."""
        return Spot((*self.path, name), seed_at(self.seed, name), name, self.copy)

    def item(self, index: int, count: int) -> "Spot":
        """Returns the spot of an item, and which copy of its like it is."""
        seed = seed_at(self.seed, index)
        return Spot((*self.path, str(index)), seed, self.name, self.copy + count)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a document's values are made with; kept as long as the document."""

    shapes: Shapes
    scalars: Scalars
    endings: Endings


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a value beyond its schema."""

    seed: int
    written: bool = True
    """Whether examples and defaults that stand in schemas are used."""
    fixed: Record | None = None
    """Members that the root has to have."""
    name: str = ""
    """What the value is called."""


class Steps:
    """Counts what was made, so that no schema keeps anyone waiting."""

    def __init__(self) -> None:
        self.left = _MOST_STEPS
        self._retries = _MOST_RETRIES
        self.failures: Counter[Places] = Counter()
        """How often no text or number was found for some schemas."""

    def may_retry(self) -> bool:
        """Counts one choice that led nowhere; says whether another way may be taken."""
        self._retries -= 1
        return self._retries >= 0

    def take(self, where: Places) -> None:
        """Counts one place.

        Raises:
            CannotGenerate: It was the last.
        """
        self.left -= 1
        if self.left < 0:
            raise CannotGenerate(f"too many ways had to be tried at {place_of(where)}")
