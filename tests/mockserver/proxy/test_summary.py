"""What is counted, and what is said of it in the end."""

import pytest

from mockserver.proxy import Tally, summary_lines, summary_record
from mockserver.proxy.breaches import Breach
from mockserver.stubkit import Violation

URL = "http://target.example"


def breach(pointer, kind="invalid_body", operation="GET /a", side="response"):
    wrong = Violation("body", "", pointer, "type", f"{pointer} is wrong")
    return Breach(side, kind, "shop", operation, wrong, "shop.yaml:7")


@pytest.fixture
def tally():
    found = Tally(passed=5, mocked=1, failed=2)
    for pointer in ("/items/0/id", "/items/12/id", "/name"):
        found.add(breach(pointer), f"GET /a{pointer} -> 200")
    return found


def test_items_of_a_list_are_one_kind_with_the_first_as_example(tally):
    assert list(summary_lines(tally, URL)) == [
        "5 answers of http://target.example passed through.",
        "1 answer came from the mock.",
        "2 requests got no answer from the target.",
        "3 violations:",
        "  GET /a (shop)",
        "    response invalid_body, 2 times: body /items/0/id: /items/0/id is wrong",
        "      first in GET /a/items/0/id -> 200; described at shop.yaml:7",
        "    response invalid_body, once: body /name: /name is wrong",
        "      first in GET /a/name -> 200; described at shop.yaml:7",
    ]


def test_the_record_says_the_same(tally):
    record = summary_record(tally, URL, 1)

    assert record["answers"] == {"passed": 5, "mocked": 1, "failed": 2}
    assert (record["violations"], record["exitCode"]) == (3, 1)
    assert [(kind["where"], kind["count"]) for kind in record["kinds"]] == [
        ("/items/*/id", 2),
        ("/name", 1),
    ]
    assert record["kinds"][0]["clause"] == "shop.yaml:7"


@pytest.mark.parametrize(
    ("passed", "wrong", "fails", "code"),
    [(1, 0, True, 0), (1, 1, True, 1), (1, 1, False, 0), (0, 0, True, 2), (0, 0, False, 2)],
)
def test_the_exit_code_is_the_verdict(passed, wrong, fails, code):
    tally = Tally(passed=passed)
    for _ in range(wrong):
        tally.add(breach("/a"), "GET /a -> 200")

    assert tally.exit_code(fails_on_error=fails) == code


def test_endless_kinds_are_counted_without_end_but_not_kept():
    tally = Tally(passed=1)
    for number in range(1500):
        tally.add(breach(f"/name{number}"), "GET /a -> 200")

    assert tally.breaches == 1500
    assert sum(seen.count for seen in tally.groups.values()) == 1500
    assert len(tally.groups) == 1001


def test_nothing_passed_is_said():
    assert list(summary_lines(Tally(), URL)) == [
        "0 answers of http://target.example passed through.",
        "Nothing was judged.",
    ]
