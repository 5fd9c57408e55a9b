"""Entries: what a long body keeps, how much one takes, the first thing that was wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal import NotedRefusal
from mockserver.journal.entry import cut, size_of, whole_characters
from mockserver.stubkit import Refusal, Violation
from tests.support.journals import entry

VIOLATION = Violation("body", "", "/name", "required", "name is missing")


def test_short_bodies_stay_as_they_are():
    kept = entry(body=b"12345", answer_body=b"12345")

    assert cut(kept, 5) is kept


def test_long_bodies_are_cut_with_a_note():
    kept = cut(entry(body=b"123456", answer_body=b"1234567"), 5)

    assert (kept.body, kept.body_bytes) == (b"12345", 6)
    assert (kept.answer_body, kept.answer_body_bytes) == (b"12345", 7)


def test_one_long_body_leaves_the_other_alone():
    kept = cut(entry(body=b"12", answer_body=b"1234567"), 5)

    assert (kept.body, kept.body_bytes) == (b"12", -1)


@settings(deadline=None)
@given(st.text(), st.integers(0, 20))
def test_a_cut_leaves_no_half_characters(text, limit):
    kept = whole_characters(text.encode()[:limit])

    assert text.startswith(kept.decode())
    assert limit - len(kept) < 4 or len(text.encode()) < limit


@settings(deadline=None)
@given(st.binary(max_size=20))
def test_a_cut_of_any_bytes_takes_no_more_than_a_character(data):
    kept = whole_characters(data)

    assert data.startswith(kept)
    assert len(data) - len(kept) < 4


def test_every_byte_that_is_kept_counts():
    bare = size_of(entry())
    headers = ((b"a", b"bc"),)
    more = entry(
        query=b"12", headers=headers, body=b"345", answer_headers=headers, answer_body=b"6"
    )

    assert size_of(more) - bare == 2 + 3 + 3 + 3 + 1


@pytest.mark.parametrize(
    ("refusal", "first"),
    [
        (NotedRefusal("unknown_path", "No such path."), "No such path."),
        (NotedRefusal("invalid_request", "d", (VIOLATION,)), "body /name: name is missing"),
        (
            NotedRefusal("invalid_request", "d", (Violation("query", "page", "", "type", "m"),)),
            "query page: m",
        ),
        (
            NotedRefusal("invalid_request", "d", (Violation("body", "", "", "type", "m"),)),
            "body value: m",
        ),
    ],
)
def test_the_first_thing_that_was_wrong_is_told(refusal, first):
    assert refusal.first == first


def test_a_refusal_is_noted_without_its_call():
    noted = NotedRefusal.of(Refusal("invalid_request", "d", (VIOLATION,)))

    assert noted == NotedRefusal("invalid_request", "d", (VIOLATION,))
