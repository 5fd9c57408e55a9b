"""The second version's lists: filters, pages, and whom they are for."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Law, Record, Session, Violation, law, same

from .reading import accepted, by, campaign_in, campaigns_in, code_of, is_ok, told
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
    operations=("listEligibleCampaigns", "getEligibleCampaign", "getCampaignInfo"),
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
    one = session.call("getEligibleCampaign", path=path, query={"filters[]": ["all"]})
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
    says="A page of twenty, the first, is shown unless asked otherwise.",
    holds=("LS30", "R107", "R109"),
    operations=LISTS,
    roles=("customer.eligible", "customer.external"),
    examples=2,
)
def first_page_of_twenty_is_the_default(session: Session, draw: Draw) -> Iterator[Violation]:
    """Without page and page_size, and with one of them."""
    operation = draw(st.sampled_from(LISTS))
    path = customer_path(session)
    plain = session.call(operation, path=path, note="without page and page_size")
    yield from accepted("a list", plain)
    yield from same("page", 1, plain.at("/page"), at=plain, pointer="/page")
    yield from same("page_size", 20, plain.at("/page_size"), at=plain, pointer="/page_size")
    if len(campaigns_in(plain)) > 20:
        got = f"{len(campaigns_in(plain))}"
        yield Violation("at most 20 campaigns", got, plain, "/campaigns", cause="many")
    asked = session.call(operation, path=path, query={"page": 1, "page_size": 20})
    again = session.call(operation, path=path, note="read it again")
    session.need(plain.json == again.json, "a list that stays as it is")
    yield from same("the same with page=1 and page_size=20", plain.json, asked.json, at=asked)


@law(
    says="A page holds no more campaigns than page_size, and says which page it is.",
    holds=("LS30", "R107", "R109"),
    operations=LISTS,
    roles=("customer.eligible", "customer.external"),
    examples=8,
)
def pages_have_the_size_asked_for(session: Session, draw: Draw) -> Iterator[Violation]:
    """The first page, and the one after it."""
    operation, size = draw(st.sampled_from(LISTS)), draw(st.integers(1, 30))
    path = customer_path(session)
    for number in (1, 2):
        query = {"page": number, "page_size": size, "filters[]": ["all"]}
        page = session.call(operation, path=path, query=query)
        yield from accepted("a page", page)
        yield from same("page_size", size, page.at("/page_size"), at=page, pointer="/page_size")
        yield from same("page", number, page.at("/page"), at=page, pointer="/page")
        count = len(campaigns_in(page))
        if count > size:
            yield Violation(f"at most {size} campaigns", f"{count}", page, "/campaigns")
        if number == 1 and page.at("/number_of_pages") == 1:
            return


@law(
    says="number_of_pages is the same whoever asks, for whatever, on whichever page.",
    holds=("LS31", "R108"),
    operations=LISTS,
    roles=("customer.eligible", "customer.external", "customer.ineligible"),
    examples=12,
)
def number_of_pages_is_always_the_same(session: Session, draw: Draw) -> Iterator[Violation]:
    """Two requests of one page_size that differ in all else."""
    size = draw(st.integers(1, 25))

    def asked(note: str) -> Exchange:
        query: Record = {"page_size": size}
        query["page"] = draw(st.sampled_from((1, 1, 2)))
        query["filters[]"] = draw(st.sampled_from((None, "ineligible", "all", "eligible")))
        query["sections[]"] = draw(st.sampled_from((None, "progress")))
        operation = draw(st.sampled_from(LISTS))
        path = customer_path(session)
        path["user_id"] = session.role(
            draw(st.sampled_from(("customer.eligible", "customer.ineligible")))
        )
        return session.call(operation, path=path, query=query, note=note)

    first, second = asked("one request"), asked("another of the same page_size")
    session.need(is_ok(first) and is_ok(second), "pages, also beyond the last")
    expected, got = first.at("/number_of_pages"), second.at("/number_of_pages")
    what = f"number_of_pages at page_size {size}"
    yield from same(what, expected, got, at=second, pointer="/number_of_pages")


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


def customer_path(session: Session) -> Record:
    """Returns the two names of the customer."""
    return {
        "user_id": session.role("customer.eligible"),
        "external_id": session.role("customer.external"),
    }


LAWS: Final[tuple[Law, ...]] = (
    filters_part_all_campaigns,
    filters_agree_with_qualified,
    eligible_filter_holds_for_one_campaign,
    first_page_of_twenty_is_the_default,
    pages_have_the_size_asked_for,
    number_of_pages_is_always_the_same,
    permalink_stays_the_same,
    unknown_campaigns_are_not_shown,
)
