"""State: what a search finds."""

from typing import Any

from tests.support.servers.criteo.backend import matches
from tests.support.servers.criteo.hooks import CATALOGUE, Call
from tests.support.servers.criteo.reading import digits
from tests.support.servers.criteo.state import Campaign

FAMILY = "state"
Found = list[Campaign]
flaw = CATALOGUE.flaw


def filters(call: Call) -> tuple[list[str], list[str]]:
    """Returns the advertisers and the campaigns that are asked for."""
    given: dict[str, Any] = call.body.get("filters", {})
    names = ("advertiserIds", "campaignIds")
    advertisers, campaigns = ([digits(v) for v in given.get(name) or ()] for name in names)
    return advertisers, campaigns


def in_portfolio(call: Call) -> Found:
    """Returns all campaigns that the caller may see."""
    portfolio = call.server.portfolio(call)
    return [c for c in call.state.campaigns.values() if c.advertiser in portfolio]


@flaw(FAMILY, "chosen", "R146; LC13; O-C3", "Two filters find what either of them finds.")
def filters_find_either(call: Call, chosen: Found) -> Found:
    advertisers, campaigns = filters(call)
    if not (advertisers and campaigns):
        return chosen
    return [c for c in in_portfolio(call) if c.advertiser in advertisers or c.id in campaigns]


@flaw(FAMILY, "chosen", "R146; LC13", "Of several advertisers the first one counts.")
def first_advertiser_counts(call: Call, chosen: Found) -> Found:
    advertisers, _ = filters(call)
    return [c for c in chosen if c.advertiser == advertisers[0]] if advertisers else chosen


@flaw(FAMILY, "chosen", "R146; LC13", "Of three campaigns or more the last one is not looked for.")
def last_campaign_id_ignored(call: Call, chosen: Found) -> Found:
    _, campaigns = filters(call)
    return [c for c in chosen if c.id != campaigns[-1]] if len(campaigns) > 2 else chosen


@flaw(FAMILY, "chosen", "R146; LC13", "Beside two advertisers the filter by campaigns is ignored.")
def two_advertisers_hide_ids(call: Call, chosen: Found) -> Found:
    advertisers, _ = filters(call)
    if len(advertisers) < 2:
        return chosen
    return [c for c in in_portfolio(call) if matches(advertisers, c.advertiser)]


@flaw(FAMILY, "chosen", "R147; LC13", "Lists a campaign twice if both filters are given.")
def both_filters_list_twice(call: Call, chosen: Found) -> Found:
    advertisers, campaigns = filters(call)
    return [*chosen, *chosen] if advertisers and campaigns else chosen


@flaw(FAMILY, "chosen", "R148; LC13", "Without a filter, leaves out campaigns without a limit.")
def uncapped_are_not_listed(call: Call, chosen: Found) -> Found:
    unfiltered = not any(filters(call))
    return [c for c in chosen if not unfiltered or c.limit.type == "capped"]


@flaw(FAMILY, "chosen", "R147; R148; LC13", "Lists ten campaigns at most.")
def ten_at_most(call: Call, chosen: Found) -> Found:
    return chosen[:10]


@flaw(FAMILY, "chosen", "R147; R148; LC13", "Leaves out older campaigns if there is no filter.")
def old_goals_are_not_listed(call: Call, chosen: Found) -> Found:
    unfiltered = not any(filters(call))
    return [c for c in chosen if not unfiltered or c.goal != "Unspecified"]


@flaw(FAMILY, "chosen", "R146; LC12; LC13", "A search by advertiser misses the newest campaign.")
def newest_is_not_indexed(call: Call, chosen: Found) -> Found:
    advertisers, _ = filters(call)
    newest = max(call.state.campaigns, key=int)
    hidden = advertisers and call.state.made
    return [c for c in chosen if not hidden or c.id != newest]
