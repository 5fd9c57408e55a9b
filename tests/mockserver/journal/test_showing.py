"""What people see of an entry, a verdict, a near miss."""

import pytest
from hypothesis import given, settings

from mockserver.journal import NotedRefusal, SecretNames, detail, explain, mask, summary, verify
from mockserver.journal.query import Query
from mockserver.journal.showing import explanation_record, verdict_record
from mockserver.journal.verify import Expectation
from mockserver.stubkit import Violation
from tests.mockserver.journal.test_record import ENTRIES
from tests.support.journals import JSON_HEADERS, entry

INVALID = NotedRefusal(
    "invalid_request",
    "body /item: item is missing.",
    (Violation("body", "", "/item", "required", "item is missing"),),
)


def masked(**members):
    return mask(entry(**members), SecretNames())


def test_a_summary_has_the_facts():
    assert summary(masked(number=3, query=b"a=1&token=x", seconds=0.00051234)) == {
        "number": 3,
        "at": "2026-01-15T12:00:00.000Z",
        "sandbox": "default",
        "method": "POST",
        "path": "/orders",
        "query": "a=1&token=***",
        "status": 201,
        "api": "shop",
        "operation": "POST /orders",
        "operationId": "createOrder",
        "speaker": "stub",
        "refusal": None,
        "fault": None,
        "forced": [],
        "proxied": None,
        "seconds": 0.000512,
    }


def test_a_summary_tells_what_was_special():
    told = summary(masked(refusal=INVALID, fault="f1", forced=("code=404",), proxied="http://x"))

    assert told["refusal"] == {"kind": "invalid_request", "first": "body /item: item is missing"}
    assert (told["fault"], told["forced"], told["proxied"]) == ("f1", ["code=404"], "http://x")


def test_an_unmatched_request_has_no_operation():
    told = summary(masked(api="", operation="", operation_id=""))

    assert (told["api"], told["operation"], told["operationId"]) == (None, None, None)


def test_details_have_messages_parameters_and_violations():
    told = detail(
        masked(
            query=b"a=%20&a=2",
            headers=((b"X-A", b"b"),),
            refusal=INVALID,
            notes=("The answer breaks its description.",),
        )
    )

    assert told["parameters"] == [{"name": "a", "value": " "}, {"name": "a", "value": "2"}]
    assert told["request"] == {"headers": [{"name": "X-A", "value": "b"}], "body": None}
    assert told["detail"] == "body /item: item is missing."
    assert told["violations"] == [
        {
            "in": "body",
            "name": "",
            "pointer": "/item",
            "keyword": "required",
            "message": "item is missing",
        }
    ]
    assert told["notes"] == ["The answer breaks its description."]


@pytest.mark.parametrize(
    ("headers", "body", "length", "expected"),
    [
        (JSON_HEADERS, b'{"a":1}', -1, ("text", '{\n  "a": 1\n}', False, 7)),
        (JSON_HEADERS, b'{"a":[', 90, ("text", '{\n  "a": [', True, 90)),
        (((b"content-type", b"text/csv"),), b"a,b", -1, ("text", "a,b", False, 3)),
        ((), b"\xff", -1, ("base64", "/w==", False, 1)),
    ],
)
def test_bodies_are_shown_as_what_they_are(headers, body, length, expected):
    shown = detail(masked(headers=headers, body=body, body_bytes=length))["request"]["body"]

    assert (shown["encoding"], shown["text"], shown["cut"], shown["bytes"]) == expected


@settings(max_examples=50, deadline=None)
@given(ENTRIES)
def test_details_have_all_that_a_summary_has(one):
    shown = mask(one, SecretNames())

    assert summary(shown).items() <= detail(shown).items()


def test_a_verdict_names_its_entries_by_number():
    entries = [entry(number=1), entry(number=2, method="GET")]
    (verdict,) = verify(entries, [Expectation(query=Query(method="GET"), exactly=2)])

    assert verdict_record(verdict) == {
        "met": False,
        "says": verdict.says,
        "wanted": "exactly 2",
        "matched": [2],
        "nearest": [{"number": 1, "difference": "the method is POST, not GET"}],
    }


def test_an_explanation_shows_the_near_misses():
    refused = masked(path="/order", refusal=NotedRefusal("unknown_path", "No such path."))
    (found,) = explain([refused], [("POST /orders", "/orders")])
    told = explanation_record(found)

    assert (told["entry"]["path"], told["why"]) == ("/order", "No such path.")
    assert told["nearest"] == [
        {
            "operation": "POST /orders",
            "path": "/orders",
            "difference": "segment 1 is `order`, the operation has `orders`",
        }
    ]
