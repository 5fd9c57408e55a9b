"""What is known of one campaign without naming a customer.

Source: SessionM Campaigns API, Get Information on a Specific Campaign, read 2026-11-21.
"""

from mockserver.stubkit import Call, Reply, World, operation

from .answers import refused, succeed
from .campaigns import named_by
from .dates import plain


@operation("getCampaignInfo")
async def get_campaign_info(call: Call, world: World) -> Reply:
    """Campaign by id."""
    return await _info(call, world)


@operation("getCampaignInfoByPermalink")
async def get_campaign_info_by_permalink(call: Call, world: World) -> Reply:
    """Campaign by permalink."""
    return await _info(call, world)


async def _info(call: Call, world: World) -> Reply:
    """Assumed: a campaign in any state and at any time has information."""
    campaign = await named_by(call, world)
    if campaign is None:
        raise refused(call, "no_active_campaign_found")
    shown = {
        "campaign_id": campaign["id"],
        "permalink": campaign["permalink"],
        "starts_at": plain(campaign["starts_at"]),
        "ends_at": plain(campaign["ends_at"]),
        "optin_required": bool(campaign.get("optin_required")),
        "opt_in_starts_at": plain(campaign.get("opt_in_starts_at")),
        "opt_in_ends_at": plain(campaign.get("opt_in_ends_at")),
    }
    return succeed(call.operation_id, {"status": "ok", "campaign": shown})
