"""Finding campaigns: by id, by permalink, and the active ones of an application."""

from datetime import datetime

from mockserver.stubkit import Call, Json, Record, World

from .dates import has_begun, is_over
from .facets import by_end, by_id, by_start, ever_active_in, live_in


async def active_of(
    world: World, api_key: str, *, start: int = 0, limit: int | None = None
) -> list[Record]:
    """Returns the campaigns of an application that are active now, by ascending id.

    Args:
        world: The state.
        api_key: The application.
        start: How many live campaigns to skip, active or not.
        limit: Among how many live ones to look; None for all.
    """
    where = {live_in: [api_key]}
    live = await world.select("campaign", where, order=by_id, start=start, limit=limit)
    return [campaign for campaign in live.values() if is_active(campaign, world.now)]


async def count_live(world: World, api_key: str) -> int:
    """Returns how many campaigns of an application are live, whatever their dates."""
    return await world.count("campaign", {live_in: [api_key]}, order=by_id)


async def count_active(world: World, api_key: str) -> int:
    """Returns how many campaigns of an application are active now: have begun and are not over."""
    where = {ever_active_in: [api_key]}
    begun = await world.count("campaign", where, order=by_start, up_to=world.now)
    return begun - await world.count("campaign", where, order=by_end, up_to=world.now)


async def with_member(world: World, api_key: str, member: str, value: Json) -> list[Record]:
    """Returns the campaigns of an application that have a value, by ascending id.

    Args:
        world: The state.
        api_key: The application.
        member: JSON pointer of the member.
        value: A text or a number.
    """
    where = {"/application": [api_key], member: [value]}
    return list((await world.select("campaign", where, order=by_id)).values())


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
    return next(iter(await with_member(world, api_key, "/permalink", permalink)), None)
