"""Time windows of campaigns: listed while active, readable for ever."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Session, Violation, law, same

from .eligibility import every_page
from .reading import accepted, by, campaign_in, campaigns_in, instant, is_ok
from .subjects import at, attempt, join, known, make, make_open, named, progress_of

SLACK: Final = timedelta(hours=2)
"""How far our idea of the time may be from the target's."""
STAGES: Final = ("draft", "paused", "inreview", "completed", "live")


@law(
    says="The list of active campaigns holds only campaigns that have begun and not ended.",
    holds=("LS10", "R31", "R32", "R128"),
    operations=("createCampaign", "listActiveCampaigns"),
    examples=1,
)
def active_list_holds_no_campaign_outside_its_dates(
    session: Session, draw: Draw
) -> Iterator[Violation]:
    """Among them one that is made for tomorrow, and one that was over yesterday."""
    now = session.now
    make(session, starts_at=at(now, days=1), ends_at=at(now, days=9))
    make(session, starts_at=at(now, days=-9), ends_at=at(now, days=-1))
    listed = session.call("listActiveCampaigns")
    for item in campaigns_in(listed):
        starts, ends = instant(item.get("starts_at")), instant(item.get("ends_at"))
        if starts is not None and starts > now + SLACK:
            yield Violation(
                f"campaign {item.get('id')}, which starts at {starts}, is not listed at {now}",
                "it is",
                listed,
                "/campaigns",
                rules=("R31", "R128"),
                cause="early",
            )
        if ends is not None and ends < now - SLACK:
            yield Violation(
                f"campaign {item.get('id')}, which ended at {ends}, is not listed at {now}",
                "it is",
                listed,
                "/campaigns",
                rules=("R32", "R128"),
                cause="late",
            )


@law(
    says="A live campaign is in the active list from its start until its end.",
    holds=("LS10", "R31", "R32", "R128"),
    operations=("createCampaign", "listActiveCampaigns"),
    controls=("clock",),
    examples=8,
)
def campaign_is_listed_between_its_dates(session: Session, draw: Draw) -> Iterator[Violation]:
    """The clock passes both dates."""
    ahead, lasts = draw(st.integers(1, 72)), draw(st.integers(2, 72))
    now = session.now
    dates = {"starts_at": at(now, hours=ahead), "ends_at": at(now, hours=ahead + lasts)}
    campaign_id = make(session, **dates).id
    moments = (("before its start", ""), ("after its start", f"{ahead * 60 + 30}m"))
    for when, span in (*moments, ("after its end", f"{lasts}h")):
        if span:
            session.advance(span)
        listed = session.call("listActiveCampaigns", note=f"read the list {when}")
        is_listed = by(campaigns_in(listed), "id", campaign_id) is not None
        what = f"campaign {campaign_id} is in the active list {when}"
        expected = when == "after its start"
        yield from same(what, expected, is_listed, at=listed, pointer="/campaigns", cause=when)


@law(
    says="A customer's active campaigns are those between their dates.",
    holds=("LS10", "R31", "R32", "R103", "R105"),
    operations=("createCampaign", "listEligibleCampaigns"),
    roles=("customer.eligible",),
    controls=("clock",),
    at_most={"GET": 24, "POST": 1},
    examples=3,
)
def campaign_is_shown_to_customers_between_its_dates(
    session: Session, draw: Draw
) -> Iterator[Violation]:
    """As campaign_is_listed_between_its_dates, in the second version's list of all."""
    now = session.now
    made = make(session, starts_at=at(now, hours=3), ends_at=at(now, hours=9))
    path = named(session, made)
    for when, span in (
        ("before its start", ""),
        ("after its start", "4h"),
        ("after its end", "6h"),
    ):
        if span:
            session.advance(span)
        items, last = every_page(session, path, ("all",))
        what = f"campaign {made.id} is among all active campaigns {when}"
        is_listed = by(items, "campaign_id", made.id) is not None
        expected = when == "after its start"
        yield from same(what, expected, is_listed, at=last, pointer="/campaigns", cause=when)


@law(
    says="Progress can still be read when the campaign has ended.",
    holds=("LS11", "R94", "R99"),
    operations=(
        "createCampaign",
        "optIn",
        "getProgress",
        "getProgressByPermalink",
        "getExternalCustomerProgress",
        "getExternalCustomerProgressByPermalink",
    ),
    roles=("customer.eligible", "customer.external"),
    controls=("clock",),
    examples=2,
)
def progress_is_answered_after_the_end(session: Session, draw: Draw) -> Iterator[Violation]:
    """A campaign that the customer has joined and that ends."""
    made = make_open(session, ends_at=at(session.now, days=12))
    join(session, made)
    before = progress_of(session, made)
    session.advance(f"{draw(st.sampled_from((13, 100)))}d")
    for operation in (
        "getProgress",
        "getProgressByPermalink",
        "getExternalCustomerProgress",
        "getExternalCustomerProgressByPermalink",
    ):
        answer = session.call(operation, path=named(session, made), note="read it after the end")
        yield from accepted("progress in a campaign that has ended", answer)
        after = campaign_in(answer)
        for member in ("opted_in", "behaviors"):
            where = f"/campaign/{member}"
            expected = before.get(member)
            yield from same(member, expected, after.get(member), at=answer, pointer=where)


