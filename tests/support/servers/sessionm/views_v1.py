"""The first version's view of a customer's campaigns: tiles, promotions, progress."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.support.servers.sessionm.behaviors import as_list, as_map
from tests.support.servers.sessionm.instants import spaced
from tests.support.servers.sessionm.model import Campaign, Creative, Customer, Enrollment
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.standing import choice, state_of

UNSEEN = ("draft", "inreview")


def bound(p: Platform, instant: datetime | None) -> str | None:
    """Returns one end of an opt-in period."""
    if instant is None:
        return "" if p.bad("open_bound_is_empty_text") else None
    return spaced(instant)


def customer_list(p: Platform, key: str, customer: Customer, *, outside: bool) -> dict[str, Any]:
    """Returns all campaigns that a customer sees.

    Args:
        p: The platform.
        key: Key of the application.
        customer: Who asks.
        outside: Whether the customer is named by the external id.
    """
    shown = sorted(
        (c for c in p.campaigns_of(key) if c.creatives and c.status not in UNSEEN),
        key=lambda campaign: (campaign.name, campaign.id),
    )
    tiles = [_item(p, c, customer) for c in shown if c.creatives[0].is_tile]
    promotions = [_item(p, c, customer) for c in shown if not c.creatives[0].is_tile]
    if p.bad("external_list_misses_last_promotion") and outside and len(promotions) > 2:
        promotions.pop()
    if p.bad("last_tile_without_message") and len(tiles) > 2:
        del tiles[-1]["template"]["message"]
    return {"campaigns": {"tiles": tiles, "promotions": promotions}}


def _item(p: Platform, campaign: Campaign, customer: Customer) -> dict[str, Any]:
    found = p.enrollment(campaign, customer)
    creative = campaign.creatives[0]
    behaviors: Any = as_map(p, campaign, found)
    if not behaviors and p.bad("no_behaviors_are_a_list"):
        behaviors = []
    return {
        "campaign_id": campaign.id,
        "name": campaign.name,
        "group_id": creative.group,
        "creative_id": creative.id,
        "start_date": spaced(campaign.starts),
        "end_date": spaced(campaign.ends),
        "opt_in_starts_at": bound(p, campaign.opens),
        "opt_in_ends_at": bound(p, campaign.closes),
        "permalink": campaign.permalink,
        "template": _template(p, campaign, customer, creative),
        "progress": standing(p, campaign, customer, found),
        "behaviors": behaviors,
        "version": "2",
    }


def _template(
    p: Platform, campaign: Campaign, customer: Customer, creative: Creative
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "type": creative.kind,
        "html_payload": payload(p, campaign, customer, creative),
    }
    if creative.is_tile:
        shown["message"] = creative.message
        shown["action"] = action(campaign, customer, creative)
    elif p.bad("pages_have_a_message"):
        shown["message"] = {"header": campaign.name}
    return shown


def payload(p: Platform, campaign: Campaign, customer: Customer, creative: Creative) -> str:
    """Returns the URL of a creative for one customer."""
    who = "anyone" if p.bad("payload_same_for_everybody") else customer.id
    return f"https://show.example.test/{campaign.key}/{who}/{creative.id}"


def action(campaign: Campaign, customer: Customer, creative: Creative) -> dict[str, Any]:
    """Returns what a click on a tile does."""
    track = f"https://track.example.test/{creative.id}"
    return {
        "type": creative.action,
        "url": f"{track}/click" if creative.tracked else creative.url,
        "tracking_urls": [f"{track}/seen", f"{track}/closed"],
        "campaign_id": campaign.id,
        "event_meta_data": {
            "ad_unit_id": creative.id,
            "ad_stat_id": str(uuid5(NAMESPACE_URL, f"{creative.id}/{customer.id}")),
        },
    }


def standing(
    p: Platform, campaign: Campaign, customer: Customer, found: Enrollment
) -> dict[str, Any]:
    """Returns a customer's state in a campaign and all behaviors."""
    shown: dict[str, Any] = {
        "state": state_of(p, campaign, customer, found),
        "behaviors": as_list(p, campaign, found),
    }
    chosen = choice(p, campaign, customer, found)
    if chosen is not None:
        shown["opted_in"] = chosen
    return shown


def progress(
    p: Platform, campaign: Campaign, customer: Customer, *, by_permalink: bool
) -> dict[str, Any] | None:
    """Returns a customer's progress in a campaign, also after its end.

    Args:
        p: The platform.
        campaign: The campaign.
        customer: Whose progress it is.
        by_permalink: Whether the campaign is named by its permalink.
    """
    found = p.enrollment(campaign, customer)
    if p.clock.now >= campaign.ends:
        if by_permalink and p.bad("ended_progress_unknown_by_permalink"):
            return None
        if p.bad("ended_campaign_loses_progress"):
            found = Enrollment(found.opted_in)
    shown = {"campaign": standing(p, campaign, customer, found)}
    if by_permalink and p.bad("progress_by_permalink_cached"):
        cached = ("progress", campaign.id, customer.id, p.clock.now)
        return dict(p.cache.setdefault(cached, shown))
    return shown


def information(p: Platform, campaign: Campaign, *, by_permalink: bool) -> dict[str, Any]:
    """Returns a campaign without any customer."""
    number: Any = campaign.id
    if by_permalink and p.bad("number_is_text_by_permalink"):
        number = str(number)
    return {
        "campaign": {
            "campaign_id": number,
            "permalink": campaign.permalink,
            "optin_required": campaign.opt_in,
            "starts_at": spaced(campaign.starts),
            "ends_at": spaced(campaign.ends),
            "opt_in_starts_at": bound(p, campaign.opens),
            "opt_in_ends_at": bound(p, campaign.closes),
        }
    }
