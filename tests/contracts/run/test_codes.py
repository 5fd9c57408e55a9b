"""Documented codes are known by operation, and found where the document says."""

from typing import Any

import pytest

from contracts.finding import Exchange, Reply, Request
from contracts.run.codes import Code, carried, carries, documented_codes
from specs.values import Json
from tests.support.documents import api, bundle_of, operation
from tests.support.sessions import reply


def entry(code: Json, status: int = 400, at: str = "/errors/*/code", **more: Any) -> Json:
    return {"code": code, "status": status, "at": at, "condition": "It\n  is  so.", **more}


def codes(*entries: Json, responses: tuple[Json, ...] = ()) -> tuple[Code, ...]:
    document = api({"/": {"get": operation("it", **{"x-error-codes": list(entries)})}})
    return documented_codes(bundle_of(document).operations[0], responses)


def test_code_is_read_with_its_condition_in_one_line() -> None:
    (code,) = codes(entry(13, 404, reachable=False, why="Never."))

    assert (code.code, code.status, code.condition) == ("13", 404, "It is so.")
    assert (code.is_reachable, code.why) == (False, "Never.")


def test_codes_of_answers_belong_to_the_operation() -> None:
    found = codes(entry("a"), responses=({"x-error-codes": [entry("b"), entry("a")]}, {}))

    assert [code.code for code in found] == ["a", "b"]


def test_code_with_two_statuses_is_two() -> None:
    assert [code.status for code in codes(entry("a", 400), entry("a", 422))] == [400, 422]


def test_operation_without_codes_has_none() -> None:
    assert codes() == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"errors": [{"code": "a"}, {"code": "B"}]}, ["a", "b"]),
        ({"errors": [{"code": "other"}]}, []),
        ({"errors": []}, []),
        ({"code": "a"}, []),
        (["a"], []),
        ("a", []),
        (None, []),
    ],
)
def test_codes_are_found_in_their_place(body: Json, found: list[str]) -> None:
    known = codes(entry("a"), entry("b"), entry("c"))

    assert list(carried(Exchange(Request("GET", "/"), reply(400, body)), known)) == found


def test_number_and_its_text_are_one_code() -> None:
    known = codes(entry(13, at="/code"))

    for value in (13, "13"):
        assert list(carried(Exchange(Request("GET", "/"), reply(400, {"code": value})), known))


@pytest.mark.parametrize("got", [None, Reply(500, (), b"<html>")])
def test_answer_without_json_carries_nothing(got: Reply | None) -> None:
    assert list(carried(Exchange(Request("GET", "/"), got), codes(entry("a")))) == []


@pytest.mark.parametrize(
    "body", ["Stop", {"x": [{"y": "stop"}]}, {"STOP": 1}, ["a", "stop"], {"errors": {"stop": {}}}]
)
def test_code_may_stand_anywhere(body: Json) -> None:
    assert carries(body, "stop")


@pytest.mark.parametrize("body", [None, {}, "stopped", {"x": "non-stop"}, ["st", "op"], True])
def test_part_of_a_word_is_no_code(body: Json) -> None:
    assert not carries(body, "stop")


def test_truth_is_not_the_number_one() -> None:
    assert not carries({"ok": True}, "1")
    assert not carries(True, "true")
    assert carries({"code": 1}, "1")
