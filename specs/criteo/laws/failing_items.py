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


_parts = st.one_of(
    money.map(lambda amount: {"spendLimitAmount": amount}),
    st.sampled_from(PERIODS).map(lambda renewal: {"spendLimitRenewal": renewal}),
    st.just({"spendLimitType": "capped"}),
)


_IMPOSSIBLE: Final[tuple[Record, ...]] = (
    {"spendLimitAmount": 0},
    {"spendLimitAmount": None},
    {"spendLimitAmount": "much"},
    {"spendLimitAmount": True},
    {"spendLimitRenewal": "undefined"},
    {"spendLimitRenewal": "hourly"},
    {"spendLimitType": "bounded"},
)


@item_kind(UPDATE, "failing", code=INVALID, is_repeatable=True, holds=("R158", "R164"))
def negative_amount(session: Session, draw: Draw) -> Item:
    """A new campaign gets a negative amount, and often another renewal with it."""
    renewals = st.sampled_from(PERIODS)
    campaign = make(session, capped(draw(renewals), draw(money)))
    return Item(item(campaign, capped(draw(renewals), draw(negative))), {"campaignId": campaign})


@item_kind(UPDATE, "failing", is_repeatable=True, holds=("R158",))
def negative_lifetime(session: Session, draw: Draw) -> Item:
    """A new campaign gets a negative lifetime amount; two codes fit."""
    campaign = make(session, capped("lifetime", draw(money)))
    return Item(item(campaign, capped("lifetime", draw(negative))), {"campaignId": campaign})


@item_kind(
    UPDATE, "failing", basis="outside", code=INVALID, is_repeatable=True, holds=("R158", "R164")
)
def negative_amount_only(session: Session, draw: Draw) -> Item:
    """A new campaign gets a negative amount and nothing else."""
    campaign = make(session, capped(draw(st.sampled_from(PERIODS)), draw(money)))
    body = item(campaign, {"spendLimitAmount": draw(negative)})
    return Item(body, {"campaignId": campaign})


@item_kind(
    UPDATE, "failing", basis="outside", code=INVALID, is_repeatable=True, holds=("R158", "R164")
)
def wrapped_negative_amount(session: Session, draw: Draw) -> Item:
    """A new campaign gets a negative amount in its wrapped form."""
    renewals = st.sampled_from(PERIODS)
    campaign = make(session, capped(draw(renewals), draw(money)))
    limit: Record = {**capped(draw(renewals), 1), "spendLimitAmount": {"value": draw(negative)}}
    return Item(item(campaign, limit), {"campaignId": campaign})


