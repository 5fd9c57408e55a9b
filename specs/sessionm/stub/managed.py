"""A campaign as those who manage it see it: the answer to a creation, the list of active ones."""

from typing import Final

from mockserver.stubkit import Record

from .dates import iso

OPTIONAL: Final = (
    "ssap_name",
    "optin_required",
    "opt_in_starts_at",
    "opt_in_ends_at",
    "reporting_ends_at",
    "targeting",
    "qualify_tag",
    "disqualify_tag",
)
"""Shown only where the campaign was given them."""

INSTANTS: Final = frozenset({"opt_in_starts_at", "opt_in_ends_at", "reporting_ends_at"})


def managed_campaign(campaign: Record) -> Record:
    """Returns the eleven members that every campaign has, and the optional ones that it was given.

    `template` repeats `campaign_type`, `external_id` is the stored permalink.
    """
    given = {name: campaign[name] for name in OPTIONAL if name in campaign}
    return {
        "id": campaign["id"],
        "external_id": campaign["permalink"],
        "name": campaign["name"],
        "status": campaign["status"],
        "starts_at": iso(campaign["starts_at"]),
        "ends_at": iso(campaign["ends_at"]),
        "campaign_type": campaign["campaign_type"],
        "template": campaign["campaign_type"],
        "metadata": campaign["metadata"],
        "total_budget": campaign["total_budget"],
        "weight": campaign["weight"],
        **{name: iso(value) if name in INSTANTS else value for name, value in given.items()},
    }
