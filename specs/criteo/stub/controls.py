"""Mock-only actions: they set and show what no documented operation reaches."""

from typing import Final

from mockserver.stubkit import ControlError, Json, Record, World, control, format_instant

from .ids import as_id
from .spending import amount_in_force

_ID: Final[Record] = {
    "description": "Digits, as a string or a whole number.",
    "type": ["string", "integer"],
    "pattern": "^[0-9]+$",
    "minimum": 0,
    "maximum": 9007199254740991,
}
_MONEY: Final[Record] = {
    "description": "In units of the advertiser's currency.",
    "type": "number",
    "minimum": 0,
}


def _closed(properties: Record, *required: str) -> Record:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


@control(
    "spend", schema=_closed({"campaign": _ID, "lifetime": _MONEY, "period": _MONEY}, "campaign")
)
async def set_spend(body: Json, world: World) -> Json:
    """Sets what a campaign has spent in its lifetime and in the period that is now current.

    Raises:
        ControlError: There is no such campaign.
    """
    campaign_id = (await _campaign(world, body))["id"]
    spent = await world.get("spend", campaign_id) or {"lifetime": 0, "period": 0}
    for member in ("lifetime", "period"):
        spent[member] = body.get(member, spent[member])
    if "period" in body:
        spent["recorded_at"] = format_instant(world.now)
    world.put("spend", campaign_id, spent)
    return {"campaign": campaign_id, **spent}


@control(
    "permission",
    schema=_closed({"campaign": _ID, "may_update": {"type": "boolean"}}, "campaign", "may_update"),
)
async def set_permission(body: Json, world: World) -> Json:
    """Sets whether callers may update the spend limit of a campaign.

    Raises:
        ControlError: There is no such campaign.
    """
    campaign_id = (await _campaign(world, body))["id"]
    world.put("permission", campaign_id, {"may_update": body["may_update"]})
    return {"campaign": campaign_id, "may_update": body["may_update"]}


@control(
    "feature",
    schema=_closed(
        {"advertiser": _ID, "may_update_spend_limits": {"type": "boolean"}},
        "advertiser",
        "may_update_spend_limits",
    ),
)
async def set_feature(body: Json, world: World) -> Json:
    """Sets whether an advertiser has the feature of updating spend limits.

    Raises:
        ControlError: There is no such advertiser.
    """
    advertiser_id = await _advertiser(world, body)
    advertiser = {"may_update_spend_limits": body["may_update_spend_limits"]}
    world.put("advertiser", advertiser_id, advertiser)
    return {"advertiser": advertiser_id, **advertiser}


@control(
    "portfolio",
    schema=_closed(
        {"application": {"type": "string"}, "advertiser": _ID, "member": {"type": "boolean"}},
        "application",
        "advertiser",
        "member",
    ),
)
async def set_portfolio(body: Json, world: World) -> Json:
    """Takes an advertiser into the portfolio of an application, or out of it.

    Raises:
        ControlError: There is no such advertiser or application.
    """
    advertiser_id = await _advertiser(world, body)
    application = await world.get("application", body["application"])
    if application is None:
        raise ControlError(f"There is no application {body['application']!r}.")
    others = [held for held in application["advertisers"] if held != advertiser_id]
    application["advertisers"] = [*others, advertiser_id] if body["member"] else others
    world.put("application", body["application"], application)
    return {"application": body["application"], "advertisers": application["advertisers"]}


@control("limit_in_force", schema=_closed({"campaign": _ID}, "campaign"))
async def show_limit_in_force(body: Json, world: World) -> Json:
    """Shows the amount that limits spending now beside the one that callers see.

    Raises:
        ControlError: There is no such campaign.
    """
    campaign = await _campaign(world, body)
    return {
        "campaign": campaign["id"],
        "in_force": await amount_in_force(world, campaign),
        "visible": campaign["attributes"]["spendLimit"]["spendLimitAmount"],
    }


async def _campaign(world: World, body: Record) -> Record:
    campaign_id = as_id(body["campaign"])
    campaign = await world.get("campaign", campaign_id)
    if campaign is None:
        raise ControlError(f"There is no campaign {campaign_id!r}.")
    return campaign


async def _advertiser(world: World, body: Record) -> str:
    advertiser_id = as_id(body["advertiser"])
    if await world.get("advertiser", advertiser_id) is None:
        raise ControlError(f"There is no advertiser {advertiser_id!r}.")
    return advertiser_id
