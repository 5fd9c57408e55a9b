"""Update campaigns: each item is judged and applied by itself.

Source: Criteo Marketing Solutions, Campaign; Update Campaigns; read 2026-11-21.
"""

from collections import Counter

from mockserver.stubkit import (
    Applied,
    Call,
    Failed,
    Outcome,
    Reply,
    World,
    batch_reply,
    operation,
)

from .ids import as_id
from .problems import SAME_CAMPAIGN_TWICE
from .received import body_of
from .spending import hold_limit_until_next_period
from .verdict import Verdict, judge


@operation("updateCampaigns")
async def update_campaigns(call: Call, world: World) -> Reply:
    """Applies the items that pass and lists the others; the status is 200 either way.

    Assumed: of a campaign that occurs more than once no item is applied.
    """
    items = body_of(call)["data"]
    ids = [as_id(item["id"]) for item in items]
    is_repeated = len(set(ids)) < len(ids)
    repeated = {id_ for id_, count in Counter(ids).items() if count > 1} if is_repeated else ()
    verdicts = [
        Verdict(failure=SAME_CAMPAIGN_TWICE)
        if campaign_id in repeated
        else await judge(call, world, campaign_id, item)
        for campaign_id, item in zip(ids, items, strict=True)
    ]
    for campaign_id, verdict in zip(ids, verdicts, strict=True):
        await _apply(world, campaign_id, verdict)
    has_remarks = any(verdict.failure or verdict.warning for verdict in verdicts)
    # One id for all entries of the answer; drawn only if there is an entry.
    trace = await world.new_uuid() if has_remarks else ""
    outcomes = [
        _outcome(campaign_id, verdict, trace)
        for campaign_id, verdict in zip(ids, verdicts, strict=True)
    ]
    policy = call.operation.batch
    assert policy is not None
    return batch_reply(policy, outcomes)


async def _apply(world: World, campaign_id: str, verdict: Verdict) -> None:
    campaign = verdict.campaign
    if campaign is None or verdict.limit is None:
        return
    if verdict.warning is None:
        world.delete("pending_limit", campaign_id)
    else:
        renewal = verdict.limit["spendLimitRenewal"]
        await hold_limit_until_next_period(world, campaign, renewal)
    campaign["attributes"]["spendLimit"] = verdict.limit
    world.put("campaign", campaign_id, campaign)


def _outcome(campaign_id: str, verdict: Verdict, trace: str) -> Outcome:
    if verdict.failure is not None:
        return Failed(verdict.failure.entry(trace))
    warning = verdict.warning.entry(trace) if verdict.warning is not None else None
    return Applied({"type": "Campaign", "id": campaign_id}, warning)
