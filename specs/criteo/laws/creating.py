"""Laws of new campaigns: they are found by every route, and are what was asked for."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Law, Record, Session, Violation, find, law, same

from .campaigns import (
    CREATE,
    GOALS,
    READ,
    SEARCH,
    UNCAPPED,
    attributes,
    creation,
    found,
    limits,
    listed,
    make,
    plain,
    read,
    search,
)


@law(
    says="A new campaign reads as it was made: name, advertiser, goal and limit.",
    holds=("LC12", "LC18", "R140", "R141", "R144"),
    operations=(CREATE, READ),
    roles=("advertiser.own", "advertiser.other_own"),
)
def new_campaign_is_what_was_asked_for(session: Session, draw: Draw) -> Iterator[Violation]:
    """Compares the answer and a read with what was sent."""
    advertiser = session.role(draw(st.sampled_from(("advertiser.own", "advertiser.other_own"))))
    limit = draw(limits)
    goal = draw(st.sampled_from(GOALS))
    body = creation(session, limit, goal=goal, advertiserId=_spelled(draw, advertiser))
    made = session.call(CREATE, json=body, note="make a campaign")
    session.need(made.status in (200, 201), "a campaign that can be made")
    expected = plain(body["data"]["attributes"])
    yield from _agrees(expected, made)
    yield from _agrees(expected, found(session, made.at("/data/id")))


@law(
    says="A new campaign is in every search that it matches.",
    holds=("LC12", "LC13", "R144", "R145", "R147", "R148"),
    operations=(CREATE, SEARCH),
    roles=("advertiser.own",),
)
def new_campaign_is_found(session: Session, draw: Draw) -> Iterator[Violation]:
    """Searches for everything, by advertiser, by id, and by both."""
    campaign = make(session, draw(limits))
    advertiser = str(session.role("advertiser.own"))
    by_id, by_advertiser = {"campaignIds": [campaign]}, {"advertiserIds": [advertiser]}
    for filters in ({}, by_id, by_advertiser, {**by_id, **by_advertiser}):
        exchange = search(session, filters, "look for it")
        if campaign not in listed(exchange):
            yield Violation(
                expected=f"campaign {campaign}, which was just made",
                got=f"{len(listed(exchange))} others",
                exchange=exchange,
                cause=",".join(sorted(filters)),
            )


@law(
    says="A new campaign has an id that no campaign of the portfolio had.",
    holds=("LC12", "R144"),
    operations=(CREATE, SEARCH),
    roles=("advertiser.own",),
    examples=5,
)
def new_campaign_has_a_new_id(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends the id of another campaign along or none."""
    known = listed(search(session, note="everything"))
    session.need(bool(known), "a portfolio that is not empty")
    body = creation(session, draw(limits))
    taken = draw(st.sampled_from(["", *sorted(known)]))
    if taken:
        body["data"]["id"] = taken
    made = session.call(CREATE, json=body, note="make a campaign")
    session.need(made.status in (200, 201), "a campaign that can be made")
    identity = str(made.at("/data/id"))
    if identity in known:
        yield Violation(expected="an id that is new", got=identity, exchange=made)


