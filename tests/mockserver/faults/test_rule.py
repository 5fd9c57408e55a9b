"""A rule says which calls it means, and is written as it is read."""

import pytest
from hypothesis import given, settings

from mockserver.faults.rule import FaultRule, named, read_rules
from mockserver.faults.rule_schema import rule_violations
from specs.values import ABSENT
from tests.support.faults import RULES, rule_of, thing


@settings(deadline=None)
@given(RULES)
def test_a_rule_is_written_as_it_is_read(record):
    rule = FaultRule.from_record(record)

    assert rule_violations(rule.to_record()) == ()
    assert FaultRule.from_record(rule.to_record()) == rule


def test_what_was_said_stays_in_the_words_it_was_said_in():
    record = {
        "id": "busy", "operation": "POST *", "api": "shop", "percent": 50, "skip": 1, "count": 2,
        "delay": {"normal": {"mean": 1, "deviation": 0.5}}, "status": 429, "retry_after": 9,
        "headers": {"X-Page": "1"}, "body": {"a": None}, "connection": "drip",
    }  # fmt: skip

    assert FaultRule.from_record(record).to_record() == record


def test_what_was_not_said_is_not_written():
    assert rule_of(status=503).to_record() == {"id": "fault-1", "status": 503}


def test_a_body_of_null_is_a_body():
    assert rule_of(status=503, body=None).to_record()["body"] is None
    assert rule_of(status=503).outcome.body is ABSENT


@pytest.mark.parametrize("member", ["status", "retry_after", "skip", "count"])
def test_a_whole_number_may_be_written_with_a_point(member):
    record = FaultRule.from_record({"status": 503, member: 500.0}).to_record()

    assert type(record[member]) is int


def test_retry_after_is_a_header_of_the_answer():
    rule = rule_of(status=429, retry_after=3, headers={"Retry-After": "99", "X-Page": "1"})

    assert rule.outcome.headers == {"X-Page": "1", "retry-after": "3"}


def test_without_status_or_error_the_answer_is_the_real_one():
    assert rule_of(delay=1).outcome is None
    assert rule_of(connection="drip").outcome is None


@pytest.mark.parametrize(
    "operation",
    [
        "",
        "*",
        "PATCH /things/{id}",
        "patch /things/{id}",
        "changeThing",
        "PATCH *",
        "patch *",
        "* /things/*",
        "* /things*",
        "*/things/{id}",
        "*change*",
        "change*",
        "P*A*T*C*H*i*d*",
        "PATCH /things/{id}*",
    ],
)
def test_an_operation_is_meant_by_label_name_or_pattern(operation):
    rule = FaultRule(operation=operation)

    assert rule.matches(thing("PATCH", "/things/{id}", "changeThing"), "shop")


@pytest.mark.parametrize(
    "operation",
    [
        "GET /things/{id}",
        "PATCH /things",
        "PATCH /thing",
        "* /things",
        "POST *",
        "CHANGETHING",
        "changeThing2",
        "PATCH /things/{id}*x",
        "PATCH /things/{id}/things/{id}",
        "*{id}*{id}*",
        "PATCH /t*t*t*t*t*",
        "PATCH /things.{id}",
        "PATCH /things/?id}",
    ],
)
def test_other_operations_are_not_meant(operation):
    rule = FaultRule(operation=operation)

    assert not rule.matches(thing("PATCH", "/things/{id}", "changeThing"), "shop")


def test_a_pattern_cannot_be_met_by_overlapping_ends():
    assert not FaultRule(operation="GET /abc*bcd").matches(thing("GET", "/abcd"), "shop")


def test_an_operation_without_a_name_is_not_called_none():
    assert not FaultRule(operation="None").matches(thing(), "shop")


def test_a_rule_may_mean_one_api_only():
    rule = FaultRule(api="shop")

    assert rule.matches(thing(), "shop")
    assert not rule.matches(thing(), "shopping")


def test_rules_without_an_id_are_given_one_that_nobody_has():
    rules = read_rules([{"delay": 1}, {"id": "fault-2", "delay": 1}, {"delay": 1}, {"delay": 1}])

    assert [rule.id for rule in named(rules, taken=["fault-1"])] == [
        "fault-3", "fault-2", "fault-4", "fault-5"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "is_counted"),
    [
        ({"delay": 1}, False),
        ({"status": 503}, False),
        ({"connection": "reset"}, False),
        ({"connection": "hang", "delay": {"fixed": 1}}, False),
        ({"status": 503, "count": 1}, True),
        ({"status": 503, "skip": 1}, True),
        ({"status": 503, "percent": 99.5}, True),
        ({"delay": {"uniform": [0, 1]}}, True),
        ({"connection": "garble"}, True),
    ],
)
def test_a_rule_that_always_does_the_same_is_not_counted(record, is_counted):
    assert rule_of(**record).is_counted is is_counted
