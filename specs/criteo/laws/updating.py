"""Laws of updates: what an item names changes at once, and nothing else does."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Law, Record, Session, Violation, find, law, same, shown

from .campaigns import (
    CREATE,
    GOALS,
    READ,
    RENEWALS,
    SEARCH,
    UPDATE,
    accepted,
    amount_shown,
    attributes,
    capped,
    found,
    item,
    limit_of,
    listed,
    make,
    money,
    other_money,
    plain,
    search,
    steady,
    successes,
    update,
)

_CALLS: Final = (CREATE, READ, UPDATE)
_FIXED: Final = ("name", "advertiserId")
_SEVERAL: Final = st.lists(money, min_size=3, max_size=3, unique=True)


@law(
    says="An update of the spend limit leaves name, advertiser and goal as they are.",
    holds=("LC9", "LC18", "R134", "R135", "R136", "R151"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def update_keeps_what_it_does_not_name(session: Session, draw: Draw) -> Iterator[Violation]:
    """Updates several campaigns in one call and compares each with itself."""
    number = draw(st.integers(1, 3))
    goals = [draw(st.sampled_from(GOALS)) for _ in range(number)]
    renewal, old, new = draw(st.sampled_from(RENEWALS)), draw(money), draw(money)
    made = [make(session, capped(renewal, old), goal=goal) for goal in goals]
    before = [attributes(found(session, campaign, "read it before")) for campaign in made]
    accepted(session, *(item(campaign, capped(renewal, new)) for campaign in made))
    for campaign, was in zip(made, before, strict=True):
        exchange = found(session, campaign, "read it after")
        for name in ("name", "advertiserId", "goal"):
            what, now = f"{name} of campaign {campaign}", attributes(exchange).get(name)
            yield from same(
                what, was.get(name), now, at=exchange, pointer=f"/data/attributes/{name}"
            )


@law(
    says="An update of an older campaign leaves its goal as it is.",
    holds=("LC9", "LC18", "R136", "R151"),
    operations=(READ, UPDATE),
    roles=("campaign.old",),
    examples=2,
)
def old_campaign_keeps_its_goal(session: Session, draw: Draw) -> Iterator[Violation]:
    """Updates a known older campaign, and puts its limit back."""
    campaign = session.role("campaign.old")
    before = steady(session, campaign)
    limit = limit_of(before)
    amount = amount_shown(session, before)
    changed = {**limit, "spendLimitAmount": round(amount + draw(money), 2)}
    accepted(session, item(campaign, changed))
    after = found(session, campaign, "read it after")
    accepted(session, item(campaign, limit), note="put back what was there")
    was, now = attributes(before).get("goal"), attributes(after).get("goal")
    yield from same(f"goal of campaign {campaign}", was, now, at=after)


@law(
    says="Name and advertiser of a campaign never change, also when an update names them.",
    holds=("LC9", "R134", "R135"),
    operations=_CALLS,
    roles=("advertiser.own", "advertiser.other_own"),
)
def read_only_attributes_never_change(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends another name or advertiser along; whether the item fails is not judged."""
    old, new = draw(money), draw(money)
    campaign = make(session, capped("daily", old))
    before = attributes(found(session, campaign, "read it before"))
    others = {
        "name": session.fresh("renamed"),
        "advertiserId": session.role("advertiser.other_own"),
    }
    named = draw(st.sets(st.sampled_from(_FIXED), min_size=1))
    changed = {name: others[name] for name in sorted(named)}
    update(session, item(campaign, capped("daily", new), **changed), note="change the unchangeable")
    exchange = found(session, campaign, "read it after")
    for name in _FIXED:
        what, now = f"{name} of campaign {campaign}", attributes(exchange).get(name)
        yield from same(
            what, before.get(name), now, at=exchange, pointer=f"/data/attributes/{name}"
        )


