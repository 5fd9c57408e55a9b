"""What events do to the counters of behaviors, and what they must not do."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import Draw, Law, Session, Violation, law, same, shown
from hypothesis import strategies as st

from .counters import (
    EVENT, Counted, again, all_behaviors, behaviors, can_be_completed, complete, is_counting,
    plain_one, send, take_part,
)
from .reading import by, shown_to_customer
from .subjects import known, named, progress_of, standing

READS: Final = ("optIn", "getProgress", "getCampaignInfo", "getEligibleCampaign")
MOST_REPEATS: Final = 5


@law(
    says="An event counts at once toward its behavior, and only completion is an achievement.",
    holds=("LS19", "R8", "R18", "R84", "R89", "R117"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT,),
    examples=3,
)
def events_count_toward_their_behavior(session: Session, draw: Draw) -> Iterator[Violation]:
    """Fewer than complete it."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    before = plain_one(session, subject, left=2)
    times = draw(st.integers(1, before.left - 1))
    send(session, before.entry["event_name"], times)
    after = again(session, before)
    what = f"current_count after {times} events"
    expected = before.entry["current_count"] + times
    yield from same(what, expected, after.get("current_count"))
    achieved = before.entry["achieved"]
    yield from same("achieved, for none completed it", achieved, after.get("achieved"))


@law(
    says="The events that a behavior needs make it achieved once more.",
    holds=("LS20", "R8", "R18", "R85", "R117"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT,),
    examples=2,
)
def completion_is_an_achievement(session: Session, draw: Draw) -> Iterator[Violation]:
    """At once, or one by one."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    before = plain_one(session, subject)
    steps = (before.left,) if draw(st.booleans()) else (1,) * before.left
    for times in steps:
        send(session, before.entry["event_name"], times)
    got = again(session, before).get("achieved")
    what = f"achieved after the {before.left} events that were missing"
    yield from same(what, before.entry["achieved"] + 1, got)


@law(
    says="A customer has completed a campaign exactly when all its behaviors are completed.",
    holds=("LS21", "R8", "R18", "R118"),
    operations=READS,
    roles=("campaign.several_behaviors", "customer.eligible"),
    controls=(EVENT,),
    at_most={"GET": 30},
    examples=6,
)
def all_behaviors_complete_a_campaign(session: Session, draw: Draw) -> Iterator[Violation]:
    """Behavior by behavior, in any order."""
    subject = known(session, "campaign.several_behaviors")
    take_part(session, subject)
    start = behaviors(session, subject)
    session.need(len(start) > 1, "a campaign of several behaviors")
    session.need(all(can_be_completed(one.entry) for one in start), "behaviors without limits")
    for one in draw(st.permutations(start)):
        complete(session, one)
        found = standing(session, subject, sections=("behaviors",))
        entries = found.get("behaviors") or {}
        missing = sorted(key for key, entry in entries.items() if not entry.get("achieved"))
        states = {"status": found.get("status"), "state": progress_of(session, subject)["state"]}
        for member, state in states.items():
            if (state == "completed") is bool(missing):
                expected = (
                    f"{member} not completed, for {', '.join(missing)} are not" if missing
                    else f"{member} completed, for all behaviors are"
                )
                yield Violation(expected, shown(state), cause=f"{member} {bool(missing)}")


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
            EVENT, customer=session.role("customer.eligible"), value=session.fresh("value"),
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
    says="Events in a campaign that is not live count nowhere.",
    holds=("LS36", "R30"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT, "campaign-status"),
    at_most={"GET": 12},
    examples=2,
)
def events_count_in_live_campaigns_only(session: Session, draw: Draw) -> Iterator[Violation]:
    """The campaign is set aside, an event is sent, and it is live again."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    before = plain_one(session, subject, left=2)
    stage = draw(st.sampled_from(("paused", "completed", "draft", "inreview")))
    session.control("campaign-status", campaign=subject.id, status=stage)
    try:
        send(session, before.entry["event_name"])
    finally:
        session.control("campaign-status", campaign=subject.id, status="live")
    after = again(session, before)
    for member in ("current_count", "achieved"):
        what = f"{member} after an event while it was {stage}"
        yield from same(what, before.entry[member], after.get(member), cause=member)


