"""What happens outside the API, and the look at what nobody else shows."""

from typing import Any

from tests.support.servers.kernel import Impossible
from tests.support.servers.spaaza.world import Campaign, User, World


def control(world: World, action: str, body: dict[str, Any]) -> dict[str, Any]:
    """Runs a control action.

    Raises:
        KeyError: There is no such action.
        Impossible: It makes no sense.
    """
    run = {"points": points, "stock": stock, "redeem": redeem, "ledger": ledger}[action]
    if not isinstance(body, dict):
        raise Impossible("the body is no object")
    return run(world, body)


def points(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Sets a balance."""
    user = user_of(world, body)
    number: Any = body.get("points")
    if not is_number(number):
        raise Impossible("points is no number from 0 up")
    user.points = number
    return {"user": user.id, "points": number}


def stock(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Sets what is left of a campaign or of one of its reward methods."""
    campaign = campaign_of(world, body)
    number: Any = body.get("stock")
    if "stock" not in body or not (number is None or is_number(number)):
        raise Impossible("stock is no number from 0 up, nor null")
    if body.get("reward_method") is None:
        campaign.stock = number
        return {"campaign": campaign.id, "stock": number}
    named = [method for method in campaign.methods if method.name == body["reward_method"]]
    if not named:
        raise Impossible("the campaign has no such reward method")
    named[0].stock = number
    return {"campaign": campaign.id, "reward_method": named[0].name, "stock": number}


def redeem(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Lets a user redeem what the campaign has issued."""
    campaign, user = campaign_of(world, body), user_of(world, body)
    if not world.issued_to(user, campaign):
        raise Impossible("the user has nothing of this campaign to redeem")
    world.redeemed.add((user.id, campaign.id))
    return {"campaign": campaign.id, "user": user.id, "redeemed": True}


def ledger(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Shows what a user has and has got, and what a campaign has left."""
    answer: dict[str, Any] = {}
    if body.get("user") is not None:
        user = user_of(world, body)
        issued = [
            {"campaign": issue.campaign, "reward_method": issue.method}
            for issue in world.issues
            if issue.user == user.id
        ]
        answer["user"] = {"id": user.id, "points": user.points, "issued": issued}
    if body.get("campaign") is not None:
        campaign = campaign_of(world, body)
        answer["campaign"] = {
            "id": campaign.id,
            "stock": campaign.stock,
            "type": campaign.behaviour,
            "point_cost": campaign.cost,
            "reward_methods": [
                {"name": method.name, "eligible": method.eligible, "stock": method.stock}
                for method in campaign.methods
            ],
        }
    return answer


def user_of(world: World, body: dict[str, Any]) -> User:
    """Returns the user that a body names."""
    user = world.users.get(str(body.get("user")))
    if user is None:
        raise Impossible("there is no such user")
    return user


def campaign_of(world: World, body: dict[str, Any]) -> Campaign:
    """Returns the campaign that a body names."""
    campaign = world.campaigns.get(str(body.get("campaign")))
    if campaign is None:
        raise Impossible("there is no such campaign")
    return campaign


def is_number(value: object) -> bool:
    """Returns whether a value is a whole number from 0 up."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
