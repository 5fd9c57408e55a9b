"""The second version's lists: filters, pages, and whom they are for."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Law, Record, Session, Violation, law, same

from .reading import accepted, by, campaign_in, campaigns_in, code_of, is_ok, refused, told
from .subjects import join, known, make_open, named

LISTS: Final = ("listEligibleCampaigns", "listExternalCustomerEligibleCampaigns")
FILTERS: Final = ("eligible", "ineligible", "all")
MOST_PAGES: Final = 6


def every_page(
    session: Session,
    path: Record,
    filters: tuple[str, ...],
    *,
    operation: str = "listEligibleCampaigns",
    sections: tuple[str, ...] = (),
) -> tuple[list[Record], Exchange]:
    """Returns all campaigns of a customer's list with the last page, or ends the law."""
    items: list[Record] = []
    number = pages = 1
    while True:
        query: Record = {"filters[]": list(filters), "sections[]": list(sections)}
        query |= {"page": number, "page_size": 100}
        answer = session.call(operation, path=path, query=query, note=f"read page {number}")
        pages = answer.at("/number_of_pages") if is_ok(answer) else 0
        session.need(isinstance(pages, int) and 0 < pages <= MOST_PAGES, "a list of few pages")
        items += campaigns_in(answer)
        if number >= pages:
            return items, answer
        number += 1


def first_page(session: Session, note: str, creatives: list[str]) -> dict[Json, Record]:
    """Returns the first hundred campaigns of the customer with creatives, by id."""
    path = {"user_id": session.role("customer.eligible")}
    query: Record = {"filters[]": ["all"], "creatives[]": creatives, "page_size": 100}
    answer = session.call("listEligibleCampaigns", path=path, query=query, note=note)
    session.need(is_ok(answer), "a list that can be read")
    return {item.get("campaign_id"): item for item in campaigns_in(answer)}


def ids(items: list[Record]) -> list[Json]:
    """Returns the campaign ids of a list, sorted."""
    return sorted({item.get("campaign_id") for item in items}, key=str)


@law(
    says="The filters eligible and ineligible part all active campaigns.",
    holds=("LS27", "R103", "R105", "R126"),
    operations=LISTS,
    roles=("customer.eligible", "customer.ineligible"),
    at_most={"GET": 30},
    examples=3,
)
def filters_part_all_campaigns(session: Session, draw: Draw) -> Iterator[Violation]:
    """No campaign is in both, and each is in one."""
    customer = draw(st.sampled_from(("customer.ineligible", "customer.eligible")))
    path: Record = {"user_id": session.role(customer)}
    listed = {name: every_page(session, path, (name,)) for name in FILTERS}
    again, _ = every_page(session, path, ("eligible",))
    found = {name: ids(items) for name, (items, _) in listed.items()}
    session.need(ids(again) == found["eligible"], "a list that stays as it is")
    both = [one for one in found["eligible"] if one in found["ineligible"]]
    last = listed["ineligible"][1]
    yield from same("campaigns in both", [], both, at=last, pointer="/campaigns", cause="both")
    union = sorted([*found["eligible"], *found["ineligible"]], key=str)
    last = listed["all"][1]
    yield from same("campaigns in either", union, found["all"], at=last, pointer="/campaigns")


@law(
    says="A filter lets through only campaigns for which qualified says so.",
    holds=("LS27", "R49", "R103", "R105"),
    operations=(
        "listEligibleCampaigns",
        "getEligibleCampaign",
        "getEligibleCampaignByPermalink",
        "getCampaignInfo",
    ),
    roles=("customer.eligible", "customer.ineligible", "campaign.targeted"),
    at_most={"GET": 24},
    examples=4,
)
def filters_agree_with_qualified(session: Session, draw: Draw) -> Iterator[Violation]:
    """And the campaign that excludes a customer is among the customer's ineligible ones."""
    customer = draw(st.sampled_from(("customer.ineligible", "customer.eligible")))
    targeted = session.role("campaign.targeted")
    path: Record = {"user_id": session.role(customer), "ad_campaign_id": targeted}
    qualifies = customer == "customer.eligible"
    for name, expected in (("eligible", True), ("ineligible", False)):
        items, last = every_page(session, path, (name,))
        for item in items:
            what = f"qualified of campaign {item.get('campaign_id')} among the {name}"
            got = item.get("qualified")
            yield from same(what, expected, got, at=last, pointer="/campaigns", cause=name)
        is_listed = by(items, "campaign_id", targeted) is not None
        what = f"campaign {targeted} is among the {name} of {customer}"
        yield from same(what, qualifies is expected, is_listed, at=last, cause="targeted")
    path["permalink"] = known(session, "campaign.targeted").permalink
    for operation in ("getEligibleCampaign", "getEligibleCampaignByPermalink"):
        one = session.call(operation, path=path, query={"filters[]": ["all"]})
        session.need(is_ok(one), "a targeted campaign that can be read")
        yield from same("qualified", qualifies, campaign_in(one).get("qualified"), at=one)


