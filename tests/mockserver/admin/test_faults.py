"""The admin API adds, replaces and removes fault rules; a wrong one changes nothing."""

import pytest

from tests.support.documents import ECHO, echoing, write_api
from tests.support.worlds import send, server

PROBLEM = "urn:openapi-contract-kit:problem:"


@pytest.fixture
def app(tmp_path):
    return server(write_api(tmp_path, echoing(), ECHO))


def rules(app, sandbox: str = "default") -> list[dict]:
    return send(app, "GET", f"/~{sandbox}/_mock/faults").json()["faults"]


def statuses(app, count: int, sandbox: str = "default") -> list[int]:
    return [send(app, "GET", f"/~{sandbox}/echo").status_code for _ in range(count)]


def test_a_rule_without_an_id_is_given_one(app):
    added = send(app, "POST", "/_mock/faults", json={"status": 503})

    assert (added.status_code, added.json()) == (201, {"id": "fault-1", "status": 503})
    assert rules(app) == [added.json()]


def test_a_rule_strikes_as_often_as_it_says_in_its_sandbox_only(app):
    send(app, "POST", "/~w1/_mock/faults", json={"operation": "GET *", "status": 503, "count": 2})

    assert statuses(app, 3, "w1") == [503, 503, 200]
    assert statuses(app, 1, "w2") == [200]


def test_rules_are_replaced_and_cleared(app):
    send(app, "POST", "/_mock/faults", json={"status": 503})
    sent = {"faults": [{"id": "slow", "delay": 0}, {"status": 429}]}
    assert send(app, "PUT", "/_mock/faults", json=sent).status_code == 200
    assert [rule["id"] for rule in rules(app)] == ["slow", "fault-1"]
    assert send(app, "DELETE", "/_mock/faults").status_code == 204
    assert rules(app) == []


def test_one_rule_is_removed(app):
    for status in (503, 429):
        send(app, "POST", "/_mock/faults", json={"status": status})
    assert send(app, "DELETE", "/_mock/faults/fault-1").status_code == 204

    assert [rule["status"] for rule in rules(app)] == [429]


def test_an_unknown_rule_is_named(app):
    answer = send(app, "DELETE", "/_mock/faults/nope")

    assert (answer.status_code, answer.json()["type"]) == (404, PROBLEM + "unknown_fault")


@pytest.mark.parametrize(
    ("method", "path", "body", "pointer"),
    [
        ("POST", "/_mock/faults", {"status": 99}, "/status"),
        ("POST", "/_mock/faults", {"status": 503, "percent": 101}, "/percent"),
        ("POST", "/_mock/faults", {"cuont": 2, "status": 503}, ""),
        ("PUT", "/_mock/faults", {"faults": [{"status": 503}, {"delay": -1}]}, "/faults/1/delay"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_place_and_changes_nothing(
    app, method, path, body, pointer
):
    send(app, "POST", "/_mock/faults", json={"id": "kept", "status": 503})
    answer = send(app, method, path, json=body)

    assert answer.status_code == 400
    assert answer.json()["violations"][0]["pointer"].startswith(pointer)
    assert [rule["id"] for rule in rules(app)] == ["kept"]


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("POST", {"id": "kept", "status": 429}),
        ("PUT", {"faults": [{"id": "a", "status": 429}, {"id": "a", "status": 503}]}),
    ],
)
def test_two_rules_cannot_have_one_id(app, method, body):
    send(app, "POST", "/_mock/faults", json={"id": "kept", "status": 503})
    answer = send(app, method, "/_mock/faults", json=body)

    assert answer.status_code == 422
    assert [rule["id"] for rule in rules(app)] == ["kept"]
