"""Opting a customer into a campaign: a GET that changes state, and may be repeated.

Source: SessionM Campaigns API, Opting Customers into Campaigns, read 2026-11-21. Assumed: the
order in which the refusals are tried, and that a repeated opt-in changes nothing.
"""

from mockserver.stubkit import Call, Record, Reply, World, operation

from .answers import refused
from .campaigns import is_active, named_by
from .customers import asked_customer
from .dates import has_begun, is_over
from .facets import opted_in_to
from .standing import Standing, enrollment_id, standing_in
from .v1_lists import customer_campaigns


@operation("optIn")
async def opt_in(call: Call, world: World) -> Reply:
    """Opts in a customer named by internal id."""
    return await _opt_in(call, world)


@operation("optInExternalUser")
async def opt_in_external_user(call: Call, world: World) -> Reply:
    """Opts in a customer named by external id."""
    return await _opt_in(call, world)


async def _opt_in(call: Call, world: World) -> Reply:
    customer = await asked_customer(call, world)
    campaign = await named_by(call, world)
    if campaign is None:
        raise refused(call, "not_found")
    standing = await standing_in(world, campaign, customer)
    if (code := await _obstacle(standing, world)) is not None:
        raise refused(call, code)
    if not standing.opted_in:
        enrollment = {**standing.enrollment, "opted_in": True}
        world.put("enrollment", enrollment_id(campaign, customer), enrollment)
    return await customer_campaigns(call, world, customer)


async def _obstacle(standing: Standing, world: World) -> str | None:
    """Returns the code of the first reason against an opt-in, or None."""
    campaign = standing.campaign
    if not campaign.get("optin_required") or not is_active(campaign, world.now):
        return "opt_in_error"
    if not standing.is_eligible:
        return "user_ineligible_for_campaign"
    if not has_begun(campaign.get("opt_in_starts_at"), world.now):
        return "opt_in_not_started"
    if is_over(campaign.get("opt_in_ends_at"), world.now):
        return "opt_in_ended"
    if not standing.opted_in and await _is_full(campaign, world):
        return "opt_in_limit_reached"
    return None


async def _is_full(campaign: Record, world: World) -> bool:
    limit = campaign.get("opt_in_limit")
    if limit is None:
        return False
    return await world.count("enrollment", {opted_in_to: [campaign["id"]]}) >= int(limit)
