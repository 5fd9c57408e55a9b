"""Create a campaign.

Source: Criteo Marketing Solutions, Campaign; Create a campaign; read 2026-11-21.
"""

from collections.abc import Iterator

from mockserver.stubkit import Call, Record, Refused, Reply, World, operation

from .ids import as_id
from .limits import PERIODS, is_spendable, plain_amount, spend_limit
from .portfolio import holds_advertiser
from .problems import (
    ADVERTISER_FORBIDDEN,
    INVALID_FIELD,
    REQUIRED_FIELD,
    Problem,
    refusal,
)
from .received import body_of

FIRST_ID = 100_001


@operation("createCampaign")
async def create_campaign(call: Call, world: World) -> Reply:
    """Makes one campaign with an id of the server's own; an id that was sent is ignored.

    Raises:
        Refused: 403 for an advertiser outside the portfolio, 400 for a capped limit without size.
    """
    attributes = body_of(call)["data"]["attributes"]
    advertiser_id = as_id(attributes["advertiserId"])
    if not holds_advertiser(call, advertiser_id):
        raise await _forbidden(world, advertiser_id)
    limit = attributes["spendLimit"]
    if flaws := list(_flaws(limit)):
        raise await _invalid(world, flaws)
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


def _flaws(limit: Record) -> Iterator[tuple[Problem, str]]:
    """Yields what keeps a capped limit from being stored; uncapped ones have no size to judge."""
    if limit["spendLimitType"] != "capped":
        return
    renewal = limit.get("spendLimitRenewal")
    amount = plain_amount(limit.get("spendLimitAmount"))
    if renewal not in PERIODS:
        yield (INVALID_FIELD if renewal else REQUIRED_FIELD), "spendLimitRenewal"
    if not is_spendable(amount):
        yield (REQUIRED_FIELD if amount is None else INVALID_FIELD), "spendLimitAmount"


async def _fresh_id(world: World) -> str:
    while True:
        campaign_id = str(await world.next_id("campaign", FIRST_ID))
        if await world.get("campaign", campaign_id) is None:
            return campaign_id


async def _forbidden(world: World, advertiser_id: str) -> Refused:
    entry = ADVERTISER_FORBIDDEN.entry(
        await world.new_uuid(),
        detail=f"The caller may not act for advertiser {advertiser_id}.",
        instance="@data/attributes/advertiserId",
    )
    return Refused(refusal(403, [entry]))


async def _invalid(world: World, flaws: list[tuple[Problem, str]]) -> Refused:
    trace = await world.new_uuid()
    entries = [
        problem.entry(
            trace,
            detail=f"A capped campaign needs a valid {member}.",
            instance=f"@data/attributes/spendLimit/{member}",
        )
        for problem, member in flaws
    ]
    return Refused(refusal(400, entries))
