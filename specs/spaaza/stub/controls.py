"""Mock-only actions: what happens to points, stock and rewards outside this API."""

from typing import Final

from mockserver.stubkit import ControlError, Json, World, control, format_instant

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


@control("points", schema=POINTS)
async def set_points(body: Json, world: World) -> Json:
    """Sets a user's balance to a number of points and returns the user.

    Raises:
        ControlError: There is no such user.
    """
    user = await world.get("user", body["user"])
    if user is None:
        raise ControlError(f"There is no user {body['user']}.")
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
    campaign = await world.get("campaign", body["campaign"])
    if campaign is None:
        raise ControlError(f"There is no campaign {body['campaign']}.")
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
