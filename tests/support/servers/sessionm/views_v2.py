"""The second version's view of a customer's campaigns: filters, sections, creatives, pages."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from tests.support.servers.kernel import Received
from tests.support.servers.sessionm.behaviors import as_map
from tests.support.servers.sessionm.counting import count_one
from tests.support.servers.sessionm.instants import spaced, zoned
from tests.support.servers.sessionm.model import Campaign, Customer, Enrollment, Offer
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.standing import choice, is_eligible, state_of
from tests.support.servers.sessionm.views_v1 import action, bound, payload, standing

SECTIONS: Final = ("progress", "behaviors", "offers", "redemptions")
DEFAULT_SIZE: Final = 20
LARGEST_SIZE: Final = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request wants to see."""

    sections: tuple[str, ...]
    filters: tuple[str, ...]
    creatives: tuple[str, ...]
    flat: bool

    def lets(self, p: Platform, campaign: Campaign, customer: Customer) -> bool:
        """Whether a campaign passes the filters."""
        asked = set(self.filters) & {"eligible", "ineligible", "all"} or {"eligible"}
        eligible = is_eligible(p, campaign, customer)
        if {"eligible", "ineligible"} <= asked and p.bad("two_filters_let_nothing_through"):
            return False
        if "all" in asked:
            return eligible or not p.bad("all_means_eligible")
        return ("eligible" if eligible else "ineligible") in asked


def wish(p: Platform, request: Received, *, flat: bool) -> Wish:
    """Reads what a request wants; unknown words are passed over."""

    def words(name: str) -> tuple[str, ...]:
        values = request.values(name)
        if name == "sections[]" and p.bad("repeated_sections_read_last_only"):
            values = values[-1:]
        parts = [value.split(",") for value in values]
        if name == "sections[]" and p.bad("joined_sections_read_first_only"):
            parts = [part[:1] for part in parts]
        return tuple(word.strip() for part in parts for word in part)

    creatives = words("creatives[]")
    if p.bad("blank_creatives_show_all") and creatives == ("",):
        creatives = ("tile", "promotion")
    return Wish(words("sections[]"), words("filters[]"), creatives, flat)


def page_of(
    p: Platform, key: str, customer: Customer, wanted: Wish, page: int, size: int | None
) -> dict[str, Any]:
    """Returns one page of the active campaigns."""
    shown = size or DEFAULT_SIZE
    shown = min(shown, LARGEST_SIZE)
    active = sorted(
        (c for c in p.campaigns_of(key) if _is_listed(p, c)), key=lambda c: (c.name, c.id)
    )
    matching = [c for c in active if wanted.lets(p, c, customer)]
    first = (page - 1) * shown
    if page > 1 and p.bad("later_pages_begin_one_late"):
        first += 1
    held = shown - 1 if size is None and p.bad("default_page_one_short") else shown
    counted = len(matching) if p.bad("pages_count_what_passes") else len(p.campaigns_of(key))
    pages = max(1, -(-counted // shown))
    campaigns = matching[first : first + held]
    if not campaigns and p.bad("empty_page_says_no_pages"):
        pages = 0
    return {
        "page": page,
        "page_size": shown,
        "number_of_pages": pages,
        "campaigns": [customer_campaign(p, c, customer, wanted) for c in campaigns],
    }


def _is_listed(p: Platform, campaign: Campaign) -> bool:
    if p.bad("eligible_list_keeps_ended") and campaign.status == "live":
        return campaign.starts <= p.clock.now
    return p.is_active(campaign)


def whole_number(text: str | None) -> int | None:
    """Reads a number from 1 up; None if it was not sent.

    Raises:
        ValueError: It is none.
    """
    if text is None:
        return None
    if re.fullmatch("[0-9]{1,15}", text) is None or not int(text):
        raise ValueError(text)
    return int(text)


def customer_campaign(
    p: Platform, campaign: Campaign, customer: Customer, wanted: Wish
) -> dict[str, Any]:
    """Returns a campaign as a customer stands in it."""
    found = p.enrollment(campaign, customer)
    if p.bad("second_version_lags_one_event"):
        found = p.before_last_event.get((campaign.id, customer.id), found)
    if p.bad("second_version_ignores_opt_out") and found.opted_in is False:
        found = Enrollment(True, found.tallies)
    spelled = zoned if p.bad("second_version_spells_dates_with_zone") else spaced
    eligible = is_eligible(p, campaign, customer)
    shown: dict[str, Any] = {
        "campaign_id": campaign.id,
        "campaign_permalink": campaign.permalink,
        "name": campaign.name,
        "starts_at": spelled(campaign.starts),
        "ends_at": spelled(campaign.ends),
        "opt_in_starts_at": bound(p, campaign.opens),
        "opt_in_ends_at": bound(p, campaign.closes),
        "qualified": eligible or (wanted.flat and p.bad("flat_answer_always_qualified")),
        "status": state_of(p, campaign, customer, found),
    }
    chosen = choice(p, campaign, customer, found)
    asked = [section for section in SECTIONS if section in wanted.sections]
    if chosen is not None and not (len(asked) > 1 and p.bad("two_sections_hide_opted_in")):
        shown["opted_in"] = chosen
    if p.bad("offers_come_with_behaviors") and asked == ["behaviors"]:
        asked.append("offers")
    for section in asked:
        shown[section] = _SECTIONS[section](p, campaign, customer, found)
    creative = _creative(p, campaign, customer, wanted)
    if creative:
        shown["creative"] = creative
        if "tile" in creative and p.bad("tile_view_counts_as_event") and campaign.behaviors:
            count_one(p, campaign.behaviors[0], p.enroll(campaign, customer), "", None)
    return shown


def _creative(p: Platform, campaign: Campaign, customer: Customer, wanted: Wish) -> dict[str, Any]:
    tile = next((c for c in campaign.creatives if c.is_tile), None)
    other = next((c for c in campaign.creatives if not c.is_tile), None)
    shown: dict[str, Any] = {}
    if other is not None and "promotion" in wanted.creatives:
        link = payload(p, campaign, customer, other)
        shown["promotion"] = {"type": other.kind, "html_payload": link}
    covered = bool(shown) and p.bad("tile_hidden_beside_promotion")
    if tile is not None and "tile" in wanted.creatives and not covered:
        click = action(campaign, customer, tile)
        shown["tile"] = {"message": tile.message, "action": click}
    return shown


def _offer(p: Platform, offer: Offer) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "offer_id": offer.id,
        "name": offer.name,
        "type": offer.kind,
        "total_available": offer.total,
    }
    if offer.deal is None:
        return shown
    deal = deepcopy(offer.deal)
    if p.bad("deal_dates_end_in_z"):
        deal["start_date"] = deal["start_date"].replace("+0000", "Z")
    if p.bad("last_medium_of_unknown_kind"):
        deal["offer_media"][-1]["content_type"] = 3
    if p.bad("second_text_names_root_offer"):
        deal["offer_text"][-1]["offer_id"] = deal["root_offer_id"]
    if p.bad("percent_is_not_a_number"):
        deal["percent"] = float("nan")
    return {**shown, "deal": deal}


_SECTIONS: Final[dict[str, Callable[[Platform, Campaign, Customer, Enrollment], Any]]] = {
    "progress": standing,
    "behaviors": lambda p, campaign, _, found: as_map(p, campaign, found),
    "offers": lambda p, campaign, *_: [_offer(p, offer) for offer in campaign.offers],
    "redemptions": lambda *_: [],
}
