"""Control actions: listed with a schema, runnable, and strict about their bodies."""

import httpx2
import jsonschema_rs
import pytest

from specs.values import Json
from tests.end_to_end.doors import door
from tests.end_to_end.judging import assert_problem, nothing_changes
from tests.end_to_end.wire import admin

CONTROLS: dict[tuple[str, str], Json] = {
    ("criteo", "spend"): {"campaign": "50001", "lifetime": 50, "period": 5},
    ("criteo", "permission"): {"campaign": "50001", "may_update": False},
    ("criteo", "feature"): {"advertiser": "12345", "may_update_spend_limits": False},
    ("criteo", "portfolio"): {
        "application": "demo-client",
        "advertiser": "67890",
        "member": True,
    },
    ("criteo", "limit_in_force"): {"campaign": "50001"},
    ("sessionm", "customer-event"): {
        "customer": "0a000000-0000-4000-8000-000000000001",
        "event_name": "steps.walked",
    },
    ("sessionm", "opt-out"): {
        "customer": "0a000000-0000-4000-8000-000000000001",
        "campaign": 1001,
    },
    ("sessionm", "tag"): {"customer": "0a000000-0000-4000-8000-000000000001", "add": ["new"]},
    ("sessionm", "campaign-status"): {"campaign": 1001, "status": "paused"},
    ("spaaza", "points"): {"user": "5001", "points": 7},
    ("spaaza", "stock"): {"campaign": "712", "stock": 1},
    ("spaaza", "redeem"): {"campaign": "701", "user": "5001"},
    ("spaaza", "ledger"): {"user": "5001", "campaign": "701"},
}


def test_unknown_control_action_names_the_known_ones(mock: httpx2.Client, mock_url: str) -> None:
    answer = admin(mock_url, "POST", "/control/criteo/spent", b"{}")

    known = {action for api, action in CONTROLS if api == "criteo"}
    assert all(action in answer.json()["detail"] for action in known)


def test_every_control_action_is_listed_with_its_schema(mock: httpx2.Client) -> None:
    listed = mock.get("/_mock/control").json()["controls"]

    assert {(one["api"], one["action"]) for one in listed} == set(CONTROLS)
    for one in listed:
        assert one["description"].endswith(".")
        validator = jsonschema_rs.Draft202012Validator(one["schema"])
        assert validator.is_valid(CONTROLS[one["api"], one["action"]])
        assert not validator.is_valid({"nothing": "known"})


@pytest.mark.parametrize(("api", "action"), CONTROLS)
def test_control_action_runs_and_answers(mock: httpx2.Client, api: str, action: str) -> None:
    spaaza = door("spaaza", "interactCampaign")
    mock.get(spaaza.target(), headers=dict(spaaza.headers)).raise_for_status()

    answer = mock.post(f"/_mock/control/{api}/{action}", json=CONTROLS[api, action])

    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(("api", "action"), CONTROLS)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"nothing": "known"}', 400),
        (b'{"campaign": [], "user": [], "customer": [], "advertiser": []}', 400),
        (b'{"campaign": ' + b"[" * 300 + b"]" * 300 + b"}", 400),
        (b"[" * 100_000, 400),
        (b" " * 17_000_000, 413),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_control_action_refuses_a_wrong_body(
    mock: httpx2.Client, mock_url: str, api: str, action: str, body: bytes, status: int
) -> None:
    with nothing_changes(mock):
        answer = admin(mock_url, "POST", f"/control/{api}/{action}", body)

    assert_problem(answer, status)


@pytest.mark.parametrize(
    ("api", "action", "member", "nobody"),
    [
        ("criteo", "spend", "campaign", "40404"),
        ("criteo", "spend", "campaign", "9" * 5000),
        ("criteo", "permission", "campaign", "40404"),
        ("criteo", "feature", "advertiser", "40404"),
        ("criteo", "portfolio", "application", "nobody"),
        ("criteo", "limit_in_force", "campaign", "40404"),
        ("sessionm", "customer-event", "customer", "nobody"),
        ("sessionm", "opt-out", "customer", "nobody"),
        ("sessionm", "opt-out", "campaign", 4040404),
        ("sessionm", "tag", "customer", "nobody"),
        ("sessionm", "campaign-status", "campaign", 4040404),
        ("spaaza", "points", "user", "40404"),
        ("spaaza", "stock", "campaign", "40404"),
        ("spaaza", "redeem", "campaign", "40404"),
        ("spaaza", "ledger", "user", "40404"),
        ("spaaza", "ledger", "campaign", "40404"),
    ],
)
def test_control_action_on_nobody_is_refused(
    mock: httpx2.Client, api: str, action: str, member: str, nobody: Json
) -> None:
    body = {**CONTROLS[api, action], member: nobody}

    with nothing_changes(mock):
        answer = mock.post(f"/_mock/control/{api}/{action}", json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
