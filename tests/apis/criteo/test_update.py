"""Update: the order of decisions, and what an update never touches."""

import asyncio

import pytest

from tests.apis.criteo.desk import limited

UPDATE_CHECK = "campaign--campaign-update-check--"
TWICE = UPDATE_CHECK + "cannot-update-same-campaign-multiple-times"
UNKNOWN = "campaign-not-found"
NO_LIMIT = UPDATE_CHECK + "spend-limit-does-not-exist"
NO_FEATURE = UPDATE_CHECK + "unavailable-feature-for-this-advertiser"
INVALID = UPDATE_CHECK + "validation-failed-on-spend-limit"
BELOW_SPEND = UPDATE_CHECK + "cannot-decrease-lifetime-spend-limit-below-what-is-already-spent"
NEXT_PERIOD = UPDATE_CHECK + "new-spend-limit-amount-will-take-place-at-the-next-period-start"


def fate(body):
    """Returns the one code of an answer to one item, or None."""
    assert len(body["data"]) + len(body["errors"]) == 1
    codes = [entry["code"] for entry in (*body["errors"], *body["warnings"])]
    return codes[0] if codes else None


@pytest.mark.parametrize(
    ("campaign_id", "limit", "code"),
    [
        ("40404", {"spendLimitAmount": -1}, UNKNOWN),
        ("50007", {"spendLimitAmount": -1}, NO_LIMIT),
        ("50006", {"spendLimitAmount": -1}, NO_LIMIT),
        ("50012", {"spendLimitAmount": -1}, NO_FEATURE),
        ("50008", {"spendLimitAmount": -1}, NO_FEATURE),
        ("50004", {"spendLimitAmount": -1}, NO_LIMIT),
        ("50004", {"spendLimitType": "uncapped"}, NO_LIMIT),
        ("50004", {}, NO_LIMIT),
        ("50003", {"spendLimitAmount": -1}, INVALID),
        ("50005", {"spendLimitAmount": -1}, INVALID),
        ("50003", {"spendLimitAmount": 2500}, BELOW_SPEND),
        ("50005", {"spendLimitAmount": 110}, NEXT_PERIOD),
        ("50003", {"spendLimitAmount": 2500.5}, None),
        ("50005", {"spendLimitAmount": 110.5}, None),
        ("50005", {"spendLimitType": "uncapped", "spendLimitAmount": 1}, None),
        ("50001", {}, None),
    ],
)
def test_first_fault_of_an_item_is_its_answer(desk, campaign_id, limit, code):
    assert fate(asyncio.run(desk.update((campaign_id, limit)))) == code


@pytest.mark.parametrize("campaign_id", ["40404", "50007", "50004", "50008", "50001"])
def test_repetition_is_judged_before_all_else(desk, campaign_id):
    body = asyncio.run(desk.update((campaign_id, {"spendLimitAmount": -1}), (campaign_id, {})))

    assert [entry["code"] for entry in body["errors"]] == [TWICE, TWICE]


@pytest.mark.parametrize("campaign_id", ["50001", "50004", "50008", "50012"])
def test_item_without_a_limit_is_listed_and_changes_nothing(desk, campaign_id):
    before = asyncio.run(desk.state())

    body = asyncio.run(desk.update({"type": "Campaign", "id": campaign_id, "attributes": {}}))

    assert body == {"data": [{"type": "Campaign", "id": campaign_id}], "errors": [], "warnings": []}
    assert asyncio.run(desk.state()) == before


