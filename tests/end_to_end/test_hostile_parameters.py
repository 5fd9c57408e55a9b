"""Paths, queries and headers that no honest client would send."""

import httpx2
import pytest

from tests.end_to_end.doors import DOORS, PATH_VALUES, Door, door
from tests.end_to_end.judging import (
    assert_declared,
    assert_refused,
    code_of,
    nothing_changes,
)
from tests.end_to_end.wire import request

HOSTILE = {
    "traversal": "..%2f..%2fetc%2fpasswd",
    "backslashes": "..%5c..%5cwindows",
    "dots": "%2e%2e",
    "slash": "1001%2fopt_in",
    "double escape": "%252e%252e%252f",
    "overlong dots": "%c0%ae%c0%ae%c0%af",
    "nul": "%00",
    "nul behind": "1001%00",
    "line break": "1%0d%0aX-Evil:%20yes",
    "space behind": "1001%20",
    "newline behind": "1001%0a",
    "invalid utf-8": "%ff%fe",
    "surrogate": "%ed%a0%80",
    "broken escape": "%zz",
    "right-to-left": "%e2%80%ae",
    "arabic digits": "%d9%a1%d9%a0%d9%a0%d9%a1",
    "negative": "-1001",
    "plus": "%2b1001",
    "fraction": "1001.0",
    "exponent": "1e3",
    "not a number": "NaN",
    "beyond 2^64": "18446744073709551617",
    "40 digits": "9" * 40,
    "5000 digits": "9" * 5000,
    "markup": "%3Cscript%3E",
    "template": "%7B%7B7*7%7D%7D",
    "parameter": "1001;v=1",
}
AUTHORIZATIONS = {
    "empty": "",
    "scheme alone": "Bearer",
    "scheme and space": "Basic ",
    "unknown scheme": "Digest username=x",
    "no base64": "Basic !!!",
    "no colon": "Basic bm9jb2xvbg==",
    "invalid utf-8 inside": "Basic /zr/",
    "byte above 127, basic": b"Basic ZGVtby1rZXk6ZGVtby1zZWNyZXQ=\xff",
    "byte above 127, bearer": b"Bearer demo-token\xff",
    "utf-8": "Bearer dëmo:tøken".encode(),
    "two words": "Bearer demo-token demo-token",
    "60 KB": "Bearer " + "a" * 60_000,
    "60 KB, basic": "Basic " + "A" * 60_000,
}
DOORS_WITH_PATH_VALUES = [one for one in DOORS if one.parameters("path")]
DOORS_WITH_QUERY = [one for one in DOORS if one.parameters("query")]
DOORS_WITH_HEADER = [one for one in DOORS if not one.takes_token_in_query]


@pytest.mark.parametrize("door", DOORS_WITH_PATH_VALUES, ids=str)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_path_value_names_nothing(
    mock: httpx2.Client, mock_url: str, door: Door, hostile: str
) -> None:
    with nothing_changes(mock):
        for name in door.parameters("path"):
            answer = request(
                mock_url,
                door.operation.method,
                door.target({name: hostile}),
                door.headers,
                door.body,
            )

            assert_refused(door, answer)
            assert "x-evil" not in answer.headers


@pytest.mark.parametrize("door", DOORS_WITH_QUERY, ids=str)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_query_value_does_no_harm(
    mock: httpx2.Client, mock_url: str, door: Door, hostile: str
) -> None:
    with nothing_changes(mock):
        for name in door.parameters("query"):
            target = door.path() + f"?{name}={hostile}"
            assert_declared(door, request(mock_url, "GET", target, door.headers))

            target = door.target(more=f"{name}={hostile}&{name}={hostile}")
            assert_declared(door, request(mock_url, "GET", target, door.headers))


@pytest.mark.parametrize("door", DOORS, ids=str)
@pytest.mark.parametrize(
    "more",
    [
        "unknown=1",
        "unknown=%ff&%ff=%00",
        "&&&=&=;&#",
        "__proto__[x]=1&constructor=x&self=1&call=2&world=3",
        "x=" + "9" * 5000,
        "&".join(f"x{number}=1" for number in range(5000)),
        "x=1&" * 5000,
        "x=" + "a" * 50_000,
    ],
    ids=lambda more: f"{more[:12]} {len(more)}",
)
def test_unknown_parameters_change_no_answer(
    mock: httpx2.Client, mock_url: str, door: Door, more: str
) -> None:
    plain = request(mock_url, door.operation.method, door.target(), door.headers, door.body)
    mock.post("/_mock/reset").raise_for_status()

    answer = request(
        mock_url, door.operation.method, door.target(more=more), door.headers, door.body
    )

    assert_declared(door, answer)
    assert (answer.status, answer.content) == (plain.status, plain.content)


