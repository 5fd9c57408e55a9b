"""Creating one campaign.

Source: SessionM Campaigns API, Creating Campaigns, read 2026-11-21. A request that breaks its
description is refused before this: `create_refusals` keeps the same order of codes.
"""

from typing import Final

from mockserver.stubkit import Call, Record, Reply, World, operation

from .answers import refused, succeed
from .campaigns import with_member
from .managed import managed_campaign
from .new_campaign import read_campaign
from .parents import creation_obstacle
from .unacceptable import AlreadyTaken, Unacceptable

FIRST_ID: Final = 2001


@operation("createCampaign")
async def create_campaign(call: Call, world: World) -> Reply:
    """Stores a campaign with a fresh id, and with a generated permalink if none was given."""
    if obstacle := creation_obstacle(call.principal):
        raise refused(call, "not_found", status=200, message=obstacle)
    assert isinstance(call.body, dict)
    api_key = call.principal["api_key"]
    try:
        campaign = read_campaign(call.body["campaign"])
        await _check_unique(campaign, api_key, world)
    except Unacceptable as error:
        message = f"Validation error. {error}"
        raise refused(call, "validation", message=message) from error
    campaign["id"] = await _fresh_id(world)
    campaign["application"] = api_key
    if campaign["permalink"] is None:
        campaign["permalink"] = await _fresh_permalink(api_key, world)
    world.put("campaign", str(campaign["id"]), campaign)
    shown = managed_campaign(campaign)
    return succeed(call.operation_id, {"campaign": shown, "status": "ok"})


async def _check_unique(campaign: Record, api_key: str, world: World) -> None:
    """Refuses a campaign that is called like another one; the other with the lowest id decides."""
    same_name = await with_member(world, api_key, "/name", campaign["name"])
    same_link = await with_member(world, api_key, "/permalink", campaign["permalink"])
    for other in sorted((*same_name, *same_link), key=lambda other: int(other["id"])):
        if other["name"] == campaign["name"]:
            raise AlreadyTaken("name")
        if other["permalink"] == campaign["permalink"]:
            raise AlreadyTaken("external_id")


async def _fresh_id(world: World) -> int:
    """Returns an id that no campaign has; a replaced state may hold ids that lie ahead."""
    while True:
        campaign_id = await world.next_id("campaign", FIRST_ID)
        if await world.get("campaign", str(campaign_id)) is None:
            return campaign_id


async def _fresh_permalink(api_key: str, world: World) -> str:
    while True:
        permalink = await world.new_uuid()
        if not await with_member(world, api_key, "/permalink", permalink):
            return permalink
