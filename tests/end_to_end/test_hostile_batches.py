"""Batches of ten thousand items, and items that are hard to tell apart."""

import httpx2
import orjson
import pytest

from specs.values import Json
from tests.end_to_end.doors import door
from tests.end_to_end.judging import assert_declared, nothing_changes
from tests.end_to_end.wire import Answer, request

MANY = 10_000
PATCH = door("criteo", "updateCampaigns")
NOT_FOUND = "campaign-not-found"
SAME = "campaign--campaign-update-check--cannot-update-same-campaign-multiple-times"
INVALID = "campaign--campaign-update-check--validation-failed-on-spend-limit"


def item(campaign_id: Json, amount: Json = 77) -> Json:
    limit = {"spendLimitAmount": amount}
    return {"type": "Campaign", "id": campaign_id, "attributes": {"spendLimit": limit}}


def update(url: str, items: list[Json]) -> Answer:
    return request(url, "PATCH", PATCH.target(), PATCH.headers, orjson.dumps({"data": items}))


def failed(answer: Answer, code: str) -> list[str]:
    return [one["instance"] for one in answer.json()["errors"] if one["code"] == code]


def amount_of(url: str, campaign_id: str) -> Json:
    path = f"/marketing-solutions/campaigns/{campaign_id}"
    answer = request(url, "GET", path, PATCH.headers[:1])
    return answer.json()["data"]["attributes"]["spendLimit"]["spendLimitAmount"]


def test_ten_thousand_unknown_campaigns_all_fail(mock: httpx2.Client, mock_url: str) -> None:
    with nothing_changes(mock):
        answer = update(mock_url, [item(str(900_000 + number)) for number in range(MANY)])

    assert_declared(PATCH, answer)
    assert failed(answer, NOT_FOUND) == [f"@data/{number}" for number in range(MANY)]
    assert answer.json()["data"] == []


def test_ten_thousand_times_one_campaign_all_fail(mock: httpx2.Client, mock_url: str) -> None:
    with nothing_changes(mock):
        answer = update(mock_url, [item("50001")] * MANY)

    assert_declared(PATCH, answer)
    assert failed(answer, SAME) == [f"@data/{number}" for number in range(MANY)]


def test_ten_thousand_campaigns_are_all_updated(mock: httpx2.Client, mock_url: str) -> None:
    state = mock.get("/_mock/state/criteo").json()
    model = state["campaign"]["50001"]
    ids = [str(200_000 + number) for number in range(MANY)]
    state["campaign"] |= {name: {**model, "id": name} for name in ids}
    mock.put("/_mock/state/criteo", json=state).raise_for_status()

    answer = update(mock_url, [item(name) for name in ids])

    assert_declared(PATCH, answer)
    assert answer.json()["data"] == [{"type": "Campaign", "id": name} for name in ids]
    assert answer.json()["errors"] == []
    after = mock.get("/_mock/state/criteo").json()["campaign"]
    assert {after[name]["attributes"]["spendLimit"]["spendLimitAmount"] for name in ids} == {77}
    assert after["50001"] == model


def test_one_good_item_in_ten_thousand_is_applied(mock: httpx2.Client, mock_url: str) -> None:
    items = [item(str(900_000 + number)) for number in range(MANY)]
    items[7777] = item("50001", 55)

    answer = update(mock_url, items)

    assert_declared(PATCH, answer)
    assert answer.json()["data"] == [{"type": "Campaign", "id": "50001"}]
    assert len(answer.json()["errors"]) == MANY - 1
    assert "@data/7777" not in failed(answer, NOT_FOUND)
    assert amount_of(mock_url, "50001") == 55


def test_one_broken_item_refuses_ten_thousand(mock: httpx2.Client, mock_url: str) -> None:
    items: list[Json] = [item(str(900_000 + number)) for number in range(MANY)]
    items[0], items[9999] = item("50001", 55), {"type": "Campaign"}

    with nothing_changes(mock):
        answer = update(mock_url, items)

    assert_declared(PATCH, answer)
    assert answer.status == 400
    assert len(answer.content) < 10_000


@pytest.mark.parametrize("same", [50001, 50001.0, "50001"])
def test_one_campaign_in_two_spellings_fails_twice(
    mock: httpx2.Client, mock_url: str, same: Json
) -> None:
    with nothing_changes(mock):
        answer = update(mock_url, [item("50001", 5), item("50002"), item(same, 6)][::2])

    assert_declared(PATCH, answer)
    assert failed(answer, SAME) == ["@data/0", "@data/1"]


@pytest.mark.parametrize(
    "amount",
    [0, -0.0, -1, -9000, -(10**39), True, False, "5", "", [], {}, {"value": "5"}, {"value": []}],
    ids=str,
)
def test_amount_that_is_none_fails_alone(mock: httpx2.Client, mock_url: str, amount: Json) -> None:
    body = b'{"data":[%s,%s]}' % (
        orjson.dumps(item("50001", "AMOUNT")).replace(b'"AMOUNT"', number(amount)),
        orjson.dumps(item("50002")),
    )

    answer = request(mock_url, "PATCH", PATCH.target(), PATCH.headers, body)

    assert_declared(PATCH, answer)
    assert answer.status == 200
    assert failed(answer, INVALID) == ["@data/0"]
    assert answer.json()["data"] == [{"type": "Campaign", "id": "50002"}]
    assert amount_of(mock_url, "50001") == 100


@pytest.mark.parametrize(
    "amount", [0.01, 5e-324, 1e308, 10**20, 10**39 + 1, 2**53 + 1, {"value": 12.5}], ids=str
)
def test_unusual_amount_is_kept_as_a_number(
    mock: httpx2.Client, mock_url: str, amount: Json
) -> None:
    body = b'{"data":[%s]}' % orjson.dumps(item("50001", "AMOUNT")).replace(
        b'"AMOUNT"', number(amount)
    )

    answer = request(mock_url, "PATCH", PATCH.target(), PATCH.headers, body)

    assert_declared(PATCH, answer)
    assert answer.json()["data"] == [{"type": "Campaign", "id": "50001"}]
    expected = amount["value"] if isinstance(amount, dict) else amount
    assert amount_of(mock_url, "50001") == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    "campaign_id",
    [
        "",
        "-1",
        "50001 ",
        "050001",
        "\u0665\u0660\u0660\u0660\u0661",
        "../50001",
        "50001\x00",
        "9" * 5000,
        -50001,
        0,
    ],
    ids=lambda value: repr(value)[:12],
)
def test_id_that_nobody_has_is_not_found(
    mock: httpx2.Client, mock_url: str, campaign_id: Json
) -> None:
    with nothing_changes(mock):
        answer = update(mock_url, [item(campaign_id)])

    assert_declared(PATCH, answer)
    assert answer.status == 400 or failed(answer, NOT_FOUND) == ["@data/0"]


def number(amount: Json) -> bytes:
    """Writes a value as JSON; integers of any length, which the fast writer refuses."""
    is_long = isinstance(amount, int) and not isinstance(amount, bool)
    return str(amount).encode() if is_long else orjson.dumps(amount)