def test_query_of_100_kilobytes_is_refused_clearly(mock: httpx2.Client, mock_url: str) -> None:
    one = door("criteo", "getCampaign")

    with nothing_changes(mock):
        answer = request(mock_url, "GET", one.target(more="x=" + "a" * 100_000), one.headers)

    assert answer.status in (200, 400, 414, 431)
    assert answer.content_type in ("application/json", "application/problem+json")


@pytest.mark.parametrize("door", DOORS_WITH_HEADER, ids=str)
@pytest.mark.parametrize("value", AUTHORIZATIONS.values(), ids=AUTHORIZATIONS.keys())
def test_hostile_credentials_are_wrong_ones(
    mock: httpx2.Client, mock_url: str, door: Door, value: str | bytes
) -> None:
    headers = [("Authorization", value), *door.body_headers]

    with nothing_changes(mock):
        answer = request(mock_url, door.operation.method, door.target(), headers, door.body)

    assert answer.status in (400, 401), answer.content
    assert_refused(door, answer)


@pytest.mark.parametrize("door", [one for one in DOORS if one.takes_token_in_query], ids=str)
@pytest.mark.parametrize(
    "hostile", ["", *HOSTILE.values(), "x" * 60_000], ids=lambda text: text[:9]
)
def test_hostile_token_in_query_is_a_wrong_one(
    mock: httpx2.Client, mock_url: str, door: Door, hostile: str
) -> None:
    target = f"{door.path()}?auth_token={hostile}"

    with nothing_changes(mock):
        answer = request(mock_url, "GET", target)

    assert answer.status == 401
    assert_refused(door, answer)


@pytest.mark.parametrize("value", AUTHORIZATIONS.values(), ids=AUTHORIZATIONS.keys())
def test_token_url_survives_hostile_credentials(
    mock: httpx2.Client, mock_url: str, value: str | bytes
) -> None:
    headers = [("Authorization", value), ("Content-Type", "application/x-www-form-urlencoded")]

    with nothing_changes(mock):
        answer = request(
            mock_url, "POST", "/oauth2/token", headers, b"grant_type=client_credentials"
        )

    assert answer.status in (400, 401), answer.content
    assert answer.content_type == "application/json"
    assert answer.json()["error"] in ("invalid_client", "invalid_request")


@pytest.mark.parametrize(
    "headers",
    [
        [("X-Spaaza-Session-User-Id", b"\xff"), ("X-Spaaza-Session-Key", b"\xff")],
        [("X-Spaaza-Session-User-Id", "9" * 5000), ("X-Spaaza-Session-Key", "demo-user-key")],
        [("X-Spaaza-Session-User-Id", "-5001"), ("X-Spaaza-Session-Key", "demo-user-key")],
        [("X-Spaaza-Session-User-Id", "5001"), ("X-Spaaza-Session-Key", "")],
        [("X-Spaaza-Session-User-Id", "5001")],
        [("X-Spaaza-Session-Key", "demo-user-key")],
    ],
)
def test_hostile_session_headers_open_no_session(
    mock: httpx2.Client, mock_url: str, headers: list[tuple[str, str | bytes]]
) -> None:
    spaaza = door("spaaza", "interactCampaign")

    with nothing_changes(mock):
        answer = request(mock_url, "GET", spaaza.target(), headers)

    assert_refused(spaaza, answer)
    assert (answer.status, code_of("spaaza", answer)) == (401, 6)


@pytest.mark.parametrize("hostname", [b"\xff", b"a" * 5000, b"../shop"])
def test_hostile_app_hostname_names_no_app(
    mock: httpx2.Client, mock_url: str, hostname: bytes
) -> None:
    spaaza = door("spaaza", "interactCampaign")
    headers: list[tuple[str, str | bytes]] = [
        ("X-Spaaza-Session-User-Id", "5001"),
        ("X-Spaaza-Session-Key", "demo-user-key"),
        ("X-Spaaza-MyPrice-App-Hostname", hostname),
    ]

    with nothing_changes(mock):
        answer = request(mock_url, "GET", "/interact-campaign?campaign_id=701", headers)

    assert_refused(spaaza, answer)
    assert code_of("spaaza", answer) == 238


def test_path_values_cover_every_path_parameter() -> None:
    declared = {name for one in DOORS for name in one.parameters("path")}

    assert declared == set(PATH_VALUES)
