"""Creations that must fail, and what they leave behind: nothing."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Record, Session, Violation, law, same

from .reading import accepted, by, campaign_in, campaigns_in, is_ok, refused
from .subjects import attempt, make, subject_of

FAULTS: Final[dict[str, Record]] = {
    "name missing": {"name": ...},
    "status missing": {"status": ...},
    "starts_at missing": {"starts_at": ...},
    "ends_at missing": {"ends_at": ...},
    "unknown member": {"test": "x"},
    "unknown status": {"status": "archived"},
    "unknown campaign_type": {"campaign_type": "banner"},
    "unknown template": {"template": "banner"},
    "starts_at no date": {"starts_at": "soon"},
    "ends_at no date": {"ends_at": "later"},
    "name no text": {"name": {"en": "A name"}},
}
"""Members that make a creation faulty; `...` leaves one out."""


@law(
    says="No two campaigns have one name; the second creation fails and stores nothing.",
    holds=("LS7", "R26", "R51"),
    operations=("createCampaign", "listActiveCampaigns", "getCampaignInfoByPermalink"),
    examples=4,
)
def campaign_names_stay_unique(session: Session, draw: Draw) -> Iterator[Violation]:
    """The same name with another external_id, in any stage, at once or after another creation."""
    name, second_id = session.fresh("twice"), session.fresh("own-id")
    stages = draw(st.sampled_from((("live", "live"), ("draft", "live"), ("live", "draft"))))
    make(session, name=name, status=stages[0])
    if draw(st.booleans()):
        make(session, "make another in between")
    second = attempt(
        session,
        "create another of that name",
        name=name,
        external_id=second_id,
        status=stages[1],
    )
    yield from refused(f"a {stages[1]} campaign of the name of a {stages[0]} one", second)
    info = session.call("getCampaignInfoByPermalink", path={"permalink": second_id})
    yield from refused("information on the campaign that was refused", info, cause="stored")
    listed = session.call("listActiveCampaigns", note="count the campaigns of that name")
    count = sum(item.get("name") == name for item in campaigns_in(listed))
    if count > 1:
        yield from same(f"campaigns named {name}", 1, count, at=listed, pointer="/campaigns")


@law(
    says="A faulty campaign is refused, and a refused one is not stored.",
    holds=("LS8", "R25", "R27", "R28", "R31", "R32", "R35", "R51", "R53", "R54", "R57"),
    operations=("createCampaign", "listActiveCampaigns", "getCampaignInfoByPermalink"),
    examples=25,
)
def refused_creation_stores_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """One fault, or two at once."""
    first = draw(st.sampled_from(tuple(FAULTS)))
    second = draw(st.sampled_from((first, *FAULTS)))
    own_id = session.fresh("own-id")
    faults = {**FAULTS[first], **FAULTS[second]}
    answer = attempt(session, "create a faulty campaign", external_id=own_id, **faults)
    yield from refused(f"a campaign with {first}", answer, cause=first)
    info = session.call("getCampaignInfoByPermalink", path={"permalink": own_id})
    yield from refused("information on the campaign that was refused", info, cause="stored")
    listed = session.call("listActiveCampaigns", note="look for it among the active")
    if by(campaigns_in(listed), "external_id", own_id) is not None:
        yield Violation(
            "the refused campaign is not in the active list", "it is", listed, "/campaigns"
        )


@law(
    says="A refused creation takes neither its name nor its external_id.",
    holds=("LS8", "R20", "R26", "R33", "R51"),
    operations=("createCampaign", "getCampaignInfoByPermalink"),
    examples=4,
)
def refused_creation_takes_no_name(session: Session, draw: Draw) -> Iterator[Violation]:
    """Refused for a name in use or another fault, corrected, and sent again."""
    name, own_id = session.fresh("name"), session.fresh("own-id")
    if draw(st.booleans()):
        used = session.fresh("used")
        make(session, name=used)
        fault: Record = {"name": used}
    else:
        fault = FAULTS[draw(st.sampled_from(("unknown status", "unknown member")))]
    first = attempt(session, "a faulty one", **{"name": name, "external_id": own_id, **fault})
    session.need(not is_ok(first), "a faulty campaign that is refused")
    second = attempt(session, "the same, corrected", name=name, external_id=own_id)
    yield from accepted("the campaign without the fault", second)
    info = session.call("getCampaignInfoByPermalink", path={"permalink": own_id})
    made, found = subject_of(second).id, campaign_in(info).get("campaign_id")
    yield from same(f"campaign_id of {own_id}", made, found, at=info)


@law(
    says="A permalink names one campaign, and goes on naming it.",
    holds=("LS33", "R34", "R42", "R43"),
    operations=("createCampaign", "getCampaignInfoByPermalink"),
    examples=1,
)
def permalink_names_one_campaign(session: Session, draw: Draw) -> Iterator[Violation]:
    """A second creation with the external_id of the first, whatever it is answered."""
    own_id = session.fresh("own-id")
    first = make(session, external_id=own_id)
    second = attempt(session, "the same external_id again", external_id=own_id)
    if is_ok(second) and campaign_in(second).get("external_id") == own_id:
        got = f"{own_id} again, for campaign {subject_of(second).id}"
        yield Violation(f"{own_id} stays with campaign {first.id}", got, second)
    info = session.call("getCampaignInfoByPermalink", path={"permalink": own_id})
    found = campaign_in(info).get("campaign_id")
    yield from same(f"campaign_id of {own_id}", first.id, found, at=info, cause="moved")


LAWS: Final[tuple[Law, ...]] = (
    campaign_names_stay_unique,
    refused_creation_stores_nothing,
    refused_creation_takes_no_name,
    permalink_names_one_campaign,
)
