"""One sighting of drift in one exchange, before it is counted."""

from dataclasses import dataclass

from contracts.drift.change import Side
from contracts.drift.observed.observation import Edit
from contracts.finding import Severity
from specs.values import Json


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a message something is."""

    side: Side
    status: str = ""
    part: str = "body"
    path: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place of the document where a schema is missing for what was seen."""

    pointer: str
    """JSON pointer of an object that is there."""
    word: str
    """The member to put in."""
    frame: tuple[str, ...]
    """The members inside that lead to the schema."""
    value: Json
    """What the schema must admit."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One way in which one exchange differs from the document."""

    rule: str
    place: Place
    expected: str
    got: str
    pointer: str | None
    """JSON pointer into the document."""
    severity: Severity | None = None
    edits: tuple[Edit, ...] = ()
    holes: tuple[Hole, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What is the same for all sightings that are counted together."""
        place = self.place
        return self.rule, place.side, place.status, place.part, place.path
