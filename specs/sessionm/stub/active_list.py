"""All active campaigns of an application, without a word on any customer.

Source: SessionM Campaigns API, Get All Active Campaigns, read 2026-11-21.
"""

from mockserver.stubkit import Call, Reply, World, operation

from .answers import refused, succeed
from .campaigns import active_of
from .managed import managed_campaign
from .parents import listing_obstacle


@operation("listActiveCampaigns")
async def list_active_campaigns(call: Call, world: World) -> Reply:
    """Lists the campaigns by ascending id."""
    if obstacle := listing_obstacle(call.principal):
        raise refused(call, "not_found", status=200, message=obstacle)
    campaigns = await active_of(world, call.principal["api_key"])
    body = {"status": "ok", "campaigns": [managed_campaign(campaign) for campaign in campaigns]}
    return succeed(call.operation_id, body)
