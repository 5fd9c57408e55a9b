"""Laws on the points that an interaction needs."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Session, Violation, law

from .calls import CALLERS, OPERATION, any_caller, interact
from .ledger import account, set_points, set_stock, still_there, supply, unchanged
from .replies import is_refused, not_refused_with, refused_with, says_redeemed

COSTLY: Final = "campaign.point_cost"
TOO_FEW: Final = 451
ROLES: Final = (*CALLERS, COSTLY)
CONTROLS: Final = ("ledger", "points")


@law(
    says="With fewer points than the campaign costs, the interaction is refused for that reason.",
    holds=("LP10", "R212"),
    operations=(OPERATION,),
    roles=ROLES,
    controls=CONTROLS,
    at_most={"GET": 1},
)
def too_few_points_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """From none to one less than enough."""
    way = draw(any_caller)
    gives = supply(session, COSTLY)
    session.need(gives.point_cost > 0, f"a {COSTLY} that costs points")
    session.need(not account(session, way[1]).given_by(gives.id), f"{way[1]} new to {COSTLY}")
    points = gives.point_cost - draw(st.integers(1, gives.point_cost))
    set_points(session, way[1], points)
    exchange = interact(session, COSTLY, way)
    why = f"{points} points are fewer than {gives.point_cost}"
    yield from refused_with(exchange, TOO_FEW, why)


@law(
    says="With as many points as it costs, an interaction is not refused for want of points.",
    holds=("LP10", "R212"),
    operations=(OPERATION,),
    roles=ROLES,
    controls=CONTROLS,
    at_most={"GET": 1},
)
def enough_points_are_enough(session: Session, draw: Draw) -> Iterator[Violation]:
    """From just enough to plenty."""
    way = draw(any_caller)
    cost = supply(session, COSTLY).point_cost
    points = cost + draw(st.integers(0, 3 * cost))
    set_points(session, way[1], points)
    exchange = interact(session, COSTLY, way)
    yield from not_refused_with(exchange, (TOO_FEW,), f"{points} points are at least {cost}")


@law(
    says="An interaction that is refused for want of points issues nothing and takes nothing.",
    holds=("LP2", "R212"),
    operations=(OPERATION,),
    roles=ROLES,
    controls=(*CONTROLS, "stock"),
    at_most={"GET": 1},
)
def too_few_points_are_kept(session: Session, draw: Draw) -> Iterator[Violation]:
    """It does not continue."""
    way = draw(any_caller)
    cost = supply(session, COSTLY).point_cost
    had = supply(session, COSTLY).stock
    set_points(session, way[1], draw(st.integers(0, max(cost - 1, 0))))
    set_stock(session, COSTLY, draw(st.integers(1, 3)))
    before, left = account(session, way[1]), supply(session, COSTLY)
    exchange = interact(session, COSTLY, way)
    after, still = account(session, way[1]), supply(session, COSTLY)
    set_stock(session, COSTLY, had)
    session.need(is_refused(exchange), "a refusal for want of points")
    why = "there are too few points to continue"
    yield from unchanged(before, after, why, exchange)
    yield from still_there(left, still, why, exchange)


@law(
    says="Whether points are too few is told by the balance of the moment.",
    holds=("LP10", "R212"),
    operations=(OPERATION,),
    roles=ROLES,
    controls=CONTROLS,
    at_most={"GET": 4},
)
def the_balance_of_the_moment_counts(session: Session, draw: Draw) -> Iterator[Violation]:
    """The balance is set between calls, above and below the cost, in any order."""
    way = draw(any_caller)
    gives = supply(session, COSTLY)
    session.need(gives.point_cost > 0, f"a {COSTLY} that costs points")
    balance = st.sampled_from([0, gives.point_cost - 1, gives.point_cost, 5 * gives.point_cost])
    for points in draw(st.lists(balance, min_size=2, max_size=4)):
        set_points(session, way[1], points)
        exchange = interact(session, COSTLY, way)
        session.need(not says_redeemed(exchange), f"a {COSTLY} that gives again")
        why = f"the balance is {points} now, and the cost {gives.point_cost}"
        if points < gives.point_cost:
            yield from refused_with(exchange, TOO_FEW, why, "too few")
        else:
            yield from not_refused_with(exchange, (TOO_FEW,), why)
