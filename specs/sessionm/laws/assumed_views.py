"""Our own readings of silences about what customers see, judged on the kit's mock only."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Session, Violation, law, same, shown

from .counters import EVENT, again, behaviors, is_counting, plain_one, send, take_part
from .offers import FORMS, deals
from .projections import one_of
from .reading import accepted, campaign_in, shown_to_customer
from .subjects import BOTH_NAMES, active, join, known, make_open, named, progress_of, standing

READS: Final = ("optIn", "getProgress", "getCampaignInfo", "getEligibleCampaign")


@law(
    says="Each campaign is in one of the two lists, a tile among the tiles.",
    basis="inferred",
    holds=("LS25", "R73", "R76"),
    operations=("listCustomerCampaigns",),
    roles=("customer.eligible",),
    examples=1,
)
def campaigns_are_sorted_by_creative(session: Session, draw: Draw) -> Iterator[Violation]:
    """By the kind of the template."""
    path = {"user_id": session.role("customer.eligible")}
    listed = session.call("listCustomerCampaigns", path=path)
    everything = [item["campaign_id"] for item in shown_to_customer(listed)]
    yield from same("campaigns, each once", sorted(set(everything)), sorted(everything), at=listed)
    for name in ("tiles", "promotions"):
        for item in listed.at(f"/campaigns/{name}") or ():
            is_tile = item["template"]["type"] == "internal_tile"
            what = f"campaign {item['campaign_id']} among the {name} is a tile"
            yield from same(what, name == "tiles", is_tile, at=listed, cause=name)


@law(
    says="html_payload contains the id of the customer.",
    basis="inferred",
    holds=("LS26", "R78"),
    operations=("listCustomerCampaigns",),
    roles=("customer.eligible",),
    examples=1,
)
def html_payload_names_the_customer(session: Session, draw: Draw) -> Iterator[Violation]:
    """Wherever it is shown."""
    user_id = session.role("customer.eligible")
    listed = session.call("listCustomerCampaigns", path={"user_id": user_id})
    for item in shown_to_customer(listed):
        payload = item["template"].get("html_payload")
        if payload is not None and user_id not in payload:
            yield Violation(f"html_payload with {user_id}", shown(payload), listed)


@law(
    says="Without creatives[] there is no creative, and without sections[] no section.",
    basis="inferred",
    holds=("LS28", "LS29", "R104", "R106"),
    operations=("getCampaignInfo", *FORMS, "getEligibleCampaign"),
    roles=("campaign.live", *BOTH_NAMES),
    examples=3,
)
def nothing_is_added_unasked(session: Session, draw: Draw) -> Iterator[Violation]:
    """Neither parameter."""
    form = draw(st.sampled_from((*FORMS, "getEligibleCampaign")))
    found = one_of(session, known(session, "campaign.live"), form, "as it is")
    extra = sorted({"creative", "progress", "behaviors", "offers", "redemptions"} & found.keys())
    yield from same("members that were not asked for", [], extra)


@law(
    says="One value of sections[] may join several with commas.",
    basis="inferred",
    holds=("LS28", "R104", "R127"),
    operations=("getCampaignInfo", *FORMS, "getEligibleCampaign"),
    roles=("campaign.live", *BOTH_NAMES),
    examples=3,
)
def joined_sections_are_read_apart(session: Session, draw: Draw) -> Iterator[Violation]:
    """As by repeating the parameter, also with a comma at the end."""
    form = draw(st.sampled_from((*FORMS, "getEligibleCampaign")))
    live = known(session, "campaign.live")
    apart = one_of(session, live, form, "apart", sections=["behaviors", "progress", "offers"])
    joined = one_of(session, live, form, "joined", sections=["behaviors,progress,", "offers"])
    yield from same("the campaign", apart, joined)


@law(
    says="A customer's state is the same in both versions.",
    basis="inferred",
    holds=("LS13", "LS21", "R95", "R118"),
    operations=("createCampaign", "listActiveCampaigns", *READS),
    roles=("customer.eligible",),
    examples=10,
)
def versions_show_one_state(session: Session, draw: Draw) -> Iterator[Violation]:
    """In an active campaign, or in one just joined."""
    if draw(st.booleans()):
        subject = draw(st.sampled_from(active(session)))
    else:
        subject = make_open(session)
        join(session, subject)
    state, status = progress_of(session, subject)["state"], standing(session, subject)["status"]
    yield from same(f"status in campaign {subject.id}", state, status)


@law(
    says="Progress counts the events of this round, from nothing to the goal.",
    basis="inferred",
    holds=("LS19", "LS34", "R84"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT,),
    at_most={"GET": 16},
    examples=3,
)
def progress_is_the_count_of_this_round(session: Session, draw: Draw) -> Iterator[Violation]:
    """The array against the map, after events."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    one = plain_one(session, subject)
    send(session, one.entry["event_name"], draw(st.integers(1, 7)))
    counted = [now.entry for now in behaviors(session, subject) if is_counting(now.entry)]
    array = {entry["event_name"]: entry for entry in progress_of(session, subject)["behaviors"]}
    for entry in counted:
        name = entry["event_name"]
        expected = {"progress": entry["current_count"], "goal": entry["total_count"]}
        got = {member: array[name][member] for member in expected}
        yield from same(f"counters of {name}", expected, got)


