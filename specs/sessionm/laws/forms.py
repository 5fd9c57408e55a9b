"""One thing has several names; by each of them it is the same."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import (
    Draw,
    Exchange,
    Json,
    Law,
    Record,
    Session,
    Violation,
    equal,
    find,
    first_difference,
    law,
    shown,
)

from .projections import CREATIVES, SECTIONS
from .reading import campaign_in, is_ok
from .subjects import BOTH_NAMES, Subject, active, join, known, make_open, named

V2_FORMS: Final = (
    "getEligibleCampaignByPermalink",
    "getExternalCustomerEligibleCampaign",
    "getEligibleCampaign",
)
PROGRESS: Final = (
    "getProgress",
    "getProgressByPermalink",
    "getExternalCustomerProgress",
    "getExternalCustomerProgressByPermalink",
)


def essence(exchange: Exchange) -> Json:
    """Returns what an answer says: its body, or that it is an error."""
    return exchange.json if is_ok(exchange) else "an error"


def campaign(exchange: Exchange) -> Json:
    """Returns the campaign of an answer without opted_in, which only one form documents."""
    if not is_ok(exchange):
        return essence(exchange)
    return {name: value for name, value in campaign_in(exchange).items() if name != "opted_in"}


def agree(
    session: Session,
    forms: Sequence[tuple[str, Record]],
    query: Record | None = None,
    part: Callable[[Exchange], Json] = essence,
) -> Iterator[Violation]:
    """Yields a violation if calls differ in what they say; the first is read again before that."""
    operation, path = forms[0]
    first = session.call(operation, path=path, query=query or {})
    for other_operation, other_path in forms[1:]:
        other = session.call(other_operation, path=other_path, query=query or {})
        expected, got = part(first), part(other)
        if equal(expected, got):
            continue
        again = session.call(operation, path=path, query=query or {}, note="read the first again")
        session.need(equal(part(again), expected), "an answer that stays as it is")
        where = first_difference(expected, got) or ""
        yield Violation(
            f"the same as by the other name: {shown(find(expected, where))}",
            shown(find(got, where)),
            other,
            where,
        )


def some_campaign(session: Session, draw: Draw, *roles: str) -> Subject:
    """Draws an active campaign, one that plays a role, or a new one that the customer joined."""
    kind = draw(st.sampled_from(("active", "new", *roles)))
    if kind == "new":
        made = make_open(session)
        join(session, made)
        return made
    if kind == "active":
        return draw(st.sampled_from(active(session)))
    subject = known(session, kind)
    session.need(not subject.permalink.isdigit(), "a permalink that cannot be taken for an id")
    return subject


@law(
    says="Information on a campaign is the same by id and by permalink.",
    holds=("LS5", "R34", "R43", "R130", "R132"),
    operations=(
        "createCampaign",
        "optIn",
        "listActiveCampaigns",
        "getCampaignInfo",
        "getCampaignInfoByPermalink",
    ),
    roles=("customer.eligible",),
    examples=10,
)
def information_is_the_same_by_both_names(session: Session, draw: Draw) -> Iterator[Violation]:
    """S20 and S21."""
    roles = [role for role in ("campaign.ended", "campaign.draft") if session.has(role)]
    path = named(session, some_campaign(session, draw, *roles))
    forms = ("getCampaignInfo", "getCampaignInfoByPermalink")
    yield from agree(session, [(form, path) for form in forms])


@law(
    says="Progress is the same by every name of customer and campaign.",
    holds=("LS5", "LS6", "R71", "R96", "R98"),
    operations=(
        "createCampaign",
        "optIn",
        "listActiveCampaigns",
        "getCampaignInfo",
        *PROGRESS,
    ),
    roles=BOTH_NAMES,
    at_most={"GET": 12, "POST": 1},
    examples=12,
)
def progress_is_the_same_by_every_name(session: Session, draw: Draw) -> Iterator[Violation]:
    """S7 to S10."""
    roles = [role for role in ("campaign.ended", "campaign.live") if session.has(role)]
    path = named(session, some_campaign(session, draw, *roles))
    forms = draw(st.permutations(PROGRESS))
    yield from agree(session, [(form, path) for form in forms])


@law(
    says="The progress of an anonymous customer is the same by id and by permalink.",
    holds=("LS5", "R70", "R72", "R96"),
    operations=(
        "listActiveCampaigns",
        "getAnonymousProgress",
        "getAnonymousProgressByPermalink",
    ),
    roles=("app.auth_token",),
    examples=8,
)
def anonymous_progress_is_the_same_by_both_names(
    session: Session, draw: Draw
) -> Iterator[Violation]:
    """S11 and S12."""
    subject = draw(st.sampled_from(active(session)))
    path: Record = {"ad_campaign_id": subject.id, "permalink": subject.permalink}
    forms = ("getAnonymousProgress", "getAnonymousProgressByPermalink")
    yield from agree(session, [(form, path) for form in forms])


@law(
    says="A customer's campaigns are the same by internal and external id.",
    holds=("LS6", "R69", "R71", "R73"),
    operations=(
        "createCampaign",
        "optIn",
        "listCustomerCampaigns",
        "listExternalCustomerCampaigns",
    ),
    roles=BOTH_NAMES,
    examples=2,
)
def customer_campaigns_are_the_same_by_both_names(
    session: Session, draw: Draw
) -> Iterator[Violation]:
    """S4 and S5."""
    path = named(session, Subject(0, "-"))
    forms = draw(st.permutations(("listCustomerCampaigns", "listExternalCustomerCampaigns")))
    yield from agree(session, [(form, path) for form in forms])


@st.composite
def queries(draw: st.DrawFn, *, is_list: bool) -> Record:
    """Draws the parameters of the second version."""
    query: Record = {}
    for name, values in (("sections[]", SECTIONS), ("creatives[]", CREATIVES)):
        if draw(st.booleans()):
            query[name] = draw(st.lists(st.sampled_from(values), max_size=3, unique=True))
    query["filters[]"] = draw(st.sampled_from((None, "eligible", "ineligible", "all")))
    if is_list:
        query["page"] = draw(st.sampled_from((None, 1, 2)))
        query["page_size"] = draw(st.sampled_from((None, 3, 7, 50)))
    return query


@law(
    says="A page of eligible campaigns is the same by internal and external id.",
    holds=("LS6", "R71", "R103"),
    operations=("listEligibleCampaigns", "listExternalCustomerEligibleCampaigns"),
    roles=BOTH_NAMES,
    examples=15,
)
def eligible_pages_are_the_same_by_both_names(session: Session, draw: Draw) -> Iterator[Violation]:
    """S13 and S14."""
    path, query = named(session, Subject(0, "-")), draw(queries(is_list=True))
    forms = draw(
        st.permutations(("listEligibleCampaigns", "listExternalCustomerEligibleCampaigns"))
    )
    yield from agree(session, [(form, path) for form in forms], query)


@law(
    says="An eligible campaign is the same by every name of customer and campaign.",
    holds=("LS5", "LS6", "R43", "R71", "R97", "R115"),
    operations=(
        "createCampaign",
        "optIn",
        "listActiveCampaigns",
        "getCampaignInfo",
        *V2_FORMS,
    ),
    roles=BOTH_NAMES,
    at_most={"GET": 12, "POST": 1},
    examples=15,
)
def eligible_campaign_is_the_same_by_every_name(
    session: Session, draw: Draw
) -> Iterator[Violation]:
    """S15 in its envelope, S16, S17 and S18."""
    roles = [role for role in ("campaign.live", "campaign.targeted") if session.has(role)]
    subject, query = some_campaign(session, draw, *roles), draw(queries(is_list=False))
    by_id, by_permalink = (named(session, subject, by_permalink=wanted) for wanted in (False, True))
    calls = [(form, by_permalink) for form in V2_FORMS]
    calls.append(("getExternalCustomerEligibleCampaign", by_id))
    order = draw(st.permutations(calls))
    yield from agree(session, order, query, campaign)


LAWS: Final[tuple[Law, ...]] = (
    information_is_the_same_by_both_names,
    progress_is_the_same_by_every_name,
    anonymous_progress_is_the_same_by_both_names,
    customer_campaigns_are_the_same_by_both_names,
    eligible_pages_are_the_same_by_both_names,
    eligible_campaign_is_the_same_by_every_name,
)
