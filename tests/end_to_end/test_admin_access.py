"""The admin API is closed to strangers, and names what it has to friends."""

import httpx2
import pytest

from specs.values import Json
from tests.end_to_end.conftest import NOW
from tests.end_to_end.doors import BUNDLES
from tests.end_to_end.judging import assert_problem, nothing_changes
from tests.end_to_end.wire import admin, head, request, send

JSON = [("Content-Type", "application/json")]
DOORS = [
    ("GET", "/clock", None),
    ("PATCH", "/clock", b'{"advance": "1d"}'),
    ("DELETE", "/clock", None),
    ("GET", "/state", None),
    ("GET", "/state/criteo", None),
    ("PUT", "/state/criteo", b"{}"),
    ("POST", "/reset", None),
    ("GET", "/control", None),
    ("POST", "/control/spaaza/points", b'{"user": "5001", "points": 5}'),
]
FOREIGN_ORIGINS = [
    "http://evil.example.test",
    "http://localhost.evil.example.test",
    "http://localhost@evil.example.test",
    "http://127.0.0.1.evil.example.test",
    "http://[::1].evil.example.test",
    "file://",
    "null",
]
FOREIGN_HOSTS = [
    "evil.example.test",
    "localhost.evil.example.test",
    "127.0.0.1.evil.example.test:4010",
    "localhost@evil.example.test",
    "evil.example.test#localhost",
    "192.168.0.10",
    "0x7f.1.evil",
    "",
]


def clock(mock: httpx2.Client) -> Json:
    return mock.get("/_mock/clock").raise_for_status().json()


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_foreign_page_may_not_use_the_admin_api(
    mock: httpx2.Client, mock_url: str, origin: str
) -> None:
    with nothing_changes(mock):
        for method, path, body in DOORS:
            answer = request(mock_url, method, "/_mock" + path, [("Origin", origin), *JSON], body)

            assert_problem(answer, 403)
    assert clock(mock) == {"now": NOW, "frozen": True}


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_foreign_host_may_not_use_the_admin_api(
    mock: httpx2.Client, mock_url: str, host: str
) -> None:
    with nothing_changes(mock):
        for method, path, body in DOORS:
            headers = [*JSON, ("Content-Length", str(len(body or b"")))]
            answer = send(
                mock_url, head(method, "/_mock" + path, headers, host=host) + (body or b"")
            )

            assert_problem(answer, 403)
    assert clock(mock) == {"now": NOW, "frozen": True}


@pytest.mark.parametrize("host", ["localhost", "localhost:4010", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_this_machine_may_use_the_admin_api(mock: httpx2.Client, mock_url: str, host: str) -> None:
    answer = send(mock_url, head("GET", "/_mock/clock", host=host))

    assert answer.status == 200


def test_health_names_the_apis_served(mock: httpx2.Client) -> None:
    answer = mock.get("/_mock/health")

    assert answer.json() == {"status": "ok", "apis": sorted(BUNDLES)}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/health", {"GET"}),
        ("GET", "/reset", {"POST"}),
        ("DELETE", "/state", {"GET"}),
        ("POST", "/state/criteo", {"GET", "PUT"}),
        ("PUT", "/clock", {"GET", "PATCH", "DELETE"}),
        ("POST", "/control", {"GET"}),
        ("GET", "/control/criteo/spend", {"POST"}),
    ],
)
def test_wrong_admin_method_names_the_right_ones(
    mock: httpx2.Client, mock_url: str, method: str, path: str, allowed: set[str]
) -> None:
    answer = admin(mock_url, method, path)

    assert_problem(answer, 405)
    assert set(answer.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nothing"),
        ("GET", "/state/"),
        ("GET", "/state/nobody"),
        ("PUT", "/state/nobody"),
        ("GET", "/state/..%2fclock"),
        ("GET", "/state/%ff"),
        ("GET", "/state/" + "9" * 5000),
        ("GET", "/control/criteo"),
        ("POST", "/control/nobody/spend"),
        ("POST", "/control/criteo/nothing"),
        ("POST", "/control/criteo/points"),
        ("POST", "/control/criteo/%00"),
        ("POST", "/control/criteo/__class__"),
    ],
)
def test_nothing_of_that_name_is_a_problem(
    mock: httpx2.Client, mock_url: str, method: str, path: str
) -> None:
    body = b"{}" if method != "GET" else None

    answer = admin(mock_url, method, path, body)

    assert_problem(answer, 404)
