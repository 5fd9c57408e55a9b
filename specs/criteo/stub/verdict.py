"""What becomes of one item of an update: the order in which its possible faults are looked for.

Source: Criteo Marketing Solutions, Campaign; Validation Errors and Warnings; read 2026-11-21.
The order is assumed, since the document describes the codes one by one.
"""

from datetime import datetime
from typing import Final, NamedTuple

from mockserver.stubkit import Call, Record, World

from .limits import merge
from .portfolio import advertiser_of, holds_advertiser
from .problems import (
    BELOW_LIFETIME_SPEND,
    CAMPAIGN_NOT_FOUND,
    FEATURE_UNAVAILABLE,
    INVALID_SPEND_LIMIT,
    NEXT_PERIOD,
    NO_SPEND_LIMIT,
    Problem,
)
from .spending import lifetime_spend, period_spend

RESIZING: Final = frozenset({"spendLimitAmount", "spendLimitRenewal"})
"""Members of a change that make an amount new. Assumed: one that is not sent is not new."""


class Verdict(NamedTuple):
    """The fate of one item."""

    failure: Problem | None = None
    """Why it is not applied."""
    limit: Record | None = None
    """The whole spend limit to store; None changes nothing."""
    warning: Problem | None = None
    """What to remark on an item that is applied."""
    campaign: Record | None = None
    """The campaign as it is, where a limit is to be stored."""


async def judge(call: Call, world: World, campaign_id: str, item: Record) -> Verdict:
    """Returns the verdict on an item whose campaign occurs in no other item."""
    campaign = await world.get("campaign", campaign_id)
    if campaign is None:
        return Verdict(failure=CAMPAIGN_NOT_FOUND)
    advertiser_id = advertiser_of(campaign)
    permission = await world.get("permission", campaign_id)
    if not (holds_advertiser(call, advertiser_id) and _allows(permission, "may_update")):
        return Verdict(failure=NO_SPEND_LIMIT)
    change = item.get("attributes", {}).get("spendLimit")
    if change is None:
        return Verdict()
    advertiser = await world.get("advertiser", advertiser_id)
    if not _allows(advertiser, "may_update_spend_limits"):
        return Verdict(failure=FEATURE_UNAVAILABLE)
    stored = campaign["attributes"]["spendLimit"]
    if stored["spendLimitType"] == "uncapped":
        return Verdict(failure=NO_SPEND_LIMIT)
    limit = merge(stored, change)
    if limit is None:
        return Verdict(failure=INVALID_SPEND_LIMIT)
    if limit["spendLimitType"] == "uncapped":
        return Verdict(limit=limit, campaign=campaign)
    if RESIZING.isdisjoint(change):
        return Verdict()
    spend = await world.get("spend", campaign_id)
    return _judge_amount(campaign, limit, spend, world.now)


def _judge_amount(campaign: Record, limit: Record, spend: Record | None, now: datetime) -> Verdict:
    amount, renewal = limit["spendLimitAmount"], limit["spendLimitRenewal"]
    if renewal == "lifetime":
        if amount < lifetime_spend(spend):
            return Verdict(failure=BELOW_LIFETIME_SPEND)
    elif amount < period_spend(spend, renewal, now):
        return Verdict(limit=limit, warning=NEXT_PERIOD, campaign=campaign)
    return Verdict(limit=limit, campaign=campaign)


def _allows(record: Record | None, member: str) -> bool:
    """Whether a record allows something; without a record everything is."""
    return record is None or bool(record[member])
