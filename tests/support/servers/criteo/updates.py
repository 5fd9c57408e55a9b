"""How one item of an update is judged, and how it is stored."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .problems import BAD_LIMIT, BELOW_SPENT, NO_FEATURE, NO_LIMIT, NOT_FOUND, REPEATED
from .reading import MISSING, RENEWALS, digits, is_number, plain
from .state import UNCAPPED, Amount, Campaign, Held, Limit, State, next_period


@dataclass(slots=True)
class Item:
    """One item of the payload."""

    index: int
    id: str
    sent: dict[str, Any]
    """Its spend limit; empty if it has none."""
    attributes: dict[str, Any]


@dataclass(slots=True)
class Facts:
    """What the judgement of an item looks at beside the item."""

    campaign: Campaign
    now: datetime
    repeated: bool
    in_portfolio: bool
    may_update: bool
    has_feature: bool
    stored: Limit
    spent: Amount


@dataclass(slots=True)
class Verdict:
    """What becomes of an item: an error code, or success."""

    item: Item
    campaign: Campaign | None
    code: str | None = None
    limit: Limit | None = None
    """What is to be stored; None if nothing changes."""
    warned: bool = False


@dataclass(slots=True)
class Batch:
    """One update under way."""

    items: list[Item]
    verdicts: list[Verdict] = field(default_factory=list)


def items_of(data: list[dict[str, Any]]) -> list[Item]:
    """Reads the items of a payload of the right form."""
    found = []
    for index, item in enumerate(data):
        attributes = item.get("attributes", {})
        sent = dict(attributes.get("spendLimit", {}))
        found.append(Item(index, digits(item["id"]), sent, attributes))
    return found


def repeated_ids(items: list[Item]) -> set[str]:
    """Returns the ids that more than one item has."""
    ids = [item.id for item in items]
    return {number for number in ids if ids.count(number) > 1} if len(ids) < 50 else _many(ids)


def _many(ids: list[str]) -> set[str]:
    seen: set[str] = set()
    return {number for number in ids if number in seen or seen.add(number)}


def facts(
    state: State, portfolio: set[str], item: Item, repeated: set[str], now: datetime
) -> Facts | None:
    """Gathers what is known of an item's campaign; None if there is no such campaign."""
    campaign = state.campaigns.get(item.id)
    if campaign is None:
        return None
    return Facts(
        campaign=campaign,
        now=now,
        repeated=item.id in repeated,
        in_portfolio=campaign.advertiser in portfolio,
        may_update=campaign.may_update,
        has_feature=state.features[campaign.advertiser],
        stored=campaign.limit,
        spent=campaign.spent,
    )


def judge(item: Item, known: Facts | None) -> Verdict:
    """Returns what becomes of an item."""
    if known is None:
        return Verdict(item, None, NOT_FOUND)
    verdict = Verdict(item, known.campaign)
    if known.repeated:
        verdict.code = REPEATED
    elif not known.in_portfolio:
        verdict.code = NO_LIMIT
    elif not item.sent:
        pass
    elif not known.may_update or known.stored.type == "uncapped":
        verdict.code = NO_LIMIT
    else:
        judge_limit(verdict, known, merged(known.stored, item.sent))
    return verdict


def judge_limit(verdict: Verdict, known: Facts, limit: Limit | None) -> None:
    """Fills in what becomes of an item that would change a limit."""
    if limit is None:
        verdict.code = BAD_LIMIT
    elif not known.has_feature:
        verdict.code = NO_FEATURE
    elif (
        limit.renewal == "lifetime" and changes(verdict.item, limit) and limit.amount < known.spent
    ):
        verdict.code = BELOW_SPENT
    else:
        verdict.limit = limit
        verdict.warned = is_early(verdict.item, known, limit)


def changes(item: Item, limit: Limit) -> bool:
    """Tells whether an item names the amount or the renewal of a capped limit."""
    named = {"spendLimitAmount", "spendLimitRenewal"} & item.sent.keys()
    return limit.amount is not None and bool(named)


def is_early(item: Item, known: Facts, limit: Limit) -> bool:
    """Tells whether a new amount must wait for the next period."""
    if limit.renewal not in ("daily", "monthly") or "spendLimitAmount" not in item.sent:
        return False
    return limit.amount < known.campaign.period_spend(limit.renewal, known.now)


def merged(stored: Limit, sent: dict[str, Any]) -> Limit | None:
    """Lays what was sent over what is stored; None if the result is no valid limit."""
    kind = sent.get("spendLimitType", stored.type)
    if kind == "uncapped":
        return UNCAPPED
    renewal = sent.get("spendLimitRenewal", stored.renewal)
    amount = plain(sent.get("spendLimitAmount", stored.amount))
    if kind != "capped" or renewal not in RENEWALS or amount is MISSING:
        return None
    return Limit("capped", renewal, amount) if is_number(amount) and amount >= 0 else None


def held_back(verdict: Verdict, now: datetime) -> Held | None:
    """Returns what stays in force for now when a verdict is stored."""
    campaign, limit = verdict.campaign, verdict.limit
    if verdict.warned:
        return Held(campaign.in_force(now).amount, next_period(limit.renewal, now))
    kept = limit.type == "capped" and "spendLimitAmount" not in verdict.item.sent
    return campaign.held if kept else None