@law(
    says="Progress that was made in a campaign is shown long after its end.",
    holds=("LS11", "R94"),
    operations=("getCampaignInfo", "getProgress", "getProgressByPermalink"),
    roles=("campaign.ended", "customer.eligible"),
    examples=1,
)
def progress_of_the_past_is_answered(session: Session, draw: Draw) -> Iterator[Violation]:
    """The campaign that plays campaign.ended."""
    ended = known(session, "campaign.ended")
    for operation in ("getProgress", "getProgressByPermalink"):
        answer = session.call(operation, path=named(session, ended))
        yield from accepted("progress in a campaign that has ended", answer)
        behaviors = campaign_in(answer).get("behaviors") or []
        if not any(behavior.get("progress") for behavior in behaviors):
            where = "/campaign/behaviors"
            yield Violation("the progress that was made", "none", answer, where, cause="lost")


@law(
    says="The active list shows no campaign in a stage that it has left.",
    holds=("R28", "R128"),
    operations=("createCampaign", "listActiveCampaigns"),
    controls=("campaign-status",),
    examples=2,
)
def listed_stage_is_the_current_one(session: Session, draw: Draw) -> Iterator[Violation]:
    """A live campaign moves to another stage; whether it stays listed is the server's choice."""
    made, stage = make(session), draw(st.sampled_from(("paused", "completed")))
    session.call("listActiveCampaigns", note="read the list before")
    session.control("campaign-status", campaign=made.id, status=stage)
    listed = session.call("listActiveCampaigns", note="read the list after")
    item = by(campaigns_in(listed), "id", made.id)
    if item is not None:
        what = f"status of campaign {made.id}, if it is listed"
        yield from same(what, stage, item.get("status"), at=listed, pointer="/campaigns")


@law(
    says="The active list shows a campaign in the stage in which it was made.",
    holds=("LS3", "R27", "R28", "R128"),
    operations=("createCampaign", "listActiveCampaigns"),
    examples=5,
)
def listed_stage_is_the_one_it_was_made_in(session: Session, draw: Draw) -> Iterator[Violation]:
    """A campaign in any stage; whether it is listed is the server's choice."""
    created = attempt(session, "make a campaign", status=draw(st.sampled_from(STAGES)))
    session.need(is_ok(created), "a campaign that can be created")
    listed = session.call("listActiveCampaigns", note="look for it among the active")
    made = campaign_in(created)
    item = by(campaigns_in(listed), "id", made.get("id"))
    if item is not None:
        what = f"status of campaign {made.get('id')}, if it is listed"
        got = item.get("status")
        yield from same(what, made.get("status"), got, at=listed, pointer="/campaigns")


@law(
    says="Two campaigns that differ in name alone are both in the active list, or neither is.",
    holds=("LS10", "R28", "R128"),
    operations=("createCampaign", "listActiveCampaigns"),
    controls=("campaign-status",),
    examples=2,
)
def campaigns_of_one_stage_are_listed_alike(session: Session, draw: Draw) -> Iterator[Violation]:
    """One moves to a stage, and one was made in it; which stages are active is not said."""
    stage = draw(st.sampled_from(("paused", "completed")))
    dates = {"starts_at": at(session.now, days=-1), "ends_at": at(session.now, days=9)}
    moved, twin = make(session, **dates), make(session, status=stage, **dates)
    session.call("listActiveCampaigns", note="read the list before")
    session.control("campaign-status", campaign=moved.id, status=stage)
    listed = session.call("listActiveCampaigns", note="read the list after")
    expected, got = (by(campaigns_in(listed), "id", one.id) is not None for one in (twin, moved))
    what = f"campaign {moved.id} is listed like campaign {twin.id}, which is {stage}, too"
    yield from same(what, expected, got, at=listed, pointer="/campaigns")


LAWS: Final[tuple[Law, ...]] = (
    active_list_holds_no_campaign_outside_its_dates,
    campaign_is_listed_between_its_dates,
    campaign_is_shown_to_customers_between_its_dates,
    progress_is_answered_after_the_end,
    progress_of_the_past_is_answered,
    listed_stage_is_the_current_one,
    listed_stage_is_the_one_it_was_made_in,
    campaigns_of_one_stage_are_listed_alike,
)
