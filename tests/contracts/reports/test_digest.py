"""All reports count alike, and say alike what a run comes to."""

from dataclasses import replace

import pytest

from contracts.reports.digest import (
    contrast,
    coverage,
    findings_by_api,
    gaps,
    left_behind,
    marks_of,
    numbered,
    operation_of,
    requests_sent,
    summary_of,
    verdict,
)
from tests.support.drift_runs import compared, drift, full_drift, live, quiet_drift, shared
from tests.support.runs import clean_run, interrupted_run, item, rich_run


def test_findings_keep_the_numbers_of_the_run_when_they_are_sorted():
    run = rich_run()

    assert [one.label for one in numbered(run)] == ["F1", "F2", "F3", "F4"]
    grouped = findings_by_api(run)
    assert {api: [one.label for one in found] for api, found in grouped.items()} == {
        "criteo": ["F4", "F3", "F1"],
        "sessionm": ["F2"],
    }


def test_verdict_of_a_run_with_everything():
    said = verdict(rich_run())

    assert said.word == "findings"
    assert said.headline == "2 errors, 1 warning, 1 info"
    assert said.details == (
        "7 items judged, 4 not judged, 1 broken by a defect of the suite;"
        " 1 known finding accepted by the baseline"
    )


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "nothing found"),
        ({"items": (item("x", "law", "a", "passed"),)}, "clean"),
        ({"items": (item("x", "law", "a", "passed"),), "notes": ("Nobody.",)}, "nothing found"),
        ({"interrupted": "time was up"}, "interrupted"),
        ({"items": ()}, "nothing judged"),
        ({"items": (item("x", "law", "a", "not-judged", "why"),)}, "nothing judged"),
        ({"items": (item("x", "law", "a", "broken", "why"),)}, "broken"),
        ({"items": (), "findings": rich_run().findings}, "findings"),
    ],
)
def test_a_run_is_clean_only_if_it_judged_something(changes, word):
    assert verdict(replace(clean_run(), **changes)).word == word


def test_a_run_with_gaps_is_not_called_clean():
    assert verdict(clean_run()).line == (
        "Nothing found; 6 of 168 items could not be judged; 162 items judged."
    )


def test_verdict_says_why_a_run_ended_early():
    assert verdict(interrupted_run()).line == (
        "No findings so far; 0 items judged; the run ended early: time was up."
    )


def test_coverage_counts_hits_by_api_and_table():
    counts = coverage(rich_run().cells)

    assert {name: str(count) for name, count in counts["criteo"].items()} == {
        "status": "12/22",
        "code": "1/2",
        "law": "1/2",
        "check": "2/2",
    }
    assert list(counts) == ["criteo", "sessionm"]


def test_items_without_a_verdict_are_grouped_by_reason():
    found = gaps(rich_run().items)

    assert [(gap.reason, len(gap.items)) for gap in found] == [
        ("no role campaign.capped", 2),
        ("no control points", 1),
        ("write blocked", 1),
    ]


def test_only_what_is_still_there_was_left_behind():
    assert [made.api for made in left_behind(rich_run())] == ["criteo", "criteo"]


def test_requests_add_up_by_method():
    assert requests_sent(rich_run().items) == {"GET": 432, "PATCH": 216}


def test_documents_are_compared_and_not_judged():
    assert verdict(quiet_drift()).line == "No drift; 25 operations compared."
    assert verdict(full_drift()).line == (
        "4 errors, 2 warnings, 12 info;"
        " 26 operations compared; 1 known finding accepted by the baseline."
    )


@pytest.mark.parametrize(
    ("outcome", "word", "line"),
    [
        (
            "not-judged",
            "nothing judged",
            "Nothing was compared; 0 operations compared, 1 not compared.",
        ),
        (
            "broken",
            "broken",
            "No drift, but the suite broke;"
            " 0 operations compared, 1 broken by a defect of the suite.",
        ),
    ],
)
def test_what_could_not_be_compared_is_no_green(outcome, word, line):
    items = (replace(compared("GET /x", "shop"), outcome=outcome, reason="why"),)

    said = verdict(replace(quiet_drift(), items=items))

    assert (said.word, said.line) == (word, line)


def test_what_is_of_no_operation_is_not_counted_as_one():
    items = (compared("GET /x", "shop"), compared("", "shop"))

    said = verdict(replace(quiet_drift(), items=items))

    assert said.line == "No drift; 1 operation compared."


def test_what_was_looked_at_is_counted():
    items = (replace(compared("GET /x", "shop"), examples=3204),)

    said = verdict(replace(quiet_drift(), items=items))

    assert said.line == "No drift; 1 operation compared in 3,204 exchanges."


def test_two_documents_are_set_against_each_other_as_before_and_now():
    assert contrast(drift("x", "a", "")) == (("Before", "a"), ("Now", "nothing"))
    assert contrast(replace(drift("x", "a", "b"), expected="before: a", got="now:")) == (
        ("Before", "a"),
        ("Now", "nothing"),
    )
    assert contrast(live()) == (("Expected", "no property tint"), ("Got", '"red"'))


def test_the_summary_of_a_finding_says_what_makes_it_worth_less():
    finding = replace(drift("x", "a", "b"), unproved=True, flaky=True)

    assert summary_of(finding) == "before: a; now: b (flaky: not seen again at once) (unproved)"
    assert marks_of(finding) == ("unproved", "flaky")


def test_of_many_operations_the_first_are_named():
    assert operation_of(shared()) == "PATCH /campaigns, POST /campaigns and 10 more"
    assert operation_of(replace(shared(), operation="GET /things-3", touches=())) == "GET /things-3"
    assert operation_of(live()) == "GET /campaigns/{campaign-id}"
