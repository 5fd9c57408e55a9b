"""Laws of limits and what is spent: lifetime limits, and amounts that wait for the next period."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Json, Law, Record, Session, Violation, find, law, same

from .campaigns import (
    CREATE,
    PERIODS,
    READ,
    SEARCH,
    UPDATE,
    amount_of,
    capped,
    entries,
    found,
    item,
    limit_of,
    listed,
    make,
    money,
    plain,
    search,
    successes,
    update,
)
from .codes import NEXT_PERIOD

_CALLS: Final = (CREATE, READ, UPDATE)
_NEXT: Final = {"daily": "1d", "monthly": "31d"}
"""How far a clock is moved to reach the next period from anywhere."""
_INSIDE_A_MONTH: Final = range(3, 27)
"""Days after which the next day is the same month in every time zone."""


@law(
    says="Whatever is updated, a lifetime limit never falls below what is spent.",
    holds=("LC19", "R163"),
    operations=(*_CALLS, SEARCH),
    roles=("advertiser.own",),
    controls=("spend",),
)
def lifetime_limit_covers_the_spend(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends several limits, whole ones and partial ones, and reads after each."""
    spent = draw(money.filter(lambda amount: amount > 2))
    campaign = make(session, capped("lifetime", spent + 500))
    session.control("spend", campaign=campaign, lifetime=spent)
    amounts = st.sampled_from((spent, round(spent - 0.01, 2), 1, spent + 1, spent // 2))
    limits = st.one_of(
        amounts.map(lambda amount: capped("lifetime", amount)),
        amounts.map(lambda amount: {"spendLimitAmount": amount}),
        amounts.map(lambda amount: capped("monthly", amount)),
        st.just({"spendLimitRenewal": "lifetime"}),
    )
    if draw(st.booleans()):
        search(session, {"campaignIds": [campaign]}, "look at it first")
    for limit in draw(st.lists(limits, min_size=1, max_size=4)):
        update(session, item(campaign, limit))
        exchange = found(session, campaign, "read it")
        now = limit_of(exchange)
        amount = now.get("spendLimitAmount")
        if now.get("spendLimitRenewal") == "lifetime" and _is_below(amount, spent):
            yield Violation(
                expected=f"a lifetime limit of campaign {campaign} of {spent} or more",
                got=str(amount),
                exchange=exchange,
            )


@law(
    says="A warned amount comes into force when the next period starts, and not before.",
    holds=("R168", "R169"),
    operations=_CALLS,
    roles=("advertiser.own",),
    controls=("spend", "limit_in_force", "clock"),
    examples=10,
)
def warned_amount_waits_for_the_period(session: Session, draw: Draw) -> Iterator[Violation]:
    """Looks at the amount in force before the next period and in it."""
    renewal, old, new, campaign = _warned(session, draw)
    now = session.control("limit_in_force", campaign=campaign)
    yield from same(f"amount in force of campaign {campaign}", old, find(now, "/in_force"))
    if renewal == "monthly" and session.now.day in _INSIDE_A_MONTH:
        session.advance("1d")
        next_day = session.control("limit_in_force", campaign=campaign)
        yield from same("amount in force a day later", old, find(next_day, "/in_force"))
    session.advance(_NEXT[renewal])
    later = session.control("limit_in_force", campaign=campaign)
    yield from same(f"its amount in the next period ({renewal})", new, find(later, "/in_force"))
    exchange = found(session, campaign, "read it in the next period")
    shown = limit_of(exchange).get("spendLimitAmount")
    yield from same(f"visible amount of campaign {campaign}", new, shown, at=exchange)


@law(
    says="An amount that nothing speaks against is in force at once.",
    holds=("R150", "R168"),
    operations=_CALLS,
    roles=("advertiser.own",),
    controls=("spend", "limit_in_force"),
    examples=10,
)
def plain_amount_is_in_force_at_once(session: Session, draw: Draw) -> Iterator[Violation]:
    """Raises a daily or monthly limit above what is spent."""
    renewal, spent = draw(st.sampled_from(PERIODS)), draw(money)
    campaign = make(session, capped(renewal, round(spent + 5, 2)))
    session.control("spend", campaign=campaign, lifetime=spent, period=spent)
    new = round(spent + draw(money), 2)
    exchange = update(session, item(campaign, capped(renewal, new)))
    session.need(successes(exchange) == [campaign], "an update that is accepted")
    session.need(not entries(exchange, "warnings", 0), "an update without a warning")
    now = session.control("limit_in_force", campaign=campaign)
    yield from same(f"amount in force of campaign {campaign}", new, find(now, "/in_force"))


@law(
    says="A warned amount is visible at once.",
    basis="inferred",
    holds=("LC8", "LC20", "R168"),
    operations=(*_CALLS, SEARCH),
    roles=("advertiser.own",),
    controls=("spend",),
    examples=10,
)
def warned_amount_is_visible_at_once(session: Session, draw: Draw) -> Iterator[Violation]:
    """Reads and searches after the warning."""
    _, _, new, campaign = _warned(session, draw)
    exchange = found(session, campaign, "read it")
    shown = limit_of(exchange).get("spendLimitAmount")
    yield from same(f"amount of campaign {campaign}", new, shown, at=exchange)
    several = search(session, {"campaignIds": [campaign]})
    there = plain(listed(several).get(campaign, {}).get("attributes", {}))
    amount = amount_of(there.get("spendLimit", {}))
    yield from same(f"amount of campaign {campaign} in a search", new, amount, at=several)


@law(
    says="An amount that is not below what the period has spent draws no warning.",
    basis="inferred",
    holds=("R169",),
    operations=_CALLS,
    roles=("advertiser.own",),
    controls=("spend",),
    examples=10,
)
def amount_above_the_spend_has_no_warning(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sets an amount at what is spent, or above."""
    renewal, spent = draw(st.sampled_from(PERIODS)), draw(money)
    campaign = make(session, capped(renewal, round(spent + 5, 2)))
    session.control("spend", campaign=campaign, lifetime=spent, period=spent)
    new = round(spent + draw(st.sampled_from((0, 0.01, 100))), 2)
    exchange = update(session, item(campaign, capped(renewal, new)))
    warned = [str(find(entry, "/code")) for entry in entries(exchange, "warnings", 0)]
    yield from same("warnings", [], warned, at=exchange)


@law(
    says="The amount of every capped campaign is above 0.",
    basis="inferred",
    holds=("LC17",),
    operations=(SEARCH,),
)
def capped_amounts_are_above_zero(session: Session, draw: Draw) -> Iterator[Violation]:
    """Looks at the whole portfolio."""
    exchange = search(session, note="everything")
    for campaign, raw in listed(exchange).items():
        limit = find(raw, "/attributes/spendLimit")
        amount = amount_of(limit)
        if find(limit, "/spendLimitType") == "capped" and _is_below(amount, 0.000001):
            yield Violation(
                expected=f"an amount of campaign {campaign} above 0",
                got=str(amount),
                exchange=exchange,
            )


def _warned(session: Session, draw: Draw) -> tuple[str, float, float, str]:
    """Returns renewal, old and new amount, and id of a campaign whose update drew the warning.

    Raises:
        NotJudged: There was no warning.
    """
    renewal, spent = draw(st.sampled_from(PERIODS)), draw(money.filter(lambda amount: amount > 2))
    old = round(spent + 5, 2)
    campaign = make(session, capped(renewal, old))
    session.control("spend", campaign=campaign, lifetime=spent, period=spent)
    new = draw(st.sampled_from((1.0, round(spent - 0.01, 2), round(spent / 2, 2))))
    limit: Record = capped(renewal, new)
    exchange = update(session, item(campaign, limit), note="below what is spent")
    codes = [find(entry, "/code") for entry in entries(exchange, "warnings", 0)]
    session.need(NEXT_PERIOD in codes, "an update that draws the warning")
    return renewal, old, new, campaign


def _is_below(amount: Json, least: float) -> bool:
    is_number = isinstance(amount, int | float) and not isinstance(amount, bool)
    return is_number and amount < least


SPENDING: Final[tuple[Law, ...]] = (
    lifetime_limit_covers_the_spend,
    warned_amount_waits_for_the_period,
    plain_amount_is_in_force_at_once,
    warned_amount_is_visible_at_once,
    amount_above_the_spend_has_no_warning,
    capped_amounts_are_above_zero,
)
