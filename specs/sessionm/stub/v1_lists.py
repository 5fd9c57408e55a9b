"""All campaigns of one customer, as tiles and promotions.

Source: SessionM Campaigns API, Get All Campaigns for a Specified Customer, read 2026-11-21.
Assumed: campaigns still in preparation are not listed; ended ones stay listed, as in the sample;
an application without a single active campaign has nothing to list and says so.
"""

from mockserver.stubkit import Call, Record, Reply, World, operation

from .answers import refused, succeed
from .behaviors import behavior_map
from .campaigns import count_active
from .creatives import TILE, group_for, template
from .customers import asked_customer
from .dates import plain
from .facets import by_id, published_in
from .progress import campaign_progress
from .standing import Standing, standings_in


@operation("listCustomerCampaigns")
async def list_customer_campaigns(call: Call, world: World) -> Reply:
    """Lists for a customer named by internal id."""
    return await _list(call, world)


@operation("listExternalCustomerCampaigns")
async def list_external_customer_campaigns(call: Call, world: World) -> Reply:
    """Lists for a customer named by external id."""
    return await _list(call, world)


@operation("listAnonymousCampaigns")
async def list_anonymous_campaigns(call: Call, world: World) -> Reply:
    """Lists for the customer that a token stands for."""
    return await _list(call, world)


async def _list(call: Call, world: World) -> Reply:
    return await customer_campaigns(call, world, await asked_customer(call, world))


async def customer_campaigns(call: Call, world: World, customer: Record) -> Reply:
    """Answers with the campaigns that have a message for the customer, by ascending id.

    The audience of a message meets the targeting of its campaign and that of its group.
    """
    api_key = call.principal["api_key"]
    if not await count_active(world, api_key):
        raise refused(call, "no_active_campaign_found")
    where = {published_in: [api_key]}
    published = list((await world.select("campaign", where, order=by_id)).values())
    tiles: list[Record] = []
    promotions: list[Record] = []
    for standing in await standings_in(world, published, customer):
        group = group_for(standing)
        if group is not None and standing.is_eligible:
            target = tiles if group["type"] == TILE else promotions
            target.append(_item(standing, group))
    body = {"status": "ok", "campaigns": {"tiles": tiles, "promotions": promotions}}
    return succeed(call.operation_id, body)


def _item(standing: Standing, group: Record) -> Record:
    campaign = standing.campaign
    return {
        "campaign_id": campaign["id"],
        "name": campaign["name"],
        "group_id": group["group_id"],
        "creative_id": group["creative_id"],
        "start_date": plain(campaign["starts_at"]),
        "end_date": plain(campaign["ends_at"]),
        "opt_in_starts_at": plain(campaign.get("opt_in_starts_at")),
        "opt_in_ends_at": plain(campaign.get("opt_in_ends_at")),
        "permalink": campaign["permalink"],
        "template": template(standing, group),
        "progress": _progress(standing),
        "behaviors": behavior_map(standing),
        "version": campaign["version"],
    }


def _progress(standing: Standing) -> Record:
    """Returns the customer's progress; without behaviors it does not mention them."""
    shown = campaign_progress(standing)
    return {name: value for name, value in shown.items() if name != "behaviors" or value}
