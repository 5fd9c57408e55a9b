"""What a call of a bundled API costs depends on what it answers, not on what is stored."""

import asyncio
import json

import pytest

from mockserver.state.store import Key
from tests.support.decoding import decoding
from tests.support.worlds import client, server

SIZES = (100, 1_000, 10_000)
MEMBER = "0a000000-0000-4000-8000-000000000001"
CRITEO = {"Authorization": "Bearer demo-token"}
SESSIONM = {"Authorization": "Basic ZGVtby1rZXk6ZGVtby1zZWNyZXQ="}


def criteo_campaign(number):
    limit = {"spendLimitRenewal": "daily", "spendLimitType": "capped", "spendLimitAmount": 100}
    attributes = {"name": f"C {number}", "goal": "Acquisition", "spendLimit": limit}
    attributes["advertiserId"] = "12346" if number == 9 else f"9{number % 1000:04}"
    return {"type": "Campaign", "id": str(10_000_000 + number), "attributes": attributes}


def sessionm_campaign(number):
    return {
        "id": 10_000_000 + number,
        "application": "demo-key",
        "name": f"Campaign {number}",
        "permalink": f"campaign-{number}",
        "status": "live",
        "starts_at": "2026-01-01T00:00:00Z",
        "ends_at": "2030-01-01T00:00:00Z",
        "campaign_type": "messaging",
        "metadata": {},
        "total_budget": 0,
        "weight": 0,
        "version": 1,
        "groups": [],
        "behaviors": [],
        "offers": [],
    }


def change(number):
    limit = {"spendLimitAmount": {"value": number}}
    item = {"type": "Campaign", "id": "10000009", "attributes": {"spendLimit": limit}}
    return {"json": {"data": [item]}}


CAMPAIGNS = "/marketing-solutions/campaigns"
ELIGIBLE = f"/priv/v2/apps/demo-key/users/{MEMBER}/campaigns"
CALLS = {
    "criteo": (
        criteo_campaign,
        CRITEO,
        [
            ("GET", f"{CAMPAIGNS}/10000009", {}),
            ("POST", f"{CAMPAIGNS}/search", {"json": {"filters": {"advertiserIds": ["12346"]}}}),
            ("POST", f"{CAMPAIGNS}/search", {"json": {"filters": {"campaignIds": ["10000009"]}}}),
            ("PATCH", CAMPAIGNS, change(120)),
            ("POST", f"{CAMPAIGNS}/search", {"json": {"filters": {"advertiserIds": ["12346"]}}}),
        ],
    ),
    "sessionm": (
        sessionm_campaign,
        SESSIONM,
        [
            ("GET", f"{ELIGIBLE}?page_size=5", {}),
            ("GET", f"{ELIGIBLE}/10000009", {}),
            ("GET", "/priv/v1/apps/demo-key/external/campaigns/campaign-9/info", {}),
            ("GET", f"/priv/v1/apps/demo-key/users/{MEMBER}/external/campaigns/no/progress", {}),
        ],
    ),
}


def costs(api, size):
    """Returns what each call reads, once all that it is found by is known."""
    make, headers, calls = CALLS[api]
    app = server(api)
    store = app.sandbox.store
    made = [make(number) for number in range(size)]
    records = {Key(f"{api}/campaign", str(one["id"])): json.dumps(one).encode() for one in made}

    async def story():
        found = []
        await store.commit({}, {}, records)
        async with client(app) as caller:
            for _ in range(2):
                found.clear()
                for method, path, options in calls:
                    with decoding() as decoded:
                        told = await caller.request(method, path, headers=headers, **options)
                    found.append((told.status_code, decoded.count))
        return found

    return asyncio.run(story())


@pytest.mark.parametrize("api", CALLS)
def test_a_call_costs_the_same_whatever_is_stored(api):
    few, *others = [costs(api, size) for size in SIZES]

    assert others == [few] * len(others)
    assert [status for status, _ in few] == [*(200 for _ in few[:-1]), few[-1][0]]
    assert all(read < 100 for _, read in few)
