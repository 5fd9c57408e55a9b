"""Laws of new campaigns: they are found by every route, and are what was asked for."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Law, Record, Session, Violation, find, law, same

from .campaigns import (
    CREATE,
    GOALS,
    READ,
    RENEWALS,
    SEARCH,
    UNCAPPED,
    UPDATE,
    accepted,
    amount_of,
    attributes,
    capped,
    creation,
    found,
    item,
    listed,
    make,
    money,
    plain,
    read,
    search,
)

limits = st.one_of(
    st.builds(capped, st.sampled_from(RENEWALS), money),
    st.just(UNCAPPED),
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
        exchange = search(session, "look for it", **filters)
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
    known = listed(search(session, "everything"))
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
    says="A new campaign without a cap needs neither amount nor renewal, and one with a cap both.",
    basis="outside",
    holds=("R141", "R142"),
    operations=(CREATE,),
    roles=("advertiser.own",),
)
def only_capped_creations_need_a_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Leaves out amount or renewal."""
    limit = capped(draw(st.sampled_from(RENEWALS)), draw(money))
    left_out = draw(st.sets(st.sampled_from(("spendLimitAmount", "spendLimitRenewal")), min_size=1))
    for name in left_out:
        del limit[name]
    is_capped = draw(st.booleans())
    if not is_capped:
        limit = {"spendLimitType": "uncapped"}
    made = session.call(CREATE, json=creation(session, limit), note="make a campaign")
    if is_capped != (400 <= made.status < 500):
        missing = " and ".join(sorted(left_out))
        yield Violation(
            expected=f"a refusal without {missing}" if is_capped else "a campaign without a cap",
            got=f"status {made.status}",
            exchange=made,
            cause="capped" if is_capped else "uncapped",
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
    says="A limit is uncapped exactly if it has no amount and the renewal undefined.",
    holds=("LC16", "R137", "R138", "R139", "R142"),
    operations=(CREATE, READ, SEARCH),
    roles=("advertiser.own",),
)
def uncapped_limits_have_no_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a campaign and looks at it in the answer, in a read and in the portfolio."""
    body = creation(session, draw(limits))
    made = session.call(CREATE, json=body, note="make a campaign")
    session.need(made.status in (200, 201), "a campaign that can be made")
    for exchange in (made, found(session, made.at("/data/id"))):
        yield from _consistent(exchange, "/data")
    everything = search(session, "everything")
    campaigns = everything.at("/data")
    for place in range(len(campaigns) if isinstance(campaigns, list) else 0):
        yield from _consistent(everything, f"/data/{place}")


@law(
    says="A campaign whose cap is lifted has no amount and the renewal undefined.",
    basis="outside",
    holds=("LC16", "R137", "R139"),
    operations=(CREATE, READ, UPDATE),
    roles=("advertiser.own",),
    examples=5,
)
def lifted_caps_have_no_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lifts the cap of a new campaign."""
    campaign = make(session, capped(draw(st.sampled_from(RENEWALS)), draw(money)))
    accepted(session, item(campaign, {"spendLimitType": "uncapped", "spendLimitAmount": None}))
    exchange = found(session, campaign)
    limit = exchange.at("/data/attributes/spendLimit")
    yield from same("type", "uncapped", find(limit, "/spendLimitType"), at=exchange)
    yield from _consistent(exchange, "/data")


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
    several = search(session, campaignIds=[campaign])
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


def _consistent(exchange: Exchange, where: str) -> Iterator[Violation]:
    """Yields a violation if type, renewal and amount of a limit do not fit together."""
    campaign = exchange.at(where)
    limit = find(campaign, "/attributes/spendLimit")
    is_uncapped = find(limit, "/spendLimitType") == "uncapped"
    signs = {
        "an amount of null": (amount_of(limit) is None, "spendLimitAmount"),
        'the renewal "undefined"': (
            find(limit, "/spendLimitRenewal") == "undefined",
            "spendLimitRenewal",
        ),
    }
    for what, (is_there, member) in signs.items():
        if is_there != is_uncapped:
            kind = "an uncapped" if is_uncapped else "a capped"
            yield Violation(
                expected=f"{what} if a limit is uncapped, and only then",
                got=f"{kind} limit {'with' if is_there else 'without'} it, "
                f"of campaign {find(campaign, '/id')}",
                exchange=exchange,
                pointer=f"{where}/attributes/spendLimit/{member}",
                cause=what,
            )


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
    only_capped_creations_need_a_size,
    good_creation_is_accepted,
    uncapped_limits_have_no_size,
    lifted_caps_have_no_size,
    advertiser_is_spelled_alike,
)
