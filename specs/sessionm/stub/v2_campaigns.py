"""Active campaigns of one customer, as the V2 methods show them: pages of them, or one.

Source: SessionM Campaigns API, Get All Active Campaigns Eligible for a Customer and the two
methods after it, read 2026-11-21.
"""

from typing import Final

from mockserver.stubkit import Call, Json, Record, Reply, World, operation

from .answers import refused, succeed
from .behaviors import eligible_behavior_map
from .campaigns import active_of, count_active, count_live, is_active, named_by
from .creatives import creative
from .customers import asked_customer
from .dates import plain
from .offers import offer
from .paging import asked_page
from .progress import campaign_progress
from .standing import Standing, blank_enrollment, standing_in, standings_in
from .v2_query import asked_words, is_wanted

_LOOKED_AT: Final = 50
"""Live campaigns that are read at once."""


@operation("listEligibleCampaigns")
async def list_eligible_campaigns(call: Call, world: World) -> Reply:
    """Lists for a customer named by internal id."""
    return await _page(call, world)


@operation("listExternalCustomerEligibleCampaigns")
async def list_external_customer_eligible_campaigns(call: Call, world: World) -> Reply:
    """Lists for a customer named by external id."""
    return await _page(call, world)


@operation("getEligibleCampaign")
async def get_eligible_campaign(call: Call, world: World) -> Reply:
    """Customer by internal id, campaign by id: the campaign inside the envelope."""
    shown = await _one(call, world)
    return succeed(call.operation_id, {"status": "ok", "campaign": shown})


@operation("getEligibleCampaignByPermalink")
async def get_eligible_campaign_by_permalink(call: Call, world: World) -> Reply:
    """Customer by internal id, campaign by permalink: the campaign itself."""
    return succeed(call.operation_id, await _one(call, world))


@operation("getExternalCustomerEligibleCampaign")
async def get_external_customer_eligible_campaign(call: Call, world: World) -> Reply:
    """Customer by external id, campaign by id or permalink: the campaign itself."""
    return succeed(call.operation_id, await _one(call, world))


async def _page(call: Call, world: World) -> Reply:
    customer = await asked_customer(call, world)
    page = asked_page(call)
    active = await count_active(world, call.principal["api_key"])
    wanted = await _first_wanted(call, world, customer, page.end) if page.start < active else []
    standings = await standings_in(world, list(page.of(wanted)), customer)
    body = {
        "page": page.number,
        "page_size": page.size,
        "number_of_pages": page.count_for(active),
        "status": "ok",
        "campaigns": [_shown(call, standing) for standing in standings],
    }
    return succeed(call.operation_id, body)


async def _first_wanted(call: Call, world: World, customer: Record, most: int) -> list[Record]:
    """Returns the first campaigns that the filters let appear, by ascending id.

    Eligibility is the customer's affair, so no count tells where a page begins: the campaigns
    before it are looked at, those behind it are not.
    """
    api_key = call.principal["api_key"]
    found: list[Record] = []
    for start in range(0, await count_live(world, api_key), _LOOKED_AT):
        for campaign in await active_of(world, api_key, start=start, limit=_LOOKED_AT):
            standing = Standing(campaign, customer, blank_enrollment(campaign, customer))
            if is_wanted(call, standing):
                found.append(campaign)
        if len(found) >= most:
            break
    return found


async def _one(call: Call, world: World) -> Record:
    """Returns the campaign of a request.

    Assumed: one that the list would not show, inactive or filtered out, is not available here.
    """
    customer = await asked_customer(call, world)
    campaign = await named_by(call, world)
    if campaign is None:
        raise refused(call, "not_found")
    standing = await standing_in(world, campaign, customer)
    if not is_active(campaign, world.now) or not is_wanted(call, standing):
        raise refused(call, "not_available")
    return _shown(call, standing)


def _shown(call: Call, standing: Standing) -> Record:
    campaign = standing.campaign
    choice = {} if standing.opted_in is None else {"opted_in": standing.opted_in}
    shown = creative(standing, asked_words(call, "creatives[]"))
    return {
        "campaign_id": campaign["id"],
        "campaign_permalink": campaign["permalink"],
        **({"creative": shown} if shown else {}),
        "ends_at": plain(campaign["ends_at"]),
        "name": campaign["name"],
        "opt_in_ends_at": plain(campaign.get("opt_in_ends_at")),
        "opt_in_starts_at": plain(campaign.get("opt_in_starts_at")),
        **choice,
        "qualified": standing.is_eligible,
        "starts_at": plain(campaign["starts_at"]),
        "status": standing.state,
        **_sections(call, standing),
    }


def _sections(call: Call, standing: Standing) -> dict[str, Json]:
    asked = asked_words(call, "sections[]")
    shown: dict[str, Json] = {}
    if "progress" in asked:
        shown["progress"] = campaign_progress(standing)
    if "behaviors" in asked:
        shown["behaviors"] = eligible_behavior_map(standing)
    if "offers" in asked:
        shown["offers"] = [offer(stored) for stored in standing.campaign["offers"]]
    if "redemptions" in asked:
        shown["redemptions"] = []
    return shown
