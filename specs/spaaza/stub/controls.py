"""Mock-only actions: they move and show what this API never does: points, stock and rewards."""

from typing import Final

from mockserver.stubkit import ControlError, Json, Record, World, control, format_instant

from .rewards import participation_id

ID: Final[Json] = {"type": "string", "pattern": "^[1-9][0-9]*$"}
AMOUNT: Final[Json] = {"type": "integer", "minimum": 0, "maximum": 9007199254740991}
POINTS: Final[Json] = {
    "type": "object",
    "required": ["user", "points"],
    "additionalProperties": False,
    "properties": {"user": ID, "points": AMOUNT},
}
STOCK: Final[Json] = {
    "type": "object",
    "required": ["campaign", "stock"],
    "additionalProperties": False,
    "properties": {
        "campaign": ID,
        "reward_method": {"type": "string"},
        "stock": {**AMOUNT, "type": ["integer", "null"]},
    },
}
REDEEM: Final[Json] = {
    "type": "object",
    "required": ["campaign", "user"],
    "additionalProperties": False,
    "properties": {"campaign": ID, "user": ID},
}
LEDGER: Final[Json] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {"campaign": ID, "user": ID},
}


@control("points", schema=POINTS)
async def set_points(body: Json, world: World) -> Json:
    """Sets a user's balance to a number of points and returns the user.

    Raises:
        ControlError: There is no such user.
    """
    user = await find("user", body["user"], world)
    user["points"] = body["points"]
    world.put("user", body["user"], user)
    return user


@control("stock", schema=STOCK)
async def set_stock(body: Json, world: World) -> Json:
    """Sets how many rewards a campaign or one of its methods has left and returns the campaign.

    A stock of null never ends.

    Raises:
        ControlError: There is no such campaign or reward method.
    """
    campaign = await find("campaign", body["campaign"], world)
    holders = {method["id"]: method for method in campaign["reward_methods"]}
    holder = holders.get(body["reward_method"]) if "reward_method" in body else campaign
    if holder is None:
        known = ", ".join(holders)
        raise ControlError(f"Campaign {body['campaign']} has these reward methods only: {known}.")
    holder["stock"] = body["stock"]
    world.put("campaign", body["campaign"], campaign)
    return campaign


@control("redeem", schema=REDEEM)
async def redeem_reward(body: Json, world: World) -> Json:
    """Lets a user redeem what a campaign has issued to them and returns the participation.

    Redeeming again changes nothing.

    Raises:
        ControlError: The campaign has issued nothing to the user.
    """
    key = participation_id(body["campaign"], body["user"])
    participation = await world.get("participation", key)
    if participation is None:
        raise ControlError(f"Campaign {body['campaign']} has issued nothing to {body['user']}.")
    if participation["redeemed_at"] is None:
        participation["redeemed_at"] = format_instant(world.now)
        world.put("participation", key, participation)
    return participation


@control("ledger", schema=LEDGER)
async def show_ledger(body: Json, world: World) -> Json:
    """Returns what a user has and was ever given, and what a campaign can still give.

    Changes nothing. Of user and campaign, those that the body names are shown.

    Raises:
        ControlError: There is no such user or campaign.
    """
    shown: Record = {}
    if "user" in body:
        shown["user"] = await account_of(body["user"], world)
    if "campaign" in body:
        shown["campaign"] = supply_of(
            body["campaign"], await find("campaign", body["campaign"], world)
        )
    return shown


async def account_of(user_id: str, world: World) -> Record:
    """Returns a user's balance, and all rewards that were issued to the user, oldest first."""
    user = await find("user", user_id, world)
    log = await world.select("issue", {"/user": [user_id]})
    issued = [
        {"campaign": entry["campaign"], "reward_method": entry["reward_method"]}
        for _, entry in sorted(log.items(), key=lambda item: int(item[0]))
    ]
    return {"id": user_id, "points": user["points"], "issued": issued}


def supply_of(campaign_id: str, campaign: Record) -> Record:
    """Returns how a campaign gives, what it costs, and what each reward method has left."""
    methods = [
        {"name": method["id"], "eligible": method["eligible"], "stock": method["stock"]}
        for method in campaign["reward_methods"]
    ]
    return {
        "id": campaign_id,
        "stock": campaign["stock"],
        "type": campaign["behaviour"],
        "point_cost": campaign["point_cost"],
        "reward_methods": methods,
    }


async def find(kind: str, key: str, world: World) -> Record:
    """Returns the record of a user or a campaign.

    Raises:
        ControlError: There is none.
    """
    record = await world.get(kind, key)
    if record is None:
        raise ControlError(f"There is no {kind} {key}.")
    return record
