"""Calls that arrive together: no place, no name and no id is given twice."""

import asyncio
from collections import Counter

import pytest

from mockserver.state import MemoryStore
from tests.apis.sessionm.house import DEMO, House

PARTNER = ("partner-key", "partner-secret")


class SlowStore(MemoryStore):
    """Lets other calls in before every read, so that transactions do overlap."""

    async def read(self, key):
        await asyncio.sleep(0)
        return await super().read(key)

    async def read_all(self, collection):
        await asyncio.sleep(0)
        return await super().read_all(collection)


@pytest.fixture
def busy_house():
    house = House(SlowStore())
    yield house.open()
    house.close()


def opt_in(member, campaign=1001):
    path = f"/priv/v1/apps/demo-key/external/users/{member}/campaigns/{campaign}/opt_in"
    return ("GET", path, DEMO, None)


def creation(name):
    campaign = {
        "name": name,
        "status": "live",
        "starts_at": "2026-01-01T00:00:00Z",
        "ends_at": "2026-02-01T00:00:00Z",
    }
    path = "/priv/v1/apps/partner-key/management/campaigns"
    return ("POST", path, PARTNER, {"campaign": campaign})


def test_no_more_customers_opt_in_than_may(busy_house):
    """R66."""
    campaign = busy_house.state()["campaign"]["1001"] | {"opt_in_limit": 4}
    busy_house.put("campaign", "1001", campaign)
    template = busy_house.state()["customer"]["0a000000-0000-4000-8000-000000000003"]
    for number in range(10):
        fresh = {"user_id": f"fresh-{number}", "external_id": f"fresh-{number}"}
        busy_house.put("customer", f"fresh-{number}", template | fresh)

    answers = busy_house.ask_together([opt_in(f"fresh-{number}") for number in range(10)] * 2)

    opted_in = {
        item["user_id"]
        for item in busy_house.state()["enrollment"].values()
        if item["campaign_id"] == 1001 and item.get("opted_in")
    }
    assert len(opted_in) == 4
    assert Counter(answer["status"] for answer in answers) == {"ok": 6, "error": 14}


def test_a_name_is_given_once(busy_house):
    """R26."""
    answers = busy_house.ask_together([creation("Only One") for _ in range(8)])

    assert Counter(answer["status"] for answer in answers) == {"ok": 1, "error": 7}


def test_ids_and_permalinks_are_given_once(busy_house):
    """R33 R38."""
    answers = busy_house.ask_together([creation(f"Number {number}") for number in range(8)])

    made = [answer["campaign"] for answer in answers]
    assert sorted(campaign["id"] for campaign in made) == list(range(2001, 2009))
    assert len({campaign["external_id"] for campaign in made}) == 8
