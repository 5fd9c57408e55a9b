"""Steps 13 to 19: do the user, the chain and the campaign exist, and may the caller join them?"""

from collections.abc import Mapping
from dataclasses import dataclass

from mockserver.stubkit import Json, Record, World

from .caller import Caller
from .errors import ErrorCode, refused
from .parameters import IDENTIFIERS


@dataclass(frozen=True, slots=True)
class Admission:
    """The user and the campaign of an interaction that the caller may start."""

    user_id: str
    user: Record
    campaign_id: str
    campaign: Record


async def admit(query: Mapping[str, Json], caller: Caller, world: World) -> Admission:
    """Returns whom and what a well-formed call is about.

    Raises:
        Refused: Codes 267, 217, 68, 270, 246, 405, 424, in this order.

    Source: Spaaza API, Interact with campaign, "HTTP Parameters", read 2026-11-21.
    """
    identifier = next((name for name in IDENTIFIERS if name in query), None)
    if identifier is None and caller.kind != "user":
        raise refused(ErrorCode.NO_VALID_USER)
    chain_id = await find_chain_id(query, caller, world)
    user_id = await find_user_id(query, identifier, world) if identifier else caller.holder
    user = await world.get("user", user_id) if user_id else None
    if user_id is None or user is None:
        raise refused(ErrorCode.USER_NOT_FOUND)
    campaign_id = str(query["campaign_id"])
    campaign = await world.get("campaign", campaign_id)
    if campaign is None:
        raise refused(ErrorCode.CAMPAIGN_ID_NOT_FOUND)
    admission = Admission(user_id, user, campaign_id, campaign)
    require_one_chain(admission, caller, chain_id)
    require_access(admission, caller)
    return admission


async def find_chain_id(query: Mapping[str, Json], caller: Caller, world: World) -> str | None:
    """Returns the id of the chain that the call names, None if it need not name one.

    Raises:
        Refused: 217 for an unknown chain or an admin without one, 68 for one out of reach.
    """
    if "chain_id" not in query:
        if caller.kind == "admin":
            raise refused(ErrorCode.CHAIN_ID_NOT_FOUND)
        return None
    chain_id = str(query["chain_id"])
    if await world.get("chain", chain_id) is None:
        raise refused(ErrorCode.CHAIN_ID_NOT_FOUND)
    if caller.kind == "admin" and not caller.reaches(chain_id):
        raise refused(ErrorCode.PERMISSION_DENIED_OR_NON_EXISTENT)
    return chain_id


async def find_user_id(query: Mapping[str, Json], identifier: str, world: World) -> str | None:
    """Returns the id of the user that one of the three identifiers names, None for nobody."""
    value = str(query[identifier])
    if identifier == "user_id":
        return str(int(value))
    entry = await world.get(identifier, value)
    return None if entry is None else str(entry["user"])


def require_one_chain(admission: Admission, caller: Caller, chain_id: str | None) -> None:
    """Refuses a user, a campaign, an app and a chain that do not belong together.

    Raises:
        Refused: 405.
    """
    named = {admission.user["chain"], admission.campaign["chain"], caller.app_chain, chain_id}
    if len(named - {None}) > 1:
        raise refused(ErrorCode.ENTITY_MISMATCH)


def require_access(admission: Admission, caller: Caller) -> None:
    """Refuses a user who acts for another one, and a token whose scope leaves the chain out.

    Raises:
        Refused: 424.
    """
    acts_for_another = caller.kind == "user" and admission.user_id != caller.holder
    if acts_for_another or not caller.reaches(admission.user["chain"]):
        raise refused(ErrorCode.ACCESS_DENIED)
