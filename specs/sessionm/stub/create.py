"""Creating one campaign.

Source: SessionM Campaigns API, Creating Campaigns, read 2026-11-21. A request that breaks its
description is refused before this: `create_refusals` keeps the same order of codes.
"""

from typing import Final

from mockserver.stubkit import Call, Record, Reply, World, operation

from .answers import refused, succeed
from .campaigns import all_of
from .managed import managed_campaign
from .new_campaign import Unacceptable, read_campaign
from .parents import creation_obstacle

FIRST_ID: Final = 2001


@operation("createCampaign")
async def create_campaign(call: Call, world: World) -> Reply:
    """Stores a campaign with a fresh id, and with a generated permalink if none was given."""
    if obstacle := creation_obstacle(call.principal):
        raise refused(call, "not_found", status=200, message=obstacle)
    assert isinstance(call.body, dict)
    try:
        campaign = read_campaign(call.body["campaign"])
        await _check_unique(campaign, call, world)
    except Unacceptable as error:
        message = f"Validation error. {error}"
        raise refused(call, "validation", message=message) from error
    campaign["id"] = await world.next_id("campaign", FIRST_ID)
    campaign["application"] = call.principal["api_key"]
    if campaign["permalink"] is None:
        campaign["permalink"] = await world.new_uuid()
    world.put("campaign", str(campaign["id"]), campaign)
    shown = managed_campaign(campaign)
    return succeed(call.operation_id, {"campaign": shown, "status": "ok"})


async def _check_unique(campaign: Record, call: Call, world: World) -> None:
    for other in await all_of(world, call.principal["api_key"]):
        if other["name"] == campaign["name"]:
            raise Unacceptable("name is already taken.")
        if other["permalink"] == campaign["permalink"]:
            raise Unacceptable("external_id is already taken.")
