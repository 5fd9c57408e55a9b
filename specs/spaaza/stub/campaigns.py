"""What a campaign is willing to do: is it on, has it rewards left, and which are eligible?"""

from datetime import datetime

from mockserver.stubkit import Record, parse_instant

Campaign = Record
RewardMethod = Record


def is_active(campaign: Campaign, now: datetime) -> bool:
    """Says whether a campaign takes interactions at an instant.

    The first instant belongs to the campaign, the last does not; a date that is null sets no bound.

    Source: Spaaza API, Interact with campaign, "Overview", read 2026-11-21, for the context of
    composable campaigns. Assumed: the flag and the dates.
    """
    is_meant_for_baskets = campaign["type"] == "composable" and campaign["context"] != "interaction"
    return (
        campaign["active"]
        and not is_meant_for_baskets
        and has_begun(campaign["active_date_from"], now)
        and not has_ended(campaign["active_date_until"], now)
    )


def has_begun(date_from: str | None, now: datetime) -> bool:
    """Says whether a first instant is reached; none is always reached."""
    return date_from is None or parse_instant(date_from) <= now


def has_ended(date_until: str | None, now: datetime) -> bool:
    """Says whether a last instant is reached; none never is."""
    return date_until is not None and parse_instant(date_until) <= now


def is_in_stock(holder: Campaign | RewardMethod) -> bool:
    """Says whether a campaign or a reward method may still give; a stock of null never ends."""
    stock = holder["stock"]
    return stock is None or stock > 0


def is_exhausted(campaign: Campaign) -> bool:
    """Says whether a campaign had rewards and all of them are gone, eligible or not."""
    methods = campaign["reward_methods"]
    is_used_up = bool(methods) and not any(is_in_stock(method) for method in methods)
    return is_used_up or not is_in_stock(campaign)


def eligible_methods(campaign: Campaign) -> list[RewardMethod]:
    """Returns the reward methods that may be issued now, in the campaign's order."""
    return [
        method
        for method in campaign["reward_methods"]
        if method["eligible"] and is_in_stock(method)
    ]
