"""Kinds of items of an update that fail."""

from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Item, ItemKind, Record, Session, item_kind

from .campaigns import (
    PERIODS,
    RENEWALS,
    UNCAPPED,
    UPDATE,
    capped,
    found,
    item,
    limit_of,
    make,
    money,
    other_money,
)
from .codes import BELOW_SPEND, INVALID, NO_FEATURE, NO_LIMIT

negative = st.one_of(st.sampled_from((-9000, -0.01, -1)), money.map(lambda amount: -amount))


@item_kind(UPDATE, "failing", code=INVALID, is_repeatable=True)
def negative_amount(session: Session, draw: Draw) -> Item:
    """A new campaign gets a negative amount, alone or in a whole limit."""
    renewal, amount = draw(st.sampled_from(PERIODS)), draw(negative)
    campaign = make(session, capped(renewal, draw(money)))
    return Item(item(campaign, capped(renewal, amount)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", is_repeatable=True)
def negative_lifetime(session: Session, draw: Draw) -> Item:
    """A new campaign gets a negative lifetime amount; two codes fit."""
    campaign = make(session, capped("lifetime", draw(money)))
    return Item(item(campaign, capped("lifetime", draw(negative))), {"campaignId": campaign})


@item_kind(UPDATE, "failing", basis="outside", code=INVALID, is_repeatable=True)
def negative_amount_only(session: Session, draw: Draw) -> Item:
    """A new campaign gets a negative amount and nothing else."""
    campaign = make(session, capped(draw(st.sampled_from(PERIODS)), draw(money)))
    body = item(campaign, {"spendLimitAmount": draw(negative)})
    return Item(body, {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_LIMIT, is_repeatable=True)
def uncapped_campaign(session: Session, draw: Draw) -> Item:
    """A new campaign without a limit gets one."""
    renewal, amount = draw(st.sampled_from(RENEWALS)), draw(money)
    campaign = make(session, UNCAPPED)
    return Item(item(campaign, capped(renewal, amount)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_LIMIT, roles=("campaign.uncapped",))
def known_uncapped_campaign(session: Session, draw: Draw) -> Item:
    """A known campaign without a limit gets one."""
    campaign = session.role("campaign.uncapped")
    return Item(item(campaign, capped("daily", draw(money))), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_LIMIT, roles=("campaign.limit_locked",))
def locked_limit(session: Session, draw: Draw) -> Item:
    """A campaign whose limit the caller may not change gets another one."""
    campaign = session.role("campaign.limit_locked")
    return Item(item(campaign, _another(session, draw, campaign)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_LIMIT, controls=("permission",), is_repeatable=True)
def newly_locked_limit(session: Session, draw: Draw) -> Item:
    """A new campaign is locked and gets another limit."""
    old = draw(money)
    campaign = make(session, capped("monthly", old))
    session.control("permission", campaign=campaign, may_update=False)
    body = item(campaign, capped("monthly", other_money(draw, old)))
    return Item(body, {"campaignId": campaign})


@item_kind(UPDATE, "failing", roles=("campaign.outside_portfolio",))
def outside_portfolio(session: Session, draw: Draw) -> Item:
    """A campaign of somebody else gets another limit."""
    campaign = session.role("campaign.outside_portfolio")
    return Item(item(campaign, capped("daily", draw(money))))


@item_kind(UPDATE, "failing", roles=("campaign.unknown",), is_repeatable=True)
def unknown_campaign(session: Session, draw: Draw) -> Item:
    """A campaign that does not exist gets a limit."""
    more = draw(st.integers(0, 10**9 - 1))
    campaign = str(session.role("campaign.unknown"))
    longer = f"{campaign}{more:09d}" if more and len(campaign) < 7 else campaign
    return Item(item(longer, capped("daily", draw(money))))


@item_kind(UPDATE, "failing", code=BELOW_SPEND, controls=("spend",), is_repeatable=True)
def below_lifetime_spend(session: Session, draw: Draw) -> Item:
    """A new campaign gets a lifetime limit below what it has spent."""
    spent = draw(money.filter(lambda amount: amount > 1))
    new = draw(st.sampled_from((0.01, round(spent / 2, 2), round(spent - 0.01, 2))))
    campaign = make(session, capped("lifetime", round(spent + 100, 2)))
    session.control("spend", campaign=campaign, lifetime=spent)
    return Item(item(campaign, capped("lifetime", new)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=BELOW_SPEND, roles=("campaign.lifetime_spent",))
def below_known_lifetime_spend(session: Session, draw: Draw) -> Item:
    """A known campaign gets a lifetime limit below what it has spent."""
    campaign = session.role("campaign.lifetime_spent")
    limit = limit_of(found(session, campaign, "read its limit"))
    session.need(limit.get("spendLimitRenewal") == "lifetime", "a lifetime limit")
    return Item(item(campaign, capped("lifetime", 0.01)), {"campaignId": campaign})


@item_kind(
    UPDATE,
    "failing",
    code=NO_FEATURE,
    basis="inferred",
    roles=("campaign.feature_missing",),
)
def feature_missing(session: Session, draw: Draw) -> Item:
    """A campaign of an advertiser without the feature gets another limit."""
    campaign = session.role("campaign.feature_missing")
    return Item(item(campaign, _another(session, draw, campaign)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=INVALID, basis="inferred", is_repeatable=True)
def impossible_limit(session: Session, draw: Draw) -> Item:
    """A new campaign gets a limit that makes no sense."""
    renewal = draw(st.sampled_from(PERIODS))
    campaign = make(session, capped(renewal, draw(money)))
    wrong = draw(
        st.sampled_from(
            (
                {"spendLimitAmount": 0},
                {"spendLimitAmount": None},
                {"spendLimitAmount": "much"},
                {"spendLimitAmount": True},
                {"spendLimitRenewal": "undefined"},
                {"spendLimitRenewal": "hourly"},
                {"spendLimitType": "bounded"},
            )
        )
    )
    limit: Record = {**capped(renewal, draw(money)), **wrong}
    return Item(item(campaign, limit), {"campaignId": campaign})


def _another(session: Session, draw: Draw, campaign: str) -> Record:
    """Returns a limit of a known campaign with a higher amount, so that only one fault is left."""
    limit = limit_of(found(session, campaign, "read its limit"))
    amount = limit.get("spendLimitAmount")
    session.need(isinstance(amount, int | float), "a capped campaign")
    return capped(str(limit["spendLimitRenewal"]), round(float(amount or 0) + draw(money), 2))


FAILING_ITEMS: Final[tuple[ItemKind, ...]] = (
    negative_amount,
    negative_lifetime,
    negative_amount_only,
    uncapped_campaign,
    known_uncapped_campaign,
    locked_limit,
    newly_locked_limit,
    outside_portfolio,
    unknown_campaign,
    below_lifetime_spend,
    below_known_lifetime_spend,
    feature_missing,
    impossible_limit,
)
