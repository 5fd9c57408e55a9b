"""A scenario as values: what it does to a sandbox, in the order in which it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from mockserver.faults import FaultRule
from mockserver.scenarios.state_plan import StatePlan
from mockserver.state import Clock
from mockserver.state.instants import parse_instant
from mockserver.state.spans import parse_span
from specs.values import Json, Record


@dataclass(frozen=True, slots=True)
class ClockMove:
    """How a clock is moved; what is None stays as it is."""

    now: datetime | None = None
    advance: timedelta | None = None
    frozen: bool | None = None

    @classmethod
    def from_record(cls, record: Record) -> "ClockMove":
        """Reads `now`, `advance` and `frozen`.

        Raises:
            ValueError: A member has not its form.
            OverflowError: The span is longer than any calendar.
        """
        return cls(
            now=parse_instant(record["now"].upper()) if "now" in record else None,
            advance=parse_span(record["advance"]) if "advance" in record else None,
            frozen=record.get("frozen"),
        )

    def moved(self, clock: Clock, source: datetime) -> Clock:
        """Returns the clock after the move.

        Args:
            clock: The clock before.
            source: The time that it is set against, now.

        Raises:
            OverflowError: It would leave the calendar.
        """
        if self.frozen is not None:
            clock = clock.frozen(source) if self.frozen else clock.running(source)
        if self.now is not None:
            clock = clock.moved_to(self.now, source)
        return clock.advanced(self.advance, source) if self.advance is not None else clock


@dataclass(frozen=True, slots=True)
class ControlStep:
    """One control action that is run."""

    action: str
    body: Json


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named situation of one API. Its parts are applied in the order of the fields."""

    name: str
    """Name of the file without its ending; one of a kind in its folder."""
    api: str
    path: Path
    title: str
    description: str = ""
    roles: Mapping[str, Json] = field(default_factory=dict)
    """Roles that something else plays than in the starting state; None where nothing does."""
    clock: ClockMove | None = None
    """None leaves it as it is."""
    state: StatePlan | None = None
    """None leaves the records as they are."""
    controls: tuple[ControlStep, ...] = ()
    faults: tuple[FaultRule, ...] = ()
    """Each names the API and has an id that begins with the scenario's name, if none was given."""

    @property
    def key(self) -> str:
        """The name by which it is loaded: `api/name`."""
        return f"{self.api}/{self.name}"

    def to_record(self) -> Record:
        """Returns what a list of scenarios shows of it, as JSON."""
        parts = ("clock", "state", "controls", "faults")
        return {
            "api": self.api,
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "changes": [part for part in parts if getattr(self, part)],
        }
