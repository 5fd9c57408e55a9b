"""Search the portfolio, and read one campaign of it.

Source: Criteo Marketing Solutions, Campaign; Searching Campaigns; read 2026-11-21.
"""

from mockserver.stubkit import Call, Record, Refused, Reply, World, operation

from .ids import as_id
from .portfolio import ADVERTISER, advertiser_of, holds_campaign
from .problems import CAMPAIGN_NOT_FOUND, refusal, trace_of
from .received import body_of


@operation("searchCampaigns")
async def search_campaigns(call: Call, world: World) -> Reply:
    """Lists the campaigns of the portfolio that match every filter, by rising id."""
    filters = body_of(call).get("filters", {})
    campaign_ids = _wanted(filters, "campaignIds")
    advertiser_ids = set(call.principal["advertisers"])
    if (wanted := _wanted(filters, "advertiserIds")) is not None:
        advertiser_ids &= wanted
    if campaign_ids is None:
        chosen = list((await world.select("campaign", {ADVERTISER: advertiser_ids})).values())
    else:
        named = [await world.get("campaign", campaign_id) for campaign_id in sorted(campaign_ids)]
        chosen = [campaign for campaign in named if campaign is not None]
    found = [campaign for campaign in chosen if advertiser_of(campaign) in advertiser_ids]
    found.sort(key=lambda campaign: int(campaign["id"]))
    return Reply(200, {"data": found, "errors": []})


@operation("getCampaign")
async def get_campaign(call: Call, world: World) -> Reply:
    """Returns one campaign of the portfolio.

    Raises:
        Refused: 404 if the portfolio has no such campaign.
    """
    campaign_id = call.path["campaignId"]
    campaign = await world.get("campaign", campaign_id)
    if campaign is None or not holds_campaign(call, campaign):
        raise Refused(not_found(call))
    return Reply(200, {"data": campaign, "errors": []})


def not_found(call: Call) -> Reply:
    """Returns the refusal of a campaign that the portfolio does not have."""
    entry = CAMPAIGN_NOT_FOUND.entry(
        trace_of(CAMPAIGN_NOT_FOUND.code, call.url_path),
        detail=f"The portfolio has no campaign {call.path['campaignId']}.",
    )
    return refusal(404, [entry])


def _wanted(filters: Record, name: str) -> set[str] | None:
    """Returns the ids that a filter lets through, or None where it filters nothing."""
    values = filters.get(name)
    return {as_id(value) for value in values} if values else None
