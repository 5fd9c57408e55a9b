"""Our own readings of silences about campaigns, judged on the kit's mock only."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Json, Law, Record, Session, Violation, law, same

from .eligibility import FILTERS, every_page, ids
from .envelopes import GETS, NAMES, path_for
from .reading import (
    accepted,
    by,
    campaign_in,
    campaigns_in,
    instant,
    refused,
)
from .subjects import (
    at,
    attempt,
    make,
    subject_of,
)

_MOST_LISTED: Final = 70
"""Campaigns of one customer of which each page can be turned."""

CALLS: Final = ("createCampaign", "optIn", "getProgress", "getCampaignInfo")


@law(
    says="The list of active campaigns holds live campaigns only, from start until before end.",
    basis="inferred",
    holds=("LS10", "R30", "R128"),
    operations=("createCampaign", "listActiveCampaigns"),
    examples=5,
)
def active_list_holds_live_campaigns_only(session: Session, draw: Draw) -> Iterator[Violation]:
    """One of each stage beside what is there."""
    stage = draw(st.sampled_from(("draft", "paused", "inreview", "completed", "live")))
    made, now = make(session, status=stage), session.now
    listed = session.call("listActiveCampaigns")
    is_listed = by(campaigns_in(listed), "id", made.id) is not None
    what = f"a {stage} campaign is in the active list"
    yield from same(what, stage == "live", is_listed, at=listed, pointer="/campaigns")
    for item in campaigns_in(listed):
        yield from same("status of a listed campaign", "live", item.get("status"), at=listed)
        starts, ends = instant(item.get("starts_at")), instant(item.get("ends_at"))
        is_active = starts is not None and ends is not None and starts <= now < ends
        yield from same(f"campaign {item.get('id')} is active at {now}", True, is_active, at=listed)


@law(
    says="Reading changes nothing: repeated, it gives the same answer.",
    basis="inferred",
    holds=("LS18",),
    operations=GETS,
    roles=NAMES,
    examples=15,
)
def reading_leaves_all_as_it_is(session: Session, draw: Draw) -> Iterator[Violation]:
    """One read, another read, and the first again."""
    first, other = draw(st.sampled_from(GETS)), draw(st.sampled_from(GETS))
    path = path_for(session)
    before = session.call(first, path=path)
    session.call(other, path=path, note="read something else")
    after = session.call(first, path=path, note="read it again")
    yield from same("the same answer", before.json, after.json, at=after, cause=first)


@law(
    says="Ids of campaigns grow.",
    basis="inferred",
    holds=("LS37",),
    operations=("createCampaign",),
    examples=1,
)
def campaign_ids_grow(session: Session, draw: Draw) -> Iterator[Violation]:
    """Three creations."""
    made = [make(session).id for _ in range(3)]
    yield from same("ids in the order of creation", sorted(made), made)


@law(
    says="external_id is unique, and a clash or wrong order of values is refused.",
    basis="inferred",
    holds=("LS33", "R34", "R36", "R42", "R57"),
    operations=("createCampaign",),
    examples=8,
)
def clashing_values_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """One clash at a time."""
    now, own_id = session.now, session.fresh("own-id")
    make(session, external_id=own_id)
    clashes: dict[str, Record] = {
        "an external_id in use": {"external_id": own_id},
        "a permalink in use": {"permalink": own_id},
        "two permalinks": {"external_id": own_id + "-a", "permalink": own_id + "-b"},
        "another template": {"campaign_type": "promotion", "template": "messaging"},
        "an end before the start": {"starts_at": at(now, days=2), "ends_at": at(now, days=1)},
        "an end at the start": {"starts_at": at(now, days=2), "ends_at": at(now, days=2)},
        "an opt-in that ends first": {
            "optin_required": True,
            "opt_in_starts_at": at(now, days=2),
            "opt_in_ends_at": at(now, days=1),
        },
        "a blank name": {"name": "  "},
    }
    what = draw(st.sampled_from(tuple(clashes)))
    answer = attempt(session, what, **clashes[what])
    yield from refused(f"a campaign with {what}", answer, code="validation", cause=what)


@law(
    says="Additional attributes are kept: metadata, targeting and its tags are listed as sent.",
    basis="inferred",
    holds=("R39", "R41", "R46", "R47"),
    operations=("createCampaign", "listActiveCampaigns"),
    examples=6,
)
def additional_attributes_are_kept(session: Session, draw: Draw) -> Iterator[Violation]:
    """Metadata of any form."""
    leaf = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8)
    extra: Record = {
        "metadata": draw(st.dictionaries(st.text(max_size=6), leaf | st.lists(leaf, max_size=3))),
        "targeting": {"user.tags": {"$in": ["a", "b"]}},
        "qualify_tag": "a",
        "disqualify_tag": "c",
    }
    created = attempt(session, "with additional attributes", **extra)
    yield from accepted("a campaign with additional attributes", created)
    made = subject_of(created)
    listed = session.call("listActiveCampaigns")
    item = by(campaigns_in(listed), "id", made.id) or {}
    for member, value in extra.items():
        yield from same(member, value, campaign_in(created).get(member), at=created, cause=member)
        yield from same(member, value, item.get(member), at=listed, cause=member)


@law(
    says="A customer's eligible campaigns are read one by one as they are listed.",
    basis="inferred",
    holds=("LS32", "R103", "R112"),
    operations=("listEligibleCampaigns", "getEligibleCampaign", "getCampaignInfo"),
    roles=("customer.eligible",),
    examples=8,
)
def listed_campaign_is_read_alike(session: Session, draw: Draw) -> Iterator[Violation]:
    """One item of the list, in S15 and S20."""
    path: Record = {"user_id": session.role("customer.eligible")}
    items, _ = every_page(session, path, ("eligible",))
    session.need(bool(items), "an eligible campaign")
    item = draw(st.sampled_from(items))
    path |= {"ad_campaign_id": item["campaign_id"], "campaign_id": item["campaign_id"]}
    one = session.call("getEligibleCampaign", path=path)
    yield from same("the campaign as listed", item, campaign_in(one), at=one)
    info = session.call("getCampaignInfo", path=path)
    for member in ("starts_at", "ends_at", "opt_in_starts_at", "opt_in_ends_at"):
        yield from same(member, item.get(member), campaign_in(info).get(member), at=info)


@law(
    says="Without filters the eligible campaigns are shown; two filters show what either does.",
    basis="inferred",
    holds=("LS27", "LS30", "LS31", "R105"),
    operations=("listEligibleCampaigns",),
    roles=("customer.eligible", "customer.ineligible"),
    at_most={"GET": 20},
    examples=2,
)
def filters_combine_as_a_union(session: Session, draw: Draw) -> Iterator[Violation]:
    """And small pages together are the large one."""
    roles = ("customer.ineligible", "customer.eligible")
    path: Record = {"user_id": session.role(draw(st.sampled_from(roles)))}
    found = {name: every_page(session, path, (name,))[0] for name in FILTERS}
    session.need(len(found["all"]) <= _MOST_LISTED, "a customer with few enough campaigns")
    default, last = every_page(session, path, ())
    yield from same("campaigns by default", ids(found["eligible"]), ids(default), at=last)
    union, last = every_page(session, path, ("eligible", "ineligible"))
    yield from same("campaigns by two filters", ids(found["all"]), ids(union), at=last)
    size = draw(st.sampled_from((7, 10, 13)))
    pages: list[Json] = []
    for number in range(1, -(-len(found["all"]) // size) + 1):
        query = {"filters[]": ["all"], "page": number, "page_size": size}
        page = session.call("listEligibleCampaigns", path=path, query=query)
        pages += [item.get("campaign_id") for item in campaigns_in(page)]
        expected = -(-len(found["all"]) // size)
        yield from same("number_of_pages", expected, page.at("/number_of_pages"), at=page)
    whole = [item.get("campaign_id") for item in found["all"]]
    yield from same("campaigns of all pages", whole, pages, cause="pages")


LAWS: Final[tuple[Law, ...]] = (
    active_list_holds_live_campaigns_only,
    reading_leaves_all_as_it_is,
    campaign_ids_grow,
    clashing_values_are_refused,
    additional_attributes_are_kept,
    listed_campaign_is_read_alike,
    filters_combine_as_a_union,
)
