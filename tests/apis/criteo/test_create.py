"""Create: what is stored, and what is refused in which order."""

import asyncio

import pytest


def creation(limit, **attributes):
    return {
        "data": {
            "type": "Campaign",
            "attributes": {
                "name": "A Campaign",
                "advertiserId": "12345",
                "goal": "Retention",
                "spendLimit": limit,
                **attributes,
            },
        }
    }


def create(desk, limit, **attributes):
    return asyncio.run(desk.ask("createCampaign", creation(limit, **attributes)))


@pytest.mark.parametrize("renewal", ["daily", "monthly", "lifetime", "undefined", ...])
@pytest.mark.parametrize("amount", [100, -5, 0, None, {"value": 3}, {"value": None}, ...])
def test_create_normalises_every_uncapped_limit(desk, renewal, amount):
    """R142: renewal and amount do not matter without a cap."""
    limit = {"spendLimitRenewal": renewal, "spendLimitAmount": amount}
    sent = {name: value for name, value in limit.items() if value is not ...}

    reply = create(desk, {"spendLimitType": "uncapped", **sent})

    assert reply.status == 201
    assert reply.body["data"]["attributes"]["spendLimit"] == {
        "spendLimitRenewal": "undefined",
        "spendLimitType": "uncapped",
        "spendLimitAmount": None,
    }


@pytest.mark.parametrize(
    ("limit", "faults"),
    [
        ({}, [("required-field", "spendLimitRenewal"), ("required-field", "spendLimitAmount")]),
        ({"spendLimitRenewal": "daily"}, [("required-field", "spendLimitAmount")]),
        ({"spendLimitAmount": 5}, [("required-field", "spendLimitRenewal")]),
        (
            {"spendLimitRenewal": "undefined", "spendLimitAmount": 5},
            [("invalid", "spendLimitRenewal")],
        ),
        ({"spendLimitRenewal": "daily", "spendLimitAmount": 0}, [("invalid", "spendLimitAmount")]),
        (
            {"spendLimitRenewal": "daily", "spendLimitAmount": {"value": -1}},
            [("invalid", "spendLimitAmount")],
        ),
        (
            {"spendLimitRenewal": "weekly", "spendLimitAmount": None},
            [("invalid", "spendLimitAmount"), ("invalid", "spendLimitRenewal")],
        ),
    ],
)
def test_create_names_what_a_capped_limit_lacks(desk, limit, faults):
    reply = create(desk, {"spendLimitType": "capped", **limit})

    prefix = "@data/attributes/spendLimit/"
    found = [
        (entry["code"], entry["instance"].removeprefix(prefix)) for entry in reply.body["errors"]
    ]
    assert (reply.status, sorted(found)) == (400, sorted(faults))


@pytest.mark.parametrize("limit", [{}, {"spendLimitAmount": 0, "spendLimitRenewal": "daily"}])
def test_size_of_a_limit_is_not_looked_at_for_a_foreign_advertiser(desk, limit):
    reply = create(desk, {"spendLimitType": "capped", **limit}, advertiserId="67890")

    assert reply.status == 403


@pytest.mark.parametrize("limit", [{}, {"spendLimitType": "endless"}])
def test_type_of_a_limit_comes_before_the_advertiser(desk, limit):
    assert create(desk, limit, advertiserId="67890").status == 400


@pytest.mark.parametrize("advertiser_id", ["67890", 67890, "1", "012345"])
def test_advertiser_outside_the_portfolio_is_forbidden(desk, advertiser_id):
    reply = create(desk, {"spendLimitType": "uncapped"}, advertiserId=advertiser_id)

    assert reply.status == 403
    assert reply.body["errors"][0]["code"] == "insufficient-advertiser-permissions"


@pytest.mark.parametrize("sent", ["12346", 12346, 12346.0])
def test_advertiser_is_stored_as_a_string(desk, sent):
    reply = create(desk, {"spendLimitType": "uncapped"}, advertiserId=sent)

    assert reply.body["data"]["attributes"]["advertiserId"] == "12346"


def test_refused_creation_leaves_no_trace(desk):
    before = asyncio.run(desk.state())

    create(desk, {"spendLimitType": "uncapped"}, advertiserId="67890")

    assert asyncio.run(desk.state()) == before
    assert create(desk, {"spendLimitType": "uncapped"}).body["data"]["id"] == "100001"


def test_new_id_is_never_one_that_is_taken(desk):
    async def occupy(world):
        campaign = await world.get("campaign", "99999")
        world.put("campaign", "100001", {**campaign, "id": "100001"})

    asyncio.run(desk.sandbox.run("criteo", occupy))

    assert create(desk, {"spendLimitType": "uncapped"}).body["data"]["id"] == "100002"


def test_id_that_is_sent_is_ignored(desk):
    body = creation({"spendLimitType": "uncapped"})
    body["data"]["id"] = "99999"

    reply = asyncio.run(desk.ask("createCampaign", body))

    assert reply.body["data"]["id"] == "100001"
    assert asyncio.run(desk.read("99999"))["attributes"]["name"] == "My Campaign"