@law(
    says="The server gives the id, whatever id is sent.",
    basis="inferred",
    holds=("LC12",),
    operations=(CREATE, READ),
    roles=("advertiser.own",),
    examples=3,
)
def server_gives_the_id(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends an id of its own."""
    body = creation(session, UNCAPPED)
    body["data"]["id"] = "777777777"
    made = session.call(CREATE, json=body, note="make a campaign")
    session.need(made.status in (200, 201), "a campaign that can be made")
    if str(made.at("/data/id")) == "777777777":
        yield Violation(expected="an id of the server's own", got="777777777", exchange=made)
    exchange = read(session, "777777777")
    yield from same("status", 404, exchange.status, at=exchange)


@law(
    says="A campaign cannot be made without a goal, nor with one that only old campaigns have.",
    holds=("LC18", "R136", "R143"),
    operations=(CREATE,),
    roles=("advertiser.own",),
)
def creation_needs_a_goal(session: Session, draw: Draw) -> Iterator[Violation]:
    """Leaves the goal out, or sends Unspecified or another word."""
    body = creation(session, draw(limits))
    goal = draw(st.sampled_from(("", "Unspecified", "Awareness")))
    body["data"]["attributes"]["goal"] = goal
    if not goal:
        del body["data"]["attributes"]["goal"]
    made = session.call(CREATE, json=body, note=f"goal {goal or 'missing'}")
    if made.status < 400:
        yield Violation(
            expected=f"a refusal of a campaign with goal {goal or 'missing'}",
            got=f"status {made.status}",
            exchange=made,
            cause=goal or "missing",
        )


@law(
    says="A documented creation is accepted.",
    holds=("R140", "R141", "R142"),
    operations=(CREATE,),
    roles=("advertiser.own", "advertiser.other_own"),
)
def good_creation_is_accepted(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a campaign of one of two advertisers, capped or not."""
    advertiser = session.role(draw(st.sampled_from(("advertiser.own", "advertiser.other_own"))))
    goal = draw(st.sampled_from(GOALS))
    body = creation(session, draw(limits), goal=goal, advertiserId=_spelled(draw, advertiser))
    made = session.call(CREATE, json=body, note="make a campaign")
    if made.status not in (200, 201):
        yield Violation(expected="status 200 or 201", got=f"{made.status}", exchange=made)


@law(
    says="The advertiser of a campaign is the same in every answer, spelled as a string.",
    basis="inferred",
    holds=("LC23",),
    operations=(CREATE, READ, SEARCH),
    roles=("advertiser.own",),
    examples=2,
)
def advertiser_is_spelled_alike(session: Session, draw: Draw) -> Iterator[Violation]:
    """Looks at a new campaign in the answer, in a read and in a search."""
    body = creation(session, UNCAPPED)
    made = session.call(CREATE, json=body, note="make a campaign")
    session.need(made.status in (200, 201), "a campaign that can be made")
    campaign, where = str(made.at("/data/id")), "/attributes/advertiserId"
    advertiser = str(session.role("advertiser.own"))
    several = search(session, {"campaignIds": [campaign]})
    there: Record = listed(several).get(campaign, {})
    for exchange, shown in (
        (made, made.at(f"/data{where}")),
        (single := found(session, campaign), single.at(f"/data{where}")),
        (several, find(there, where)),
    ):
        yield from same("advertiserId", advertiser, shown, at=exchange)


def _agrees(expected: Record, exchange: Exchange) -> Iterator[Violation]:
    """Yields each attribute of an answer that is not as it was sent."""
    got = attributes(exchange)
    for name in ("name", "advertiserId", "goal"):
        place = f"/data/attributes/{name}"
        yield from same(name, expected[name], got.get(name), at=exchange, pointer=place)
    limit = got.get("spendLimit", {})
    for name, value in expected["spendLimit"].items():
        if name == "spendLimitAmount" and value is None:
            continue
        place = f"/data/attributes/spendLimit/{name}"
        shown = find(limit, f"/{name}")
        yield from same(name, value, shown, at=exchange, pointer=place)


def _spelled(draw: Draw, advertiser: Json) -> Json:
    """Returns an advertiser as a number or as a string: the document shows both."""
    text = str(advertiser)
    return int(text) if draw(st.booleans()) and text.isdecimal() and len(text) < 15 else text


CREATING: Final[tuple[Law, ...]] = (
    new_campaign_is_what_was_asked_for,
    new_campaign_is_found,
    new_campaign_has_a_new_id,
    server_gives_the_id,
    creation_needs_a_goal,
    good_creation_is_accepted,
    advertiser_is_spelled_alike,
)
