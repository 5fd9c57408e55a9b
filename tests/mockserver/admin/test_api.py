"""The admin API: looking into a mock, moving its time, changing its records."""

import pytest

from tests.support.documents import api, operation, write_api
from tests.support.worlds import send, server

STUB = """
@operation('now')
async def now(call, world):
    return Reply(200, {'now': format_instant(world.now)})

@control('pay', schema={'type': 'object', 'required': ['order'],
                        'properties': {'order': {'type': 'string'}}})
async def pay(body, world):
    '''Pays an order.'''
    record = await world.get('order', body['order'])
    if record is None:
        raise ControlError(f"There is no order {body['order']}.")
    if record['total'] == 13:
        world.put('order', body['order'], {'total': 0})
        raise KeyError('a secret')
    world.put('order', body['order'], {**record, 'paid': True})
    return {'paid': body['order']}
"""
STATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "order": {
            "additionalProperties": {
                "type": "object",
                "required": ["total"],
                "properties": {"total": {"type": "integer"}, "paid": {"type": "boolean"}},
            }
        }
    },
}
SEED = {"order": {"1": {"total": 5}, "13": {"total": 13}}}


@pytest.fixture
def shop(tmp_path) -> str:
    document = api({"/now": {"get": operation("now")}})
    return write_api(tmp_path, document, STUB, seed=SEED, state_schema=STATE)


@pytest.fixture
def ask(shop):
    """Calls the admin API of one server."""
    app = server(shop)
    return lambda method, path, body=None, **more: send(
        app, method, path if path == "/now" else "/_mock" + path, json=body, **more
    )


def kind(found) -> str:
    assert found.headers["content-type"] == "application/problem+json"
    return found.json()["type"].rpartition(":")[2]


def test_health_names_the_served_apis(ask):
    assert ask("GET", "/health").json() == {"status": "ok", "apis": ["shop"]}


def test_the_state_is_shown(ask):
    assert ask("GET", "/state").json() == {"shop": SEED}
    assert ask("GET", "/state/shop").json() == SEED


def test_new_records_replace_the_old_ones(ask):
    assert ask("PUT", "/state/shop", {"order": {"7": {"total": 7}}}).status_code == 204
    assert ask("GET", "/state/shop").json() == {"order": {"7": {"total": 7}}}


def test_records_that_break_their_schema_change_nothing(ask):
    found = ask("PUT", "/state/shop", {"order": {"7": {"total": "x"}, "8": {}}})

    assert (found.status_code, kind(found)) == (422, "invalid_state")
    assert sorted(item["pointer"] for item in found.json()["violations"]) == [
        "/order/7/total",
        "/order/8/total",
    ]
    assert ask("GET", "/state/shop").json() == SEED


@pytest.mark.parametrize("body", [[], {"order": []}, {"order": {"1": 5}}])
def test_records_of_another_shape_are_refused(ask, body):
    found = ask("PUT", "/state/shop", body)

    assert (found.status_code, kind(found)) == (400, "invalid_request")


def test_times_in_new_records_are_told(tmp_path):
    app = server(write_api(tmp_path, api({})))
    send(app, "PUT", "/_mock/state/shop", json={"order": {"1": {"at": "$now-1d"}}})
    found = send(app, "GET", "/_mock/state/shop")

    assert found.json() == {"order": {"1": {"at": "2026-01-14T12:00:00Z"}}}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/state/shopp", None),
        ("PUT", "/state/_mock", {}),
        ("POST", "/control/shopp/pay", {}),
    ],
)
def test_an_unknown_api_is_told(ask, method, path, body):
    found = ask(method, path, body)

    assert (found.status_code, kind(found)) == (404, "unknown_api")
    assert "shop" in found.json()["detail"]


def test_a_reset_goes_back_to_the_seed(ask):
    ask("PUT", "/state/shop", {})
    assert ask("POST", "/reset").status_code == 204

    assert ask("GET", "/state/shop").json() == SEED


def test_a_reset_leaves_the_clock_alone(ask):
    ask("PATCH", "/clock", {"advance": "2d"})
    ask("POST", "/reset")

    assert ask("GET", "/clock").json()["now"] == "2026-01-17T12:00:00Z"


