"""A body is shown so that a person can read it, and the place of a finding is never cut."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.reports.bodies import MOST_COLUMNS, MOST_LINES, body_lines
from tests.support.runs import HOSTILE, packed


def texts(body, pointer=""):
    return [line.text for line in body_lines(body, pointer)]


@given(st.binary() | st.text().map(str.encode), st.text())
def test_any_body_can_be_shown(body, pointer):
    for line in body_lines(body, pointer):
        assert line.text.replace("\t", "").isprintable()


def test_no_body_has_no_lines():
    assert body_lines(b"") == ()


def test_a_line_that_the_finding_points_at_is_marked():
    marked = [line.text for line in body_lines(b'{"a":[1,{"b":2}]}', "/a/1/b") if line.marked]

    assert marked == ['      "b": 2']


@pytest.mark.parametrize(
    ("pointer", "expected"), [("/a/1/gone", ["    {"]), ("/gone", []), ("", [])]
)
def test_what_is_missing_is_marked_where_it_should_stand(pointer, expected):
    lines = body_lines(b'{"a":[1,{"b":2}]}', pointer)

    assert [line.text for line in lines if line.marked] == expected


@pytest.mark.parametrize("place", [0, 30, 39, 40, 500, 999])
def test_the_place_of_a_finding_is_never_cut(place):
    body = json.dumps(list(range(1000))).encode()

    lines = body_lines(body, f"/{place}")

    assert [line.text.strip(" ,") for line in lines if line.marked] == [str(place)]
    assert len(lines) <= MOST_LINES + 2
    left_out = sum(int(line.text.split()[1]) for line in lines if line.is_note)
    assert left_out + sum(not line.is_note for line in lines) == 1002


def test_a_long_line_says_how_much_was_cut():
    (line,) = texts(b"x" * (MOST_COLUMNS + 7))

    assert line == "x" * MOST_COLUMNS + "… (7 more characters)"


def test_bytes_that_are_no_text_stand_as_base64():
    assert texts(packed("a"))[0] == f"{len(packed('a'))} bytes that are no text, as base64:"
    assert texts(b"\xff") == ["1 bytes that are no text, as base64:", "/w=="]


def test_text_that_is_no_json_stays_by_lines():
    assert texts(b"<p>\r\n{'a': 1}\n") == ["<p>", "{'a': 1}"]


def test_hostile_text_is_made_visible():
    assert "\\x1b[31m\\u202e" in "".join(texts(HOSTILE.encode()))
