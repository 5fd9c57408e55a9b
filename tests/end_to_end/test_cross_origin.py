"""A browser app on this machine may read every answer; a foreign page may read none."""

import httpx2
import pytest

from tests.end_to_end.doors import DOORS, Door, door
from tests.end_to_end.wire import Answer, request

OWN = ["http://localhost:3000", "http://127.0.0.1:5173", "http://[::1]:8080", "https://localhost"]
FOREIGN = [
    "http://evil.example.test",
    "http://localhost.evil.example.test",
    "http://localhost:3000.evil.example.test",
    "http://127.0.0.1.evil.example.test",
    "http://evil.example.test/localhost",
    "http://localhost@evil.example.test",
    "http://mylocalhost:3000",
    "http://192.168.0.10:3000",
    "null",
    "",
    "*",
]
BEARER = ("Authorization", "Bearer demo-token")
JSON = ("Content-Type", "application/json")
SEARCH = "/marketing-solutions/campaigns/search"
ANSWERS = {
    "success": ("POST", SEARCH, [BEARER, JSON], b"{}", 200),
    "no credentials": ("POST", SEARCH, [JSON], b"{}", 401),
    "no scope": ("POST", SEARCH, [("Authorization", "Bearer manage-only-token")], b"{}", 403),
    "malformed": ("POST", SEARCH, [BEARER, JSON], b"{", 400),
    "wrong type": ("POST", SEARCH, [BEARER, ("Content-Type", "text/plain")], b"{}", 415),
    "too large": ("POST", SEARCH, [BEARER, JSON], b" " * 17_000_000, 413),
    "wrong method": ("DELETE", SEARCH, [BEARER], None, 405),
    "options": ("OPTIONS", SEARCH, [BEARER], None, 204),
    "nothing there": ("GET", "/marketing-solutions/campaigns/404", [BEARER], None, 404),
    "unknown path": ("GET", "/marketing-solutions/nothing", [BEARER], None, 404),
    "no api": ("GET", "/nothing", [], None, 404),
    "token": ("POST", "/oauth2/token", [], b"", 400),
    "sessionm refusal": ("GET", "/v1/apps/demo-key/campaigns", [], None, 401),
    "sessionm unknown path": ("GET", "/priv/v1/apps/demo-key/nothing", [], None, 404),
    "spaaza refusal": ("GET", "/interact-campaign", [], None, 401),
    "spaaza wrong method": ("POST", "/interact-campaign", [], None, 405),
    "documented 500": (
        "GET",
        "/interact-campaign?campaign_id=701&user_id=5001&auth_method=x",
        door("spaaza", "interactCampaign").headers,
        None,
        500,
    ),
    "admin": ("GET", "/_mock/clock", [], None, 200),
    "admin refusal": ("PATCH", "/_mock/clock", [JSON], b"{}", 400),
}


def is_open_to(answer: Answer, origin: str) -> bool:
    return answer.headers.get("access-control-allow-origin") in (origin, "*")


@pytest.mark.parametrize("origin", OWN)
@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "status"), ANSWERS.values(), ids=ANSWERS.keys()
)
def test_app_on_this_machine_may_read_every_answer(
    mock: httpx2.Client,
    mock_url: str,
    method: str,
    target: str,
    headers: list[tuple[str, str]],
    body: bytes | None,
    status: int,
    origin: str,
) -> None:
    answer = request(mock_url, method, target, [("Origin", origin), *headers], body)

    assert answer.status == status
    assert is_open_to(answer, origin)
    assert "origin" in answer.headers["vary"].lower()
    assert "mock-answer" in answer.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "status"), ANSWERS.values(), ids=ANSWERS.keys()
)
def test_foreign_page_may_read_no_answer(
    mock: httpx2.Client,
    mock_url: str,
    method: str,
    target: str,
    headers: list[tuple[str, str]],
    body: bytes | None,
    status: int,
    origin: str,
) -> None:
    answer = request(mock_url, method, target, [("Origin", origin), *headers], body)

    assert answer.status == (403 if target.startswith("/_mock") else status)
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_preflight_lets_an_app_on_this_machine_call(
    mock: httpx2.Client, mock_url: str, door: Door
) -> None:
    origin = OWN[0]
    wanted = ["authorization", "content-type", "x-spaaza-session-key"]

    answer = request(
        mock_url,
        "OPTIONS",
        door.target(),
        [
            ("Origin", origin),
            ("Access-Control-Request-Method", door.operation.method),
            ("Access-Control-Request-Headers", ", ".join(wanted)),
        ],
    )

    assert answer.status in (200, 204)
    assert is_open_to(answer, origin)
    assert door.operation.method in answer.headers["access-control-allow-methods"].split(", ")
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert all(name in allowed for name in wanted)


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("target", [SEARCH, "/interact-campaign", "/_mock/reset", "/nothing"])
def test_preflight_lets_no_foreign_page_call(
    mock: httpx2.Client, mock_url: str, target: str, origin: str
) -> None:
    answer = request(
        mock_url,
        "OPTIONS",
        target,
        [("Origin", origin), ("Access-Control-Request-Method", "POST")],
    )

    assert answer.status >= 400
    assert "access-control-allow-origin" not in answer.headers


def test_page_without_origin_is_no_cross_origin_call(mock: httpx2.Client, mock_url: str) -> None:
    answer = request(mock_url, "POST", SEARCH, [BEARER, JSON], b"{}")

    assert answer.status == 200
    assert "access-control-allow-origin" not in answer.headers
