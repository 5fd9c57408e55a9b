"""Issues the rewards of one interaction and keeps the books: points, stock, log, participation."""

from typing import Final

from mockserver.stubkit import Record, World, format_instant

from .admission import Admission
from .campaigns import RewardMethod, eligible_methods, is_in_stock

FIRST_ISSUE_ID: Final = 1001
"""Ids below belong to what a seed has issued."""


def participation_id(campaign_id: str, user_id: str) -> str:
    """Returns the key of what is known about one user in one campaign.

    >>> participation_id("701", "5001")
    '701:5001'
    """
    return f"{campaign_id}:{user_id}"


async def issue_rewards(admission: Admission, world: World) -> bool:
    """Charges the user, issues what the campaign's behaviour gives, and says if that is anything.

    With `random_draw` one eligible reward method is drawn; with `independent` each eligible one is
    issued, in the campaign's order, as long as the campaign's own stock lasts. Without an eligible
    method nothing is charged. Points of the user and rewards in stock are whole numbers.
    """
    methods = await choose_methods(admission, world)
    if not methods:
        return False
    admission.user["points"] -= admission.campaign["point_cost"]
    issued = 0
    for method in methods:
        if is_in_stock(admission.campaign):
            await issue_one(admission, method, world)
            issued += 1
    await put_changed("user", admission.user_id, admission.user, world)
    await put_changed("campaign", admission.campaign_id, admission.campaign, world)
    await note_participation(admission, issued, world)
    return True


async def choose_methods(admission: Admission, world: World) -> list[RewardMethod]:
    """Returns the reward methods that this interaction issues."""
    methods = eligible_methods(admission.campaign)
    if admission.campaign["behaviour"] == "random_draw" and methods:
        return [(await world.random()).choice(methods)]
    return methods


async def issue_one(admission: Admission, method: RewardMethod, world: World) -> None:
    """Takes one reward out of stock, credits it if it is points, and logs it."""
    for holder in (admission.campaign, method):
        if holder["stock"] is not None:
            holder["stock"] -= 1
    reward = method["reward"]
    if reward["type"] == "points":
        admission.user["points"] += reward["points"]
    entry: Record = {
        "campaign": admission.campaign_id,
        "user": admission.user_id,
        "reward_method": method["id"],
        "reward": reward,
        "issued_at": format_instant(world.now),
    }
    world.put("issue", str(await world.next_id("issue", first=FIRST_ISSUE_ID)), entry)


async def put_changed(kind: str, key: str, record: Record, world: World) -> None:
    """Stores a record only if it is another, so that calls without effect on it never collide."""
    if await world.get(kind, key) != record:
        world.put(kind, key, record)


async def note_participation(admission: Admission, issued: int, world: World) -> None:
    """Counts the rewards that the user has got from the campaign."""
    key = participation_id(admission.campaign_id, admission.user_id)
    known = await world.get("participation", key) or {
        "campaign": admission.campaign_id,
        "user": admission.user_id,
        "rewards": 0,
        "redeemed_at": None,
    }
    world.put("participation", key, known | {"rewards": known["rewards"] + issued})
