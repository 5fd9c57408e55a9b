"""Sections and creatives: what is asked for is added, and nothing else changes."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Json, Law, Record, Session, Violation, law, same, shown

from .reading import accepted, campaign_in, is_ok
from .subjects import Subject, active, known, named

SECTIONS: Final = ("progress", "behaviors", "offers", "redemptions")
CREATIVES: Final = ("promotion", "tile")
ONE: Final = (
    "getEligibleCampaign",
    "getEligibleCampaignByPermalink",
    "getExternalCustomerEligibleCampaign",
)
NAMES: Final = ("customer.eligible", "customer.external", "campaign.live")


def chosen(session: Session, draw: Draw) -> Subject:
    """Draws the campaign that plays campaign.live, mostly, or any active one."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(active(session)))
    return known(session, "campaign.live")


def one_of(session: Session, subject: Subject, operation: str, note: str, **query: Json) -> Record:
    """Returns the campaign as one call shows it, whether the customer qualifies or not."""
    asked = {"filters[]": ["all"], **{f"{name}[]": values for name, values in query.items()}}
    answer = session.call(operation, path=named(session, subject), query=asked, note=note)
    session.need(is_ok(answer), "a campaign that can be read for a customer")
    return campaign_in(answer)


@law(
    says="Sections add members, only those asked for, and change nothing else.",
    holds=("LS28", "R104", "R126"),
    operations=("getCampaignInfo", "listActiveCampaigns", *ONE),
    roles=NAMES,
    examples=15,
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
        elif section in asked and section in full and section not in part:
            expected = f"{section}, which is asked for"
            yield Violation(expected, "nothing", pointer=where, cause="missing")
    for member in sorted(full.keys() & part.keys()):
        yield from same(f"{member} as with all sections", full[member], part[member], cause=member)
    for member in sorted(full.keys() - part.keys() - set(SECTIONS)):
        expected = f"{member}, as with all sections"
        yield Violation(expected, "nothing", pointer=f"/{member}", cause="core")


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
    operations=("getCampaignInfo", "listActiveCampaigns", *ONE),
    roles=NAMES,
    examples=8,
)
def creatives_are_independent(session: Session, draw: Draw) -> Iterator[Violation]:
    """One kind against both."""
    subject, operation = chosen(session, draw), draw(st.sampled_from(ONE))
    kind, other = draw(st.permutations(CREATIVES))
    both = one_of(session, subject, operation, "both creatives", creatives=list(CREATIVES))
    part = one_of(session, subject, operation, f"the {kind} alone", creatives=[kind])
    again = one_of(session, subject, operation, "both again", creatives=list(CREATIVES))
    session.need(both == again, "a campaign that stays as it is")
    full, alone = both.get("creative") or {}, part.get("creative") or {}
    if other in alone:
        expected = f"no {other}, for only the {kind} is asked for"
        yield Violation(expected, shown(alone[other]), pointer=f"/creative/{other}", cause="extra")
    expected_one, got = full.get(kind), alone.get(kind)
    yield from same(f"the {kind} as beside the other", expected_one, got, pointer="/creative")
    for member in sorted(set(both) - {"creative"}):
        yield from same(f"{member} as with both", both[member], part.get(member), cause=member)


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
    operations=("getCampaignInfo", "listActiveCampaigns", "getEligibleCampaign", "getProgress"),
    roles=("customer.eligible", "campaign.live"),
    examples=10,
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
    documented_command_line_works,
    all_behaviors_are_shown,
)
