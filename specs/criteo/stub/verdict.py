"""What becomes of one item of an update: the order in which its possible faults are looked for.

Source: Criteo Marketing Solutions, Campaign; Validation Errors and Warnings; read 2026-11-21.
The order is assumed, since the document describes the codes one by one.
"""

from typing import Final, NamedTuple

from mockserver.stubkit import Call, Record, World

from .limits import merge
from .portfolio import advertiser_of, holds_campaign
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
    if not (holds_campaign(call, campaign) and await _may_update(world, campaign_id)):
        return Verdict(failure=NO_SPEND_LIMIT)
    change = item.get("attributes", {}).get("spendLimit")
    if change is None:
        return Verdict()
    if not await _has_feature(world, advertiser_of(campaign)):
        return Verdict(failure=FEATURE_UNAVAILABLE)
    return await _judge_limit(world, campaign, change)


async def _judge_limit(world: World, campaign: Record, change: Record) -> Verdict:
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
    return await _judge_amount(world, campaign, limit)


async def _judge_amount(world: World, campaign: Record, limit: Record) -> Verdict:
    campaign_id = campaign["id"]
    amount, renewal = limit["spendLimitAmount"], limit["spendLimitRenewal"]
    if renewal == "lifetime":
        if amount < await lifetime_spend(world, campaign_id):
            return Verdict(failure=BELOW_LIFETIME_SPEND)
    elif amount < await period_spend(world, campaign_id, renewal):
        return Verdict(limit=limit, warning=NEXT_PERIOD, campaign=campaign)
    return Verdict(limit=limit, campaign=campaign)


async def _may_update(world: World, campaign_id: str) -> bool:
    permission = await world.get("permission", campaign_id)
    return permission is None or bool(permission["may_update"])


async def _has_feature(world: World, advertiser_id: str) -> bool:
    advertiser = await world.get("advertiser", advertiser_id)
    return advertiser is None or bool(advertiser["may_update_spend_limits"])
