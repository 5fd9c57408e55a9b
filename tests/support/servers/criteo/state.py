"""What the server remembers: campaigns with their spending, advertisers, applications, tokens."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

READ: Final = "MarketingSolutions_Campaign_Read"
MANAGE: Final = "MarketingSolutions_Campaign_Manage"
LIFE: Final = timedelta(seconds=900)
"""How long an issued token lives."""

Amount = int | float


@dataclass(frozen=True, slots=True)
class Limit:
    """A spend limit; the amount is None when nothing limits spending."""

    type: str
    renewal: str
    amount: Amount | None


UNCAPPED: Final = Limit("uncapped", "undefined", None)


@dataclass(frozen=True, slots=True)
class Held:
    """An older amount that stays in force until a later one takes over."""

    amount: Amount | None
    until: datetime


@dataclass(slots=True)
class Campaign:
    """One campaign, and what no operation shows of it."""

    id: str
    name: str
    advertiser: str
    goal: str
    limit: Limit
    spent: Amount = 0
    spent_in_period: Amount = 0
    recorded_at: datetime | None = None
    """When the spending of the period was told; None: it belongs to every period."""
    may_update: bool = True
    held: Held | None = None

    def period_spend(self, renewal: str, now: datetime) -> Amount:
        """Returns what is spent in the period that now is in."""
        told = self.recorded_at
        if told is None or period(renewal, told) == period(renewal, now):
            return self.spent_in_period
        return 0

    def in_force(self, now: datetime) -> Limit:
        """Returns the limit with the amount that holds now."""
        if self.held is None or now >= self.held.until:
            return self.limit
        return Limit(self.limit.type, self.limit.renewal, self.held.amount)


@dataclass(slots=True)
class Application:
    """A client with its secret, scopes and portfolio."""

    id: str
    secret: str
    scopes: frozenset[str]
    portfolio: set[str]


@dataclass(frozen=True, slots=True)
class Token:
    """An access token; one that ends at None lives for ever."""

    application: str
    scopes: frozenset[str]
    ends: datetime | None = None


@dataclass(slots=True)
class State:
    """Everything that a reset brings back."""

    applications: dict[str, Application]
    tokens: dict[str, Token]
    features: dict[str, bool]
    """By advertiser: whether its spend limits may be updated at all."""
    campaigns: dict[str, Campaign]
    made: int = 0
    issued: int = 0
    traced: int = 0
    scratch: dict[str, object] = field(default_factory=dict)
    """Where flaws keep what they should not know."""

    def fresh_id(self) -> str:
        """Returns the id of the next new campaign."""
        self.made += 1
        return str(8_400_000_000 + 13 * self.made)

    def fresh_token(self) -> str:
        """Returns the next access token."""
        self.issued += 1
        return "cmt." + sha256(f"token {self.issued}".encode()).hexdigest()[:40]

    def fresh_trace(self) -> str:
        """Returns the trace id of the next refused request or failed item."""
        self.traced += 1
        return sha256(f"trace {self.traced}".encode()).hexdigest()[:32]


def period(renewal: str, moment: datetime) -> datetime:
    """Returns the start of the period that a moment is in; a lifetime has one period."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if renewal == "monthly":
        return day.replace(day=1)
    return day if renewal == "daily" else day.replace(year=1, month=1, day=1)


def next_period(renewal: str, moment: datetime) -> datetime:
    """Returns when the period after this one starts."""
    start = period(renewal, moment)
    if renewal == "monthly":
        return (start + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=1)
