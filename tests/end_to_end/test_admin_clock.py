"""The mock's clock can be told, set, moved, stopped and freed, and nothing worse."""

import httpx2
import pytest

from specs.values import Json
from tests.end_to_end.conftest import NOW
from tests.end_to_end.doors import door
from tests.end_to_end.judging import assert_problem
from tests.end_to_end.wire import admin, request

BAD_CLOCKS: list[tuple[bytes, int]] = [
    (b"", 400),
    (b"{", 400),
    (b"[]", 400),
    (b"{}", 400),
    (b'{"hours": 3}', 400),
    (b'{"advance": 3}', 400),
    (b'{"advance": "3"}', 400),
    (b'{"advance": "3 days"}', 400),
    (b'{"advance": "1.5h"}', 400),
    (b'{"advance": "1d\\n"}', 400),
    (b'{"advance": "\\u0663d"}', 400),
    (b'{"advance": "9999999999d"}', 400),
    (b'{"advance": "999999999d"}', 422),
    (b'{"advance": "-999999999d"}', 422),
    (b'{"frozen": "yes"}', 400),
    (b'{"now": "yesterday"}', 400),
    (b'{"now": "2026-02-30T00:00:00Z"}', 400),
    (b'{"now": "2026-01-15T12:00:00"}', 400),
    (b'{"now": "0001-01-01T00:00:00+14:00"}', 422),
    (b'{"now": "9999-12-31T23:59:59-14:00"}', 422),
    (b'{"frozen": false, "advance": "999999999d"}', 422),
    (b'{"now": "2030-01-01T00:00:00Z", "advance": "999999999d"}', 422),
]


def clock(mock: httpx2.Client) -> Json:
    return mock.get("/_mock/clock").raise_for_status().json()


def _token(mock: httpx2.Client) -> Json:
    answer = mock.post(
        "/oauth2/token",
        data={
            "grant_type": "client_credentials",
            "client_id": "demo-client",
            "client_secret": "demo-secret",
        },
    )
    return answer.raise_for_status().json()["access_token"]


@pytest.mark.parametrize(("body", "status"), BAD_CLOCKS)
def test_clock_refuses_what_is_no_time(
    mock: httpx2.Client, mock_url: str, body: bytes, status: int
) -> None:
    answer = admin(mock_url, "PATCH", "/clock", body)

    assert_problem(answer, status)
    assert clock(mock) == {"now": NOW, "frozen": True}


@pytest.mark.parametrize(
    "instant",
    [
        "0001-01-01T00:00:00Z",
        "0999-06-01T00:00:00Z",
        "1600-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ],
)
def test_clock_at_the_edge_of_time_breaks_nothing(
    mock: httpx2.Client, mock_url: str, instant: str
) -> None:
    body = b'{"now": "%s"}' % instant.encode()

    moved = admin(mock_url, "PATCH", "/clock", body)
    reset = admin(mock_url, "POST", "/reset")
    read = [
        request(mock_url, one.operation.method, one.target(), one.headers, one.body)
        for one in (
            door("criteo", "searchCampaigns"),
            door("sessionm", "listExternalCustomerCampaigns"),
            door("spaaza", "interactCampaign"),
        )
    ]

    assert moved.status in (200, 422)
    assert clock(mock)["now"] == (instant if moved.status == 200 else NOW)
    assert reset.status == 204
    assert all(answer.status < 500 for answer in read)


def test_clock_is_set_moved_frozen_and_freed(mock: httpx2.Client) -> None:
    def move(body: Json) -> Json:
        return mock.patch("/_mock/clock", json=body).raise_for_status().json()

    assert move({"now": "2030-01-01T00:00:00Z"}) == {"now": "2030-01-01T00:00:00Z", "frozen": True}
    assert move({"advance": "90m"})["now"] == "2030-01-01T01:30:00Z"
    assert move({"advance": "-2d"})["now"] == "2029-12-30T01:30:00Z"
    assert move({"now": "2030-01-01T02:00:00+02:00"})["now"] == "2030-01-01T00:00:00Z"
    assert move({"now": NOW, "advance": "1s"})["now"] == "2026-01-15T12:00:01Z"
    assert move({"frozen": False})["frozen"] is False
    assert mock.delete("/_mock/clock").json()["frozen"] is False
    assert clock(mock)["now"] > "2026-01-15T12:00:01Z"


def test_clock_takes_every_spelling_of_an_instant(mock: httpx2.Client) -> None:
    for instant in ("2026-03-01T10:00:00Z", "2026-03-01t10:00:00z", "2026-03-01T10:00:00.000Z"):
        answer = mock.patch("/_mock/clock", json={"now": instant})

        assert answer.json().get("now") == "2026-03-01T10:00:00Z", instant


def test_clock_decides_what_a_token_is_worth(mock: httpx2.Client) -> None:
    headers = {"Authorization": f"Bearer {_token(mock)}"}
    path = "/marketing-solutions/campaigns/50001"
    mock.patch("/_mock/clock", json={"advance": "899s"})
    early = mock.get(path, headers=headers)

    mock.patch("/_mock/clock", json={"advance": "2s"})
    late = mock.get(path, headers=headers)

    assert (early.status_code, late.status_code) == (200, 401)
    assert late.json()["errors"][0]["code"] == "authorization-token-expired"


def test_reset_does_not_move_the_clock(mock: httpx2.Client) -> None:
    mock.patch("/_mock/clock", json={"advance": "10d"}).raise_for_status()

    mock.post("/_mock/reset").raise_for_status()

    assert clock(mock) == {"now": "2026-01-25T12:00:00Z", "frozen": True}
