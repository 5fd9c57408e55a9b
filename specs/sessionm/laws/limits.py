"""Limits of behaviors: how often at all, how often in a period, how soon after another."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import Draw, Law, Session, Violation, law, same, shown

from .counters import EVENT, Counted, again, all_behaviors, is_counting, send, take_part

READS: Final = ("optIn", "getProgress", "getCampaignInfo", "getEligibleCampaign")
MOST_REPEATS: Final = 5


@law(
    says="A behavior is achieved by a customer no more often than max_times_repeatable.",
    holds=("LS20", "R85", "R117"),
    operations=("listEligibleCampaigns", *READS),
    roles=("customer.eligible",),
    controls=(EVENT, "clock"),
    at_most={"GET": 12},
    examples=1,
)
def achievements_stay_within_their_limit(session: Session, draw: Draw) -> Iterator[Violation]:
    """The first such behavior of the customer's campaigns; events as far apart as they must be."""
    for one in all_behaviors(session):
        most = one.entry.get("max_times_repeatable")
        if isinstance(most, int) and 0 < most <= MOST_REPEATS and is_counting(one.entry):
            break
    else:
        session.need(False, "a behavior with max_times_repeatable")
        return
    take_part(session, one.subject)
    pause = _pause_minutes(one)
    for _ in range((most + 1) * max(1, one.entry["total_count"])):
        session.control(
            EVENT,
            customer=session.role("customer.eligible"),
            value=session.fresh("value"),
            event_name=one.entry["event_name"],
        )
        if pause:
            session.advance(f"{pause}m")
    got = again(session, one).get("achieved")
    if not isinstance(got, int) or got > most:
        yield Violation(f"achieved at most {most}, as max_times_repeatable says", shown(got))


@law(
    says="Within a period a behavior is achieved no more often than its limit for a period.",
    holds=("LS20", "R85", "R117"),
    operations=("listEligibleCampaigns", *READS),
    roles=("customer.eligible",),
    controls=(EVENT,),
    at_most={"GET": 12},
    examples=1,
)
def achievements_stay_within_their_period(session: Session, draw: Draw) -> Iterator[Violation]:
    """Events all at once."""
    for one in all_behaviors(session):
        most = one.entry.get("max_times_repeatable_per_period")
        if isinstance(most, int) and 0 < most <= MOST_REPEATS and is_counting(one.entry):
            break
    else:
        session.need(False, "a behavior with max_times_repeatable_per_period")
        return
    take_part(session, one.subject)
    before = again(session, one)
    send(session, before["event_name"], (most + 1) * max(1, before["total_count"]))
    got = again(session, one).get("achieved", 0)
    if got - before["achieved"] > most:
        expected = f"achieved at most {most} times more, for all fell in one period"
        yield Violation(expected, f"{before['achieved']} before, {got} after")


@law(
    says="Of two events without the time that must lie between them, one counts at most.",
    holds=("LS20", "R85", "R117"),
    operations=("listEligibleCampaigns", *READS),
    roles=("customer.eligible",),
    controls=(EVENT,),
    at_most={"GET": 12},
    examples=1,
)
def hasty_events_do_not_count(session: Session, draw: Draw) -> Iterator[Violation]:
    """Two at once."""
    for one in all_behaviors(session):
        is_apart = bool(one.entry.get("min_time_between_events"))
        if is_apart and is_counting(one.entry) and one.entry.get("type") == "count":
            break
    else:
        session.need(False, "a behavior with min_time_between_events")
        return
    take_part(session, one.subject)
    before = again(session, one)
    is_single = before["total_count"] == 1
    session.need(is_single or before["total_count"] - before["current_count"] > 2, "counters")
    send(session, before["event_name"])
    send(session, before["event_name"])
    after = again(session, one)
    member = "achieved" if is_single else "current_count"
    if after.get(member, 0) - before[member] > 1:
        expected = f"{member} one higher at most, for the second event came too soon"
        yield Violation(expected, f"{before[member]} before, {after.get(member)} after")


@law(
    says="Events with a day left out do not complete a behavior of consecutive days.",
    holds=("R85", "R117"),
    operations=("listEligibleCampaigns", *READS),
    roles=("customer.eligible",),
    controls=(EVENT, "clock"),
    at_most={"GET": 12},
    examples=1,
)
def left_out_days_break_a_row(session: Session, draw: Draw) -> Iterator[Violation]:
    """One event less than is needed, day by day; a day without; and one event more."""
    for one in all_behaviors(session):
        is_row = one.entry.get("consecutive") is True and is_counting(one.entry)
        if is_row and one.entry["total_count"] > 1 and not one.entry["current_count"]:
            break
    else:
        session.need(False, "a behavior of consecutive days, not begun")
        return
    take_part(session, one.subject)
    customer, name = session.role("customer.eligible"), one.entry["event_name"]
    for left in reversed(range(one.entry["total_count"])):
        value = session.fresh("value")
        session.control(EVENT, customer=customer, event_name=name, value=value)
        if left:
            session.advance("2d" if left == 1 else "1d")
    got = again(session, one).get("achieved")
    what = "achieved after events of which two are two days apart"
    yield from same(what, one.entry["achieved"], got)


def _pause_minutes(one: Counted) -> int:
    """Returns how far apart events must be for each to count."""
    seconds = [one.entry.get("min_time_between_events") or 0]
    if one.entry.get("max_times_repeatable_per_period") is not None:
        seconds.append(one.entry.get("period") or 0)
    if one.entry.get("consecutive"):
        seconds.append(86400)
    return -(-max(seconds) // 60) + 1 if any(seconds) else 0


LAWS: Final[tuple[Law, ...]] = (
    achievements_stay_within_their_limit,
    achievements_stay_within_their_period,
    hasty_events_do_not_count,
    left_out_days_break_a_row,
)
