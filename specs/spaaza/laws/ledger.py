"""What a target's ledger shows: what users have, and what campaigns can still give."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from contracts.lawkit import Exchange, Json, NotJudged, Session, Violation, shown


@dataclass(frozen=True, slots=True)
class Account:
    """A user's balance, and everything that was ever issued to the user."""

    user: str
    """Role of the user."""
    points: Json
    issued: tuple[tuple[str, str], ...]
    """Campaign and reward method of each reward, oldest first."""

    def given_by(self, campaign: str) -> list[str]:
        """Returns the reward methods that a campaign has issued to the user."""
        return [method for source, method in self.issued if source == campaign]


@dataclass(frozen=True, slots=True)
class Supply:
    """What a campaign gives, what that costs, and how much is left; None never ends."""

    id: str
    stock: int | None
    point_cost: int
    eligible: frozenset[str]
    methods: tuple[tuple[str, int | None], ...]
    """Every reward method with what is left of it."""

    @property
    def available(self) -> frozenset[str]:
        """The eligible reward methods of which something is left."""
        left = {name for name, stock in self.methods if stock is None or stock > 0}
        return self.eligible & left

    @property
    def is_open(self) -> bool:
        """Whether a reward can be given."""
        return bool(self.available) and (self.stock is None or self.stock > 0)

    @property
    def is_endless(self) -> bool:
        """Whether nothing of it can run out."""
        return self.stock is None and all(stock is None for _, stock in self.methods)


def account(session: Session, user: str = "user.own") -> Account:
    """Reads a user's account."""
    raw = _part(session.control("ledger", user=_id(session, user)), "user")
    issued = tuple((str(one["campaign"]), str(one["reward_method"])) for one in raw["issued"])
    return Account(user, raw["points"], issued)


def supply(session: Session, campaign: str) -> Supply:
    """Reads what a campaign has."""
    raw = _part(session.control("ledger", campaign=_id(session, campaign)), "campaign")
    methods = raw["reward_methods"]
    return Supply(
        id=str(raw["id"]),
        stock=raw["stock"],
        point_cost=raw["point_cost"],
        eligible=frozenset(str(one["name"]) for one in methods if one["eligible"]),
        methods=tuple((str(one["name"]), one["stock"]) for one in methods),
    )


def steady_account(session: Session, user: str = "user.own") -> Account:
    """Reads an account that the law is not going to touch.

    Raises:
        NotJudged: It changes by itself.
    """
    found = account(session, user)
    if not session.is_exclusive and account(session, user) != found:
        raise NotJudged(f"the account of {user} changes while nobody touches it")
    return found


def steady_supply(session: Session, campaign: str) -> Supply:
    """Reads the supply of a campaign that the law is not going to touch.

    Raises:
        NotJudged: It changes by itself.
    """
    found = supply(session, campaign)
    if not session.is_exclusive and supply(session, campaign) != found:
        raise NotJudged(f"the supply of {campaign} changes while nobody touches it")
    return found


def set_stock(session: Session, campaign: str, stock: int | None) -> None:
    """Sets how many rewards a campaign has left."""
    session.control("stock", campaign=_id(session, campaign), stock=stock)


def set_method_stock(session: Session, campaign: str, method: str, stock: int | None) -> None:
    """Sets how much of one reward method is left."""
    session.control("stock", campaign=_id(session, campaign), reward_method=method, stock=stock)


def set_points(session: Session, user: str, points: int) -> None:
    """Sets a user's balance."""
    session.control("points", user=_id(session, user), points=points)


def redeem(session: Session, campaign: str, user: str) -> None:
    """Lets a user redeem what a campaign has issued."""
    session.control("redeem", campaign=_id(session, campaign), user=_id(session, user))


def newly_issued(before: Account, after: Account, campaign: str) -> list[str]:
    """Returns the reward methods that a campaign has issued between two looks, in any order."""
    grown = Counter(after.given_by(campaign))
    grown.subtract(before.given_by(campaign))
    return sorted(grown.elements())


def unchanged(
    before: Account, after: Account, why: str, at: Exchange, cause: str = ""
) -> Iterator[Violation]:
    """Yields a violation for rewards and for points that an account got or lost."""
    if before.issued != after.issued:
        yield Violation(
            expected=f"{before.user} is issued nothing, because {why}",
            got=f"rewards {shown(_difference(before, after))}",
            exchange=at,
            cause=f"issued {cause}".strip(),
        )
    if before.points != after.points:
        yield Violation(
            expected=f"{before.user} still has {before.points} points, because {why}",
            got=f"{after.points} points",
            exchange=at,
            cause=f"points {cause}".strip(),
        )


def still_there(
    before: Supply, after: Supply, why: str, at: Exchange, cause: str = ""
) -> Iterator[Violation]:
    """Yields a violation if a campaign has another stock than before."""
    if (before.stock, before.methods) != (after.stock, after.methods):
        yield Violation(
            expected=f"stock {_stock(before)} as before, because {why}",
            got=_stock(after),
            exchange=at,
            cause=f"stock {cause}".strip(),
        )


def _stock(supply_: Supply) -> str:
    return shown({"campaign": supply_.stock, **dict(supply_.methods)})


def _difference(before: Account, after: Account) -> Json:
    new = Counter(after.issued) - Counter(before.issued)
    lost = Counter(before.issued) - Counter(after.issued)
    found = {"issued": list(new.elements()), "gone": list(lost.elements())}
    return {name: entries for name, entries in found.items() if entries}


def _id(session: Session, role: str) -> str:
    return str(session.role(role))


def _part(answer: Json, name: str) -> Json:
    part = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(part, dict):
        raise NotJudged(f"the target's ledger shows no {name}")
    return part
