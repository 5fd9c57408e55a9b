"""What events do to the counters of behaviors, and what they must not do."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Record, Session, Violation, law, same, shown

from .counters import (
    EVENT,
    again,
    behaviors,
    can_be_completed,
    complete,
    plain_one,
    send,
    take_part,
)
from .reading import by, shown_to_customer
from .subjects import known, named, progress_of, standing

READS: Final = ("optIn", "getProgress", "getCampaignInfo", "getEligibleCampaign")


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
                    f"{member} not completed, for {', '.join(missing)} are not"
                    if missing
                    else f"{member} completed, for all behaviors are"
                )
                yield Violation(expected, shown(state), cause=f"{member} {bool(missing)}")


@law(
    says="Events in a campaign that is not live count nowhere.",
    holds=("LS36", "R30"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT, "campaign-status"),
    at_most={"GET": 12},
    examples=4,
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
    says="An event that counts leaves the customer's choice as it is.",
    holds=("R18", "R99"),
    operations=READS,
    roles=("campaign.optin_open", "customer.eligible"),
    controls=(EVENT,),
    examples=1,
)
def events_leave_the_choice_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """opted_in after an opt-in and an event."""
    subject = known(session, "campaign.optin_open")
    take_part(session, subject)
    before = progress_of(session, subject)
    session.need(before.get("opted_in") is True, "a customer who has opted in")
    send(session, plain_one(session, subject).entry["event_name"])
    after = progress_of(session, subject, note="read the progress after an event")
    yield from same("opted_in after an event", True, after.get("opted_in"))


@law(
    says="Reading is no event: what a customer sees counts nowhere.",
    holds=("LS18", "R84", "R89"),
    operations=(*READS, "listCustomerCampaigns"),
    roles=("campaign.live", "customer.eligible"),
    at_most={"GET": 14},
    examples=1,
)
def reading_is_no_event(session: Session, draw: Draw) -> Iterator[Violation]:
    """The counters before and after the customer's creatives are read."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    path, query = named(session, subject), {"creatives[]": ["tile", "promotion"]}
    before = behaviors(session, subject)
    session.call("listCustomerCampaigns", path=path, note="read the creatives")
    for _ in range(2):
        session.call("getEligibleCampaign", path=path, query=query, note="read the creatives")
    for one, now in zip(before, behaviors(session, subject), strict=False):
        for member in ("achieved", "current_count"):
            what = f"{member} of {one.key} after reading"
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
    entry: Record = ((item or {}).get("behaviors") or {}).get(before.key) or {}
    session.need(bool(entry), "a behavior under the same key")
    for member in ("achieved", "current_count", "total_count"):
        if member in entry:
            what = f"{member} of {before.key}"
            yield from same(what, now.get(member), entry[member], at=listed, cause=member)


LAWS: Final[tuple[Law, ...]] = (
    events_count_toward_their_behavior,
    completion_is_an_achievement,
    all_behaviors_complete_a_campaign,
    events_count_in_live_campaigns_only,
    events_before_an_opt_in_do_not_count,
    events_count_for_their_customer_alone,
    events_leave_the_choice_alone,
    reading_is_no_event,
    versions_show_the_same_counters,
)
