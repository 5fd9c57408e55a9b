"""The summary at the end of a run: short when all is well, complete when it is not."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from contracts.reports.console import print_summary, text
from tests.support.runs import HOSTILE, clean_run, interrupted_run, lost_update, rich_run


def shown(run, **options):
    out = StringIO()
    print_summary(run, Console(file=out, **options))
    return out.getvalue()


def test_a_clean_run_is_short_and_ends_with_its_verdict():
    run = clean_run()
    lines = text(replace(run, items=run.items[:-6])).splitlines()

    assert len(lines) <= 25
    assert lines[-1] == "clean: No findings; 162 items judged."


def test_a_run_with_gaps_says_so_and_is_not_called_clean():
    lines = text(clean_run()).splitlines()

    assert len(lines) <= 30
    assert lines[-1] == "Nothing found; 6 of 168 items could not be judged; 162 items judged."
    assert (
        "     6  the target names no role campaign.capped (1), campaign.ended (1),"
        " campaign.foreign (1), campaign.lifetime (1), and 2 more"
    ) in lines
    assert "  what to add: contracts doctor --target staging" in lines


def test_an_interrupted_run_says_so_in_its_last_line():
    assert text(interrupted_run()).splitlines()[-1] == (
        "interrupted: No findings so far; 0 items judged; the run ended early: time was up."
    )


def test_notes_stand_first():
    note = "No credentials were sent to criteo."

    assert text(replace(rich_run(), notes=(note,))).splitlines()[0] == note


def test_findings_stand_by_api_and_severity():
    lines = text(rich_run()).splitlines()

    heads = [line.split()[:2] for line in lines if line.startswith("  F")]
    assert heads == [["F4", "error"], ["F3", "warning"], ["F1", "info"], ["F2", "error"]]
    assert lines[0] == "criteo"
    assert (
        "  F3  warning answers_in_time  POST /campaigns/search"
        "  expected: an answer within 30 s; got: none"
    ) in lines


def test_the_summary_says_what_is_missing_and_what_is_left():
    said = text(rich_run())

    for part in (
        "     2  the target names no role campaign.capped\n",
        "     1  the target is read-only\n",
        "criteo        12/22           1/2    1/2      2/2\n",
        "law               0        4            3        1\n",
        "     2  criteo campaign: 50231, ",
        "contracts cleanup ck-7f3a removes what can be removed, and lists the rest\n",
        "broken: law:sessionm:opt_in: KeyError: 'user'\n",
        "fixed, remove it from the baseline: 1a2b3c4d",
    ):
        assert part in said


def test_the_end_says_what_was_done_and_where_to_read_more():
    out = StringIO()
    print_summary(rich_run(), Console(file=out), Path("/r/.contracts/runs/ck-7f3a"))

    assert (
        "run ck-7f3a: 648 requests in 3 min 7 s; its files are in /r/.contracts/runs/ck-7f3a\n"
        "  contracts explain F4 --run-home /r/.contracts   what should hold, and the story\n"
    ) in out.getvalue()
    assert "  contracts report html -o run.html   every item; which" in text(rich_run())


def test_without_a_terminal_no_line_is_folded_and_none_ends_in_blanks():
    finding = replace(lost_update(), expected="a long word " * 40, operation="")
    lines = shown(replace(rich_run(), findings=(finding,)), width=40).splitlines()

    assert max(map(len, lines)) > 300
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("width", [80, 120])
def test_on_a_terminal_findings_go_on_below_their_indent(width):
    lines = text(rich_run(), width).splitlines()

    start = next(number for number, line in enumerate(lines) if line.startswith("  F4"))
    end = next(number for number, line in enumerate(lines) if line.startswith("  F3"))
    assert end - start > 1
    assert all(line.startswith("      ") for line in lines[start + 1 : end])
    assert all(line == line.rstrip() for line in lines)


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
    said = text(replace(rich_run(), target="[red]x[/]"))

    assert "left on [red]x[/]" in said
    assert HOSTILE not in said
    assert all(char.isprintable() or char == "\n" for char in said)