@pytest.mark.parametrize(
    ("move", "now"),
    [
        ({"advance": "90s"}, "2026-01-15T12:01:30Z"),
        ({"advance": "-5m"}, "2026-01-15T11:55:00Z"),
        ({"advance": "2h"}, "2026-01-15T14:00:00Z"),
        ({"advance": "31d"}, "2026-02-15T12:00:00Z"),
        ({"now": "2030-01-01T00:00:00Z"}, "2030-01-01T00:00:00Z"),
        ({"now": "2030-01-01T00:00:00+05:00"}, "2029-12-31T19:00:00Z"),
        ({"now": "2030-01-01T00:00:00Z", "advance": "1d"}, "2030-01-02T00:00:00Z"),
        ({"now": "1971-01-01T00:00:00Z"}, "1971-01-01T00:00:00Z"),
        ({"now": "8999-12-31T23:59:59Z"}, "8999-12-31T23:59:59Z"),
    ],
)
def test_the_clock_moves_for_every_api(ask, move, now):
    assert ask("PATCH", "/clock", move).json() == {"now": now, "frozen": False}
    assert ask("GET", "/now").json() == {"now": now}


def test_the_clock_stops_and_runs_on(ask):
    assert ask("PATCH", "/clock", {"frozen": True}).json()["frozen"]
    assert not ask("PATCH", "/clock", {"frozen": False}).json()["frozen"]


def test_the_clock_goes_back_to_the_machines_time(ask):
    ask("PATCH", "/clock", {"advance": "2d", "frozen": True})

    assert ask("DELETE", "/clock").json() == {"now": "2026-01-15T12:00:00Z", "frozen": False}


@pytest.mark.parametrize(
    ("move", "status"),
    [
        ({}, 400),
        ({"advance": "soon"}, 400),
        ({"advance": "1w"}, 400),
        ({"now": "tomorrow"}, 400),
        ({"now": "2026-01-15T12:00:00"}, 400),
        ({"later": "1d"}, 400),
        ({"advance": "999999999d"}, 422),
        ({"now": "9999-12-31T23:00:00Z", "advance": "1d"}, 422),
        ({"now": "0001-01-01T00:00:00+23:00"}, 422),
        ({"now": "0001-01-01T00:00:00Z"}, 422),
        ({"now": "9999-12-31T23:59:59Z"}, 422),
        ({"frozen": True, "advance": "999999999d"}, 422),
    ],
)
def test_a_move_that_cannot_be_leaves_the_clock_alone(ask, move, status):
    found = ask("PATCH", "/clock", move)

    assert found.status_code == status, found.text
    assert ask("GET", "/clock").json() == {"now": "2026-01-15T12:00:00Z", "frozen": False}


def test_control_actions_are_listed_with_their_schema(ask):
    listed = ask("GET", "/control").json()["controls"]

    assert [(item["api"], item["action"], item["description"]) for item in listed] == [
        ("shop", "pay", "Pays an order.")
    ]
    assert listed[0]["schema"]["required"] == ["order"]


def test_a_control_action_changes_records(ask):
    found = ask("POST", "/control/shop/pay", {"order": "1"})

    assert found.json() == {"paid": "1"}
    assert ask("GET", "/state/shop").json()["order"]["1"] == {"total": 5, "paid": True}


def test_an_unknown_action_is_told_with_the_known_ones(ask):
    found = ask("POST", "/control/shop/pya", {})

    assert (found.status_code, kind(found)) == (404, "unknown_control")
    assert "pay" in found.json()["detail"]


def test_a_body_that_does_not_fit_the_action_is_told(ask):
    found = ask("POST", "/control/shop/pay", {"order": 1})

    assert (found.status_code, kind(found)) == (400, "invalid_request")
    assert [item["pointer"] for item in found.json()["violations"]] == ["/order"]


def test_an_action_that_cannot_be_done_is_told(ask):
    found = ask("POST", "/control/shop/pay", {"order": "99"})

    assert (found.status_code, kind(found)) == (422, "impossible_control")
    assert found.json()["detail"] == "There is no order 99."


def test_an_action_that_crashes_leaves_no_trace(ask):
    found = ask("POST", "/control/shop/pay", {"order": "13"})

    assert (found.status_code, kind(found)) == (500, "crashed_stub")
    assert "a secret" not in found.text
    assert ask("GET", "/state/shop").json() == SEED


def test_a_wrong_method_is_told_as_a_problem(ask):
    found = ask("POST", "/clock", {})

    assert (found.status_code, kind(found)) == (405, "unknown_method")
    assert found.headers["allow"] == "DELETE, GET, PATCH"
