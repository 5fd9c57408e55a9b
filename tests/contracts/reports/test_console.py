"""The summary at the end of a run: short when all is well, complete when it is not."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from contracts.reports.console import print_summary, text
from tests.support.runs import HOSTILE, clean_run, interrupted_run, rich_run


def shown(run, **options):
    out = StringIO()
    print_summary(run, Console(file=out, **options))
    return out.getvalue()


def test_a_clean_run_is_short_and_ends_with_its_verdict():
    lines = text(clean_run()).splitlines()

    assert len(lines) <= 25
    assert lines[-1] == "clean: No findings; 162 items judged, 6 not judged."


def test_an_interrupted_run_says_so_in_its_last_line():
    assert text(interrupted_run()).splitlines() == [
        "interrupted: No findings so far; 0 items judged; the run ended early: time was up."
    ]


def test_findings_stand_by_api_and_severity():
    lines = text(rich_run()).splitlines()

    heads = [line.split()[:2] for line in lines if line.startswith("  F")]
    assert heads == [["F4", "error"], ["F3", "warning"], ["F1", "info"], ["F2", "error"]]
    assert lines[0] == "criteo"
    assert (
        "  F3  warning answers_in_time  POST /campaigns/search"
        "  got none; expected an answer within 30 s"
    ) in lines
    assert "To read more: contracts explain F4; to see it again: contracts replay F4" in lines


def test_the_summary_says_what_is_missing_and_what_is_left():
    said = text(rich_run(), width=200)

    for part in (
        "no role campaign.capped  -> [targets.staging.apis.criteo.roles] "
        '"campaign.capped" = "..."\n',
        'write blocked  -> [targets.staging] safety = "writes"\n',
        "criteo        12/22           1/2    1/2      2/2\n",
        "law               0        4            3        1\n",
        "criteo campaign 50231  (the API cannot delete it)\n",
        "broken: law:sessionm:opt_in: KeyError: 'user'\n",
        "fixed, remove it from the baseline: 1a2b3c4d",
        "left out of the plan: 1 item",
    ):
        assert part in said


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width):
    for run in (rich_run(), clean_run()):
        assert max(len(line) for line in text(run, width).splitlines()) <= width


def test_plain_text_has_no_codes_of_a_terminal():
    assert "\x1b" not in text(rich_run())
    assert "\x1b" not in shown(rich_run(), width=100)


def test_colours_follow_the_terminal_and_no_color(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    colours = {"force_terminal": True, "color_system": "standard", "width": 100}
    assert "\x1b[1;31m" in shown(rich_run(), **colours)

    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in shown(rich_run(), **colours).replace("\\x1b[31m", "")


def test_hostile_text_is_neither_markup_nor_code():
    said = text(replace(rich_run(), target="[red]x[/]"), width=400)

    assert "left on [red]x[/]" in said
    assert HOSTILE not in said
    assert all(char.isprintable() or char == "\n" for char in said)
