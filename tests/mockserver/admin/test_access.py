"""Who may use the admin API: holders of the token, or callers on this machine alone."""

import pytest

from mockserver.admin import Access
from tests.support.documents import api, operation, write_api
from tests.support.worlds import send, server

OPEN = Access(token=None, is_loopback=True)
GUARDED = Access(token="letmein", is_loopback=True)
EXPOSED = Access(token=None, is_loopback=False)

LOCAL = ["localhost", "localhost:4010", "127.0.0.1:4010", "127.8.9.1", "[::1]:4010", "a.localhost"]
FOREIGN = [
    "evil.example.test",
    "localhost.example.test",
    "127.0.0.1.example.test",
    "192.168.1.4:4010",
    "[::2]",
    "[",
    "",
    "null",
]


@pytest.mark.parametrize("host", LOCAL)
def test_a_caller_on_this_machine_may_enter(host):
    assert OPEN.refusal({"host": host}, None) is None
    assert OPEN.refusal({"host": host, "origin": f"http://{host}"}, None) is None


@pytest.mark.parametrize("host", FOREIGN)
def test_a_rebound_name_is_refused(host):
    assert OPEN.refusal({"host": host}, None) is not None


@pytest.mark.parametrize("origin", [*(f"https://{host}" for host in FOREIGN), "null", "file://"])
def test_a_web_page_from_elsewhere_is_refused(origin):
    assert OPEN.refusal({"host": "localhost", "origin": origin}, None) is not None


def test_a_refusal_names_what_was_wrong():
    told = OPEN.refusal({"host": "localhost", "origin": "https://evil.example.test"}, None)

    assert "origin 'https://evil.example.test'" in told


def test_a_token_opens_from_anywhere():
    headers = {"host": "mock.example.test", "origin": "https://page.example.test"}

    assert GUARDED.refusal(headers, "letmein") is None


@pytest.mark.parametrize("shown", [None, "", "letmei", "letmein ", "LETMEIN", "ünïcode"])
def test_another_token_is_refused(shown):
    assert GUARDED.refusal({"host": "localhost"}, shown) is not None


def test_a_refusal_does_not_tell_the_token():
    assert "letmein" not in GUARDED.refusal({"host": "localhost"}, "wrong")


def test_an_exposed_server_without_a_token_is_closed():
    told = EXPOSED.refusal({"host": "localhost"}, "any")

    assert "--admin-token" in told


def test_an_exposed_server_opens_by_its_token():
    guard = Access(token="letmein", is_loopback=False)

    assert guard.refusal({"host": "mock.example.test"}, "letmein") is None
    assert guard.refusal({"host": "localhost"}, None) is not None


@pytest.fixture
def shop(tmp_path) -> str:
    return write_api(tmp_path, api({"/orders": {"get": operation()}}))


def test_a_foreign_page_may_not_look_in(shop):
    headers = {"origin": "https://evil.example.test"}
    found = send(server(shop), "GET", "/_mock/state", headers=headers)

    assert found.status_code == 403
    assert found.json()["type"] == "urn:openapi-contract-kit:problem:forbidden"


def test_health_is_open_to_all(shop):
    headers = {"origin": "https://evil.example.test"}

    assert send(server(shop), "GET", "/_mock/health", headers=headers).status_code == 200


def test_a_token_guards_the_admin_api(shop):
    app = server(shop, admin_token="letmein")
    headers = {"authorization": "Bearer letmein"}

    assert send(app, "GET", "/_mock/state").status_code == 403
    assert send(app, "GET", "/_mock/state", headers=headers).status_code == 200


def test_an_exposed_server_closes_only_its_admin_api(shop):
    app = server(shop, host="0.0.0.0")

    assert send(app, "GET", "/_mock/state").status_code == 403
    assert send(app, "GET", "/orders").status_code == 200
