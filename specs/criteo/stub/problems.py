"""Entries of `errors` and `warnings`, and the envelope of a refused request.

Source: Criteo Marketing Solutions, Campaign; Validation Errors and Warnings; read 2026-11-21.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from mockserver.stubkit import Record, Reply

_UPDATE_CHECK = "campaign--campaign-update-check--"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that can go wrong, before it happened to anyone."""

    code: str
    title: str
    detail: str = ""
    type: str = "validation"

    def entry(self, trace: str, *, detail: str = "", instance: str = "") -> Record:
        """Returns the problem as an entry of an answer.

        Args:
            trace: Id of the answer that it stands in.
            detail: What happened this time; the problem's own words if left out.
            instance: The part of the request that it is about, if one can be named.
        """
        entry = {
            "traceIdentifier": trace,
            "type": self.type,
            "code": self.code,
            "title": self.title,
        }
        if instance:
            entry["instance"] = instance
        if detail or self.detail:
            entry["detail"] = detail or self.detail
        return entry


NO_SPEND_LIMIT = Problem(
    _UPDATE_CHECK + "spend-limit-does-not-exist",
    "Spend limit does not exist",
    "The campaign has no spend limit that this caller may update.",
)
BELOW_LIFETIME_SPEND = Problem(
    _UPDATE_CHECK + "cannot-decrease-lifetime-spend-limit-below-what-is-already-spent",
    "Lifetime spend limit is below what is already spent",
    "The campaign has spent more than the new limit allows.",
)
INVALID_SPEND_LIMIT = Problem(
    _UPDATE_CHECK + "validation-failed-on-spend-limit",
    "Validation failed on spend limit",
    "There was an issue with the spend limit value specified.",
)
SAME_CAMPAIGN_TWICE = Problem(
    _UPDATE_CHECK + "cannot-update-same-campaign-multiple-times",
    "Cannot update the same campaign multiple times",
    "Put all changes of one campaign into one item.",
)
FEATURE_UNAVAILABLE = Problem(
    _UPDATE_CHECK + "unavailable-feature-for-this-advertiser",
    "Feature is unavailable for this advertiser",
    "Updates of spend limits are switched off for the advertiser.",
)
NEXT_PERIOD = Problem(
    _UPDATE_CHECK + "new-spend-limit-amount-will-take-place-at-the-next-period-start",
    "New spend limit amount waits for the next period",
    "More than the new amount is already spent in the current period.",
)
CAMPAIGN_NOT_FOUND = Problem(
    "campaign-not-found", "Campaign is not found", "There is no campaign with this id."
)
ITEM_PROBLEMS: Final = {
    problem.code: problem
    for problem in (
        NO_SPEND_LIMIT,
        BELOW_LIFETIME_SPEND,
        INVALID_SPEND_LIMIT,
        SAME_CAMPAIGN_TWICE,
        FEATURE_UNAVAILABLE,
        CAMPAIGN_NOT_FOUND,
        NEXT_PERIOD,
    )
}
"""What the list of an update can say of one item, by code."""

ADVERTISER_FORBIDDEN = Problem(
    "insufficient-advertiser-permissions",
    "Insufficient advertiser permissions",
    type="access-control",
)
SCOPE_MISSING = Problem(
    "insufficient-permissions", "The token lacks a scope", type="access-control"
)
TOKEN_MISSING = Problem(
    "authorization-token-missing",
    "The access token is missing",
    "Send the header Authorization with the word Bearer and an access token.",
    type="authorization",
)
TOKEN_INVALID = Problem(
    "authorization-token-invalid",
    "The access token is invalid",
    "The header Authorization does not hold a bearer token that was issued here.",
    type="authorization",
)
TOKEN_EXPIRED = Problem(
    "authorization-token-expired",
    "The access token has expired",
    "Ask for a new access token.",
    type="authorization",
)
REQUIRED_FIELD = Problem("required-field", "A required field is missing")
INVALID_FIELD = Problem("invalid", "A field has a value that is not allowed")


def trace_of(*facts: str) -> str:
    """Returns the trace identifier of a refused request, made of what is known of the refusal.

    A refused call may draw nothing from the world, since nothing of it remains there.
    """
    return str(uuid5(NAMESPACE_URL, " ".join(facts)))


def refusal(status: int, entries: Iterable[Record], headers: Mapping[str, str] = {}) -> Reply:
    """Returns the answer to a request that is refused as a whole.

    Source: assumed from Criteo's general error envelope, which the document does not show.
    """
    return Reply(status, {"errors": list(entries), "warnings": []}, headers)
