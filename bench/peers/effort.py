"""How much is measured: the whole thing, or a quick look."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Effort:
    """How often, how long, and how far."""

    name: str
    everything: bool
    """Slower variants, what becomes of broken answers, and sizes of the peers, too."""
    minutes: float
    """What is not begun by then is left out, with a line."""
    rounds: int
    """Pairs of loads for each kind of work."""
    most_warm: int
    """Rounds that are not counted, at most."""
    alone_rounds: int
    """Loads over a single connection."""
    starts: int
    size_rounds: int
    """The same, for each size of description and store."""
    operations: tuple[int, ...]
    stored: tuple[int, ...]


FULL: Final = Effort(
    name="full",
    everything=True,
    minutes=23,
    rounds=7,
    most_warm=8,
    alone_rounds=3,
    starts=5,
    size_rounds=3,
    operations=(10, 100, 1000),
    stored=(10, 1000, 100_000),
)
QUICK: Final = Effort(
    name="quick",
    everything=False,
    minutes=2.5,
    rounds=1,
    most_warm=1,
    alone_rounds=1,
    starts=1,
    size_rounds=1,
    operations=(10, 1000),
    stored=(10, 10_000),
)
