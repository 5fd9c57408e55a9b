"""A fault rule that names nothing is told what there is."""

import pytest

from mockserver.faults import FaultRule
from mockserver.scenarios.targets import target_violations
from specs.bundle import Bundle
from tests.support.documents import api, operation, write_api

CODES = [
    {"code": "closed", "status": 400, "at": "/code", "condition": "It is closed."},
    {"code": 7, "status": 400, "at": "/code", "condition": "Seven."},
]


@pytest.fixture
def bundles(tmp_path):
    failing = {
        **operation("buy", **{"x-error-codes": CODES}),
        "responses": {"400": {"description": "No."}},
    }
    shop = api({"/things": {"get": operation("listThings"), "post": failing}})
    depot = api({"/crates": {"get": operation("listCrates")}})
    return [
        Bundle.load(tmp_path / write_api(tmp_path, shop, name="shop")),
        Bundle.load(tmp_path / write_api(tmp_path, depot, name="depot")),
    ]


def found(bundles, **record) -> list[tuple[str, str]]:
    rule = FaultRule.from_record(record)
    return [(one.pointer, one.message) for one in target_violations(rule, bundles)]


@pytest.mark.parametrize(
    "record",
    [
        {"delay": 1},
        {"delay": 1, "api": "shop"},
        {"delay": 1, "operation": "listCrates"},
        {"delay": 1, "operation": "GET *", "api": "depot"},
        {"error": "closed"},
        {"error": 7, "operation": "buy"},
        {"error": "7", "operation": "POST /things"},
    ],
)
def test_a_rule_that_names_something_is_content(bundles, record):
    assert found(bundles, **record) == []


@pytest.mark.parametrize(
    ("record", "pointer", "message"),
    [
        ({"delay": 1, "api": "shpo"}, "/api", "there is no API 'shpo'. Did you mean shop?"),
        (
            {"delay": 1, "operation": "listThing"},
            "/operation",
            "'listThing' names no operation. Did you mean listThings?",
        ),
        (
            {"delay": 1, "operation": "listThings", "api": "depot"},
            "/operation",
            "'listThings' names no operation. Known: GET /crates, listCrates",
        ),
        (
            {"error": "close", "operation": "buy"},
            "/error",
            "no such operation documents the error 'close'. Did you mean closed?",
        ),
        (
            {"error": "closed", "operation": "GET *"},
            "/error",
            "no such operation documents the error 'closed'",
        ),
    ],
)
def test_a_rule_that_names_nothing_hears_the_nearest_name(bundles, record, pointer, message):
    assert found(bundles, **record) == [(pointer, message)]
