"""Creating campaigns: what was sent is what can be read, and what is refused is not there."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Json, Law, Record, Session, Violation, law, same

from .reading import accepted, by, campaign_in, campaigns_in, is_ok, same_instant
from .subjects import attempt, subject_of

GUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
KINDS: Final = ("promotion", "messaging")


def spelled(moment: datetime, offset_hours: int) -> str:
    """Spells an instant in a zone."""
    if offset_hours == 0:
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    zone = timezone(timedelta(hours=offset_hours))
    return moment.astimezone(zone).isoformat(timespec="seconds")


@st.composite
def shapes(draw: st.DrawFn, now: datetime) -> Record:
    """Draws the members of a live campaign around now."""
    offset = draw(st.sampled_from((0, 0, 1, -5)))
    shape: Record = {
        "starts_at": spelled(now - timedelta(hours=draw(st.integers(2, 900))), offset),
        "ends_at": spelled(now + timedelta(hours=draw(st.integers(48, 9000))), offset),
    }
    if draw(st.booleans()):
        shape["campaign_type"] = shape["template"] = draw(st.sampled_from(KINDS))
    if draw(st.booleans()):
        shape["optin_required"] = True
        shape["opt_in_starts_at"] = spelled(now - timedelta(minutes=draw(st.integers(5, 90))), 0)
        shape["opt_in_ends_at"] = spelled(now + timedelta(minutes=draw(st.integers(90, 900))), 0)
    return shape


@law(
    says="A creation answers with the campaign as it was sent.",
    holds=("LS3", "LS4", "R24", "R33", "R35", "R37"),
    operations=("createCampaign",),
    examples=15,
)
def creation_answers_with_what_was_sent(session: Session, draw: Draw) -> Iterator[Violation]:
    """S1 echoes."""
    sent = {"name": session.fresh("campaign"), "external_id": session.fresh("own-id")}
    sent |= draw(shapes(session.now))
    exchange = attempt(session, "create a campaign", **sent)
    yield from accepted("a complete campaign", exchange)
    made = campaign_in(exchange)
    for member in ("name", "external_id", "campaign_type"):
        if member in sent:
            where = f"/campaign/{member}"
            yield from same(member, sent[member], made.get(member), at=exchange, pointer=where)
    yield from same("status", "live", made.get("status"), at=exchange, pointer="/campaign/status")
    for member in ("starts_at", "ends_at"):
        got = made.get(member)
        yield from same_instant(member, sent[member], got, exchange, f"/campaign/{member}")


@law(
    says="A created campaign can be read at once by id, by permalink and in the active list.",
    holds=("LS3", "R20", "R31", "R32", "R34", "R39", "R40", "R43", "R44", "R128", "R130"),
    operations=(
        "createCampaign",
        "getCampaignInfo",
        "getCampaignInfoByPermalink",
        "listActiveCampaigns",
    ),
    examples=15,
)
def created_campaign_is_read_by_every_route(session: Session, draw: Draw) -> Iterator[Violation]:
    """S1, then S20, S21 and S19."""
    sent = {"name": session.fresh("campaign"), "external_id": session.fresh("own-id")}
    sent |= draw(shapes(session.now))
    session.call("listActiveCampaigns", note="read the list before")
    created = attempt(session, "create a campaign", metadata={"made": "for a law"}, **sent)
    session.need(is_ok(created), "a campaign that can be created")
    campaign_id = subject_of(created).id
    path = {"campaign_id": campaign_id, "permalink": sent["external_id"]}
    for operation in ("getCampaignInfo", "getCampaignInfoByPermalink"):
        info = session.call(operation, path=path, note="read the new campaign")
        yield from accepted("information on a campaign just created", info)
        found = campaign_in(info)
        expected = {"campaign_id": campaign_id, "permalink": sent["external_id"]}
        if "optin_required" in sent:
            expected["optin_required"] = True
        for member, value in expected.items():
            where = f"/campaign/{member}"
            yield from same(member, value, found.get(member), at=info, pointer=where)
        for member in {"starts_at", "ends_at", "opt_in_starts_at", "opt_in_ends_at"} & sent.keys():
            where = f"/campaign/{member}"
            yield from same_instant(member, sent[member], found.get(member), info, where)
    listed = session.call("listActiveCampaigns", note="look for it among the active")
    item = by(campaigns_in(listed), "id", campaign_id)
    if item is None:
        yield Violation(
            f"campaign {campaign_id}, live and inside its dates, is in the active list",
            "it is not",
            listed,
            "/campaigns",
            cause="not listed",
        )
        return
    expected = {"name": sent["name"], "external_id": sent["external_id"], "status": "live"}
    for member, value in expected.items():
        yield from same(
            f"{member} of campaign {campaign_id}",
            value,
            item.get(member),
            at=listed,
            pointer="/campaigns",
            cause=member,
        )
    for member in ("starts_at", "ends_at"):
        yield from same_instant(member, sent[member], item.get(member), listed, "/campaigns")
    for member in ("campaign_type", "template", "metadata", "weight", "total_budget"):
        answered, got = campaign_in(created).get(member), item.get(member)
        what = f"{member} as the creation answered"
        yield from same(what, answered, got, at=listed, pointer="/campaigns", cause=member)


@law(
    says="A creation without external_id gets a GUID of its own, under which it can be read.",
    holds=("LS4", "R33", "R34", "R43"),
    operations=("createCampaign", "getCampaignInfoByPermalink"),
    examples=1,
)
def external_id_is_generated_when_absent(session: Session, draw: Draw) -> Iterator[Violation]:
    """Three creations, three GUIDs."""
    seen: list[Json] = []
    for _ in range(3):
        created = attempt(session, "create without external_id")
        session.need(is_ok(created), "a campaign that can be created")
        given = created.at("/campaign/external_id")
        if not isinstance(given, str) or not GUID.fullmatch(given):
            yield Violation("external_id is a GUID", str(given), created, "/campaign/external_id")
            return
        if given in seen:
            yield Violation(
                "external_id is new",
                f"{given} again",
                created,
                "/campaign/external_id",
                cause="again",
            )
        seen.append(given)
        info = session.call("getCampaignInfoByPermalink", path={"permalink": given})
        yield from accepted(f"information on {given}, which was just generated", info)
        made, found = subject_of(created).id, info.at("/campaign/campaign_id")
        yield from same(f"campaign_id of {given}", made, found, at=info)


@law(
    says="template has the value of campaign_type.",
    holds=("LS9", "R35", "R36"),
    operations=("createCampaign", "listActiveCampaigns"),
    examples=9,
)
def template_equals_campaign_type(session: Session, draw: Draw) -> Iterator[Violation]:
    """In the answer to the creation and in the active list."""
    kind = draw(st.sampled_from((*KINDS, ...)))
    template = draw(st.sampled_from((kind, ...) if kind in KINDS else (*KINDS, ...)))
    created = attempt(session, "create", campaign_type=kind, template=template)
    if kind in KINDS:
        yield from accepted(f"a campaign of the type {kind}", created)
    session.need(is_ok(created), "a campaign with a template alone that can be created")
    made = campaign_in(created)
    expected = kind if kind in KINDS else made.get("campaign_type")
    for member in ("campaign_type", "template"):
        where = f"/campaign/{member}"
        yield from same(member, expected, made.get(member), at=created, pointer=where)
    listed = session.call("listActiveCampaigns", note="look for it among the active")
    for item in campaigns_in(listed):
        what = f"template of campaign {item.get('id')}, whose campaign_type this is"
        kinds = item.get("campaign_type"), item.get("template")
        yield from same(what, *kinds, at=listed, pointer="/campaigns", cause="listed")


@law(
    says="Each campaign has an id of its own, a whole number.",
    holds=("LS37", "R38"),
    operations=("createCampaign", "listActiveCampaigns"),
    examples=1,
)
def campaign_ids_are_distinct(session: Session, draw: Draw) -> Iterator[Violation]:
    """Three creations beside all active campaigns."""
    listed = session.call("listActiveCampaigns", note="read the ids in use")
    seen = [item.get("id") for item in campaigns_in(listed)]
    for _ in range(3):
        created = attempt(session, "create a campaign")
        session.need(is_ok(created), "a campaign that can be created")
        given = created.at("/campaign/id")
        if isinstance(given, bool) or not isinstance(given, int):
            yield Violation("id is a whole number", str(given), created, "/campaign/id")
        if given in seen:
            what = f"{given}, which another campaign has"
            yield Violation("id is new", what, created, "/campaign/id", cause="again")
        seen.append(given)


LAWS: Final[tuple[Law, ...]] = (
    creation_answers_with_what_was_sent,
    created_campaign_is_read_by_every_route,
    external_id_is_generated_when_absent,
    template_equals_campaign_type,
    campaign_ids_are_distinct,
)
