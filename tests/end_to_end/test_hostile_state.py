"""Records that fit their schema and still make no sense, and clocks far from the seed."""

import httpx2
import pytest

from specs.values import Json
from tests.end_to_end.doors import BUNDLES, DOORS, Door, door
from tests.end_to_end.judging import assert_declared
from tests.end_to_end.wire import Answer, admin, request


def ask(url: str, one: Door) -> Answer:
    return request(url, one.operation.method, one.target(), one.headers, one.body)


def doors_of(api: str) -> list[Door]:
    return [one for one in DOORS if one.api == api]


def put(mock: httpx2.Client, api: str, state: Json) -> bool:
    """Replaces an API's records; tells whether the schema lets them in."""
    return mock.put(f"/_mock/state/{api}", json=state).status_code == 204


@pytest.mark.parametrize("api", BUNDLES)
def test_state_without_one_kind_breaks_no_answer(
    mock: httpx2.Client, mock_url: str, api: str
) -> None:
    state = mock.get(f"/_mock/state/{api}").json()

    for kind in state:
        assert put(mock, api, {name: records for name, records in state.items() if name != kind})
        for one in doors_of(api):
            answer = ask(mock_url, one)
            assert_declared(one, answer)


@pytest.mark.parametrize("api", BUNDLES)
def test_state_without_one_record_breaks_no_answer(
    mock: httpx2.Client, mock_url: str, api: str
) -> None:
    state = mock.get(f"/_mock/state/{api}").json()

    for kind, records in state.items():
        for gone in records:
            rest = {name: record for name, record in records.items() if name != gone}
            assert put(mock, api, {**state, kind: rest})
            for one in doors_of(api):
                assert_declared(one, ask(mock_url, one))


@pytest.mark.parametrize("api", BUNDLES)
def test_empty_state_breaks_no_answer(mock: httpx2.Client, mock_url: str, api: str) -> None:
    assert put(mock, api, {})

    for one in doors_of(api):
        answer = ask(mock_url, one)
        assert_declared(one, answer)


@pytest.mark.parametrize(
    "instant", ["1971-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "8999-12-31T23:59:59Z"]
)
@pytest.mark.parametrize("one", DOORS, ids=str)
def test_clock_far_from_the_seed_breaks_no_answer(
    mock: httpx2.Client, mock_url: str, one: Door, instant: str
) -> None:
    mock.patch("/_mock/clock", json={"now": instant}).raise_for_status()

    assert_declared(one, ask(mock_url, one))


@pytest.mark.parametrize("instant", ["1971-01-01T00:00:00Z", "8999-12-31T23:59:59Z"])
def test_seed_told_at_a_far_clock_breaks_no_answer(
    mock: httpx2.Client, mock_url: str, instant: str
) -> None:
    mock.patch("/_mock/clock", json={"now": instant}).raise_for_status()
    mock.post("/_mock/reset").raise_for_status()

    for one in DOORS:
        answer = ask(mock_url, one)
        assert_declared(one, answer)
        assert answer.status in (200, 201)


def test_clock_that_runs_backwards_breaks_no_answer(mock: httpx2.Client, mock_url: str) -> None:
    for one in DOORS:
        ask(mock_url, one)
    mock.patch("/_mock/clock", json={"advance": "-400d"}).raise_for_status()

    for one in DOORS:
        assert_declared(one, ask(mock_url, one))


@pytest.mark.parametrize("count", [1, 1000])
def test_thousand_events_of_a_customer_break_no_answer(
    mock: httpx2.Client, mock_url: str, count: int
) -> None:
    customers = list(mock.get("/_mock/state/sessionm").json()["customer"])
    events = {
        behavior["event_name"]
        for campaign in mock.get("/_mock/state/sessionm").json()["campaign"].values()
        for behavior in campaign.get("behaviors", [])
        if "event_name" in behavior
    }

    for customer in customers:
        for event in sorted(events):
            body = {"customer": customer, "event_name": event, "count": count, "value": "x" * 9}
            mock.post("/_mock/control/sessionm/customer-event", json=body).raise_for_status()

    assert events
    for one in doors_of("sessionm"):
        assert_declared(one, ask(mock_url, one))


def test_ids_that_were_given_are_not_given_again(mock: httpx2.Client, mock_url: str) -> None:
    create = door("criteo", "createCampaign")
    first = ask(mock_url, create).json()["data"]["id"]
    state = mock.get("/_mock/state/criteo").content

    assert admin(mock_url, "PUT", "/state/criteo", state).status == 204
    second = ask(mock_url, create).json()["data"]["id"]

    assert first != second
