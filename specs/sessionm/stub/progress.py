"""A customer's progress in one campaign, also after the campaign has ended.

Source: SessionM Campaigns API, Get Customer Progress for a Campaign, read 2026-11-21.
"""

from mockserver.stubkit import Call, Record, Reply, World, operation

from .answers import refused, succeed
from .behaviors import behavior_list
from .campaigns import named_by
from .customers import asked_customer
from .standing import Standing, standing_in


@operation("getProgress")
async def get_progress(call: Call, world: World) -> Reply:
    """Customer by internal id, campaign by id."""
    return await _progress(call, world)


@operation("getProgressByPermalink")
async def get_progress_by_permalink(call: Call, world: World) -> Reply:
    """Customer by internal id, campaign by permalink."""
    return await _progress(call, world)


@operation("getExternalCustomerProgress")
async def get_external_customer_progress(call: Call, world: World) -> Reply:
    """Customer by external id, campaign by id."""
    return await _progress(call, world)


@operation("getExternalCustomerProgressByPermalink")
async def get_external_customer_progress_by_permalink(call: Call, world: World) -> Reply:
    """Customer by external id, campaign by permalink."""
    return await _progress(call, world)


@operation("getAnonymousProgress")
async def get_anonymous_progress(call: Call, world: World) -> Reply:
    """Customer by token, campaign by id."""
    return await _progress(call, world)


@operation("getAnonymousProgressByPermalink")
async def get_anonymous_progress_by_permalink(call: Call, world: World) -> Reply:
    """Customer by token, campaign by permalink."""
    return await _progress(call, world)


async def _progress(call: Call, world: World) -> Reply:
    customer = await asked_customer(call, world)
    campaign = await named_by(call, world)
    if campaign is None:
        raise refused(call, "no_campaign_found")
    shown = campaign_progress(await standing_in(world, campaign, customer))
    return succeed(call.operation_id, {"status": "ok", "campaign": shown})


def campaign_progress(standing: Standing) -> Record:
    """Returns state and behaviors; `opted_in` only after an explicit choice."""
    choice = {} if standing.opted_in is None else {"opted_in": standing.opted_in}
    return {**choice, "state": standing.state, "behaviors": behavior_list(standing)}
