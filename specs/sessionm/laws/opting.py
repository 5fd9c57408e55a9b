"""Opting in: whose choice it is, what it changes, and what it answers."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Session, Violation, law, same, shown

from .eligibility import every_page
from .reading import OUTSIDERS, accepted, by, is_ok, shown_to_customer
from .subjects import (
    BOTH_NAMES,
    join,
    known,
    make_open,
    named,
    need_eligible,
    opt_in,
    progress_of,
    standing,
    steady,
)

FORMS: Final = ("optIn", "optInExternalUser")
READS: Final = ("getProgress", "getProgressByPermalink", "getExternalCustomerProgress")
MAKES: Final = ("createCampaign", "optIn", "getProgress", "getEligibleCampaign")


@law(
    says="A customer who qualifies can opt in while the period is open.",
    holds=("R45", "R58", "R60", "R61"),
    operations=(*MAKES, "optInExternalUser"),
    roles=BOTH_NAMES,
    examples=2,
)
def eligible_customer_can_opt_in(session: Session, draw: Draw) -> Iterator[Violation]:
    """By either name of the customer."""
    made = make_open(session)
    need_eligible(session, made)
    answer = opt_in(session, made, operation=draw(st.sampled_from(FORMS)))
    yield from accepted("an opt-in by a customer who qualifies, inside the period", answer)


@law(
    says="opted_in is there only once the customer has chosen, and is true after an opt-in.",
    holds=("LS12", "R18", "R58", "R71", "R99"),
    operations=(*MAKES, "optInExternalUser", *READS),
    roles=BOTH_NAMES,
    examples=6,
)
def opted_in_shows_a_choice_and_nothing_else(session: Session, draw: Draw) -> Iterator[Violation]:
    """Before and after an opt-in, by any name of customer and campaign."""
    made, reads = make_open(session), draw(st.sampled_from(READS))
    before = progress_of(session, made, operation=reads)
    if "opted_in" in before:
        got = f"opted_in {shown(before['opted_in'])}"
        yield Violation("no opted_in before any choice", got, pointer="/campaign/opted_in")
    join(session, made, operation=draw(st.sampled_from(FORMS)))
    after = progress_of(session, made, operation=reads, note="read the progress after")
    what = "opted_in after an opt-in"
    yield from same(what, True, after.get("opted_in"), pointer="/campaign/opted_in", cause="after")


@law(
    says="After an opt-out opted_in is false and the state is opted_out; an opt-in is not lost.",
    holds=("LS12", "R95", "R99", "R100"),
    operations=MAKES,
    roles=("customer.eligible",),
    controls=("opt-out",),
    examples=2,
)
def opting_out_shows_false(session: Session, draw: Draw) -> Iterator[Violation]:
    """The second documented answer of progress, and the third."""
    left, kept = make_open(session), make_open(session)
    join(session, left)
    join(session, kept)
    session.control("opt-out", customer=session.role("customer.eligible"), campaign=left.id)
    after = progress_of(session, left, note="read the campaign that was left")
    yield from same("opted_in after an opt-out", False, after.get("opted_in"))
    yield from same("state after an opt-out", "opted_out", after.get("state"), cause="state")
    found = standing(session, left)
    if found.get("status") == "opted_in" or found.get("opted_in", False):
        got = {member: found[member] for member in ("status", "opted_in") if member in found}
        yield Violation("the campaign shows that the customer left", shown(got), cause="v2")
    other = progress_of(session, kept, note="read the campaign that was not left")
    yield from same("opted_in where the customer stayed", True, other.get("opted_in"), cause="kept")


@law(
    says="After an opt-in every answer shows the customer as one who takes part.",
    holds=("LS13", "R6", "R18", "R59", "R95"),
    operations=(*MAKES, "listEligibleCampaigns"),
    roles=("customer.eligible",),
    at_most={"GET": 12, "POST": 1},
    examples=3,
)
def opt_in_changes_the_state(session: Session, draw: Draw) -> Iterator[Violation]:
    """Progress, the second version's campaign, and its list."""
    made = make_open(session)
    need_eligible(session, made)
    join(session, made)
    states = {
        "progress": progress_of(session, made, note="read the progress after").get("state"),
        "the campaign": standing(session, made).get("status"),
    }
    items, _ = every_page(session, named(session, made), ("all",))
    if (item := by(items, "campaign_id", made.id)) is not None:
        states["the list"] = item.get("status")
    for place, state in states.items():
        if state in OUTSIDERS:
            yield Violation(
                f"after the opt-in {place} shows opted_in, in_progress or completed",
                shown(state),
                cause=place,
            )


