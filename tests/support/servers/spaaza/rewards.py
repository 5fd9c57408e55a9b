"""Issuing: one reward by chance, or each eligible one."""

from collections.abc import Collection
from hashlib import sha256

from tests.support.servers.spaaza.callers import Caller
from tests.support.servers.spaaza.world import Campaign, Issue, Method, User, World


def give(
    world: World, user: User, campaign: Campaign, caller: Caller, flaws: Collection[str]
) -> tuple[str, ...]:
    """Issues what the campaign has for the user, and returns the names of the methods."""
    if campaign.behaviour == "random_draw":
        chosen = drawn(world, user, campaign, flaws)
    else:
        chosen = each(world, user, campaign, flaws)
    issued = []
    for method in chosen:
        if campaign.stock == 0 and "one_more_than_stock" not in flaws:
            break
        if campaign.stock is not None and not is_kept(caller, flaws):
            campaign.stock -= 1
        if method.stock:
            method.stock -= 1
        user.points += method.points
        world.issues.append(Issue(user.id, campaign.id, method.name))
        issued.append(method.name)
    return tuple(issued)


def is_kept(caller: Caller, flaws: Collection[str]) -> bool:
    """Returns whether the stock is left as it is."""
    return "stock_kept_in_sessions" in flaws and caller.kind == "user"


def drawn(world: World, user: User, campaign: Campaign, flaws: Collection[str]) -> list[Method]:
    """Draws one method; the first one has two lots."""
    world.draws += 1
    pool = [method for method in campaign.methods if method.ready]
    before = world.issued_to(user, campaign)
    if "last_method_never_drawn" in flaws and len(pool) > 2:
        pool = pool[:-1]
    if "ineligible_drawn_on_repeat" in flaws and before:
        pool = [method for method in campaign.methods if method.stock != 0]
    if "some_draws_give_nothing" in flaws and world.draws % 3 == 0:
        return []
    lots = pool[:1] + pool
    if not lots:
        return []
    chance = int.from_bytes(sha256(f"bakery {world.draws}".encode()).digest()[:6])
    method = lots[chance % len(lots)]
    if "third_draw_gives_two" in flaws and before % 3 == 2:
        return [method, pool[0]]
    return [method]


def each(world: World, user: User, campaign: Campaign, flaws: Collection[str]) -> list[Method]:
    """Returns every method that may be issued, the campaign's last one first."""
    ready = [method for method in reversed(campaign.methods) if method.ready]
    before = world.issued_to(user, campaign)
    used_up = [method for method in campaign.methods if method.eligible and not method.ready]
    if "used_up_method_stops_all" in flaws and used_up:
        return []
    if "third_independent_skipped" in flaws:
        return ready[:2]
    if "repeat_gives_first_only" in flaws and before:
        return ready[:1]
    if "repeat_ignores_eligibility" in flaws and before:
        return [method for method in reversed(campaign.methods) if method.stock != 0]
    return ready
