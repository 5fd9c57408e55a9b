"""What a V2 request wants to see: sections, creatives, and campaigns by eligibility."""

from mockserver.stubkit import Call

from .standing import Standing


def asked_words(call: Call, parameter: str) -> frozenset[str]:
    """Returns the words of a list parameter, which may be repeated, joined by commas, or blank.

    Unknown words stay in and match nothing.

    Source: SessionM Campaigns API, Implementation Notes (a trailing comma), read 2026-11-21.
    """
    values: list[str] = call.query.get(parameter, [])
    return frozenset(word.strip() for value in values for word in value.split(",")) - {""}


def is_wanted(call: Call, standing: Standing) -> bool:
    """Tells whether the filters let a campaign appear; only eligible ones unless asked."""
    filters = asked_words(call, "filters[]")
    if "all" in filters:
        return True
    wanted = filters & {"eligible", "ineligible"} or {"eligible"}
    return ("eligible" if standing.is_eligible else "ineligible") in wanted
