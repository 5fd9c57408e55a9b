"""Opt-ins that must fail: outside the period, beyond the limit, without need, by the wrong."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Session, Violation, law, same

from .reading import accepted, refused
from .subjects import (
    Subject,
    at,
    known,
    make,
    make_open,
    named,
    need_eligible,
    open_opt_in,
    opt_in,
    progress_of,
    steady,
)

HOURS: Final = (3, 5, 11, 26, 200)
"""How far a bound of the period is away: the same day, the next, and later."""
CALLS: Final = ("createCampaign", "optIn", "getProgress", "getEligibleCampaign")


def left_alone(
    session: Session,
    subject: Subject,
    what: str,
    *,
    code: str = "",
    customer: str = "customer.eligible",
    operation: str = "optIn",
) -> Iterator[Violation]:
    """Yields violations if an opt-in is not refused or changes the customer's progress."""
    before = steady(session, subject, customer=customer)
    note = f"opt in: {what}"
    answer = opt_in(session, subject, customer=customer, operation=operation, note=note)
    yield from refused(f"an opt-in {what}", answer, code=code, cause=what)
    after = progress_of(session, subject, customer=customer, note="read the progress after")
    yield from same(f"progress after a refused opt-in {what}", before, after, cause="changed")


@law(
    says="Before opt_in_starts_at an opt-in is refused with opt_in_not_started.",
    holds=("LS16", "R45", "R64"),
    operations=CALLS,
    roles=("customer.eligible",),
    examples=5,
)
def opt_in_waits_for_its_period(session: Session, draw: Draw) -> Iterator[Violation]:
    """Hours or days before."""
    now, ahead = session.now, draw(st.sampled_from(HOURS))
    window = {
        "opt_in_starts_at": at(now, hours=ahead),
        "opt_in_ends_at": at(now, hours=ahead + 90),
    }
    made = make(session, optin_required=True, **window)
    need_eligible(session, made)
    yield from left_alone(session, made, "before the period", code="opt_in_not_started")


@law(
    says="After opt_in_ends_at an opt-in is refused with opt_in_ended.",
    holds=("LS16", "R45", "R65"),
    operations=CALLS,
    roles=("customer.eligible",),
    examples=5,
)
def opt_in_ends_with_its_period(session: Session, draw: Draw) -> Iterator[Violation]:
    """Hours or days after."""
    now, ago = session.now, draw(st.sampled_from(HOURS))
    window = {
        "starts_at": at(now, days=-30),
        "opt_in_starts_at": at(now, days=-20),
        "opt_in_ends_at": at(now, hours=-ago),
    }
    made = make(session, optin_required=True, **window)
    need_eligible(session, made)
    yield from left_alone(session, made, "after the period", code="opt_in_ended")


@law(
    says="The opt-in period opens and closes as the clock passes its two dates.",
    holds=("LS16", "R45", "R64", "R65"),
    operations=CALLS,
    roles=("customer.eligible", "customer.other"),
    controls=("clock",),
    at_most={"GET": 12, "POST": 1},
    examples=4,
)
def opt_in_period_follows_the_clock(session: Session, draw: Draw) -> Iterator[Violation]:
    """Refused, admitted, refused."""
    ahead, lasts = draw(st.integers(1, 48)), draw(st.integers(2, 48))
    now = session.now
    window = {
        "opt_in_starts_at": at(now, hours=ahead),
        "opt_in_ends_at": at(now, hours=ahead + lasts),
    }
    made = make(session, optin_required=True, **window)
    need_eligible(session, made)
    need_eligible(session, made, customer="customer.other")
    early = opt_in(session, made, note="before the period")
    yield from refused("an opt-in before the period", early, code="opt_in_not_started")
    session.advance(f"{ahead * 60 + 30}m")
    yield from accepted("an opt-in inside the period", opt_in(session, made, note="inside it"))
    session.advance(f"{lasts}h")
    late = opt_in(session, made, customer="customer.other", note="after the period")
    yield from refused("an opt-in after the period", late, code="opt_in_ended")


@law(
    says="Only live campaigns can be opted into.",
    holds=("LS36", "R30"),
    operations=CALLS,
    roles=("customer.eligible",),
    examples=4,
)
def only_live_campaigns_are_joined(session: Session, draw: Draw) -> Iterator[Violation]:
    """One of the four other stages."""
    stage = draw(st.sampled_from(("draft", "paused", "inreview", "completed")))
    made = make(session, status=stage, **open_opt_in(session))
    yield from left_alone(session, made, f"into a {stage} campaign")