@law(
    says="Members that a partial spend limit leaves out stay as they are.",
    basis="outside",
    holds=("LC8", "LC9", "R151"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def partial_limit_keeps_the_rest(session: Session, draw: Draw) -> Iterator[Violation]:
    """Changes the amount alone and the renewal alone, in either order."""
    renewals = draw(st.permutations(RENEWALS))
    old, new = draw(money), draw(money)
    campaign = make(session, capped(renewals[0], old))
    changes: list[Record] = [{"spendLimitAmount": new}, {"spendLimitRenewal": renewals[1]}]
    steps = draw(st.permutations(changes))
    expected = capped(renewals[0], old)
    for step in steps[: draw(st.integers(1, 2))]:
        expected = {**expected, **step}
        accepted(session, item(campaign, step))
        exchange = found(session, campaign, "read it")
        for name, value in expected.items():
            what = f"{name} of campaign {campaign}"
            yield from same(what, value, limit_of(exchange).get(name), at=exchange)


@law(
    says="What an item leaves out of its spend limit is not taken from another item.",
    basis="outside",
    holds=("LC2", "LC9", "R151", "R153"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def items_lend_each_other_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Updates campaigns in one call, each with members that its neighbours leave out."""
    old = [capped(draw(st.sampled_from(RENEWALS)), amount) for amount in draw(_SEVERAL)]
    named = draw(st.permutations((("spendLimitAmount",), ("spendLimitRenewal",), tuple(old[0]))))
    made = [make(session, limit) for limit in old]
    changes: list[Record] = []
    for limit, names in zip(old, named, strict=True):
        amount = other_money(draw, *(each["spendLimitAmount"] for each in old))
        others = [one for one in RENEWALS if one != limit["spendLimitRenewal"]]
        whole = capped(draw(st.sampled_from(others)), amount)
        changes.append({name: whole[name] for name in names})
    accepted(session, *map(item, made, changes), note="update them together")
    for campaign, limit, change in zip(made, old, changes, strict=True):
        exchange = found(session, campaign, "read it")
        for name, value in {**limit, **change}.items():
            what = f"{name} of campaign {campaign}"
            yield from same(what, value, limit_of(exchange).get(name), at=exchange)


@law(
    says="Of several updates the last one stays.",
    holds=("LC8", "R150"),
    operations=(*_CALLS, SEARCH),
    roles=("advertiser.own",),
)
def last_update_stays(session: Session, draw: Draw) -> Iterator[Violation]:
    """Updates one campaign several times, and reads it after each."""
    campaign = make(session, capped("daily", draw(money)))
    for amount in draw(st.lists(money, min_size=1, max_size=3, unique=True)):
        limit = capped(draw(st.sampled_from(RENEWALS)), amount)
        accepted(session, item(campaign, limit))
        exchange = found(session, campaign, "read it")
        for name, value in limit.items():
            what = f"{name} of campaign {campaign}"
            yield from same(what, value, limit_of(exchange).get(name), at=exchange)


@law(
    says="A search shows what an update has changed.",
    holds=("LC8", "LC14", "R147", "R150"),
    operations=(*_CALLS, SEARCH),
    roles=("advertiser.own",),
)
def search_shows_updates(session: Session, draw: Draw) -> Iterator[Violation]:
    """Searches before and after an update, with a filter or without."""
    old = draw(money)
    new = capped(draw(st.sampled_from(RENEWALS)), other_money(draw, old))
    campaign = make(session, capped("daily", old))
    filters = draw(
        st.sampled_from(
            ({}, {"campaignIds": [campaign]}, {"advertiserIds": [session.role("advertiser.own")]})
        )
    )
    search(session, filters, "search before")
    accepted(session, item(campaign, new))
    exchange = search(session, filters, "search after")
    there = listed(exchange).get(campaign, {})
    limit = plain(there.get("attributes", {})).get("spendLimit", {})
    for name, value in new.items():
        yield from same(f"{name} of campaign {campaign}", value, limit.get(name), at=exchange)


@law(
    says="A request that is refused as a whole applies none of its items.",
    basis="outside",
    holds=("R150",),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def refused_request_changes_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Puts something that is no item beside a good one."""
    old = draw(money)
    campaign = make(session, capped("daily", old))
    before = steady(session, campaign)
    bad = draw(
        st.sampled_from(
            (
                {"type": "Campaign", "attributes": {}},
                {"type": "Advertiser", "id": "1", "attributes": {}},
                "campaign",
                None,
            )
        )
    )
    items = [item(campaign, capped("daily", other_money(draw, old))), bad]
    refused = update(session, *(items if draw(st.booleans()) else reversed(items)))
    session.need(400 <= refused.status < 500, "a request that is refused")
    after = found(session, campaign, "read it after")
    was, now = limit_of(before), limit_of(after)
    yield from same(f"the limit of campaign {campaign}", was, now, at=after)


@law(
    says="An accepted update can be repeated: answer and state are the same.",
    basis="inferred",
    holds=("LC10",),
    operations=_CALLS,
    roles=("advertiser.own",),
    examples=10,
)
def accepted_update_can_be_repeated(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends one update twice."""
    campaign = make(session, capped("daily", draw(money)))
    body = item(campaign, capped(draw(st.sampled_from(RENEWALS)), draw(money)))
    accepted(session, body)
    before = attributes(found(session, campaign, "read it"))
    again = update(session, body, note="the same again")
    yield from same("campaigns that succeed", [campaign], successes(again), at=again)
    after = found(session, campaign, "read it again")
    yield from same(f"campaign {campaign}", before, attributes(after), at=after)


@law(
    says="All entries of one answer have the same trace identifier, and it is not empty.",
    basis="inferred",
    holds=("LC22",),
    operations=(UPDATE,),
    roles=("campaign.unknown", "campaign.limit_locked"),
)
def entries_share_a_trace_identifier(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends two items that fail for two reasons."""
    known = [session.role("campaign.unknown"), session.role("campaign.limit_locked")]
    exchange = update(session, *(item(campaign, capped("daily", 1)) for campaign in known))
    errors = exchange.at("/errors")
    traces = {
        shown(find(entry, "/traceIdentifier"))
        for entry in (errors if isinstance(errors, list) else [])
    }
    yield from same("number of trace identifiers", 1, len(traces), at=exchange)
    yield from same("empty ones", False, bool(traces & {'""', "nothing"}), at=exchange)


UPDATING: Final[tuple[Law, ...]] = (
    old_campaign_keeps_its_goal,
    update_keeps_what_it_does_not_name,
    read_only_attributes_never_change,
    partial_limit_keeps_the_rest,
    items_lend_each_other_nothing,
    last_update_stays,
    search_shows_updates,
    refused_request_changes_nothing,
    accepted_update_can_be_repeated,
    entries_share_a_trace_identifier,
)
