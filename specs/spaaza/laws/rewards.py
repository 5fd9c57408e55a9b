"""Laws on what an interaction issues: one of several by chance, or each of several."""

from collections import Counter
from collections.abc import Iterator
from math import ceil, log
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Session, Violation, law, shown

from .calls import CALLERS, COMMON, OPERATION, any_caller, interact
from .ledger import Supply, account, newly_issued, set_method_stock, supply
from .replies import is_done

DRAWING: Final = "campaign.random_draw"
INDEPENDENT: Final = "campaign.independent"

FALSE_ALARM: Final = 1e-10
"""Chance at most that a server that draws fairly is accused."""
LEAST_SHARE: Final = 0.25
"""A draw may favour some rewards, but gives each at least this part of its equal share."""
FEWEST_DRAWS: Final = 32
"""Enough to see a reward that is not eligible, if it is drawn as often as the others."""
MOST_DRAWS: Final = 400
LOOK_EVERY: Final = 8


@law(
    says="A draw issues exactly one reward, and that of an eligible method.",
    holds=("LP3", "R176", "R179"),
    operations=(OPERATION,),
    roles=(*CALLERS, DRAWING),
    controls=("ledger",),
    at_most={"GET": 4},
)
def a_draw_issues_one_eligible_reward(session: Session, draw: Draw) -> Iterator[Violation]:
    """Again and again, by whatever way to call."""
    eligible = supply(session, DRAWING)
    session.need(len(eligible.eligible) > 1, f"several eligible rewards in {DRAWING}")
    for way in draw(st.lists(any_caller, min_size=1, max_size=4)):
        exchange, given = _issue(session, DRAWING, way, eligible)
        if len(given) != 1 or not eligible.eligible.issuperset(given):
            yield Violation(
                expected=f"one reward of {shown(sorted(eligible.eligible))} is issued",
                got=shown(given),
                exchange=exchange,
                cause="how many" if len(given) != 1 else "not eligible",
            )
            return


@law(
    says="Every eligible reward of a draw is drawn sooner or later, and no other ever.",
    holds=("LP3", "R179"),
    operations=(OPERATION,),
    roles=(*COMMON, DRAWING),
    controls=("ledger",),
    at_most={"GET": MOST_DRAWS},
    examples=1,
)
def draws_reach_every_eligible_reward(session: Session, draw: Draw) -> Iterator[Violation]:
    """Goes on until each was drawn; a fair server that has not by the end is next to impossible."""
    gives = supply(session, DRAWING)
    most = draws_needed(len(gives.eligible))
    session.need(len(gives.eligible) > 1, f"several eligible rewards in {DRAWING}")
    session.need(gives.is_endless, f"a {DRAWING} that never runs out")
    session.need(most <= MOST_DRAWS, f"few enough eligible rewards in {DRAWING}")
    before = account(session)
    drawn: Counter[str] = Counter()
    number = 0
    while number < FEWEST_DRAWS or (number < most and set(drawn) < gives.eligible):
        for _ in range(LOOK_EVERY):
            exchange = interact(session, DRAWING)
            session.need(is_done(exchange), f"a {DRAWING} that gives again and again")
        number += LOOK_EVERY
        drawn = Counter(newly_issued(before, account(session), gives.id))
        unfit = sorted(set(drawn) - gives.eligible)
        if unfit:
            yield Violation(
                expected=f"rewards of {shown(sorted(gives.eligible))} are drawn, and no other",
                got=shown(dict(drawn)),
                exchange=exchange,
                cause="not eligible",
            )
            return
    missed = sorted(gives.eligible - set(drawn))
    if missed:
        yield Violation(
            expected=f"each of {shown(sorted(gives.eligible))} is drawn in {number} draws",
            got=shown(dict(drawn)),
            exchange=exchange,
            cause="never drawn",
        )


