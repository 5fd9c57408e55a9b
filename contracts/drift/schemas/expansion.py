"""What one step of the proof finds: leaves that fail, and pairs that remain to be looked at."""

from dataclasses import dataclass, field

from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.term import Term
from specs.values import ABSENT, Json, Missing


@dataclass(frozen=True, slots=True)
class Leaf:
    """One keyword of the outer schema that the inner one does not keep within."""

    kind: str
    """Id of one of `contracts.drift.kinds.KINDS`."""
    inner: str
    """JSON pointer in the document of the inner schema."""
    outer: str
    """JSON pointer in that of the outer one."""
    more: str
    """What the inner schema says, in a few words."""
    less: str
    """What the outer one says."""
    key: str = ""
    """What tells it from others of its kind, spelled as JSON; empty if nothing does."""
    value: Json | Missing = field(default=ABSENT, compare=False)
    """The same as a value."""
    values: tuple[Place, ...] = field(default=(), compare=False)
    """Where the outer schema lists what it admits, if it does."""


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A leaf, where it was come upon."""

    path: tuple[str, ...]
    leaf: Leaf
    inner: Term
    outer: Place
    trail: tuple[Term, ...] = ()
    """What the inner schema says at each level of the path before the last."""


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A pair that must hold as well."""

    step: tuple[str, ...]
    """Where in the value: a name, `*`, or nothing."""
    inner: Term
    outer: Place


@dataclass(frozen=True, slots=True, eq=False)
class Expansion:
    """One step of the proof."""

    leaves: tuple[Leaf, ...] = ()
    edges: tuple[Edge, ...] = ()


NOTHING = Expansion()
"""What holds at once."""
