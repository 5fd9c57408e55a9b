"""What the server remembers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Behaviour = Literal["random_draw", "independent"]


@dataclass(slots=True)
class User:
    """A customer of one chain."""

    id: str
    chain: str
    member_number: str
    point_identifier: str
    points: int = 260


@dataclass(frozen=True, slots=True)
class Session:
    """What a login of a user or of an admin has made."""

    kind: Literal["user", "admin"]
    holder: str
    method: str
    ends: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A privileged access token."""

    secret: str
    active: bool = True
    chains: frozenset[str] | None = None
    """Its scope; None leaves nothing out."""


@dataclass(slots=True)
class Method:
    """One way of rewarding that a campaign has."""

    name: str
    eligible: bool = True
    points: int = 0
    """What it credits; 0 for a voucher."""
    stock: int | None = None

    @property
    def ready(self) -> bool:
        """Whether it may be issued now."""
        return self.eligible and self.stock != 0


@dataclass(slots=True)
class Campaign:
    """Something to interact with."""

    id: str
    chain: str
    methods: list[Method]
    behaviour: Behaviour = "random_draw"
    context: str | None = "interaction"
    """None where the campaign is not composable."""
    active: bool = True
    opens: datetime | None = None
    closes: datetime | None = None
    cost: int = 0
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One reward that one user got."""

    user: str
    campaign: str
    method: str


@dataclass(slots=True)
class World:
    """All records, and what only flaws look at."""

    chains: frozenset[str]
    apps: dict[str, str | None]
    """Chain by lower-case hostname."""
    users: dict[str, User]
    admins: dict[str, frozenset[str]]
    """The chains that an admin may read."""
    sessions: dict[str, Session]
    tokens: dict[str, Token]
    campaigns: dict[str, Campaign]
    issues: list[Issue]
    redeemed: set[tuple[str, str]]
    """Pairs of user and campaign."""
    draws: int = 0
    """How many draws there were; the only source of chance."""
    warned: set[tuple[str, str]] = field(default_factory=set)
    balances: dict[str, int] = field(default_factory=dict)
    last_named: str | None = None

    def issued_to(self, user: User, campaign: Campaign) -> int:
        """Returns how many rewards of a campaign a user has got."""
        return sum(i.user == user.id and i.campaign == campaign.id for i in self.issues)
