"""The admin API shows sandboxes, keeps and restores them, and forgets them."""

import pytest

from tests.support.documents import ECHO, echoing, write_api
from tests.support.worlds import send, server

PROBLEM = "urn:openapi-contract-kit:problem:"


@pytest.fixture
def app(tmp_path):
    return server(write_api(tmp_path, echoing(), ECHO, seed={"order": {"1": {"total": 5}}}))


def put(app, sandbox: str, total: int) -> None:
    body = {"order": {"1": {"total": total}}}
    assert send(app, "PUT", f"/~{sandbox}/_mock/state/shop", json=body).status_code == 204


def total(app, sandbox: str) -> int:
    return send(app, "GET", f"/~{sandbox}/_mock/state/shop").json()["order"]["1"]["total"]


def test_a_sandbox_is_listed_once_something_happened_in_it(app):
    assert send(app, "GET", "/_mock/sandboxes").json() == {"sandboxes": []}
    put(app, "w3", 7)

    assert send(app, "GET", "/_mock/sandboxes").json()["sandboxes"] == [
        {
            "name": "w3",
            "born": "2026-01-15T12:00:00Z",
            "now": "2026-01-15T12:00:00Z",
            "frozen": False,
            "faults": 0,
            "scenarios": [],
            "snapshots": [],
        }
    ]


def test_a_header_and_a_path_name_the_same_sandbox(app):
    put(app, "w3", 7)
    seen = send(app, "GET", "/_mock/state/shop", headers={"Mock-Sandbox": "w3"}).json()

    assert seen["order"]["1"]["total"] == 7
    assert total(app, "default") == 5


def test_a_snapshot_is_kept_and_restored(app):
    put(app, "w3", 7)
    assert send(app, "PUT", "/~w3/_mock/snapshots/before").status_code == 204
    put(app, "w3", 9)
    assert send(app, "GET", "/~w3/_mock/snapshots").json() == {"snapshots": ["before"]}
    assert send(app, "POST", "/~w3/_mock/snapshots/before/restore").status_code == 204
    assert total(app, "w3") == 7
    assert send(app, "DELETE", "/~w3/_mock/snapshots/before").status_code == 204
    assert send(app, "GET", "/~w3/_mock/snapshots").json() == {"snapshots": []}


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/_mock/sandboxes/w9", "unknown_sandbox"),
        ("DELETE", "/_mock/sandboxes/w9", "unknown_sandbox"),
        ("POST", "/_mock/snapshots/never/restore", "unknown_snapshot"),
        ("DELETE", "/_mock/snapshots/never", "unknown_snapshot"),
    ],
)
def test_what_is_not_there_is_named(app, method, path, kind):
    answer = send(app, method, path)

    assert (answer.status_code, answer.json()["type"]) == (404, PROBLEM + kind)


def test_a_dropped_sandbox_begins_anew_with_an_empty_journal(app):
    put(app, "w3", 7)
    send(app, "GET", "/~w3/echo")
    assert send(app, "DELETE", "/_mock/sandboxes/w3").status_code == 204

    assert total(app, "w3") == 5
    assert send(app, "GET", "/~w3/_mock/journal").json()["entries"] == []


@pytest.mark.parametrize("name", ["-x", "a%20b", "x" * 65])
def test_a_name_that_nothing_can_have_is_a_problem(app, name):
    answer = send(app, "GET", f"/~{name}/echo")

    assert (answer.status_code, answer.json()["type"]) == (400, PROBLEM + "invalid_sandbox")


def test_a_reset_of_a_sandbox_takes_its_faults_and_leaves_the_others(app):
    for sandbox in ("w1", "w2"):
        put(app, sandbox, 7)
        send(app, "POST", f"/~{sandbox}/_mock/faults", json={"status": 503})
    send(app, "POST", "/~w1/_mock/reset")

    faults = [send(app, "GET", f"/~{name}/_mock/faults").json()["faults"] for name in ("w1", "w2")]
    assert (total(app, "w1"), total(app, "w2")) == (5, 7)
    assert [len(one) for one in faults] == [0, 1]
