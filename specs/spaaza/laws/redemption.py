"""Laws on rewards that are redeemed, and on campaigns that have none left."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Session, Violation, law, shown

from .calls import CALLERS, COMMON, IDENTIFIERS, OPERATION, any_caller, interact, naming
from .ledger import (
    account,
    newly_issued,
    redeem,
    set_points,
    set_stock,
    steady_account,
    supply,
    unchanged,
)
from .replies import is_done, is_warned, says_redeemed, told

DRAWING: Final = "campaign.random_draw"
INDEPENDENT: Final = "campaign.independent"
COSTLY: Final = "campaign.point_cost"
LIMITED: Final = "campaign.limited"
WARNED: Final = "200 with the warning 450 campaign_fully_redeemed"


@law(
    says="A user who has redeemed the reward is answered 200 with a warning, every time.",
    holds=("LP8", "R182"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", "user.redeemed", DRAWING),
    at_most={"GET": 3},
)
def redeemed_users_are_warned(session: Session, draw: Draw) -> Iterator[Violation]:
    """The role says that the user has; whoever calls."""
    for caller in draw(st.lists(st.sampled_from(["default", "admin"]), min_size=1, max_size=3)):
        exchange = interact(session, DRAWING, (caller, "user.redeemed"))
        yield from _not_warned(exchange, "user.redeemed has redeemed the reward", caller)


@law(
    says="Once a reward is redeemed, every further call warns of it, issues and costs nothing.",
    holds=("LP8", "R182"),
    operations=(OPERATION,),
    roles=(*CALLERS, DRAWING, INDEPENDENT, COSTLY),
    controls=("ledger", "redeem", "points"),
    at_most={"GET": 4},
)
def redeemed_rewards_are_not_given_again(session: Session, draw: Draw) -> Iterator[Violation]:
    """Redeemed at any of the campaigns, by any of the users, and called in any way."""
    campaign = draw(st.sampled_from([DRAWING, INDEPENDENT, COSTLY]))
    way = draw(any_caller)
    ways = st.sampled_from(_ways_of(way[1]))
    again = draw(st.lists(ways, min_size=1, max_size=3))
    _get_and_redeem(session, campaign, way)
    before = account(session, way[1])
    for caller in again:
        exchange = interact(session, campaign, (caller, way[1]))
        why = f"{way[1]} has redeemed a reward of {campaign}"
        yield from _not_warned(exchange, why, campaign)
        yield from unchanged(before, account(session, way[1]), why, exchange, campaign)


@law(
    says="A user who has redeemed the reward is known by each of the three identifiers.",
    holds=("LP8", "LP11", "R182", "R189"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", *IDENTIFIERS.values(), DRAWING),
    controls=("ledger", "redeem", "points"),
    at_most={"GET": 2},
)
def redeemed_users_are_known_by_any_name(session: Session, draw: Draw) -> Iterator[Violation]:
    """One identifier gets the reward, another one is warned."""
    caller = draw(st.sampled_from(["default", "admin"]))
    first, second = draw(st.permutations(sorted(IDENTIFIERS)))[:2]
    way = (caller, "user.own")
    _get_and_redeem(session, DRAWING, way, **naming(session, first))
    exchange = interact(session, DRAWING, way, **naming(session, second))
    why = f"the user of this {second} has redeemed the reward, called by {first}"
    yield from _not_warned(exchange, why, second)


@law(
    says="Redeeming closes that campaign to that user: not to others, and no other campaign.",
    holds=("R182", "R211"),
    operations=(OPERATION,),
    roles=(*CALLERS, DRAWING, INDEPENDENT),
    controls=("ledger", "redeem", "points"),
    at_most={"GET": 2},
)
def redeeming_closes_one_campaign_to_one_user(session: Session, draw: Draw) -> Iterator[Violation]:
    """The other user, or the other campaign, has had nothing to do with it."""
    closed, other = draw(st.permutations([DRAWING, INDEPENDENT]))
    user, bystander = draw(st.permutations(["user.own", "user.other"]))
    campaign, way = draw(
        st.sampled_from([(other, ("default", user)), (closed, ("default", bystander))])
    )
    gives = supply(session, campaign)
    session.need(gives.is_endless and gives.is_open, f"a {campaign} that never runs out")
    is_new = not steady_account(session, way[1]).given_by(gives.id)
    session.need(is_new, f"{way[1]} without rewards of {campaign}")
    _get_and_redeem(session, closed, ("default", user))
    exchange = interact(session, campaign, way)
    if says_redeemed(exchange):
        yield Violation(
            expected=f"no 450 at {campaign} for {way[1]}: it was {user} who redeemed at {closed}",
            got=told(exchange),
            exchange=exchange,
            cause="user" if campaign == closed else "campaign",
        )


@law(
    says="A campaign whose stock is set to nothing says so, and issues nothing.",
    holds=("LP9", "R211"),
    operations=(OPERATION,),
    roles=(*CALLERS, LIMITED, DRAWING, INDEPENDENT),
    controls=("ledger", "stock"),
    at_most={"GET": 1},
)
def emptied_campaigns_are_fully_redeemed(session: Session, draw: Draw) -> Iterator[Violation]:
    """As an error or as a warning; whatever the campaign and the caller."""
    campaign = draw(st.sampled_from([LIMITED, DRAWING, INDEPENDENT]))
    way = draw(any_caller)
    before, had = account(session, way[1]), supply(session, campaign).stock
    set_stock(session, campaign, 0)
    exchange = interact(session, campaign, way)
    after = account(session, way[1])
    set_stock(session, campaign, had)
    yield from _not_redeemed(exchange, "no reward is left", campaign)
    yield from unchanged(before, after, f"{campaign} has none left", exchange, campaign)


@law(
    says="A campaign whose only reward is issued and redeemed says so to the next user.",
    holds=("LP9", "R211"),
    operations=(OPERATION,),
    roles=(*CALLERS, LIMITED),
    controls=("ledger", "redeem", "stock", "points"),
    at_most={"GET": 4},
)
def the_last_reward_is_the_last(session: Session, draw: Draw) -> Iterator[Violation]:
    """One is left; one user gets and redeems it, in any way to call."""
    users = draw(st.permutations(["user.own", "user.other"]))
    first, second = ((draw(st.sampled_from(_ways_of(user))), user) for user in users)
    had = supply(session, LIMITED)
    before = account(session, users[1])
    session.need(not before.given_by(had.id), f"{users[1]} without rewards of {LIMITED}")
    set_stock(session, LIMITED, 1)
    _get_and_redeem(session, LIMITED, first)
    exchange = interact(session, LIMITED, second)
    after = account(session, users[1])
    set_stock(session, LIMITED, had.stock)
    yield from _not_redeemed(exchange, "its one reward is redeemed by another user")
    given = newly_issued(before, after, had.id)
    if given:
        yield Violation(
            expected=f"nothing is issued to {users[1]}, because the one reward left is gone",
            got=shown(given),
            exchange=exchange,
            cause="issued",
        )


@law(
    says="A campaign that is filled up again gives again.",
    holds=("R178", "R211"),
    operations=(OPERATION,),
    roles=(*CALLERS, LIMITED, "campaign.exhausted"),
    controls=("ledger", "stock"),
    at_most={"GET": 2},
)
def refilled_campaigns_give_again(session: Session, draw: Draw) -> Iterator[Violation]:
    """Empty, then not; to a user who has had nothing of it."""
    campaign = draw(st.sampled_from([LIMITED, "campaign.exhausted"]))
    way = draw(any_caller)
    had = supply(session, campaign)
    is_new = not account(session, way[1]).given_by(had.id)
    session.need(is_new, f"{way[1]} without rewards of {campaign}")
    session.need(bool(had.available), f"a {campaign} that wants for stock only")
    set_stock(session, campaign, 0)
    interact(session, campaign, way)
    set_stock(session, campaign, draw(st.integers(1, 3)))
    exchange = interact(session, campaign, way)
    set_stock(session, campaign, had.stock)
    if says_redeemed(exchange):
        yield Violation(
            expected=f"no 450, because {campaign} has rewards again",
            got=told(exchange),
            exchange=exchange,
        )


def _get_and_redeem(session: Session, campaign: str, way: tuple[str, str], **query: Json) -> None:
    cost = supply(session, campaign).point_cost
    if cost:
        set_points(session, way[1], 10 * cost)
    exchange = interact(session, campaign, way, **query)
    session.need(is_done(exchange), f"a {campaign} that gives to {way[1]}")
    redeem(session, campaign, way[1])


def _ways_of(user: str) -> list[str]:
    return ["default", "admin", "user" if user == "user.own" else "other_user"]


def _not_warned(exchange: Exchange, why: str, cause: str) -> Iterator[Violation]:
    if not is_warned(exchange):
        yield Violation(
            expected=f"{WARNED}, because {why}",
            got=told(exchange),
            exchange=exchange,
            cause=cause,
        )


def _not_redeemed(exchange: Exchange, why: str, cause: str = "") -> Iterator[Violation]:
    if not says_redeemed(exchange):
        yield Violation(
            expected=f"450 campaign_fully_redeemed as an error or a warning, because {why}",
            got=told(exchange),
            exchange=exchange,
            cause=cause,
        )
