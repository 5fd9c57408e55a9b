"""Whether a campaign takes the interaction, and what comes of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tests.support.servers.spaaza.callers import Caller
from tests.support.servers.spaaza.codes import Refusal
from tests.support.servers.spaaza.inputs import Inputs
from tests.support.servers.spaaza.rewards import give
from tests.support.servers.spaaza.world import Campaign, User, World


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an interaction that was not refused."""

    success: bool
    warned: bool = False
    """Whether the user had redeemed the reward before."""
    rewards: tuple[str, ...] = ()


def interact(
    world: World,
    user: User,
    campaign: Campaign,
    caller: Caller,
    inputs: Inputs,
    now: datetime,
    flaws: Collection[str],
) -> Outcome:
    """Carries an interaction out.

    Raises:
        Refusal: The campaign does not take it.
    """
    if not is_open(campaign, caller, now, flaws):
        raise Refusal(449)
    if has_redeemed(world, user, campaign, inputs, flaws):
        if "redeemed_is_an_error" in flaws:
            raise Refusal(450)
        world.warned.add((user.id, campaign.id))
        if "redeemed_gets_another" in flaws:
            give(world, user, campaign, caller, flaws)
        return Outcome(success=False, warned=True)
    check_points(world, user, campaign, flaws)
    if is_sold_out(campaign, flaws):
        raise Refusal(450)
    if not any(method.eligible for method in campaign.methods):
        return Outcome(success=False)
    user.points -= campaign.cost
    if campaign.cost:
        world.balances[user.id] = user.points
    return Outcome(success=True, rewards=give(world, user, campaign, caller, flaws))


def is_open(campaign: Campaign, caller: Caller, now: datetime, flaws: Collection[str]) -> bool:
    """Returns whether a campaign is active; its last instant belongs to it."""
    contexts = {None, "interaction"}
    if "internal_context_open_to_admins" in flaws and caller.kind == "admin":
        contexts.add("internal")
    closes = campaign.closes
    if "expired_campaign_open_in_sessions" in flaws and caller.kind == "user":
        closes = None
    return (
        campaign.active
        and campaign.context in contexts
        and (campaign.opens is None or campaign.opens <= now)
        and (closes is None or now <= closes)
    )


def has_redeemed(
    world: World, user: User, campaign: Campaign, inputs: Inputs, flaws: Collection[str]
) -> bool:
    """Returns whether the user has redeemed the campaign's reward."""
    if "redemption_counts_everywhere" in flaws:
        return any(holder == user.id for holder, _ in world.redeemed)
    if (user.id, campaign.id) not in world.redeemed:
        return False
    if "redemption_seen_for_user_id_only" in flaws and inputs.named_by not in (None, "user_id"):
        return False
    return not ("warned_once" in flaws and (user.id, campaign.id) in world.warned)


def check_points(world: World, user: User, campaign: Campaign, flaws: Collection[str]) -> None:
    """Compares the cost with the balance."""
    balance, needed = user.points, campaign.cost
    if "stale_balance" in flaws:
        balance = world.balances.get(user.id, balance)
    if "exact_balance_refused" in flaws and needed:
        needed += 1
    if "one_point_short_passes" in flaws:
        needed -= 1
    if balance >= needed:
        return
    if "insufficient_points_empties_balance" in flaws:
        user.points = 0
    if "refusal_takes_stock" in flaws and campaign.stock:
        campaign.stock -= 1
    raise Refusal(451)


def is_sold_out(campaign: Campaign, flaws: Collection[str]) -> bool:
    """Returns whether nothing is left that could be issued to anyone."""
    if campaign.stock is not None:
        several = len(campaign.methods) > 1
        least = 0 if "one_more_than_stock" in flaws and several else 1
        if campaign.stock < least:
            return True
    eligible = [method for method in campaign.methods if method.eligible]
    return bool(eligible) and not any(method.ready for method in eligible)
