"""Finding campaigns: by id, by permalink, all of an application, and which of them are active."""

from datetime import datetime

from mockserver.stubkit import Call, Record, World

from .dates import has_begun, is_over


async def all_of(world: World, api_key: str) -> list[Record]:
    """Returns the campaigns of an application by ascending id."""
    found = await world.list("campaign")
    own = [campaign for campaign in found.values() if campaign["application"] == api_key]
    return sorted(own, key=lambda campaign: int(campaign["id"]))


async def active_of(world: World, api_key: str) -> list[Record]:
    """Returns the campaigns of an application that are active now, by ascending id."""
    return [campaign for campaign in await all_of(world, api_key) if is_active(campaign, world.now)]


async def named_by(call: Call, world: World) -> Record | None:
    """Returns the campaign that the path names by id or by permalink, or None.

    Where one parameter may be either, digits are an id first and a permalink second.
    """
    api_key = call.principal["api_key"]
    for parameter in ("campaign_id", "ad_campaign_id", "campaign_ref"):
        if parameter in call.path:
            campaign = await _by_id(world, api_key, str(call.path[parameter]))
            if campaign is not None or parameter != "campaign_ref":
                return campaign
            return await _by_permalink(world, api_key, call.path[parameter])
    return await _by_permalink(world, api_key, call.path["permalink"])


def is_active(campaign: Record, now: datetime) -> bool:
    """Tells whether a campaign is live and now is inside its dates.

    Source: SessionM Campaigns API, Creating Campaigns, read 2026-11-21.
    """
    return (
        campaign["status"] == "live"
        and has_begun(campaign["starts_at"], now)
        and not is_over(campaign["ends_at"], now)
    )


async def _by_id(world: World, api_key: str, campaign_id: str) -> Record | None:
    campaign = await world.get("campaign", campaign_id)
    return campaign if campaign is not None and campaign["application"] == api_key else None


async def _by_permalink(world: World, api_key: str, permalink: str) -> Record | None:
    for campaign in await all_of(world, api_key):
        if campaign["permalink"] == permalink:
            return campaign
    return None