@law(
    says="The key of a behavior is its name in lower case, its words joined as in the sample.",
    basis="inferred",
    holds=("LS34",),
    operations=("listActiveCampaigns", *READS),
    roles=("customer.eligible",),
    examples=6,
)
def behavior_keys_are_their_names(session: Session, draw: Draw) -> Iterator[Violation]:
    """Up to case and underscores."""
    subject = draw(st.sampled_from(active(session)))
    keys = [one.key.replace("_", "") for one in behaviors(session, subject)]
    names = [entry["name"] for entry in progress_of(session, subject)["behaviors"]]
    expected = sorted(name.lower().replace("_", "") for name in names)
    yield from same("keys of the behaviors", expected, sorted(keys))


@law(
    says="Counters stay as they were when the campaign has ended.",
    basis="inferred",
    holds=("LS11", "R94"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT, "clock"),
    at_most={"GET": 12},
    examples=1,
)
def counters_outlive_the_campaign(session: Session, draw: Draw) -> Iterator[Violation]:
    """An event, the end, and another event."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    one = plain_one(session, subject, left=2)
    send(session, one.entry["event_name"])
    before = progress_of(session, subject)
    session.advance("400d")
    send(session, one.entry["event_name"])
    answer = session.call("getProgress", path=named(session, subject), note="read it after the end")
    yield from accepted("progress in a campaign that has ended", answer)
    yield from same("the same progress", before, campaign_in(answer), at=answer)


@law(
    says="A customer who has left keeps what was counted, and counts no more.",
    basis="inferred",
    holds=("LS12", "R99"),
    operations=READS,
    roles=("campaign.live", "customer.eligible"),
    controls=(EVENT, "opt-out"),
    at_most={"GET": 12},
    examples=1,
)
def who_has_left_counts_no_more(session: Session, draw: Draw) -> Iterator[Violation]:
    """An event, the opt-out, and another event."""
    subject = known(session, "campaign.live")
    take_part(session, subject)
    one = plain_one(session, subject, left=2)
    send(session, one.entry["event_name"])
    before = again(session, one)
    customer = session.role("customer.eligible")
    session.control("opt-out", customer=customer, campaign=subject.id)
    send(session, one.entry["event_name"])
    yield from same("counters after leaving", before, again(session, one))


@law(
    says="Only a deal has a deal, and its texts name it.",
    basis="inferred",
    holds=("LS35", "R123"),
    operations=("getCampaignInfo", *FORMS),
    roles=("campaign.live", *BOTH_NAMES),
    examples=1,
)
def deals_belong_to_their_offers(session: Session, draw: Draw) -> Iterator[Violation]:
    """In campaign.live."""
    live = known(session, "campaign.live")
    found = one_of(session, live, FORMS[0], "with its offers", sections=["offers"])
    for offer in found.get("offers") or []:
        what = f"offer {offer['offer_id']} has a deal"
        yield from same(what, offer["type"] == "deal", "deal" in offer, cause="deal")
    for deal in deals(session, FORMS[0]):
        for text in deal.get("offer_text") or []:
            yield from same("offer_id of a text", deal["id"], text["offer_id"], cause="text")


LAWS: Final[tuple[Law, ...]] = (
    campaigns_are_sorted_by_creative,
    html_payload_names_the_customer,
    nothing_is_added_unasked,
    joined_sections_are_read_apart,
    versions_show_one_state,
    progress_is_the_count_of_this_round,
    behavior_keys_are_their_names,
    counters_outlive_the_campaign,
    who_has_left_counts_no_more,
    deals_belong_to_their_offers,
)
