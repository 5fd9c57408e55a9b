"""What should be against what is: numbers by value, booleans apart, order only in lists."""

import pytest

from contracts.finding import Exchange, Request
from contracts.lawkit import ABSENT, equal, first_difference, same, shown
from specs.values import Json, find

SAME = [
    (1, 1.0),
    (0, -0.0),
    (None, None),
    (ABSENT, ABSENT),
    ("é", "é"),
    ([], []),
    ({"a": 1, "b": 2}, {"b": 2.0, "a": 1}),
    ([{"a": [1]}], [{"a": [1.0]}]),
    (10**30, 10**30),
]
DIFFERENT = [
    (True, 1),
    (False, 0),
    ([True], [1]),
    ({"a": False}, {"a": 0}),
    (None, ABSENT),
    ("", None),
    ("1", 1),
    ([1, 2], [2, 1]),
    ([1], [1, 1]),
    ({"a": 1}, {"a": 1, "b": None}),
    ({}, []),
    (9007199254740993, 9007199254740992),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same_values_are_equal_both_ways(left: Json, right: Json) -> None:
    assert equal(left, right)
    assert equal(right, left)
    assert first_difference(left, right) is None
    assert list(same("it", left, right)) == []


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_values_are_not_equal(left: Json, right: Json) -> None:
    assert not equal(left, right)
    assert not equal(right, left)
    assert first_difference(left, right) is not None
    assert len(list(same("it", left, right))) == 1


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (1, 2, ""),
        ({"a": {"b": [0, 1]}}, {"a": {"b": [0, 2]}}, "/a/b/1"),
        ({"b": 1, "a": 1}, {"b": 2, "a": 2}, "/a"),
        ({"a": 1}, {}, "/a"),
        ({}, {"a/b~c": 1}, "/a~1b~0c"),
        ([1, 2], [1], ""),
        ({"x": [1, 2]}, {"x": [1]}, "/x"),
        ([[1], [2]], [[1], [3]], "/1/0"),
        ({"": 1}, {"": 2}, "/"),
    ],
)
def test_first_difference_is_a_pointer(left: Json, right: Json, where: str) -> None:
    assert first_difference(left, right) == where
    assert find(left, where) is ABSENT or not equal(find(left, where), find(right, where))


def test_violation_says_what_was_expected_and_got() -> None:
    exchange = Exchange(Request("GET", "/"), None)

    (violation,) = same("the name", "a", "b", at=exchange, pointer="/x", rules=("R1",), cause="c")

    assert (violation.expected, violation.got) == ('the name: "a"', '"b"')
    assert violation.exchange is exchange
    assert (violation.pointer, violation.rules, violation.cause) == ("/x", ("R1",), "c")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ABSENT, "nothing"),
        (None, "null"),
        ({"b": 1, "a": [True]}, '{"a":[true],"b":1}'),
        ("é", '"é"'),
    ],
)
def test_value_is_shown_as_json(value: Json, text: str) -> None:
    assert shown(value) == text


def test_long_value_is_cut_and_says_so() -> None:
    text = shown("x" * 1000)

    assert len(text) < 250
    assert "1002 characters" in text


@pytest.mark.parametrize("value", [10**30, -(10**25), "\ud800", {"a": "\udfff"}])
def test_value_that_a_law_may_draw_can_be_shown(value: Json) -> None:
    assert shown(value)
