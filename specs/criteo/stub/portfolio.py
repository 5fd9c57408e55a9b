"""Which campaigns and advertisers a caller may act for."""

from mockserver.stubkit import Call, Record

from .ids import as_id


def holds_advertiser(call: Call, advertiser_id: str) -> bool:
    """Whether an advertiser stands in the caller's portfolio."""
    return advertiser_id in call.principal["advertisers"]


def holds_campaign(call: Call, campaign: Record) -> bool:
    """Whether a campaign belongs to an advertiser in the caller's portfolio."""
    return holds_advertiser(call, advertiser_of(campaign))


def advertiser_of(campaign: Record) -> str:
    """Returns the id of a campaign's advertiser."""
    return as_id(campaign["attributes"]["advertiserId"])
