"""A scenario is applied as a whole or not at all, by admin API, command or header."""

import asyncio
from dataclasses import replace

import pytest

from mockserver.errors import ControlError
from mockserver.scenarios import apply
from tests.support.documents import api, operation, write_api
from tests.support.worlds import send, server

STUB = """
@operation('look')
async def look(call, world):
    return Reply(200, {'orders': await world.list('order'), 'now': world.now.isoformat()})

@control('pay', schema={'type': 'object', 'required': ['order']})
async def pay(body, world):
    order = await world.get('order', body['order'])
    if order is None:
        raise ControlError('there is no such order')
    world.put('order', body['order'], {**order, 'paid': True})
    return body
"""
SEED = {"order": {"1": {"total": 1, "placed": "$now"}}}
FULL = """
title: Paid, a day later, and down twice
clock: {advance: 1d}
state: {records: {order: {"2": {total: 2, placed: $now}}}}
controls: [{action: pay, json: {order: "1"}}]
faults: [{status: 503, count: 2}]
"""
FAILING = """
title: Cannot be done
clock: {advance: 1d}
state: {records: {order: {"2": {total: 2}}}}
controls: [{action: pay, json: {order: "9"}}]
"""


@pytest.fixture
def app(tmp_path):
    paths = {"/look": {"get": operation("look", {"type": "object"})}}
    folder = write_api(tmp_path, api(paths), STUB, seed=SEED)
    for name, text in (("full", FULL), ("failing", FAILING)):
        path = tmp_path / "shop" / "scenarios" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return server(folder)


def orders(app, sandbox: str = "w1") -> dict:
    return send(app, "GET", f"/~{sandbox}/_mock/state/shop").json().get("order", {})


def load(app, name: str, sandbox: str = "w1"):
    return send(app, "POST", f"/~{sandbox}/_mock/scenarios/shop/{name}")


def test_clock_records_controls_and_faults_are_applied_in_this_order(app):
    assert load(app, "full").json()["loaded"] is True

    assert orders(app) == {
        "1": {"total": 1, "placed": "2026-01-16T12:00:00Z", "paid": True},
        "2": {"total": 2, "placed": "2026-01-16T12:00:00Z"},
    }
    statuses = [send(app, "GET", "/~w1/look").status_code for _ in range(3)]
    assert statuses == [503, 503, 200]


def test_other_sandboxes_do_not_notice(app):
    load(app, "full")

    assert list(orders(app, "w2")) == ["1"]
    assert send(app, "GET", "/~w2/look").status_code == 200


def test_one_that_cannot_be_done_changes_nothing(app):
    answer = load(app, "failing")

    assert (answer.status_code, "no such order" in answer.json()["detail"]) == (422, True)
    assert orders(app) == {"1": {"total": 1, "placed": "2026-01-15T12:00:00Z"}}
    shown = send(app, "GET", "/_mock/sandboxes/w1").json()
    assert (shown["now"], shown["scenarios"]) == ("2026-01-15T12:00:00Z", [])
    assert shown["snapshots"] == []


def test_loading_again_begins_again(app):
    load(app, "full")
    send(app, "GET", "/~w1/look")
    load(app, "full")

    assert len(send(app, "GET", "/~w1/_mock/faults").json()["faults"]) == 1


def test_a_header_loads_it_once_in_each_sandbox(app):
    headers = {"Mock-Sandbox": "w1", "Mock-Scenario": "shop/full"}
    statuses = [send(app, "GET", "/look", headers=headers).status_code for _ in range(4)]

    assert statuses == [503, 503, 200, 200]
    assert send(app, "GET", "/_mock/sandboxes/w1").json()["scenarios"] == ["shop/full"]


@pytest.mark.parametrize("name", ["shop/nope", "nope/full", "full", ""])
def test_a_header_with_an_unknown_name_is_refused(app, name):
    answer = send(app, "GET", "/look", headers={"Mock-Scenario": name})

    assert answer.status_code == 404
    assert answer.json()["type"].endswith("unknown_scenario")


def test_a_header_is_not_heard_beyond_this_machine(app):
    open_to_all = server(*app.settings.apis, host="0.0.0.0", admin_token="letmein")
    answer = send(open_to_all, "GET", "/look", headers={"Mock-Scenario": "shop/full"})

    assert (answer.status_code, "admin API" in answer.json()["detail"]) == (403, True)


def test_one_that_is_sent_along_is_judged_first(app):
    sent = {"api": "shop", "title": "x", "faults": [{"cuont": 1}]}
    answer = send(app, "POST", "/~w1/_mock/scenarios", json=sent)

    assert answer.status_code == 400
    assert answer.json()["violations"][0]["pointer"].startswith("/faults/0")


def test_one_that_is_sent_along_is_applied_under_its_name(app):
    sent = {"api": "shop", "name": "mine", "title": "x", "clock": {"advance": "1h"}}
    assert send(app, "POST", "/~w1/_mock/scenarios", json=sent).json()["name"] == "mine"
    assert send(app, "GET", "/~w1/_mock/clock").json()["now"] == "2026-01-15T13:00:00Z"


def test_they_are_listed_with_what_is_loaded(app):
    load(app, "full")
    listed = send(app, "GET", "/~w1/_mock/scenarios").json()["scenarios"]

    assert [(one["name"], one["loaded"]) for one in listed] == [("failing", False), ("full", True)]


def test_one_that_is_broken_off_changes_nothing(app):
    """A request that is cancelled, since its client has left, leaves no half of a scenario."""
    (_, full) = app.scenarios_of("shop")
    (control,) = next(iter(app.served())).stub.controls.values()

    async def leave(body, world):
        raise asyncio.CancelledError

    async def story():
        with pytest.raises(asyncio.CancelledError):
            await apply(full, app.sandboxes, "w1", controls={"pay": replace(control, action=leave)})

    asyncio.run(story())

    assert orders(app) == {"1": {"total": 1, "placed": "2026-01-15T12:00:00Z"}}
    assert send(app, "GET", "/_mock/sandboxes/w1").json()["now"] == "2026-01-15T12:00:00Z"


def test_a_failing_control_is_passed_on(app):
    (failing, _) = app.scenarios_of("shop")
    controls = next(iter(app.served())).stub.controls

    with pytest.raises(ControlError):
        asyncio.run(apply(failing, app.sandboxes, "w1", controls=controls))