@pytest.mark.parametrize(
    "limit",
    [
        {"spendLimitAmount": value}
        for value in (0, -0.01, None, "5", True, [], {}, {"value": None}, {"value": "5"})
    ]
    + [{"spendLimitRenewal": value} for value in ("undefined", "weekly", None, 1, ["daily"])]
    + [{"spendLimitType": value} for value in ("Capped", None, 0, {})]
    + [{"spendLimitType": "uncapped", "spendLimitRenewal": "weekly"}]
    + [{"spendLimitType": "uncapped", "spendLimitAmount": "5"}],
)
def test_limit_that_cannot_be_fails_its_item(desk, limit):
    before = asyncio.run(desk.read("50001"))

    body = asyncio.run(desk.update(("50001", limit)))

    assert fate(body) == INVALID
    assert asyncio.run(desk.read("50001")) == before


@pytest.mark.parametrize("limit", [{}, {"spendLimitType": "capped"}])
@pytest.mark.parametrize("campaign_id", ["50001", "50003", "50005"])
def test_an_amount_that_is_not_sent_is_not_new(desk, campaign_id, limit):
    """R163 R168: however much is spent, and though an earlier amount still waits."""
    asyncio.run(desk.update(("50005", {"spendLimitAmount": 50})))
    asyncio.run(desk.control("spend", campaign=campaign_id, lifetime=99999, period=500))
    before = asyncio.run(desk.state())

    assert fate(asyncio.run(desk.update((campaign_id, limit)))) is None
    assert asyncio.run(desk.state()) == before


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ({"spendLimitAmount": 120}, NEXT_PERIOD),
        ({"spendLimitRenewal": "daily"}, NEXT_PERIOD),
        ({"spendLimitRenewal": "lifetime"}, BELOW_SPEND),
    ],
)
def test_an_amount_or_a_renewal_that_is_sent_is_judged(desk, limit, code):
    """R163 R168: even if it is the one that is stored."""
    asyncio.run(desk.control("spend", campaign="50005", lifetime=99999, period=500))

    assert fate(asyncio.run(desk.update(("50005", limit)))) == code


@pytest.mark.parametrize("amount", [1e-9, 1, 0.1, 2**53, 1e300])
def test_every_positive_amount_is_kept_as_sent(desk, amount):
    asyncio.run(desk.update(("50001", {"spendLimitAmount": amount})))

    limit = asyncio.run(desk.read("50001"))["attributes"]["spendLimit"]
    assert limit["spendLimitAmount"] == amount


def test_ids_as_numbers_name_the_same_campaigns(desk):
    body = asyncio.run(
        desk.update((50001, {"spendLimitAmount": 1}), (50002.0, {"spendLimitAmount": 2000}))
    )

    assert [entry["id"] for entry in body["data"]] == ["50001", "50002"]


def test_update_never_touches_another_attribute(desk):
    """R134, R135, R151: read-only attributes and members that an item leaves out stay."""
    before = asyncio.run(desk.read("50001"))
    item = limited("50001", {"spendLimitAmount": 7})
    item["attributes"] |= {"name": "New", "advertiserId": "12346", "goal": "Retention"}

    asyncio.run(desk.update(item))

    before["attributes"]["spendLimit"]["spendLimitAmount"] = 7
    assert asyncio.run(desk.read("50001")) == before


def test_read_only_attributes_may_hold_anything(desk):
    item = {"type": "Campaign", "id": "50001", "attributes": {"goal": "Fame", "name": None}}

    assert fate(asyncio.run(desk.update(item))) is None


def test_same_update_twice_answers_and_leaves_the_same(desk):
    items = [("50001", {"spendLimitAmount": 5}), ("50002", {"spendLimitRenewal": "daily"})]
    first = asyncio.run(desk.update(*items))
    state = asyncio.run(desk.state())

    assert asyncio.run(desk.update(*items)) == first
    assert asyncio.run(desk.state()) == state


def test_uncapping_forgets_amount_and_renewal(desk):
    asyncio.run(desk.update(("50003", {"spendLimitType": "uncapped", "spendLimitAmount": 1})))

    assert asyncio.run(desk.read("50003"))["attributes"]["spendLimit"] == {
        "spendLimitRenewal": "undefined",
        "spendLimitType": "uncapped",
        "spendLimitAmount": None,
    }