@law(
    says="A successful opt-in answers like the list of the customer's campaigns.",
    holds=("LS13", "R18", "R62"),
    operations=(
        "createCampaign",
        *FORMS,
        "listCustomerCampaigns",
        "listExternalCustomerCampaigns",
        "getCampaignInfo",
        "getProgress",
    ),
    roles=(*BOTH_NAMES, "campaign.optin_open"),
    examples=4,
)
def opt_in_answers_like_the_list(session: Session, draw: Draw) -> Iterator[Violation]:
    """An opt-in by either name, into a known campaign or a new one, and the list right after."""
    lists = ("listCustomerCampaigns", "listExternalCustomerCampaigns")
    form = draw(st.integers(0, 1))
    is_new = draw(st.booleans())
    subject = make_open(session) if is_new else known(session, "campaign.optin_open")
    answer = opt_in(session, subject, operation=FORMS[form])
    session.need(is_ok(answer), "a customer who can opt in")
    path = named(session, subject)
    listed = session.call(lists[form], path=path, note="read the list after")
    again = session.call(lists[form], path=path, note="read it again")
    session.need(is_ok(again) and listed.json == again.json, "a list that stays as it is")
    got = answer.at("/campaigns")
    yield from same("the customer's campaigns", listed.at("/campaigns"), got, at=answer)
    if (item := by(shown_to_customer(answer), "campaign_id", subject.id)) is not None:
        state = (item.get("progress") or {}).get("state")
        progress = progress_of(session, subject)
        yield from same(
            f"state of campaign {subject.id} in the opt-in's answer",
            progress.get("state"),
            state,
            at=answer,
            pointer="/campaigns",
            cause="state",
        )


@law(
    says="The list of a customer's campaigns shows the state that the progress shows.",
    holds=("R5", "R83", "R95", "R101"),
    operations=("listCustomerCampaigns", "getProgress"),
    roles=("customer.eligible",),
    examples=10,
)
def list_and_progress_show_one_state(session: Session, draw: Draw) -> Iterator[Violation]:
    """For one campaign of the list."""
    names = ("customer.eligible", "customer.ineligible", "customer.other")
    customer = draw(st.sampled_from([name for name in names if session.has(name)]))
    path = {"user_id": session.role(customer)}
    listed = session.call("listCustomerCampaigns", path=path)
    items = shown_to_customer(listed)
    session.need(bool(items), "a customer who sees campaigns")
    item = draw(st.sampled_from(items))
    campaign_id = item.get("campaign_id")
    answer = session.call("getProgress", path={**path, "ad_campaign_id": campaign_id})
    yield from accepted(f"progress in campaign {campaign_id}, which is listed", answer)
    again = session.call("listCustomerCampaigns", path=path, note="read the list again")
    session.need(listed.json == again.json, "a list that stays as it is")
    expected = (item.get("progress") or {}).get("state")
    got = answer.at("/campaign/state")
    yield from same(f"state in campaign {campaign_id}", expected, got, at=answer)


@law(
    says="An opt-in into one campaign is no choice about another, and is not lost by the next.",
    holds=("R58", "R99"),
    operations=MAKES,
    roles=("customer.eligible",),
    examples=3,
)
def opt_in_concerns_one_campaign(session: Session, draw: Draw) -> Iterator[Violation]:
    """Two campaigns, joined one after the other."""
    first, second = make_open(session), make_open(session)
    if draw(st.booleans()):
        first, second = second, first
    before = steady(session, second)
    join(session, first)
    after = progress_of(session, second, note="read the other campaign")
    yield from same("progress in the other campaign", before, after)
    join(session, second)
    kept = progress_of(session, first, note="read the first campaign again")
    yield from same("opted_in in the first campaign", True, kept.get("opted_in"), cause="lost")


@law(
    says="An opt-in of one customer is not shown as the choice of another.",
    holds=("LS15", "R58", "R99"),
    operations=MAKES,
    roles=("customer.eligible", "customer.other"),
    examples=2,
)
def opt_in_is_nobody_elses_choice(session: Session, draw: Draw) -> Iterator[Violation]:
    """Two customers and one campaign."""
    one, other = draw(st.permutations(("customer.eligible", "customer.other")))
    made = make_open(session)
    join(session, made, customer=one)
    seen = progress_of(session, made, customer=other, note="read it for another customer")
    if "opted_in" in seen:
        got = f"opted_in {shown(seen['opted_in'])}"
        yield Violation("no opted_in for a customer who has not chosen", got)
    mine = progress_of(session, made, customer=one, note="read it for the customer")
    yield from same("opted_in of who opted in", True, mine.get("opted_in"), cause="own")


@law(
    says="HEAD and OPTIONS do not opt a customer in.",
    holds=("R58", "R59", "R99"),
    operations=("createCampaign", "getProgress", "optIn"),
    roles=("customer.eligible",),
    severity="warning",
    examples=1,
    needs_writes=True,
    at_most={"GET": 8, "POST": 4, "HEAD": 2, "OPTIONS": 2},
)
def only_the_documented_method_opts_in(session: Session, draw: Draw) -> Iterator[Violation]:
    """HTTP calls both safe, and the document has the opt-in as a GET alone."""
    made = make_open(session)
    before = steady(session, made)
    form = next(one for one in session.bundle.operations if one.operation_id == "optIn")
    for method in ("OPTIONS", "HEAD"):
        session.send(method, session.url(form, named(session, made)), note="not the method")
        after = progress_of(session, made, note="read the progress after")
        yield from same(f"progress after {method} on the opt-in", before, after, cause=method)


LAWS: Final[tuple[Law, ...]] = (
    eligible_customer_can_opt_in,
    opted_in_shows_a_choice_and_nothing_else,
    opting_out_shows_false,
    opt_in_changes_the_state,
    opt_in_answers_like_the_list,
    list_and_progress_show_one_state,
    opt_in_concerns_one_campaign,
    opt_in_is_nobody_elses_choice,
    only_the_documented_method_opts_in,
)
