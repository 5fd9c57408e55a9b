"""One way in which two schemas differ, as seen from one message."""

from dataclasses import dataclass, field
from typing import Literal

from contracts.drift.change import Verdict
from specs.values import ABSENT, Json, Missing

Effect = Literal["narrowed", "widened", "said"]
"""What happened to the admitted values from base to revision, whoever sends them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the schema of a base and that of a revision."""

    kind: str
    """Id of one of `contracts.drift.kinds.KINDS`; or, if only something is said, the stem of that
    rule's id."""
    effect: Effect
    verdict: Verdict
    base: str | None
    """JSON pointer of the keyword or schema that differs in the base, where it really stands."""
    revision: str | None
    """The same in the revision."""
    path: str
    """Where in a value: empty for the whole, or such as `/items/*/name`."""
    before: str
    """What the base says, in a few words."""
    after: str
    """What the revision says."""
    witness: Json | Missing = field(default=ABSENT)
    """A whole value that the producing side's schema accepts and the other's rejects."""
    key: Json | Missing = field(default=ABSENT)
    """The value of an enum or the name of a property that tells it apart."""
