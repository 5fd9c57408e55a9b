"""What is wrong with a scenario is found, each with its place in the file."""

from pathlib import Path

import pytest

from mockserver.scenarios.judging import JUDGED_AT, scenario_violations, told_at
from mockserver.state.seed import Seed
from mockserver.stubkit import Control
from specs.bundle import Bundle
from tests.support.documents import api, operation, write_api

ORDER = {
    "type": "object",
    "required": ["total", "at"],
    "additionalProperties": False,
    "properties": {
        "total": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
    },
}
STATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"order": {"additionalProperties": ORDER}},
}
SEED = {"order": {"1": {"total": 5, "at": "$now-1d"}, "2": {"total": 6, "at": "$now"}}}
PAY = {
    "type": "object",
    "required": ["order"],
    "additionalProperties": False,
    "properties": {"order": {"type": "string"}},
}


async def pay(body, world):
    del body, world


def laid(**records):
    return {"state": {"records": records}}


def series(**parts):
    return {"state": {"series": [{"kind": "order", "count": 1, "record": {}, **parts}]}}


CONTROLS = {"pay": Control("pay", PAY, pay, "Pays.")}


@pytest.fixture
def bundle(tmp_path):
    roles = {"order.first": {"description": "The first order.", "type": "string", "seed": "1"}}
    document = api({"/orders": {"get": operation("listOrders")}}, **{"x-roles": roles})
    folder = write_api(tmp_path, document, seed=SEED, state_schema=STATE)
    return Bundle.load(Path(folder))


@pytest.fixture
def found(bundle):
    def judge(known=CONTROLS, **parts):
        value = {"title": "Rush", **parts}
        seed = Seed(bundle)
        violations = scenario_violations(value, bundle, seed=seed, controls=known)
        return [(one.pointer, one.message) for one in violations]

    return judge


@pytest.mark.parametrize(
    "parts",
    [
        {"state": {}},
        {"state": {"mode": "replace"}},
        {"state": {"records": {"order": {"1": {"total": 9}}}}},
        {"state": {"records": {"order": {"3": {"total": 9, "at": "$now+1d"}}}}},
        {"state": {"mode": "merge", "without": {"order": ["9"], "item": "all"}}},
        {"state": {"without": {"order": ["1"]}}, "roles": {"order.first": None}},
        {
            "state": {
                "series": [
                    {"kind": "order", "count": 3, "record": {"total": "$number", "at": "$now"}}
                ]
            }
        },
        {"clock": {"now": "2026-01-15t12:00:00z", "advance": "-1d"}},
        {"clock": {"frozen": False}},
        {"faults": [{"operation": "listOrders", "status": 503}, {"api": "shop", "delay": 1}]},
        {"controls": [{"action": "pay", "json": {"order": "1"}}]},
        {"api": "shop", "state": {}},
    ],
)
def test_a_good_scenario_has_no_violation(found, parts):
    assert found(**parts) == []


@pytest.mark.parametrize(
    ("parts", "pointer", "said"),
    [
        ({}, "", "changes nothing"),
        ({"statee": {}, "clock": {"frozen": True}}, "/statee", "nearest key is state"),
        ({"state": {"recods": {}}}, "/state/recods", "nearest key is records"),
        ({"state": {"mode": "sed"}}, "/state/mode", "seed, replace, merge"),
        ({"state": {"records": {"order": {"1": 5}}}}, "/state/records/order/1", "object"),
        ({"state": {"without": {"order": "some"}}}, "/state/without/order", "match"),
        (series(count=0), "/state/series/0/count", "1"),
        (series(id="x"), "/state/series/0/id", "match"),
        ({"clock": {}}, "/clock", "1 prop"),
        ({"clock": {"now": "noon"}}, "/clock/now", "date-time"),
        ({"clock": {"advance": "1w"}}, "/clock/advance", "match"),
        ({"clock": {"now": "9999-01-01T00:00:00Z"}}, "/clock/now", "years 1971 to 8999"),
        ({"clock": {"now": "0001-01-01T00:00:00+14:00"}}, "/clock/now", "years 1971 to 8999"),
        ({"clock": {"advance": "999999999d"}}, "/clock/advance", "years 1971 to 8999"),
        ({"clock": {"frozen": 1}}, "/clock/frozen", "boolean"),
        ({"api": "depot", "state": {}}, "/api", "one of depot, not of shop"),
        ({"roles": {"order.firstt": None}, "state": {}}, "/roles/order.firstt", "order.first"),
        ({"faults": [{"delay": 1}, {"stattus": 5}]}, "/faults/1/stattus", "nearest key is status"),
        ({"faults": [{"percent": 5}]}, "/faults/0", "does nothing"),
        ({"faults": [{"operation": "listOrder", "delay": 1}]}, "/faults/0/operation", "listOrders"),
        ({"faults": [{"api": "depot", "delay": 1}]}, "/faults/0/api", "no API 'depot'"),
        ({"faults": [{"id": "a", "delay": 1}] * 2}, "/faults/1/id", "another rule"),
        ({"controls": [{"action": "pya", "json": {}}]}, "/controls/0/action", "Did you mean pay?"),
        ({"controls": [{"action": "pay", "json": {}}]}, "/controls/0/json/order", "missing"),
        (
            {"controls": [{"action": "pay", "json": {"order": "1", "ordr": 1}}]},
            "/controls/0/json/ordr",
            "nearest key is order",
        ),
        ({"controls": [{"action": "pay"}]}, "/controls/0/json", "missing"),
        (laid(ordr={"1": {}}), "/state/records/ordr", "nearest key is order"),
        (
            {"state": {"records": {"order": {"1": {"total": "x"}}}}},
            "/state/records/order/1/total",
            "integer",
        ),
        (laid(order={"3": {"total": 1}}), "/state/records/order/3/at", "missing"),
        (
            {"state": {"mode": "replace", "records": {"order": {"1": {"total": 1}}}}},
            "/state/records/order/1/at",
            "missing",
        ),
        (series(first=3, record={"at": "$now"}), "/state/series/0/record/total", "missing"),
        (
            {"state": {"records": {"order": {"1": {"at": "$now+1w"}}}}},
            "/state/records/order/1/at",
            "units s, m, h, d",
        ),
        ({"state": {"without": {"ordr": "all"}}}, "/state/without/ordr", "Did you mean order?"),
        ({"state": {"without": {"order": ["1", "9"]}}}, "/state/without/order/1", "no order '9'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_at_its_place(found, parts, pointer, said):
    messages = dict(found(**parts))

    assert list(messages) == [pointer]
    assert said in messages[pointer]


def test_control_actions_are_left_alone_if_none_are_known(found):
    assert found(None, controls=[{"action": "pya", "json": {}}]) == []


def test_a_misspelt_key_is_told_first(found):
    assert [where for where, _ in found(statee={})] == ["/statee", ""]


def test_everything_wrong_is_found_at_once(found):
    parts = {
        "roles": {"x": None},
        "faults": [{"percent": 5}],
        "state": {"records": {"ordr": {}}},
        "clock": {"now": "9999-01-01T00:00:00Z"},
    }

    assert [where for where, _ in found(**parts)] == ["/clock/now", "/roles/x", "/faults/0"]


def test_records_are_judged_at_the_time_of_the_scenario():
    assert told_at({}) == (JUDGED_AT, ())
    assert told_at({"now": "2030-01-01T00:00:00Z", "advance": "1d"})[0].day == 2
