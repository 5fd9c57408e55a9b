"""Entries and verdicts as people read them."""

import pytest

from mockserver.commands.journal_lines import entry_line, entry_page, near_line, verdict_lines
from mockserver.journal import NotedRefusal, SecretNames, detail, mask, summary
from mockserver.stubkit import Violation
from tests.support.journals import JSON_HEADERS, entry

INVALID = NotedRefusal(
    "invalid_request",
    "body /item: item is missing.",
    (Violation("body", "", "/item", "required", "item is missing"),),
)


def line(**members) -> str:
    return entry_line(summary(mask(entry(**members), SecretNames()))).plain


def page(near_misses=(), **members) -> str:
    told = detail(mask(entry(**members), SecretNames()))
    return entry_page({**told, "nearMisses": list(near_misses)}).plain


def test_a_line_tells_what_was_asked_and_answered():
    assert line(number=7, query=b"a=1", seconds=0.0123) == (
        "    7  12:00:00.000  POST   201  /orders?a=1  createOrder  stub  12.3 ms"
    )


@pytest.mark.parametrize(
    ("members", "remark"),
    [
        ({"refusal": INVALID}, "  invalid_request: body /item: item is missing"),
        ({"fault": "f1"}, "  fault f1"),
        ({"forced": ("code=404", "delay=1")}, "  asked for code=404, delay=1"),
        ({"proxied": "http://x"}, "  from http://x"),
    ],
)
def test_a_line_tells_what_was_special(members, remark):
    assert line(**members).endswith(remark)


def test_an_operation_without_an_id_is_told_by_its_label():
    assert "  POST /orders  stub" in line(operation_id="")


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.00004567, "0.046 ms"), (0.5, "500 ms"), (1.5, "1.5 s")]
)
def test_spans_are_told_in_units_that_fit(seconds, told):
    assert line(seconds=seconds).endswith(f"  {told}")


def test_a_page_shows_both_messages():
    told = page(
        headers=((b"x-a", b"b"), *JSON_HEADERS),
        body=b'{"item":"tea"}',
        answer_headers=JSON_HEADERS,
        answer_body=b'{"id":1}',
    )

    assert told.partition("\n\n")[2] == (
        'POST /orders\nx-a: b\ncontent-type: application/json\n\n{\n  "item": "tea"\n}\n\n'
        '201\ncontent-type: application/json\n\n{\n  "id": 1\n}'
    )


def test_a_page_tells_why_it_was_refused():
    told = page(refusal=INVALID)

    assert told.endswith(
        "Refused: body /item: item is missing.\n  body /item: item is missing (required)"
    )


def test_a_page_tells_the_nearest_operations():
    miss = {"operation": "POST /orders", "path": "/orders", "difference": "the path is near"}

    assert page([miss]).endswith("Nearest: POST /orders: the path is near.")


def test_a_page_tells_its_notes():
    assert page(notes=("The answer breaks its description.",)).endswith(
        "The answer breaks its description."
    )


def test_bytes_that_are_no_text_are_counted():
    assert "\n3 bytes that are no text" in page(body=b"\xff\xfe\xfd")


def test_a_cut_body_says_so():
    assert "12\n... cut; 99 bytes in all" in page(body=b"12", body_bytes=99)


def test_an_entry_that_came_near_is_a_line():
    assert near_line({"number": 3, "difference": "the method is GET"}) == (
        "  entry 3: the method is GET"
    )


def verdict(is_met: bool, *near: int) -> dict:
    nearest = [{"number": number, "difference": "d"} for number in near]
    return {"met": is_met, "says": "So.", "wanted": "x", "matched": [], "nearest": nearest}


def lines(verdicts, expectations, dropped=0) -> list[str]:
    found = {"verdicts": verdicts, "dropped": dropped}
    return [one.plain for one in verdict_lines(found, expectations)]


def test_each_verdict_is_told_beside_its_expectation():
    expectations = [{"operation": "createOrder", "status": "4xx", "exactly": 1}, {}]

    assert lines([verdict(True, 8, 9), verdict(False)], expectations) == [
        "met     createOrder status=4xx: So.",
        "not met anything: So.",
    ]


def test_more_entries_that_came_near_follow():
    assert lines([verdict(False, 1, 2, 3)], [{"method": "GET"}]) == [
        "not met method=GET: So.",
        "  entry 2: d",
        "  entry 3: d",
    ]


def test_entries_that_were_not_counted_are_told():
    assert lines([verdict(True)], [{}], dropped=5)[-1] == (
        "5 older entries had to make room and were not counted."
    )
