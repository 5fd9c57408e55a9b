"""Reading the campaign of a creation: what is stored, and what does not fit together.

Source: SessionM Campaigns API, Creating Campaigns, read 2026-11-21. Assumed: names of one value
must agree, a window must end after it starts, times are kept to the second, and a permalink is
something that a path can carry.
"""

from typing import Final

from mockserver.stubkit import Json, Record

from .dates import whole_second
from .unacceptable import NamesDiffer, NoSuchInstant, UnreachablePermalink, WindowReversed

PERMALINK_NAMES: Final = ("external_id", "permalink", "campaign_permalink")

KEPT_AS_GIVEN: Final = ("optin_required", "targeting", "qualify_tag", "disqualify_tag")

FIRST_VERSION: Final = 2

UNREACHABLE: Final = frozenset({".", ".."})
"""Permalinks that no path can carry: URLs resolve them away, percent-encoded or not."""


def read_campaign(given: Record) -> Record:
    """Returns the record of a new campaign, still without id and application.

    Its permalink is None if one must be generated. Members that belong to the platform are
    passed over.

    Raises:
        Unacceptable: Two values contradict each other, a date does not exist, or no path can
            carry the permalink.
    """
    campaign_type = _agreed(given, ("campaign_type", "template")) or "promotion"
    return {
        "name": given["name"],
        "permalink": _permalink(given),
        "status": given["status"],
        **_window(given, "starts_at", "ends_at"),
        "campaign_type": campaign_type,
        "metadata": given.get("metadata", {}),
        "total_budget": 0,
        "weight": 5,
        "version": FIRST_VERSION,
        **_window(given, "opt_in_starts_at", "opt_in_ends_at"),
        **_instant(given, "reporting_ends_at"),
        **{name: given[name] for name in KEPT_AS_GIVEN if name in given},
        "groups": [],
        "behaviors": [],
        "offers": [],
    }


def _permalink(given: Record) -> Json:
    permalink = _agreed(given, PERMALINK_NAMES)
    if permalink in UNREACHABLE:
        raise UnreachablePermalink(permalink)
    return permalink


def _agreed(given: Record, names: tuple[str, ...]) -> Json:
    """Returns the one value that several names give, or None."""
    values = {given[name] for name in names if name in given}
    if len(values) > 1:
        raise NamesDiffer(*(name for name in names if name in given))
    return values.pop() if values else None


def _window(given: Record, first: str, last: str) -> Record:
    """Returns two ends of a window, those that were given."""
    window = {**_instant(given, first), **_instant(given, last)}
    starts_at, ends_at = window.get(first), window.get(last)
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise WindowReversed(first, last)
    return window


def _instant(given: Record, name: str) -> Record:
    """Returns an instant as it is stored, its second name agreeing, or nothing if not given."""
    if name not in given:
        return {}
    instant = _read(given, name)
    alias = {"starts_at": "start_date", "ends_at": "end_date"}.get(name, name)
    if alias in given and _read(given, alias) != instant:
        raise NamesDiffer(name, alias)
    return {name: instant}


def _read(given: Record, name: str) -> str | None:
    text = given[name]
    if text is None:
        return None
    if " " in text:
        text = text.replace(" ", "T") + "Z"
    try:
        return whole_second(text)
    except ValueError as error:
        raise NoSuchInstant(name) from error
