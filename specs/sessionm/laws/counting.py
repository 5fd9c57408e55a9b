"""What another public source says of counters: they restart, stay in bounds, and count once."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Json, Law, Session, Violation, law, same

from .counters import (
    EVENT,
    again,
    all_behaviors,
    behaviors,
    is_counting,
    is_slow,
    plain_one,
    send,
    send_different,
    take_part,
)
from .subjects import known

READS: Final = ("optIn", "getProgress", "getCampaignInfo", "getEligibleCampaign")


@law(
    says="Counting starts again when a behavior is completed.",
    basis="outside",
    holds=("LS20", "R85", "R89"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT,),
    examples=2,
)
def counting_starts_again_after_completion(session: Session, draw: Draw) -> Iterator[Violation]:
    """Complete it, then one event more where one more does not complete it."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    before = plain_one(session, subject)
    session.need(before.entry["total_count"] > 1, "a behavior that needs several events")
    send(session, before.entry["event_name"], before.left)
    after = again(session, before)
    yield from same("current_count after completion", 0, after.get("current_count"))
    send(session, before.entry["event_name"])
    more = again(session, before)
    what = "current_count after one event more"
    yield from same(what, 1, more.get("current_count"), cause="again")


@law(
    says="No counter leaves its bounds, and achievements are never taken back.",
    basis="outside",
    holds=("LS19", "R85", "R89"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT,),
    at_most={"GET": 16},
    examples=4,
)
def counters_stay_within_bounds(session: Session, draw: Draw) -> Iterator[Violation]:
    """Bursts of events."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    one = plain_one(session, subject)
    achieved = one.entry["achieved"]
    for times in draw(st.lists(st.integers(1, 5), min_size=1, max_size=4)):
        send(session, one.entry["event_name"], times)
        for now in behaviors(session, subject):
            if not is_counting(now.entry):
                continue
            count, total = now.entry["current_count"], now.entry["total_count"]
            if not 0 <= count <= total:
                yield Violation(f"current_count of {now.key} from 0 to {total}", str(count))
            if now.key == one.key:
                if now.entry["achieved"] < achieved:
                    expected = f"achieved at least {achieved}, as before"
                    yield Violation(expected, str(now.entry["achieved"]), cause="achieved")
                achieved = now.entry["achieved"]


@law(
    says="A unique behavior counts each value once.",
    basis="outside",
    holds=("R85", "R87"),
    operations=("listEligibleCampaigns", *READS),
    roles=("customer.eligible",),
    controls=(EVENT,),
    at_most={"GET": 12},
    examples=1,
)
def unique_behaviors_count_a_value_once(session: Session, draw: Draw) -> Iterator[Violation]:
    """One value twice, then another."""
    for one in all_behaviors(session):
        entry = one.entry
        is_unique = entry.get("type") == "unique" and is_counting(entry) and not is_slow(entry)
        if is_unique and entry["total_count"] - entry["current_count"] >= 2:
            break
    else:
        session.need(False, "a unique behavior that needs two values or more")
        return
    take_part(session, one.subject)
    before = again(session, one)
    value: Json = session.fresh("value")
    for _ in range(2):
        customer = session.role("customer.eligible")
        session.control(EVENT, customer=customer, event_name=entry["event_name"], value=value)
    after = again(session, one)
    what, expected = "current_count after one value twice", before["current_count"] + 1
    yield from same(what, expected, after.get("current_count"))
    send_different(session, entry["event_name"], 1)
    more = again(session, one)
    is_done = expected + 1 == entry["total_count"]
    member = "achieved" if is_done else "current_count"
    what = f"{member} after another value"
    yield from same(what, after[member] + 1, more.get(member), cause="another")


LAWS: Final[tuple[Law, ...]] = (
    counting_starts_again_after_completion,
    counters_stay_within_bounds,
    unique_behaviors_count_a_value_once,
)