@law(
    says="With independent behaviour each eligible reward is issued once, and no other.",
    holds=("LP4", "R176", "R180"),
    operations=(OPERATION,),
    roles=(*CALLERS, INDEPENDENT),
    controls=("ledger",),
    at_most={"GET": 3},
)
def independent_rewards_are_all_issued(session: Session, draw: Draw) -> Iterator[Violation]:
    """Each time that the answer is a success."""
    gives = supply(session, INDEPENDENT)
    session.need(gives.is_endless, f"an {INDEPENDENT} that never runs out")
    for way in draw(st.lists(any_caller, min_size=1, max_size=3)):
        exchange, given = _issue(session, INDEPENDENT, way, gives)
        if given != sorted(gives.eligible):
            yield Violation(
                expected=f"the rewards {shown(sorted(gives.eligible))} are issued, each once",
                got=shown(given),
                exchange=exchange,
                cause=_difference(given, gives),
            )
            return


@law(
    says="An independent reward that is used up does not hinder the others.",
    holds=("LP4", "R180"),
    operations=(OPERATION,),
    roles=(*CALLERS, INDEPENDENT),
    controls=("ledger", "stock"),
    at_most={"GET": 1},
)
def independent_rewards_do_not_hinder_each_other(
    session: Session, draw: Draw
) -> Iterator[Violation]:
    """Some, not all, of the eligible rewards have run out; whichever stand first."""
    way = draw(any_caller)
    gives = supply(session, INDEPENDENT)
    names = sorted(gives.eligible)
    session.need(len(names) > 1, f"several eligible rewards in {INDEPENDENT}")
    session.need(gives.is_endless, f"an {INDEPENDENT} that never runs out")
    session.need(not account(session, way[1]).given_by(gives.id), f"{way[1]} without its rewards")
    gone = draw(st.lists(st.sampled_from(names), min_size=1, max_size=len(names) - 1, unique=True))
    for name in gone:
        set_method_stock(session, INDEPENDENT, name, 0)
    before = account(session, way[1])
    exchange = interact(session, INDEPENDENT, way)
    given = newly_issued(before, account(session, way[1]), gives.id)
    for name in gone:
        set_method_stock(session, INDEPENDENT, name, None)
    left = set(names) - set(gone)
    if not left <= set(given):
        yield Violation(
            expected=f"{shown(sorted(left))} are issued although {shown(sorted(gone))} ran out",
            got=shown(given),
            exchange=exchange,
        )


@law(
    says="A reward whose method is not eligible is issued to nobody.",
    holds=("LP3", "LP4", "R179", "R180"),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.no_eligible_reward"),
    controls=("ledger",),
    at_most={"GET": 1},
)
def ineligible_rewards_are_never_issued(session: Session, draw: Draw) -> Iterator[Violation]:
    """How the call is answered if no method is eligible is not said; that nothing is given is."""
    way = draw(any_caller)
    gives = supply(session, "campaign.no_eligible_reward")
    session.need(not gives.eligible, "campaign.no_eligible_reward without an eligible reward")
    before = account(session, way[1])
    exchange = interact(session, "campaign.no_eligible_reward", way)
    given = newly_issued(before, account(session, way[1]), gives.id)
    if given:
        yield Violation(
            expected="nothing is issued, because no reward method is eligible",
            got=shown(given),
            exchange=exchange,
        )


def draws_needed(rewards: int) -> int:
    """Returns after how many draws every one of so many rewards was drawn, all but for certain.

    >>> draws_needed(3), draws_needed(2) < draws_needed(4)
    (278, True)
    """
    if rewards < 1:
        return 0
    stays_away = 1 - LEAST_SHARE / rewards
    return ceil(log(FALSE_ALARM / rewards) / log(stays_away))


def _issue(
    session: Session, campaign: str, way: tuple[str, str], gives: Supply
) -> tuple[Exchange, list[str]]:
    """Returns an interaction that took place, with the rewards that it issued."""
    before = account(session, way[1])
    exchange = interact(session, campaign, way)
    session.need(is_done(exchange), f"a {campaign} that gives to {way[1]}")
    return exchange, newly_issued(before, account(session, way[1]), gives.id)


def _difference(given: list[str], gives: Supply) -> str:
    if set(given) - gives.eligible:
        return "not eligible"
    return "left out" if gives.eligible - set(given) else "twice"