@law(
    says="A campaign is not shown as eligible to a customer who does not qualify.",
    holds=("R6", "R9", "R49", "R105", "R112"),
    operations=(
        "getCampaignInfo",
        "getEligibleCampaign",
        "getEligibleCampaignByPermalink",
    ),
    roles=("campaign.targeted", "customer.ineligible", "customer.eligible"),
    examples=2,
)
def eligible_filter_holds_for_one_campaign(session: Session, draw: Draw) -> Iterator[Violation]:
    """By id and by permalink; who qualifies does see it."""
    targeted = known(session, "campaign.targeted")
    operation = draw(st.sampled_from(("getEligibleCampaign", "getEligibleCampaignByPermalink")))
    query = {"filters[]": ["eligible"]}
    closed = session.call(
        operation, path=named(session, targeted, customer="customer.ineligible"), query=query
    )
    if is_ok(closed):
        yield Violation(
            "an error, for the customer does not qualify", told(closed), closed, cause="shown"
        )
    open_one = session.call(operation, path=named(session, targeted), query=query)
    yield from accepted("an eligible campaign", open_one, cause="hidden")


@law(
    says="A campaign that is there, but not for the customer, is answered with not_available.",
    basis="outside",
    holds=("R52", "R111", "R112"),
    operations=("getCampaignInfo", "getEligibleCampaign", "getEligibleCampaignByPermalink"),
    roles=("campaign.targeted", "customer.ineligible"),
    examples=1,
)
def hidden_campaigns_are_not_available(session: Session, draw: Draw) -> Iterator[Violation]:
    """The code that the vendor's generic page has for it."""
    targeted = known(session, "campaign.targeted")
    path, query = (
        named(session, targeted, customer="customer.ineligible"),
        {"filters[]": "eligible"},
    )
    for operation in ("getEligibleCampaign", "getEligibleCampaignByPermalink"):
        answer = session.call(operation, path=path, query=query)
        yield from refused("a campaign that is not for the customer", answer, code="not_available")


@law(
    says="Without filters, too, one campaign is not shown to a customer who does not qualify.",
    holds=("R6", "R112"),
    operations=("getEligibleCampaign",),
    roles=("campaign.targeted", "customer.ineligible"),
    severity="warning",
    examples=1,
)
def ineligible_campaign_is_not_fetched(session: Session, draw: Draw) -> Iterator[Violation]:
    """The document says what is fetched, and not what filters[] is when it is absent."""
    path: Record = {"user_id": session.role("customer.ineligible")}
    path["ad_campaign_id"] = session.role("campaign.targeted")
    answer = session.call("getEligibleCampaign", path=path)
    if is_ok(answer):
        expected = "an error, for the customer does not qualify"
        yield Violation(expected, told(answer), answer, cause="shown")


@law(
    says="The permalink of a campaign never changes.",
    holds=("LS33", "R42", "R43", "R97"),
    operations=(
        "createCampaign",
        "optIn",
        "getEligibleCampaign",
        "getEligibleCampaignByPermalink",
        "getCampaignInfo",
    ),
    roles=("customer.eligible",),
    examples=2,
)
def permalink_stays_the_same(session: Session, draw: Draw) -> Iterator[Violation]:
    """Chosen at creation, and read before and after an opt-in."""
    own_id = session.fresh("own-id")
    made = make_open(session, external_id=own_id)
    path = {**named(session, made), "permalink": own_id}
    query = {"filters[]": ["all"]}
    for when in ("before", "after"):
        for operation in ("getEligibleCampaign", "getEligibleCampaignByPermalink"):
            one = session.call(operation, path=path, query=query, note=f"{when} an opt-in")
            yield from accepted(f"campaign {made.id} by id and by its permalink {own_id}", one)
            got = campaign_in(one).get("campaign_permalink")
            yield from same(f"campaign_permalink of {made.id}", own_id, got, at=one)
        info = session.call("getCampaignInfo", path=path)
        yield from same("permalink", own_id, info.at("/campaign/permalink"), at=info)
        if when == "before":
            join(session, made)


@law(
    says="An unknown campaign is not shown to any customer.",
    holds=("R43", "R102", "R112"),
    operations=("getEligibleCampaign", "getEligibleCampaignByPermalink", "getProgress"),
    roles=("customer.eligible",),
    examples=1,
)
def unknown_campaigns_are_not_shown(session: Session, draw: Draw) -> Iterator[Violation]:
    """A number and a permalink that nothing has."""
    path: Record = {"user_id": session.role("customer.eligible")}
    path |= {"ad_campaign_id": 987654321, "permalink": session.fresh("no-such")}
    for operation in ("getEligibleCampaign", "getEligibleCampaignByPermalink", "getProgress"):
        answer = session.call(operation, path=path)
        if is_ok(answer) or not code_of(answer):
            yield Violation("an error with a code", told(answer), answer)


LAWS: Final[tuple[Law, ...]] = (
    filters_part_all_campaigns,
    filters_agree_with_qualified,
    eligible_filter_holds_for_one_campaign,
    hidden_campaigns_are_not_available,
    ineligible_campaign_is_not_fetched,
    permalink_stays_the_same,
    unknown_campaigns_are_not_shown,
)