@law(
    says="A campaign made without optin_required cannot be opted into.",
    holds=("R44", "R60"),
    operations=CALLS,
    roles=("customer.eligible",),
    examples=2,
)
def opt_in_needs_a_campaign_that_asks_for_it(session: Session, draw: Draw) -> Iterator[Violation]:
    """It says false; or it says nothing and shows false."""
    made = make(session, **{**open_opt_in(session), "optin_required": False})
    yield from left_alone(session, made, "where none is asked for")


@law(
    says="A customer who does not qualify cannot opt in.",
    holds=("R6", "R9", "R58", "R63"),
    operations=("getCampaignInfo", *CALLS),
    roles=("campaign.targeted", "customer.ineligible"),
    examples=1,
)
def ineligible_customers_stay_out(session: Session, draw: Draw) -> Iterator[Violation]:
    """The customer whom campaign.targeted excludes."""
    targeted = known(session, "campaign.targeted")
    what = "by a customer who does not qualify"
    yield from left_alone(session, targeted, what, customer="customer.ineligible")


@law(
    says="When the permitted number of customers has opted in, nobody else can.",
    holds=("LS17", "R66"),
    operations=("getCampaignInfo", "optInExternalUser", *CALLS),
    roles=("campaign.optin_full", "customer.eligible", "customer.external"),
    examples=2,
)
def full_campaign_admits_nobody(session: Session, draw: Draw) -> Iterator[Violation]:
    """The campaign that plays campaign.optin_full."""
    full = known(session, "campaign.optin_full")
    session.need(steady(session, full).get("opted_in") is None, "a customer who is not in it yet")
    form = draw(st.sampled_from(("optIn", "optInExternalUser")))
    what, code = "into a full campaign", "opt_in_limit_reached"
    yield from left_alone(session, full, what, code=code, operation=form)


@law(
    says="The last place of a campaign is given to one customer, and to one only.",
    holds=("LS17", "R66"),
    operations=("getCampaignInfo", *CALLS),
    roles=("campaign.optin_last_place", "customer.eligible", "customer.other"),
    at_most={"GET": 12},
    examples=4,
)
def last_place_is_given_once(session: Session, draw: Draw) -> Iterator[Violation]:
    """Two customers, in either order."""
    one, other = draw(st.permutations(("customer.eligible", "customer.other")))
    subject = known(session, "campaign.optin_last_place")
    for customer in (one, other):
        seen = progress_of(session, subject, customer=customer)
        session.need("opted_in" not in seen, "customers who are not in it yet")
        need_eligible(session, subject, customer=customer)
    first = opt_in(session, subject, customer=one, note="take the last place")
    yield from accepted("an opt-in into the last place", first)
    what = "when no place is left"
    yield from left_alone(session, subject, what, code="opt_in_limit_reached", customer=other)


@law(
    says="An opt-in without credentials is refused, and not done.",
    holds=("LS2", "R22", "R99"),
    operations=CALLS,
    roles=("customer.eligible",),
    examples=1,
)
def nobody_opts_anybody_in(session: Session, draw: Draw) -> Iterator[Violation]:
    """Nobody calls, and the customer's progress stays as it was."""
    made = make_open(session)
    before = steady(session, made)
    answer = session.call("optIn", path=named(session, made), caller="nobody")
    yield from refused("an opt-in without credentials", answer)
    after = progress_of(session, made, note="read the progress after")
    yield from same("progress after a refused opt-in", before, after, cause="changed")


@law(
    says="A campaign that was live and is set aside cannot be opted into.",
    holds=("LS36", "R30"),
    operations=CALLS,
    roles=("customer.eligible",),
    controls=("campaign-status",),
    examples=2,
)
def paused_campaigns_are_not_joined(session: Session, draw: Draw) -> Iterator[Violation]:
    """Paused or completed after it was live."""
    made, stage = make_open(session), draw(st.sampled_from(("paused", "completed")))
    session.control("campaign-status", campaign=made.id, status=stage)
    yield from left_alone(session, made, f"into a campaign that is {stage} now")


LAWS: Final[tuple[Law, ...]] = (
    opt_in_waits_for_its_period,
    opt_in_ends_with_its_period,
    opt_in_period_follows_the_clock,
    only_live_campaigns_are_joined,
    opt_in_needs_a_campaign_that_asks_for_it,
    ineligible_customers_stay_out,
    full_campaign_admits_nobody,
    last_place_is_given_once,
    nobody_opts_anybody_in,
    paused_campaigns_are_not_joined,
)