@item_kind(UPDATE, "failing", is_repeatable=True, holds=("R161",))
def uncapped_campaign_in_part(session: Session, draw: Draw) -> Item:
    """A new campaign without a limit gets a part of one."""
    campaign = make(session, UNCAPPED)
    return Item(item(campaign, draw(_parts)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_LIMIT, is_repeatable=True, holds=("R161",))
def uncapped_campaign(session: Session, draw: Draw) -> Item:
    """A new campaign without a limit gets one."""
    renewal, amount = draw(st.sampled_from(RENEWALS)), draw(money)
    campaign = make(session, UNCAPPED)
    return Item(item(campaign, capped(renewal, amount)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_LIMIT, roles=("campaign.uncapped",), holds=("R161",))
def known_uncapped_campaign(session: Session, draw: Draw) -> Item:
    """A known campaign without a limit gets one."""
    campaign = session.role("campaign.uncapped")
    return Item(item(campaign, capped("daily", draw(money))), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_LIMIT, roles=("campaign.limit_locked",), holds=("R162",))
def locked_limit(session: Session, draw: Draw) -> Item:
    """A campaign whose limit the caller may not change gets another one."""
    campaign = session.role("campaign.limit_locked")
    return Item(item(campaign, _another(session, draw, campaign)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", roles=("campaign.limit_locked",), holds=("R162",))
def locked_limit_in_part(session: Session, draw: Draw) -> Item:
    """A campaign whose limit the caller may not change gets a part of another one."""
    campaign = session.role("campaign.limit_locked")
    limit = limit_of(found(session, campaign, "read its limit"))
    other = {"daily": "monthly"}.get(str(limit.get("spendLimitRenewal")), "daily")
    change = draw(st.sampled_from(({"spendLimitRenewal": other}, {"spendLimitAmount": 5000})))
    return Item(item(campaign, change), {"campaignId": campaign})


@item_kind(
    UPDATE, "failing", code=NO_LIMIT, controls=("permission",), is_repeatable=True, holds=("R162",)
)
def newly_locked_limit(session: Session, draw: Draw) -> Item:
    """A new campaign is locked and gets another limit."""
    old = draw(money)
    campaign = make(session, capped("monthly", old))
    session.control("permission", campaign=campaign, may_update=False)
    body = item(campaign, capped("monthly", other_money(draw, old)))
    return Item(body, {"campaignId": campaign})


@item_kind(UPDATE, "failing", roles=("campaign.outside_portfolio",), holds=("R162",))
def outside_portfolio(session: Session, draw: Draw) -> Item:
    """A campaign of somebody else gets another limit."""
    campaign = session.role("campaign.outside_portfolio")
    return Item(item(campaign, capped("daily", draw(money))))


@item_kind(UPDATE, "failing", roles=("campaign.unknown",), is_repeatable=True, holds=("R154",))
def unknown_campaign(session: Session, draw: Draw) -> Item:
    """A campaign that does not exist gets a limit."""
    more = draw(st.integers(0, 10**9 - 1))
    campaign = str(session.role("campaign.unknown"))
    longer = f"{campaign}{more:09d}" if more and len(campaign) < 7 else campaign
    return Item(item(longer, capped("daily", draw(money))))


@item_kind(
    UPDATE, "failing", code=BELOW_SPEND, controls=("spend",), is_repeatable=True, holds=("R163",)
)
def below_lifetime_spend(session: Session, draw: Draw) -> Item:
    """A new campaign gets a lifetime limit below what it has spent."""
    spent = draw(money.filter(lambda amount: amount > 1))
    new = draw(st.sampled_from((0.01, round(spent / 2, 2), round(spent - 0.01, 2))))
    campaign = make(session, capped("lifetime", round(spent + 100, 2)))
    session.control("spend", campaign=campaign, lifetime=spent)
    return Item(item(campaign, capped("lifetime", new)), {"campaignId": campaign})


@item_kind(
    UPDATE,
    "failing",
    basis="outside",
    code=BELOW_SPEND,
    controls=("spend",),
    is_repeatable=True,
    holds=("R163",),
)
def below_lifetime_spend_in_part(session: Session, draw: Draw) -> Item:
    """A new campaign with a lifetime limit gets an amount below what it has spent."""
    spent = draw(money.filter(lambda amount: amount > 1))
    campaign = make(session, capped("lifetime", round(spent + 100, 2)))
    session.control("spend", campaign=campaign, lifetime=spent)
    body = item(campaign, {"spendLimitAmount": round(spent - 0.01, 2)})
    return Item(body, {"campaignId": campaign})


@item_kind(UPDATE, "failing", controls=("spend",), is_repeatable=True, holds=("R163",))
def lifetime_renewal_below_spend(session: Session, draw: Draw) -> Item:
    """A new daily campaign becomes a lifetime one with less than it has spent."""
    spent = draw(money.filter(lambda amount: amount > 1))
    campaign = make(session, capped("daily", round(spent + 100, 2)))
    session.control("spend", campaign=campaign, lifetime=spent, period=0)
    body = item(campaign, capped("lifetime", round(spent - 0.01, 2)))
    return Item(body, {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=BELOW_SPEND, roles=("campaign.lifetime_spent",), holds=("R163",))
def below_known_lifetime_spend(session: Session, draw: Draw) -> Item:
    """A known campaign gets a lifetime limit below what it has spent."""
    campaign = session.role("campaign.lifetime_spent")
    limit = limit_of(found(session, campaign, "read its limit"))
    session.need(limit.get("spendLimitRenewal") == "lifetime", "a lifetime limit")
    return Item(item(campaign, capped("lifetime", 0.01)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=NO_FEATURE, roles=("campaign.feature_missing",), holds=("R167",))
def feature_missing(session: Session, draw: Draw) -> Item:
    """A campaign of an advertiser without the feature gets another limit."""
    campaign = session.role("campaign.feature_missing")
    return Item(item(campaign, _another(session, draw, campaign)), {"campaignId": campaign})


@item_kind(UPDATE, "failing", code=INVALID, basis="inferred", is_repeatable=True, holds=("R164",))
def impossible_limit(session: Session, draw: Draw) -> Item:
    """A new campaign gets a limit that makes no sense."""
    renewal = draw(st.sampled_from(PERIODS))
    campaign = make(session, capped(renewal, draw(money)))
    wrong = draw(st.sampled_from(_IMPOSSIBLE))
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
    wrapped_negative_amount,
    uncapped_campaign,
    uncapped_campaign_in_part,
    known_uncapped_campaign,
    locked_limit,
    locked_limit_in_part,
    newly_locked_limit,
    outside_portfolio,
    unknown_campaign,
    below_lifetime_spend,
    below_lifetime_spend_in_part,
    lifetime_renewal_below_spend,
    below_known_lifetime_spend,
    feature_missing,
    impossible_limit,
)
