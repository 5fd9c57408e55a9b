"""Control actions: what they show."""

import asyncio

import pytest

from mockserver.stubkit import ControlError
from specs.spaaza.stub.controls import show_ledger


def ledger(shop, **asked):
    return asyncio.run(shop.change(lambda world: show_ledger(asked, world)))


def test_ledger_shows_what_a_user_was_given(shop):
    async def play():
        await shop.interact(702, "5003")
        await shop.interact(702, "5001")

    asyncio.run(play())

    assert ledger(shop, user="5003") == {
        "user": {
            "id": "5003",
            "points": 150,
            "issued": [
                {"campaign": "701", "reward_method": "coffee"},
                {"campaign": "702", "reward_method": "cake"},
                {"campaign": "702", "reward_method": "bonus"},
            ],
        }
    }


def test_ledger_shows_what_a_campaign_can_give(shop):
    asyncio.run(shop.interact(713, "5001"))

    assert ledger(shop, campaign="713") == {
        "campaign": {
            "id": "713",
            "stock": None,
            "type": "independent",
            "point_cost": 0,
            "reward_methods": [
                {"name": "rare", "eligible": True, "stock": 0},
                {"name": "common", "eligible": True, "stock": None},
            ],
        }
    }


def test_ledger_changes_nothing(shop):
    before = asyncio.run(shop.sandbox.state("spaaza"))

    shown = ledger(shop, user="5001", campaign="701")

    assert set(shown) == {"user", "campaign"}
    assert asyncio.run(shop.sandbox.state("spaaza")) == before


@pytest.mark.parametrize("asked", [{"user": "40404"}, {"user": "5001", "campaign": "40404"}])
def test_ledger_of_nobody_is_refused(shop, asked):
    with pytest.raises(ControlError, match="There is no"):
        ledger(shop, **asked)
