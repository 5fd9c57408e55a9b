"""Which campaigns and advertisers a caller may act for."""

from typing import Final

from mockserver.stubkit import Call, Record, Reply

from .ids import as_id
from .problems import ADVERTISER_FORBIDDEN, refusal, trace_of

ADVERTISER: Final = "/attributes/advertiserId"
"""Where a campaign says whose it is."""


def holds_advertiser(call: Call, advertiser_id: str) -> bool:
    """Whether an advertiser stands in the caller's portfolio."""
    return advertiser_id in call.principal["advertisers"]


def holds_campaign(call: Call, campaign: Record) -> bool:
    """Whether a campaign belongs to an advertiser in the caller's portfolio."""
    return holds_advertiser(call, advertiser_of(campaign))


def advertiser_of(campaign: Record) -> str:
    """Returns the id of a campaign's advertiser."""
    return as_id(campaign["attributes"]["advertiserId"])


def forbidden(call: Call, advertiser_id: str) -> Reply:
    """Returns the refusal of a call for an advertiser outside the caller's portfolio."""
    entry = ADVERTISER_FORBIDDEN.entry(
        trace_of(ADVERTISER_FORBIDDEN.code, call.url_path, advertiser_id),
        detail=f"The caller may not act for advertiser {advertiser_id}.",
        instance="@data/attributes/advertiserId",
    )
    return refusal(403, [entry])
