"""All reports count alike, and say alike what a run comes to."""

from dataclasses import replace

import pytest

from contracts.reports.digest import (
    coverage,
    findings_by_api,
    gaps,
    left_behind,
    numbered,
    requests_sent,
    verdict,
)
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
