"""A drift is shown by its witness and by both documents, side by side."""

import re
from dataclasses import replace

from contracts.reports.html.markup import Markup
from contracts.reports.html.sides import evidence, touched
from tests.support.drift_runs import (
    INJECTED,
    drift,
    forged,
    live,
    places,
    removed,
    shared,
    shortened,
    undecided,
)
from tests.support.runs import lost_update


def figures(markup):
    return re.findall(r"<figure><figcaption>(.*?)</figcaption>(.*?)</figure>", markup, re.DOTALL)


def words(markup):
    return re.sub(r"<[^>]+>", "", markup)


def test_the_witness_stands_whole_before_both_sides():
    shown, before, now = figures(evidence(shortened()))

    assert (shown[0], words(shown[1])) == ("Shown by", shortened().witness.replace('"', "&quot;"))
    assert words(before[0]) == "Before: main:specs/criteo/openapi.yaml:388"
    assert words(now[0]) == "Now: specs/criteo/openapi.yaml:391"


def test_what_differs_is_signed_and_coloured():
    _, before, now = figures(evidence(shortened()))

    assert words(before[1]).splitlines()[1] == " 389 - maxLength: 10"
    assert '<span class="gone">maxLength: 10</span>' in before[1]
    assert words(now[1]).splitlines() == [
        " 391   type: string",
        " 392 + maxLength: 5",
        " 393   minLength: 1",
    ]
    assert now[1].count('class="new"') == 1


def test_what_is_gone_has_one_side():
    assert [words(title) for title, _ in figures(evidence(removed()))] == [
        "Before: main:specs/criteo/openapi.yaml:40"
    ]


def test_the_document_that_a_server_is_held_against_is_no_side():
    ((title, lines),) = figures(evidence(live()))

    assert words(title) == "Where: specs/criteo/openapi.yaml:120"
    assert "class=" not in lines.replace('tabindex="0"', "")


def test_what_nothing_decides_is_said():
    assert "No message was found that shows it" in evidence(undecided())


def test_a_finding_of_the_suite_has_no_sides():
    assert evidence(lost_update()) == ""
    assert touched(lost_update()) == Markup()


def test_many_operations_stand_behind_a_click():
    assert touched(shared()).startswith("<details><summary>12 operations</summary>")
    assert touched(shared()).count("<li>") == 12
    assert touched(replace(shared(), touches=shared().touches[:2])).startswith("<ul")
    assert touched(shortened()) == ""


def test_nothing_foreign_is_markup():
    finding = drift("x", "a", "b", clauses=places("b", "a", lines=(INJECTED,)), witness=INJECTED)

    for one in (finding, forged()):
        assert not re.search(r"<(script|img|style)|&(?!\w+;|#x?\w+;)", evidence(one))
