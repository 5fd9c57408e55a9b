"""What the platform keeps: applications, customers, campaigns, and who stands where in them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Application:
    """A digital property with its credentials."""

    key: str
    secret: str
    organization: str
    parent: str | None
    """Organization of the parent; None where the parent is gone."""


@dataclass(slots=True)
class Customer:
    """Somebody who takes part."""

    id: str
    external: str | None
    organization: str
    tags: list[str]


@dataclass(frozen=True, slots=True)
class Token:
    """Names an anonymous customer of one application."""

    key: str
    customer: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Creative:
    """What is shown of a campaign."""

    group: int
    id: int
    kind: str
    message: dict[str, Any] | None = None
    url: str | None = None
    tracked: bool = True
    action: str = "open_ad"

    @property
    def is_tile(self) -> bool:
        """Whether it is a tile."""
        return self.kind == "internal_tile"


@dataclass(frozen=True, slots=True)
class Goal:
    """One part of a composite behavior."""

    event: str
    group: str
    total: int = 1
    required: bool = True
    points: int = 5


@dataclass(frozen=True, slots=True)
class Behavior:
    """What a customer must do."""

    id: int
    external: str
    name: str
    event: str
    kind: str
    total: int = 1
    points: int = 10
    most: int | None = None
    most_in_period: int | None = None
    period: int = 86400
    pause: int | None = None
    consecutive: bool = False
    goals: tuple[Goal, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    """Id of each group of goals, and how many of its goals are needed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A reward."""

    id: int
    name: str
    kind: str
    total: int
    deal: dict[str, Any] | None = None


@dataclass(slots=True)
class Campaign:
    """An engagement of an application with its customers."""

    id: int
    key: str
    name: str
    permalink: str
    status: str
    starts: datetime
    ends: datetime
    kind: str = "promotion"
    opt_in: bool = False
    opens: datetime | None = None
    closes: datetime | None = None
    limit: int | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    targeting: dict[str, Any] | None = None
    more: dict[str, Any] = field(default_factory=dict)
    """Members that are only repeated: tags, end of reporting."""
    creatives: tuple[Creative, ...] = ()
    behaviors: tuple[Behavior, ...] = ()
    offers: tuple[Offer, ...] = ()
    first_status: str = ""
    """The stage in which it was made."""

    def __post_init__(self) -> None:
        self.first_status = self.first_status or self.status


@dataclass(slots=True)
class GoalTally:
    """How far a customer is with a goal."""

    achieved: int = 0
    current: int = 0
    completed: bool = False


@dataclass(slots=True)
class Tally:
    """How far a customer is with a behavior."""

    achieved: int = 0
    current: int = 0
    values: list[Any] = field(default_factory=list)
    last: datetime | None = None
    completions: list[datetime] = field(default_factory=list)
    goals: dict[str, GoalTally] = field(default_factory=dict)

    @property
    def has_begun(self) -> bool:
        """Whether anything has been counted."""
        return bool(
            self.achieved
            or self.current
            or any(goal.current or goal.achieved for goal in self.goals.values())
        )


@dataclass(slots=True)
class Enrollment:
    """What one customer has done in one campaign."""

    opted_in: bool | None = None
    tallies: dict[int, Tally] = field(default_factory=dict)

    def tally(self, behavior: Behavior) -> Tally:
        """Returns the counters of a behavior; they begin at zero."""
        return self.tallies.setdefault(behavior.id, Tally())
