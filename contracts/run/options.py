"""What a run is asked to do."""

from dataclasses import dataclass, field
from typing import Final

from contracts.finding import Kind
from specs.values import Record

KINDS: Final[tuple[Kind, ...]] = (
    "examples",
    "coverage",
    "fuzzing",
    "stateful",
    "law",
    "error-code",
)

LAW_EXAMPLES: Final = 20
LASTING_EXAMPLES: Final = 5
"""Where nothing that an example makes goes away again."""
COVERAGE_CASES: Final = 80
"""Cases of one operation's coverage phase."""
STATEFUL_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Everything that decides which requests are sent, beside the target."""

    seed: int = 0
    max_examples: int = LAW_EXAMPLES
    kinds: tuple[Kind, ...] = KINDS
    operations: tuple[str, ...] = ()
    """operationIds or labels; none means all."""
    laws: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    shard: tuple[int, int] | None = None
    """Number and count, from 1."""
    max_seconds: float | None = None

    def as_json(self) -> Record:
        """Returns the options as a report shows them."""
        return {
            "max_examples": self.max_examples,
            "kinds": list(self.kinds),
            "operations": list(self.operations),
            "laws": list(self.laws),
            "checks": list(self.checks),
            "shard": None if self.shard is None else list(self.shard),
            "max_seconds": self.max_seconds,
        }


@dataclass(frozen=True, slots=True)
class Needs:
    """What an item needs of its target."""

    roles: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    writes: bool = False
    own_mock: bool = False
    at_most: dict[str, int] = field(default_factory=dict)
    """Requests by method."""
    in_one: dict[str, int] = field(default_factory=dict)
    """Requests by method that one example of a law may send."""
