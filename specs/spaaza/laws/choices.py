"""Inferred laws: how the kit's own mock reads what the vendor leaves open."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Session, Violation, law, same, shown

from .calls import APP_HEADER, CALLERS, COMMON, OPERATION, any_caller, interact
from .ledger import account, newly_issued, set_points, set_stock, supply, unchanged
from .replies import codes, is_done, is_warned, refused_with, says_redeemed, told

DRAWING: Final = "campaign.random_draw"
INDEPENDENT: Final = "campaign.independent"
COSTLY: Final = "campaign.point_cost"
LIMITED: Final = "campaign.limited"
GIVING: Final = (DRAWING, INDEPENDENT, COSTLY, LIMITED)
REFUSING: Final = (
    "campaign.basket", "campaign.internal", "campaign.inactive", "campaign.scheduled",
    "campaign.expired", "campaign.exhausted", "campaign.costly", "campaign.elsewhere",
)  # fmt: skip
DAYS: Final = 90
"""How long the scheduled campaign is watched."""


@law(
    says="Without an eligible reward method the answer is 200 with success false.",
    basis="inferred",
    holds=("LP5",),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.no_eligible_reward"),
    controls=("ledger",),
    at_most={"GET": 1},
)
def nothing_eligible_is_no_success(session: Session, draw: Draw) -> Iterator[Violation]:
    """And the user pays nothing."""
    way = draw(any_caller)
    before = account(session, way[1])
    exchange = interact(session, "campaign.no_eligible_reward", way)
    yield from same("the answer", "200 with success false", told(exchange), at=exchange)
    why = "no reward method is eligible"
    yield from unchanged(before, account(session, way[1]), why, exchange)


@law(
    says="A body of success has result and results, and warnings if there are any.",
    basis="inferred",
    holds=("LP7",),
    operations=(OPERATION,),
    roles=(*CALLERS, *GIVING),
    at_most={"GET": 1},
)
def success_bodies_have_two_members(session: Session, draw: Draw) -> Iterator[Violation]:
    """Nothing is added."""
    exchange = interact(session, draw(st.sampled_from(GIVING)), draw(any_caller))
    session.need(exchange.status == 200, "an interaction that takes place")
    expected = ["result", "results", *(["warnings"] if is_warned(exchange) else [])]
    yield from same("members of the body", expected, sorted(exchange.json), at=exchange)


@law(
    says="A campaign issues as many rewards as it had in stock, and tells newcomers by an error.",
    basis="inferred",
    holds=("LP9", "R211"),
    operations=(OPERATION,),
    roles=(*CALLERS, LIMITED),
    controls=("ledger", "stock"),
    at_most={"GET": 6},
)
def rewards_stay_within_the_stock(session: Session, draw: Draw) -> Iterator[Violation]:
    """Stock falls by one with each reward, and never below none."""
    stock = draw(st.integers(0, 3))
    ways = draw(st.lists(any_caller, min_size=1, max_size=6))
    set_stock(session, LIMITED, stock)
    seen: set[str] = set()
    for way in ways:
        before = account(session, way[1])
        exchange = interact(session, LIMITED, way)
        gives = supply(session, LIMITED)
        given = newly_issued(before, account(session, way[1]), gives.id)
        expected = "200 with success true" if stock else _used_up(way[1] in seen)
        yield from same(f"answer with {stock} left", expected, told(exchange), at=exchange)
        yield from same(f"rewards issued of {stock}", min(stock, 1), len(given), at=exchange)
        stock -= min(stock, 1)
        yield from same("stock after the call", stock, gives.stock, at=exchange)
        seen |= {way[1]} if given else set()


@law(
    says="An interaction takes the campaign's cost from the balance, no more and no less.",
    basis="inferred",
    holds=("LP10",),
    operations=(OPERATION,),
    roles=(*CALLERS, COSTLY),
    controls=("ledger", "points"),
    at_most={"GET": 4},
)
def interactions_cost_their_points(session: Session, draw: Draw) -> Iterator[Violation]:
    """Called until the points run out; the campaign issues vouchers only."""
    way = draw(any_caller)
    cost = supply(session, COSTLY).point_cost
    points = draw(st.integers(0, 3 * cost))
    set_points(session, way[1], points)
    for _ in range(points // cost + 1):
        exchange = interact(session, COSTLY, way)
        is_enough = points >= cost
        yield from same(f"success with {points} points", is_enough, is_done(exchange), at=exchange)
        points -= cost if is_enough else 0
        left = account(session, way[1]).points
        yield from same("balance after the call", points, left, at=exchange)


@law(
    says="An interaction of one user changes nothing of another user.",
    basis="inferred",
    holds=("LP14",),
    operations=(OPERATION,),
    roles=(*CALLERS, *GIVING),
    controls=("ledger",),
    at_most={"GET": 1},
)
def interactions_leave_other_users_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """At every campaign that gives."""
    way, campaign = draw(any_caller), draw(st.sampled_from(GIVING))
    bystander = "user.other" if way[1] == "user.own" else "user.own"
    before = account(session, bystander)
    exchange = interact(session, campaign, way)
    why = f"the interaction is for {way[1]}"
    yield from unchanged(before, account(session, bystander), why, exchange)


@law(
    says="A scheduled campaign opens once and closes once.",
    basis="inferred",
    holds=("LP15", "R210"),
    operations=(OPERATION,),
    roles=(*COMMON, "campaign.scheduled"),
    controls=("clock",),
    at_most={"GET": DAYS},
)
def scheduled_campaigns_open_and_close_once(session: Session, draw: Draw) -> Iterator[Violation]:
    """Day by day: not active, then willing, then not active for good."""
    phases: list[str] = []
    for _ in range(DAYS):
        exchange = interact(session, "campaign.scheduled")
        phase = "not active" if codes(exchange) == {449} else told(exchange)
        if not phases or phases[-1] != phase:
            phases.append(phase)
        session.advance("1d")
    expected = ["not active", "200 with success true", "not active"]
    yield from same(f"answers over {DAYS} days", expected, phases, at=exchange)


@law(
    says="A user session whose app header is blank names no app.",
    basis="inferred",
    holds=("LP12", "R204"),
    operations=(OPERATION,),
    roles=(*CALLERS, DRAWING),
    at_most={"GET": 1},
)
def blank_apps_are_no_apps(session: Session, draw: Draw) -> Iterator[Violation]:
    """Blank is missing."""
    way = draw(st.sampled_from([("user", "user.own"), ("other_user", "user.other")]))
    header = {APP_HEADER: draw(st.sampled_from(["", " ", "   "]))}
    exchange = interact(session, DRAWING, way, headers=header)
    yield from refused_with(exchange, 269, "the app header is blank")


@law(
    says="A chain_id that is sent without need has to fit all the same.",
    basis="inferred",
    holds=("LP13", "R206"),
    operations=(OPERATION,),
    roles=(*CALLERS, "chain.elsewhere", DRAWING),
    at_most={"GET": 1},
)
def needless_chains_have_to_fit(session: Session, draw: Draw) -> Iterator[Violation]:
    """Users and tokens need none."""
    way = draw(st.sampled_from([("default", "user.own"), ("user", "user.own")]))
    fits = draw(st.booleans())
    chain = session.role("chain.own" if fits else "chain.elsewhere")
    exchange = interact(session, DRAWING, way, chain_id=chain)
    if fits:
        yield from same("the answer", "200 with success true", told(exchange), at=exchange)
    else:
        yield from refused_with(exchange, 405, "the chain is another one")


@law(
    says="A user interacts again and again, until the reward is redeemed or something runs out.",
    basis="inferred",
    holds=("R176",),
    operations=(OPERATION,),
    roles=(*CALLERS, DRAWING, INDEPENDENT),
    controls=("ledger",),
    at_most={"GET": 4},
)
def every_call_interacts_again(session: Session, draw: Draw) -> Iterator[Violation]:
    """Each call issues as much as the first."""
    campaign = draw(st.sampled_from([DRAWING, INDEPENDENT]))
    gives = supply(session, campaign)
    each = 1 if campaign == DRAWING else len(gives.eligible)
    for way in draw(st.lists(any_caller, min_size=2, max_size=4)):
        before = account(session, way[1])
        exchange = interact(session, campaign, way)
        given = newly_issued(before, account(session, way[1]), gives.id)
        if len(given) != each or says_redeemed(exchange):
            yield Violation(
                expected=f"{each} issued by each call",
                got=f"{shown(given)}, answered {told(exchange)}",
                exchange=exchange,
            )


def _used_up(had_one: bool) -> str:
    if had_one:
        return "200 with the warning 450"
    return "400 with code 450 campaign_fully_redeemed"
