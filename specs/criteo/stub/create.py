"""Create a campaign.

Source: Criteo Marketing Solutions, Campaign; Create a campaign; read 2026-11-21.
"""

from mockserver.stubkit import Call, Refused, Reply, World, operation

from .ids import as_id
from .limits import plain_amount, spend_limit
from .portfolio import forbidden, holds_advertiser
from .received import body_of

FIRST_ID = 100_001


@operation("createCampaign")
async def create_campaign(call: Call, world: World) -> Reply:
    """Makes one campaign with an id of the server's own; an id that was sent is ignored.

    Raises:
        Refused: 403 for an advertiser outside the portfolio.
    """
    attributes = body_of(call)["data"]["attributes"]
    advertiser_id = as_id(attributes["advertiserId"])
    if not holds_advertiser(call, advertiser_id):
        raise Refused(forbidden(call, advertiser_id))
    limit = attributes["spendLimit"]
    campaign_id = await _fresh_id(world)
    campaign = {
        "type": "Campaign",
        "id": campaign_id,
        "attributes": {
            "name": attributes["name"],
            "advertiserId": advertiser_id,
            "goal": attributes["goal"],
            "spendLimit": spend_limit(
                limit["spendLimitType"],
                limit.get("spendLimitRenewal"),
                plain_amount(limit.get("spendLimitAmount")),
            ),
        },
    }
    world.put("campaign", campaign_id, campaign)
    return Reply(201, {"data": campaign, "warnings": [], "errors": []})


async def _fresh_id(world: World) -> str:
    while True:
        campaign_id = str(await world.next_id("campaign", FIRST_ID))
        if await world.get("campaign", campaign_id) is None:
            return campaign_id
