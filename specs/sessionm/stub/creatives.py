"""The message of a campaign as one customer gets it: V1 templates and V2 creatives.

A campaign has creative groups; a group holds one creative and may narrow its audience.
Source: SessionM Campaigns API, intro, Template Object and Action Object, read 2026-11-21.
"""

from typing import Final
from uuid import NAMESPACE_URL, uuid5

from mockserver.stubkit import Record

from .standing import Standing
from .targeting import is_targeted

HOST: Final = "https://ads.example.test"

TILE: Final = "internal_tile"

EVERY_MESSAGE_MEMBER: Final = ("header", "subheader", "description", "icon_url", "image_url")
"""What the V2 form of a tile's message holds beside its points."""


def group_for(standing: Standing) -> Record | None:
    """Returns the first creative group whose own targeting takes in the customer, or None."""
    for group in standing.campaign["groups"]:
        if is_targeted(group.get("targeting"), standing.customer["tags"]):
            found: Record = group
            return found
    return None


def template(standing: Standing, group: Record) -> Record:
    """Returns the V1 template of a group: a tile with its message, or a page with its URL."""
    if group["type"] != TILE:
        return {"type": group["type"], "html_payload": page_url(standing, group)}
    action = {**group.get("action", {})}
    if "url" in action:
        action["url"] = _action_url(standing, group)
    action |= _tracking(standing, group)
    return {"type": TILE, "message": group["message"], "action": action}


def creative(standing: Standing, asked: frozenset[str]) -> Record:
    """Returns the V2 creatives that were asked for and are available; empty if none is."""
    group = group_for(standing)
    if group is None:
        return {}
    if group["type"] == TILE:
        return {"tile": _tile(standing, group)} if "tile" in asked else {}
    if "promotion" not in asked:
        return {}
    return {"promotion": {"type": group["type"], "html_payload": page_url(standing, group)}}


def page_url(standing: Standing, group: Record) -> str:
    """Returns the URL of a creative, made for one customer."""
    return (
        f"{HOST}/apps/{standing.campaign['application']}"
        f"/users/{standing.customer['user_id']}/ads/{group['creative_id']}"
    )


def _tile(standing: Standing, group: Record) -> Record:
    message = {name: group["message"].get(name, "") for name in EVERY_MESSAGE_MEMBER}
    return {
        "message": {**message, "points": group["message"].get("points", 0)},
        "action": {
            "type": group.get("action", {}).get("type", "open_ad"),
            "url": _action_url(standing, group),
            **_tracking(standing, group),
        },
    }


def _action_url(standing: Standing, group: Record) -> str:
    """Returns where a click leads: through the tracker, or straight if tracking is off."""
    if group["click_tracking"]:
        return f"{_stats_url(standing, group)}/click/redir?xsid={standing.customer['user_id']}"
    straight: str = group.get("action", {}).get("url", page_url(standing, group))
    return straight


def _tracking(standing: Standing, group: Record) -> Record:
    seen = f"{_stats_url(standing, group)}/seen/track?xsid={standing.customer['user_id']}"
    return {
        "tracking_urls": [seen],
        "event_meta_data": {
            "ad_unit_id": group["creative_id"],
            "ad_stat_id": _stat_id(standing, group),
        },
    }


def _stats_url(standing: Standing, group: Record) -> str:
    return (
        f"{HOST}/api/v1/apps/{standing.campaign['application']}"
        f"/creatives/{group['creative_id']}/stats/{_stat_id(standing, group)}"
    )


def _stat_id(standing: Standing, group: Record) -> str:
    """Returns the id of what is known of this customer and creative; reading it changes nothing."""
    return str(uuid5(NAMESPACE_URL, page_url(standing, group)))
