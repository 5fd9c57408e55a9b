"""The one operation: a customer interacts with a campaign."""

from mockserver.stubkit import Call, Json, Record, Reply, World, operation

from .admission import Admission, admit
from .caller import Caller
from .campaigns import is_active, is_exhausted
from .errors import NO_STORE, ErrorCode, refused
from .parameters import find_fault
from .rewards import issue_rewards, participation_id


@operation("interactCampaign")
async def interact_campaign(call: Call, world: World) -> Reply:
    """Carries out a campaign's interaction for one user and says whether it succeeded.

    A user who has redeemed the reward, or has got one from a campaign that is now out of stock, is
    told so by a warning; nothing is issued or charged then.

    Raises:
        Refused: Codes 247, 416 for what the schema lets pass, those of `admit`, then 449, 450, 451.

    Source: Spaaza API, Interact with campaign, "Overview", read 2026-11-21.
    """
    if fault := find_fault(call.raw_query):
        raise refused(fault)
    admission = await admit(call.query, Caller.read(call.principal), world)
    if not is_active(admission.campaign, world.now):
        raise refused(ErrorCode.CAMPAIGN_NOT_ACTIVE)
    if await had_the_reward(admission, world):
        return interaction_reply(success=True, warnings=[fully_redeemed_warning()])
    if admission.user["points"] < admission.campaign["point_cost"]:
        raise refused(ErrorCode.INSUFFICIENT_POINTS_FOR_INTERACTION)
    return interaction_reply(success=await issue_rewards(admission, world))


async def had_the_reward(admission: Admission, world: World) -> bool:
    """Says whether nothing is left to give to a user who has had something.

    Raises:
        Refused: 450 if nothing is left to give and the user never had anything.
    """
    key = participation_id(admission.campaign_id, admission.user_id)
    participation = await world.get("participation", key)
    if participation is not None and participation["redeemed_at"] is not None:
        return True
    if not is_exhausted(admission.campaign):
        return False
    if participation is None:
        raise refused(ErrorCode.CAMPAIGN_FULLY_REDEEMED)
    return True


def interaction_reply(*, success: bool, warnings: list[Json] | None = None) -> Reply:
    """Returns the answer of a call that is not refused; it never tells what was issued."""
    body: Record = {
        "result": {"code": 1, "status": "ok"},
        "results": {"success": success, "result_type": "interact-campaign"},
    }
    if warnings:
        body["warnings"] = warnings
    return Reply(200, body, NO_STORE)


def fully_redeemed_warning() -> Json:
    """Returns the documented warning in the shape that the vendor's other pages give warnings."""
    code = ErrorCode.CAMPAIGN_FULLY_REDEEMED
    return {
        "code": int(code),
        "name": code.wire_name,
        "description": "This user has had the reward of this campaign.",
    }
