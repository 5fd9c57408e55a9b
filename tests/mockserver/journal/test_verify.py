"""Expectations: how many, in which order, and what came near where something is missing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal import Expectation, Query, verify
from mockserver.journal.verify import nearest
from tests.support.journals import entry

A, B = Query(path="/a"), Query(path="/b")


def received(paths: str) -> list:
    return [entry(number=number, path=f"/{path}") for number, path in enumerate(paths, start=1)]


@pytest.mark.parametrize(
    ("paths", "numbers", "met"),
    [
        ("a", {}, True),
        ("", {}, False),
        ("b", {}, False),
        ("aa", {"exactly": 2}, True),
        ("aaa", {"exactly": 2}, False),
        ("a", {"exactly": 2}, False),
        ("b", {"exactly": 0}, True),
        ("a", {"exactly": 0}, False),
        ("aa", {"at_least": 2}, True),
        ("aaa", {"at_least": 2}, True),
        ("a", {"at_least": 2}, False),
        ("", {"at_most": 1}, True),
        ("a", {"at_most": 1}, True),
        ("aa", {"at_most": 1}, False),
        ("aa", {"at_least": 1, "at_most": 2}, True),
        ("", {"at_least": 1, "at_most": 2}, False),
        ("aaa", {"at_least": 1, "at_most": 2}, False),
    ],
)
def test_the_number_is_what_was_expected_or_not(paths, numbers, met):
    (verdict,) = verify(received(paths), [Expectation(query=A, **numbers)])

    assert verdict.met is met
    assert [one.path for one in verdict.matched] == ["/a"] * paths.count("a")


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ({}, "at least 1"),
        ({"exactly": 2}, "exactly 2"),
        ({"at_least": 0}, "at least 0"),
        ({"at_most": 3}, "at most 3"),
        ({"at_least": 1, "at_most": 3}, "1 to 3"),
        ({"at_least": 3, "at_most": 3}, "exactly 3"),
    ],
)
def test_the_number_is_told_in_words(numbers, wanted):
    assert Expectation(query=A, **numbers).wanted == wanted


@pytest.mark.parametrize(
    ("paths", "met"),
    [("ab", [True, True]), ("ba", [True, False]), ("bab", [True, True]), ("b", [False, False])],
)
def test_an_expectation_may_have_to_come_after_another(paths, met):
    expectations = [Expectation(query=A), Expectation(query=B, after_previous=True)]

    assert [verdict.met for verdict in verify(received(paths), expectations)] == met


def test_order_counts_from_where_the_one_before_had_all_it_needs():
    expectations = [
        Expectation(query=A, at_least=2),
        Expectation(query=B, exactly=1, after_previous=True),
        Expectation(query=A, exactly=1, after_previous=True),
    ]
    verdicts = verify(received("abaaba"), expectations)

    assert [[one.number for one in verdict.matched] for verdict in verdicts] == [
        [1, 3, 4, 6],
        [5],
        [6],
    ]


def test_what_needs_nothing_moves_nothing_on():
    expectations = [Expectation(query=A, at_most=5), Expectation(query=B, after_previous=True)]

    assert all(verdict.met for verdict in verify(received("ba"), expectations))


def test_without_the_one_before_nothing_can_follow():
    _, second = verify(
        received("b"), [Expectation(query=A), Expectation(query=B, after_previous=True)]
    )

    assert second.says == "Expected at least 1 after what the expectation before never got."


def test_a_missing_entry_is_told_with_the_nearest():
    entries = [
        entry(number=1, method="GET", path="/z"),
        entry(number=2, method="GET", path="/a"),
    ]
    (verdict,) = verify(entries, [Expectation(query=replace(A, method="POST"))])

    assert verdict.says == (
        "Expected at least 1, received 0. Nearest is entry 2: the method is GET, not POST."
    )
    assert [near.entry.number for near in verdict.nearest] == [2, 1]


def test_a_surplus_needs_no_nearest():
    (verdict,) = verify(received("aab"), [Expectation(query=A, exactly=1)])

    assert (verdict.says, verdict.nearest) == ("Expected exactly 1, received 2.", ())


@pytest.mark.parametrize(
    ("paths", "says"),
    [
        ("", "Expected at least 1, received 0. Nothing was received."),
        ("a", "Expected at least 1, received 0. Nothing was received after entry 1."),
    ],
)
def test_nothing_at_all_is_told_so(paths, says):
    before = [Expectation(query=A)] if paths else []
    *_, verdict = verify(
        received(paths), [*before, Expectation(query=B, after_previous=bool(paths))]
    )

    assert verdict.says == says


def test_the_words_of_a_difference_are_of_what_may_be_shown():
    entries = [entry(number=1, headers=((b"x-key", b"secret"),))]
    shown = replace(entries[0], headers=((b"x-key", b"***"),))
    (near,) = nearest(entries, Query(headers={"x-key": "mine"}), lambda one: shown)

    assert near.difference == "the header x-key is ***, not mine"


def test_the_newest_of_equals_is_the_nearest():
    found = nearest(received("aaaa"), B, lambda one: one)

    assert [near.entry.number for near in found] == [4, 3, 2]


@settings(deadline=None)
@given(st.text("ab", max_size=8), st.integers(0, 4), st.integers(0, 4))
def test_a_verdict_agrees_with_counting(paths, least, most):
    (verdict,) = verify(received(paths), [Expectation(query=A, at_least=least, at_most=most)])

    assert verdict.met == (least <= paths.count("a") <= most)


@settings(deadline=None)
@given(st.text("ab", max_size=8))
def test_a_then_b_is_met_exactly_if_a_stands_before_b(paths):
    verdicts = verify(
        received(paths), [Expectation(query=A), Expectation(query=B, after_previous=True)]
    )

    assert all(verdict.met for verdict in verdicts) == (
        "a" in paths and "b" in paths.split("a", 1)[1]
    )
