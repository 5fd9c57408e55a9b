"""Sections and creatives: what is asked for is added, and nothing else changes."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Json, Law, Record, Session, Violation, law, same, shown

from .eligibility import first_page
from .reading import accepted, campaign_in, is_ok
from .subjects import Subject, active, join, known, make_open, named

SECTIONS: Final = ("progress", "behaviors", "offers", "redemptions")
CREATIVES: Final = ("promotion", "tile")
ONE: Final = (
    "getEligibleCampaign",
    "getEligibleCampaignByPermalink",
    "getExternalCustomerEligibleCampaign",
)
NAMES: Final = ("customer.eligible", "customer.external", "campaign.live")


def chosen(session: Session, draw: Draw) -> Subject:
    """Draws the campaign that plays campaign.live or a like role, any active, or one joined."""
    roles = [role for role in ("campaign.live", "campaign.several_behaviors") if session.has(role)]
    kind = draw(st.sampled_from((*roles, "joined", "active")))
    if kind == "active":
        return draw(st.sampled_from(active(session)))
    if kind == "joined":
        made = make_open(session)
        join(session, made)
        return made
    return known(session, kind)


def one_of(session: Session, subject: Subject, operation: str, note: str, **query: Json) -> Record:
    """Returns the campaign as one call shows it, whether the customer qualifies or not."""
    asked = {"filters[]": ["all"], **{f"{name}[]": values for name, values in query.items()}}
    answer = session.call(operation, path=named(session, subject), query=asked, note=note)
    session.need(is_ok(answer), "a campaign that can be read for a customer")
    return campaign_in(answer)


@law(
    says="Sections add members, only those asked for, and change nothing else.",
    holds=("LS28", "R104", "R126"),
    operations=("createCampaign", "optIn", "getCampaignInfo", "listActiveCampaigns", *ONE),
    roles=NAMES,
    examples=20,
)
def sections_are_independent(session: Session, draw: Draw) -> Iterator[Violation]:
    """Some sections against all of them."""
    subject, operation = chosen(session, draw), draw(st.sampled_from(ONE))
    asked = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=3, unique=True))
    full = one_of(session, subject, operation, "with all sections", sections=list(SECTIONS))
    part = one_of(session, subject, operation, f"with {', '.join(asked)}", sections=asked)
    again = one_of(session, subject, operation, "all again", sections=list(SECTIONS))
    session.need(full == again, "a campaign that stays as it is")
    for section in SECTIONS:
        where = f"/{section}"
        if section in part and section not in asked:
            expected = f"no {section}, for only {', '.join(asked)} is asked for"
            yield Violation(expected, shown(part[section]), pointer=where, cause="extra")
        elif section in asked and (section in full) is not (section in part):
            expected = f"{section}, which is asked for both times"
            yield Violation(expected, "nothing in one", pointer=where, cause="missing")
    for member in sorted(full.keys() & part.keys()):
        yield from same(f"{member} as with all sections", full[member], part[member], cause=member)
    for member in sorted((full.keys() ^ part.keys()) - set(SECTIONS)):
        expected = f"{member} whatever sections are asked for"
        yield Violation(expected, "nothing in one", pointer=f"/{member}", cause="core")


@law(
    says="A blank creatives[] leaves the creative out.",
    holds=("LS29", "R106"),
    operations=("getCampaignInfo", *ONE),
    roles=NAMES,
    examples=3,
)
def blank_creatives_show_none(session: Session, draw: Draw) -> Iterator[Violation]:
    """The parameter without a value."""
    subject, operation = known(session, "campaign.live"), draw(st.sampled_from(ONE))
    found = one_of(session, subject, operation, "creatives[] blank", creatives=[""])
    if "creative" in found:
        yield Violation("no creative", shown(found["creative"]), pointer="/creative")


@law(
    says="A creative is shown as asked for, alike whether alone or beside the other.",
    holds=("LS28", "LS29", "R106", "R126"),
    operations=("listEligibleCampaigns",),
    roles=("customer.eligible",),
    examples=4,
)
def creatives_are_independent(session: Session, draw: Draw) -> Iterator[Violation]:
    """One kind against both, for every campaign of a page."""
    kind, other = draw(st.permutations(CREATIVES))
    both = first_page(session, "both creatives", list(CREATIVES))
    alone = first_page(session, f"the {kind} alone", [kind])
    again = first_page(session, "both again", list(CREATIVES))
    session.need(both == again and both.keys() == alone.keys(), "a list that stays as it is")
    for campaign_id, item in alone.items():
        full, part = both[campaign_id].get("creative") or {}, item.get("creative") or {}
        if other in part:
            expected = f"no {other} of campaign {campaign_id}, for only the {kind} is asked for"
            yield Violation(expected, shown(part[other]), cause="extra")
        what = f"the {kind} of campaign {campaign_id} as beside the other"
        yield from same(what, full.get(kind), part.get(kind), cause="kind")
        for member in sorted((set(item) | set(both[campaign_id])) - {"creative"}):
            what = f"{member} of campaign {campaign_id} as with both"
            yield from same(what, both[campaign_id].get(member), item.get(member), cause=member)


@law(
    says="A campaign's creatives are the same in a list and alone.",
    holds=("R106", "R110", "R114"),
    operations=("listEligibleCampaigns", *ONE),
    roles=NAMES,
    examples=6,
)
def creatives_are_the_same_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """A campaign that has one, in a list and by one of its names."""
    listed = first_page(session, "with creatives", list(CREATIVES))
    items = [item for item in listed.values() if item.get("creative")]
    session.need(bool(items), "an eligible campaign with a creative")
    item = draw(st.sampled_from(items))
    subject = Subject(item["campaign_id"], str(item.get("campaign_permalink")))
    session.need(not subject.permalink.isdigit(), "a permalink that cannot be taken for an id")
    form, note = draw(st.sampled_from(ONE)), "by one of its names"
    one = one_of(session, subject, form, note, creatives=list(CREATIVES))
    again = first_page(session, "the list again", list(CREATIVES))
    session.need(listed == again, "a list that stays as it is")
    what = f"kinds of creative of campaign {subject.id}"
    yield from same(what, sorted(item["creative"]), sorted(one.get("creative") or {}))


@law(
    says="The documented command line is answered, with what it asks for.",
    holds=("R104", "R127"),
    operations=("getEligibleCampaign",),
    roles=("customer.eligible", "campaign.live"),
    examples=1,
)
def documented_command_line_works(session: Session, draw: Draw) -> Iterator[Violation]:
    """Four sections, one with a comma behind it, and a content type on a GET."""
    path = {
        "user_id": session.role("customer.eligible"),
        "ad_campaign_id": session.role("campaign.live"),
    }
    asked = ["behaviors", "progress,", "offers", "redemptions"]
    answer = session.call(
        "getEligibleCampaign",
        path=path,
        query={"sections[]": asked},
        headers={"Content-Type": "application/json"},
        note="as in the documented curl line",
    )
    yield from accepted("the documented request", answer)
    for section in ("behaviors", "offers"):
        if section not in campaign_in(answer):
            yield Violation(f"{section}, which is asked for", "nothing", answer, "/campaign")


@law(
    says="The list and the progress know the same behaviors of a campaign.",
    holds=("R95", "R101", "R104"),
    operations=(
        "createCampaign",
        "optIn",
        "getCampaignInfo",
        "listActiveCampaigns",
        "getEligibleCampaign",
        "getProgress",
    ),
    roles=("customer.eligible", "campaign.live"),
    examples=12,
)
def all_behaviors_are_shown(session: Session, draw: Draw) -> Iterator[Violation]:
    """As many in the array as in the map, of the same external ids where those are told."""
    subject = chosen(session, draw)
    mapped = one_of(session, subject, "getEligibleCampaign", "as a map", sections=["behaviors"])
    answer = session.call("getProgress", path=named(session, subject), note="as an array")
    yield from accepted("progress in an active campaign", answer)
    array: list[Record] = campaign_in(answer).get("behaviors") or []
    entries = list((mapped.get("behaviors") or {}).values())
    yield from same("number of behaviors", len(array), len(entries), at=answer)
    told = [entry.get("external_behavior_id") for entry in entries]
    if all(told):
        ids = sorted(str(entry.get("external_behavior_id")) for entry in array)
        yield from same("external ids of the behaviors", ids, sorted(told), cause="ids")


LAWS: Final[tuple[Law, ...]] = (
    sections_are_independent,
    blank_creatives_show_none,
    creatives_are_independent,
    creatives_are_the_same_alone,
    documented_command_line_works,
    all_behaviors_are_shown,
)
