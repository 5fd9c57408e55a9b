"""Our own readings of silences about opt-ins, judged on the kit's mock only."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Session, Violation, law, same

from .reading import (
    accepted,
    by,
    campaigns_in,
    is_ok,
    refused,
)
from .subjects import (
    at,
    join,
    make,
    make_open,
    named,
    open_opt_in,
    opt_in,
    progress_of,
)

CALLS: Final = ("createCampaign", "optIn", "getProgress", "getCampaignInfo")


@law(
    says="A window includes its first second and excludes its last.",
    basis="inferred",
    holds=("LS10", "LS16", "R31", "R32", "R45", "R64", "R65"),
    operations=("createCampaign", "optIn", "listActiveCampaigns"),
    roles=("customer.eligible", "customer.other"),
    controls=("clock",),
    examples=1,
)
def windows_open_and_close_on_the_second(session: Session, draw: Draw) -> Iterator[Violation]:
    """A campaign of two hours with an opt-in of one."""
    now = session.now.replace(microsecond=0)
    dates = {"starts_at": at(now, hours=1), "ends_at": at(now, hours=3)}
    window = {"opt_in_starts_at": at(now, hours=1), "opt_in_ends_at": at(now, hours=2)}
    made = make(session, optin_required=True, **dates, **window)
    behind = session.now - now
    for wait, is_active, code in (
        (timedelta(hours=1) - behind, True, ""),
        (timedelta(hours=1), True, "opt_in_ended"),
        (timedelta(hours=1), False, "opt_in_error"),
    ):
        session.advance(f"{int(wait.total_seconds())}s")
        listed = session.call("listActiveCampaigns")
        is_listed = by(campaigns_in(listed), "id", made.id) is not None
        yield from same("the campaign is active", is_active, is_listed, at=listed, cause=code)
        customer = "customer.other" if code else "customer.eligible"
        answer = opt_in(session, made, customer=customer)
        if code:
            yield from refused("an opt-in", answer, code=code, cause=code)
        else:
            yield from accepted("an opt-in in the first second of the period", answer)


@law(
    says="An opt-in may be repeated, and changes nothing more.",
    basis="inferred",
    holds=("LS14",),
    operations=CALLS,
    roles=("customer.eligible",),
    examples=2,
)
def opt_in_is_repeatable(session: Session, draw: Draw) -> Iterator[Violation]:
    """Twice or three times."""
    made = make_open(session)
    first = opt_in(session, made)
    session.need(is_ok(first), "a customer who can opt in")
    before = progress_of(session, made)
    for _ in range(draw(st.integers(1, 2))):
        again = opt_in(session, made, note="opt in again")
        yield from same("the same answer", first.json, again.json, at=again)
    yield from same("progress", before, progress_of(session, made), cause="progress")


@law(
    says="An opt-in of one customer changes nothing that another sees.",
    basis="inferred",
    holds=("LS15", "R58"),
    operations=(*CALLS, "listCustomerCampaigns", "listEligibleCampaigns"),
    roles=("customer.eligible", "customer.other"),
    at_most={"GET": 12, "POST": 1},
    examples=1,
)
def opt_in_leaves_other_customers_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """Every answer about the other customer, before and after."""
    made = make_open(session)
    path = named(session, made, customer="customer.other")
    reads = ("getProgress", "listCustomerCampaigns", "listEligibleCampaigns")
    before = [session.call(read, path=path).json for read in reads]
    join(session, made)
    for read, expected in zip(reads, before, strict=True):
        after = session.call(read, path=path, note="read it for the other customer")
        yield from same("the same as before", expected, after.json, at=after, cause=read)


@law(
    says="Campaigns that are not active cannot be opted into.",
    basis="inferred",
    holds=("LS36", "R67"),
    operations=CALLS,
    roles=("customer.eligible",),
    examples=2,
)
def inactive_campaigns_are_not_joined(session: Session, draw: Draw) -> Iterator[Violation]:
    """Before its start, or after its end, though its opt-in is open."""
    first, last = draw(st.sampled_from(((1, 9), (-9, -1))))
    dates = {"starts_at": at(session.now, days=first), "ends_at": at(session.now, days=last)}
    made = make(session, **{**open_opt_in(session), **dates})
    before = progress_of(session, made)
    yield from refused("an opt-in", opt_in(session, made), code="opt_in_error")
    yield from same("progress", before, progress_of(session, made), cause="progress")


@law(
    says="A customer who has left may come back.",
    basis="inferred",
    holds=("LS12",),
    operations=CALLS,
    roles=("customer.eligible",),
    controls=("opt-out",),
    examples=1,
)
def who_has_left_may_come_back(session: Session, draw: Draw) -> Iterator[Violation]:
    """In, out and in."""
    made = make_open(session)
    join(session, made)
    session.control("opt-out", customer=session.role("customer.eligible"), campaign=made.id)
    yield from accepted("another opt-in", opt_in(session, made))
    yield from same("opted_in", True, progress_of(session, made).get("opted_in"))


LAWS: Final[tuple[Law, ...]] = (
    windows_open_and_close_on_the_second,
    opt_in_is_repeatable,
    opt_in_leaves_other_customers_alone,
    inactive_campaigns_are_not_joined,
    who_has_left_may_come_back,
)
