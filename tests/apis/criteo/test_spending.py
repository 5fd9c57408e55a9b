"""Spend and periods: what the clock and the books do to a limit."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs.criteo.stub.spending import next_period
from tests.apis.criteo.desk import Desk

CODE = "campaign--campaign-update-check--"
BELOW_SPEND = CODE + "cannot-decrease-lifetime-spend-limit-below-what-is-already-spent"


def set_amount(desk, campaign_id, amount):
    return asyncio.run(desk.update((campaign_id, {"spendLimitAmount": amount})))


def in_force(desk, campaign_id):
    return asyncio.run(desk.control("limit_in_force", campaign=campaign_id))["in_force"]


@settings(deadline=None)
@given(amounts=st.lists(st.floats(min_value=1, max_value=9000), max_size=5))
def test_lifetime_limit_never_falls_below_spend(amounts):
    """R163: whatever is asked for, the lifetime limit stays at or above what is spent."""

    async def story():
        desk = await Desk().open()
        for amount in amounts:
            body = await desk.update(("50003", {"spendLimitAmount": amount}))
            assert (amount < 2500.5) == bool(body["errors"])
            limit = (await desk.read("50003"))["attributes"]["spendLimit"]
            assert limit["spendLimitAmount"] >= 2500.5

    asyncio.run(story())


def test_lifetime_spend_is_looked_up_for_the_merged_renewal(desk):
    asyncio.run(desk.control("spend", campaign="50001", lifetime=150))

    body = asyncio.run(desk.update(("50001", {"spendLimitRenewal": "lifetime"})))

    assert body["errors"][0]["code"] == BELOW_SPEND


@pytest.mark.parametrize(
    ("campaign_id", "spent", "hours"), [("50001", 90, 12), ("50002", 2900, 24 * 16 + 12)]
)
def test_period_spend_counts_only_in_its_period(desk, campaign_id, spent, hours):
    """R169: the day ends at midnight UTC, the month with its last day."""
    asyncio.run(desk.control("spend", campaign=campaign_id, period=spent))
    desk.advance(hours=hours, seconds=-1)
    assert set_amount(desk, campaign_id, spent - 1)["warnings"]

    desk.advance(seconds=1)

    assert set_amount(desk, campaign_id, spent - 2)["warnings"] == []


def test_seeded_period_spend_never_grows_old(desk):
    desk.advance(days=400)

    assert set_amount(desk, "50005", 1)["warnings"]


def test_warned_amount_waits_for_next_period(desk):
    """R168: the old amount limits spending until midnight, though callers see the new one."""
    set_amount(desk, "50005", 50)
    shown = asyncio.run(desk.control("limit_in_force", campaign="50005"))
    assert shown == {"campaign": "50005", "in_force": 120, "visible": 50}

    set_amount(desk, "50005", 40)
    desk.advance(hours=12, seconds=-1)
    assert in_force(desk, "50005") == 120

    desk.advance(seconds=1)
    assert in_force(desk, "50005") == 40


def test_unwarned_amount_is_in_force_at_once(desk):
    set_amount(desk, "50005", 50)

    set_amount(desk, "50005", 115)

    assert in_force(desk, "50005") == 115
    assert asyncio.run(desk.state()).get("pending_limit", {}) == {}


def test_uncapping_ends_the_wait(desk):
    set_amount(desk, "50005", 50)

    asyncio.run(desk.update(("50005", {"spendLimitType": "uncapped"})))

    assert in_force(desk, "50005") is None


@pytest.mark.parametrize(
    ("instant", "renewal", "start"),
    [
        ((2026, 12, 31, 23, 59, 59), "daily", (2027, 1, 1)),
        ((2026, 12, 31, 23, 59, 59), "monthly", (2027, 1, 1)),
        ((2028, 2, 1), "monthly", (2028, 3, 1)),
        ((2028, 2, 28), "daily", (2028, 2, 29)),
    ],
)
def test_next_period_starts_at_midnight(instant, renewal, start):
    assert next_period(datetime(*instant, tzinfo=UTC), renewal) == datetime(*start, tzinfo=UTC)
