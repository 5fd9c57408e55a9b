"""Both documents are shown where they differ, and each line has its number."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.finding import Clause
from contracts.reports.excerpts import (
    MOST,
    base_clause,
    both_sides,
    excerpt,
    path_of,
    revision_clause,
)
from tests.support.drift_runs import drift, live, places, removed, shortened
from tests.support.runs import lost_update


def lines(rows):
    return [f"{row.number}{row.sign}{row.text}" for row in rows]


def with_lines(old, new):
    return drift("x", "a", "b", clauses=places("b", "a", lines=tuple(new), old=tuple(old)))


def test_lines_that_are_alike_stand_once_with_the_number_they_have_now():
    assert lines(excerpt(shortened())) == [
        "391 type: string",
        "389-maxLength: 10",
        "392+maxLength: 5",
        "393 minLength: 1",
    ]


def test_each_side_has_all_its_lines():
    before, now = both_sides(shortened())

    assert lines(before) == ["388 type: string", "389-maxLength: 10", "390 minLength: 1"]
    assert lines(now) == ["391 type: string", "392+maxLength: 5", "393 minLength: 1"]


def test_another_indent_alone_is_no_difference():
    rows = excerpt(with_lines(["  a:", "    b: 1"], ["\ta:", "\t  b: 2"]))

    assert lines(rows) == ["391 a:", "389-  b: 1", "392+  b: 2"]


def test_lines_that_are_all_alike_are_not_shown():
    assert excerpt(with_lines(["a:", "  b: 1"], ["a:", "  b: 1"])) == ()


@given(*[st.lists(st.sampled_from("abc") | st.text(max_size=3), max_size=MOST)] * 2)
def test_no_line_is_lost_and_each_keeps_its_number(old, new):
    finding = with_lines(["x", *old, "y"][:MOST], ["x", *new, "z"][:MOST])

    before, now = both_sides(finding)
    column = excerpt(finding)

    assert [row.number for row in before] == list(range(388, 388 + len(before)))
    assert [row.number for row in now] == list(range(391, 391 + len(now)))
    assert [row for row in column if row.sign == "-"] == [row for row in before if row.sign == "-"]
    assert [row for row in column if row.sign != "-"] in (list(now), [])


def test_what_is_gone_has_lines_of_the_base_only():
    assert lines(excerpt(removed())) == ["40-/campaigns/{campaign-id}:", "41-  get:"]


def test_a_document_that_a_server_is_held_against_has_not_changed():
    assert lines(excerpt(live())) == ["120 type: object"]


def test_a_place_without_a_line_has_no_numbers():
    clause = Clause("", "now: b", "x.yaml", 0, excerpt=("a",))

    assert lines(excerpt(replace(shortened(), clauses=(clause,)))) == ["0+a"]


def test_a_long_excerpt_is_cut_and_a_line_break_within_a_line_is_none():
    rows = excerpt(with_lines([], [f"{number}\nx" for number in range(50)]))

    assert len(rows) == MOST
    assert rows[1].text == r"1\nx"


def test_the_sides_are_told_apart_by_what_is_said_of_them():
    now, before = shortened().clauses

    assert (revision_clause(shortened()), base_clause(shortened())) == (now, before)
    assert (revision_clause(removed()), base_clause(removed())) == (None, removed().clauses[0])


def test_a_clause_of_the_suite_is_never_a_base():
    clause = replace(lost_update().clauses[0], statement="before all else, it holds")
    finding = replace(lost_update(), clauses=(clause,))

    assert (revision_clause(finding), base_clause(finding)) == (clause, None)
    assert excerpt(finding) == ()


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("main:specs/a.yaml", "specs/a.yaml"),
        ("origin/main~2:a.yaml", "a.yaml"),
        ("specs/a.yaml", "specs/a.yaml"),
        ("/opt/a.yaml", "/opt/a.yaml"),
        ("https://x.example/a.yaml", "https://x.example/a.yaml"),
    ],
)
def test_the_path_of_a_file_has_no_revision(file, path):
    clause = replace(shortened().clauses[0], file=file)

    assert path_of(shortened(), clause) == path
    assert path_of(lost_update(), clause) == file
