"""Kinds of items of an update that succeed, with a warning or without."""

from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Item, ItemKind, Json, Record, Session, item_kind

from .campaigns import (
    AMOUNT,
    GOALS,
    PERIODS,
    RENEWAL,
    RENEWALS,
    TYPE,
    UPDATE,
    amount_shown,
    capped,
    found,
    item,
    limit_of,
    make,
    money,
    other_money,
)
from .codes import NEXT_PERIOD


@item_kind(UPDATE, "good", is_repeatable=True, holds=("R150",))
def whole_limit(session: Session, draw: Draw) -> Item:
    """A new campaign gets another capped limit."""
    renewals = st.sampled_from(RENEWALS)
    old, new = draw(money), draw(money)
    campaign = make(session, capped(draw(renewals), old))
    return _capped_item(campaign, capped(draw(renewals), new))


@item_kind(UPDATE, "good", is_repeatable=True, holds=("R150", "R151"))
def whole_campaign(session: Session, draw: Draw) -> Item:
    """A new campaign is sent back whole, with another limit."""
    goal, renewal = draw(st.sampled_from(GOALS)), draw(st.sampled_from(RENEWALS))
    name = session.fresh("campaign")
    old = draw(money)
    new = capped(renewal, other_money(draw, old))
    campaign = make(session, capped(renewal, old), name=name, goal=goal)
    rest = {"name": name, "advertiserId": session.role("advertiser.own"), "goal": goal}
    return _capped_item(campaign, new, **rest)


@item_kind(UPDATE, "good", basis="outside", is_repeatable=True, holds=("R151",))
def amount_only(session: Session, draw: Draw) -> Item:
    """A new campaign gets another amount; its renewal and type stay."""
    renewal, old = draw(st.sampled_from(RENEWALS)), draw(money)
    new = other_money(draw, old)
    campaign = make(session, capped(renewal, old))
    return Item(
        item(campaign, {"spendLimitAmount": new}),
        subject={"campaignId": campaign},
        applied={AMOUNT: new, RENEWAL: renewal, TYPE: "capped"},
    )


@item_kind(UPDATE, "good", basis="outside", is_repeatable=True, holds=("R138", "R150"))
def lifted_cap(session: Session, draw: Draw) -> Item:
    """A new capped campaign becomes uncapped."""
    campaign = make(session, capped(draw(st.sampled_from(RENEWALS)), draw(money)))
    return Item(
        item(campaign, {"spendLimitType": "uncapped", "spendLimitAmount": None}),
        subject={"campaignId": campaign},
        applied={AMOUNT: None, RENEWAL: "undefined", TYPE: "uncapped"},
    )


@item_kind(UPDATE, "good", controls=("spend",), is_repeatable=True, holds=("R163",))
def lifetime_not_below_spend(session: Session, draw: Draw) -> Item:
    """A new campaign that has spent gets a lifetime limit of that much or more."""
    spent, more = draw(money), draw(st.sampled_from((0, 0.01, 5, 1000)))
    campaign = make(session, capped("lifetime", spent + 100))
    session.control("spend", campaign=campaign, lifetime=spent)
    return _capped_item(campaign, capped("lifetime", round(spent + more, 2)))


@item_kind(UPDATE, "good", roles=("campaign.lifetime_spent",), holds=("R163",))
def raised_lifetime(session: Session, draw: Draw) -> Item:
    """A known campaign that has spent gets a higher lifetime limit."""
    campaign = session.role("campaign.lifetime_spent")
    before = found(session, campaign, "read its limit")
    session.need(limit_of(before).get("spendLimitRenewal") == "lifetime", "a lifetime limit")
    old = amount_shown(session, before)
    new = round(old + draw(money), 2)
    made = _capped_item(campaign, capped("lifetime", new))
    return Item(made.body, made.subject, made.applied, undo=item(campaign, capped("lifetime", old)))


@item_kind(UPDATE, "good", basis="inferred", is_repeatable=True, holds=("R151",))
def nothing_to_do(session: Session, draw: Draw) -> Item:
    """An item without a spend limit changes nothing."""
    amount = draw(money)
    campaign = make(session, capped("daily", amount))
    return Item(item(campaign), {"campaignId": campaign}, {AMOUNT: amount, RENEWAL: "daily"})


@item_kind(
    UPDATE,
    "warned",
    code=NEXT_PERIOD,
    controls=("spend",),
    is_repeatable=True,
    holds=("R168", "R169"),
)
def below_period_spend(session: Session, draw: Draw) -> Item:
    """A new campaign gets less than it has spent in the period."""
    renewal = draw(st.sampled_from(PERIODS))
    spent = draw(money.filter(lambda amount: amount > 1))
    new = draw(st.sampled_from((0.01, round(spent / 2, 2), round(spent - 0.01, 2))))
    campaign = make(session, capped(renewal, round(spent + 50, 2)))
    session.control("spend", campaign=campaign, lifetime=spent, period=spent)
    return Item(item(campaign, capped(renewal, new)), {"campaignId": campaign})


@item_kind(
    UPDATE, "warned", code=NEXT_PERIOD, roles=("campaign.period_spent",), holds=("R168", "R169")
)
def below_known_period_spend(session: Session, draw: Draw) -> Item:
    """A known campaign gets less than it has spent in the period."""
    campaign = session.role("campaign.period_spent")
    limit = limit_of(found(session, campaign, "read its limit"))
    session.need(limit.get("spendLimitRenewal") in PERIODS, "a daily or monthly limit")
    renewal = str(limit["spendLimitRenewal"])
    return Item(
        item(campaign, capped(renewal, 0.01)),
        {"campaignId": campaign},
        undo=item(campaign, limit),
    )


def _capped_item(campaign: Json, limit: Record, /, **rest: Json) -> Item:
    """Returns an item with a whole capped limit, which a read shows afterwards."""
    return Item(
        item(campaign, limit, **rest),
        subject={"campaignId": campaign},
        applied={
            AMOUNT: limit["spendLimitAmount"],
            RENEWAL: limit["spendLimitRenewal"],
            TYPE: "capped",
        },
    )


GOOD_ITEMS: Final[tuple[ItemKind, ...]] = (
    whole_limit,
    whole_campaign,
    amount_only,
    lifted_cap,
    lifetime_not_below_spend,
    raised_lifetime,
    nothing_to_do,
    below_period_spend,
    below_known_period_spend,
)