@law(
    says="Where an opt-in is required, events before it do not count.",
    holds=("R44", "R59"),
    operations=READS,
    roles=("campaign.optin_open", "customer.eligible"),
    controls=(EVENT,),
    examples=1,
)
def events_before_an_opt_in_do_not_count(session: Session, draw: Draw) -> Iterator[Violation]:
    """A customer who has not chosen."""
    subject = known(session, "campaign.optin_open")
    session.need("opted_in" not in progress_of(session, subject), "a customer who has not chosen")
    before = plain_one(session, subject, left=2)
    send(session, before.entry["event_name"])
    after = again(session, before)
    for member in ("current_count", "achieved"):
        what = f"{member} after an event without an opt-in"
        yield from same(what, before.entry[member], after.get(member), cause=member)


@law(
    says="An event of one customer changes no other customer's counters.",
    holds=("R84", "R85", "R89", "R117"),
    operations=READS,
    roles=("campaign.live", "customer.eligible", "customer.other"),
    controls=(EVENT,),
    at_most={"GET": 14},
    examples=2,
)
def events_count_for_their_customer_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """The other customer's behaviors before and after."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    before = plain_one(session, subject)
    others = behaviors(session, subject, customer="customer.other")
    again_others = behaviors(session, subject, customer="customer.other")
    session.need(others == again_others, "counters that stay as they are")
    send(session, before.entry["event_name"], draw(st.integers(1, before.left)))
    after = behaviors(session, subject, customer="customer.other")
    for one, now in zip(others, after, strict=False):
        for member in ("achieved", "current_count"):
            what = f"{member} of {one.key} for the other customer"
            yield from same(what, one.entry.get(member), now.entry.get(member), cause=member)


@law(
    says="Both versions of the API show the same counters.",
    holds=("R18", "R85", "R89", "R117"),
    operations=(*READS, "listCustomerCampaigns"),
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT,),
    at_most={"GET": 12},
    examples=2,
)
def versions_show_the_same_counters(session: Session, draw: Draw) -> Iterator[Violation]:
    """After some events, where the customer's list shows the campaign."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    before = plain_one(session, subject)
    send(session, before.entry["event_name"], draw(st.integers(1, before.left)))
    now = again(session, before)
    listed = session.call("listCustomerCampaigns", path=named(session, subject))
    item = by(shown_to_customer(listed), "campaign_id", subject.id)
    session.need(item is not None, "a campaign that the customer's list shows")
    entry = ((item or {}).get("behaviors") or {}).get(before.key)
    session.need(isinstance(entry, dict), "a behavior under the same key")
    for member in ("achieved", "current_count", "total_count"):
        if member in entry:
            what = f"{member} of {before.key}"
            yield from same(what, now.get(member), entry[member], at=listed, cause=member)


def _pause_minutes(one: Counted) -> int:
    """Returns how far apart events must be for each to count."""
    seconds = [one.entry.get("min_time_between_events") or 0]
    if one.entry.get("max_times_repeatable_per_period") is not None:
        seconds.append(one.entry.get("period") or 0)
    if one.entry.get("consecutive"):
        seconds.append(86400)
    return -(-max(seconds) // 60) + 1 if any(seconds) else 0


LAWS: Final[tuple[Law, ...]] = (
    events_count_toward_their_behavior,
    completion_is_an_achievement,
    all_behaviors_complete_a_campaign,
    achievements_stay_within_their_limit,
    achievements_stay_within_their_period,
    hasty_events_do_not_count,
    events_count_in_live_campaigns_only,
    events_before_an_opt_in_do_not_count,
    events_count_for_their_customer_alone,
    versions_show_the_same_counters,
)
