"""A pull request is told what breaks, briefly, and nothing foreign is obeyed."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from contracts.reports.pull_request import MARKER, comment
from tests.support.drift_runs import (
    INJECTED,
    drift_run,
    forged,
    full_drift,
    harmless,
    live,
    quiet_drift,
    shared,
    shortened,
    undecided,
)
from tests.support.runs import clean_run, interrupted_run, lost_update, rich_run


def test_the_comment_starts_with_a_mark_to_find_it_by_and_its_headline():
    assert comment(full_drift()).splitlines()[:4] == [
        MARKER,
        "## ❌ Contract drift: 4 errors, 2 warnings, 12 info",
        "",
        "26 operations compared; 1 known finding accepted by the baseline.",
    ]


def test_no_drift_takes_three_lines():
    assert comment(quiet_drift()) == (
        f"{MARKER}\n## ✅ Contract drift: No drift\n\n25 operations compared.\n"
    )


def test_what_may_break_stands_in_a_table():
    text = comment(drift_run(shortened(), undecided()))

    assert "|  | Rule | Operation | Where | Before | Now |\n" in text
    assert (
        r"| ❌ F1 | request\_max\_length\_lowered | PATCH /campaigns |"
        " specs/criteo/openapi.yaml:391<br>request body /name | maxLength 10 | maxLength 5 |\n"
    ) in text
    assert r"| ⚠️ F2 | request\_pattern\_narrowed (unproved) | " in text


def test_details_have_the_witness_and_the_lines():
    text = comment(drift_run(shortened(), shared()))

    assert f"```text\n{shortened().witness}\n```\n" in text
    assert "```diff\n  type: string\n- maxLength: 10\n+ maxLength: 5\n  minLength: 1\n```\n" in text
    assert "Touches 12 operations: PATCH /campaigns, POST /campaigns, " in text
    assert f"fingerprint {shortened().fingerprint}" in text


def test_what_breaks_nobody_is_counted_and_listed_behind_a_click():
    text = comment(drift_run(harmless()))

    assert text.splitlines()[1] == "## ℹ️ Contract drift: 1 info"  # noqa: RUF001
    assert "<details><summary>1 info: nobody breaks</summary>" in text
    assert "- F1 request\\_property\\_named, PATCH /campaigns request body /colour\\-0: " in text
    assert "| Rule |" not in text


def test_what_a_server_did_has_its_story():
    text = comment(drift_run(live()))

    assert "| Expected | Got |" in text
    assert "1. a sample   <- shows it" in text


def test_a_run_of_the_suite_is_told_as_well():
    text = comment(rich_run())

    assert text.splitlines()[1] == "## ❌ Contract run on staging: 2 errors, 1 warning, 1 info"
    assert r"| ❌ F4 | failed\_items\_change\_nothing | PATCH /campaigns |" in text
    assert "## ⚠️ Contract run on staging: Nothing found" in comment(clean_run())
    assert "No findings so far" in comment(interrupted_run())


@pytest.mark.parametrize("make", [full_drift, rich_run])
def test_the_comment_has_no_foreign_tags(make):
    tags = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, _: tags.add(tag)  # type: ignore[method-assign]
    outside = re.sub(r"(?ms)^(`{3,})(text|diff)$.*?^\1$", "", comment(make()))
    reader.feed(outside)

    assert tags <= {"details", "summary", "br"}
    assert not re.search(r"(?<!&#96;)`", outside.replace("\\`", ""))


def test_a_summary_line_has_no_escapes_of_markdown():
    says = comment(drift_run(replace(shortened(), says="a_b [c](d) <i> @you")))

    assert "<summary>F1: a&#95;b &#91;c&#93;&#40;d&#41; &#60;i&#62; &#64;you</summary>" in says


@pytest.mark.parametrize("finding", [shortened(), shared(), forged(), lost_update()])
def test_the_comment_always_fits_and_says_what_it_left_out(finding):
    long = replace(finding, says="x" * 900, witness=INJECTED * 300, got=INJECTED * 90)
    many = tuple(replace(long, cause=str(number)) for number in range(400))
    infos = tuple(harmless(number) for number in range(900))

    text = comment(replace(drift_run(), findings=(*many, *infos), notes=(INJECTED * 20,) * 50))

    assert len(text.encode()) < 60_000
    assert re.search(r"^\d+ more findings of this kind did not fit here\.$", text, re.MULTILINE)
    assert re.search(r"^The details of \d+ more findings did not fit here\.$", text, re.MULTILINE)
    assert re.search(r"^- and \d+ more$", text, re.MULTILINE)
    assert text.count("<details>") == text.count("</details>")
