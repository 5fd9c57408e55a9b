"""GitHub shows each finding at its clause, and a summary that nothing foreign can forge."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from contracts.finding import Created
from contracts.reports import github
from contracts.reports.github import annotations, command, summary
from contracts.reports.pull_request import comment
from tests.support.drift_runs import drift_run, forged, full_drift, live, removed, shared, shortened
from tests.support.runs import clean_run, exchange, lost_update, rich_run

NASTY = st.lists(
    st.sampled_from(["%", "%25", "\r", "\n", ":", ",", "::", "=", "::error::x"]) | st.characters(),
    max_size=12,
).map("".join)
ESCAPES = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


def read_as_runner(line):
    """Reads a workflow command as the runner does."""
    name, _, rest = line.removeprefix("::").partition("::")
    name, _, said = name.partition(" ")
    properties = dict(part.split("=", 1) for part in said.split(",") if part)
    return name, {key: unescaped(value) for key, value in properties.items()}, unescaped(rest)


def unescaped(text):
    return re.sub("%25|%0D|%0A|%3A|%2C", lambda found: ESCAPES[found[0]], text)


@given(NASTY, NASTY.filter(lambda text: text.isprintable() and text))
def test_a_command_is_read_as_it_was_meant(message, title):
    line = command("error", {"title": title, "file": ""}, message)

    assert "\n" not in line
    assert "\r" not in line
    assert read_as_runner(line) == ("error", {"title": title}, message)


def test_each_finding_is_an_annotation_at_its_clause():
    lines = annotations(rich_run()).splitlines()

    found = [read_as_runner(line) for line in lines]
    assert [name for name, _, _ in found] == ["notice", "error", "warning", "error"]
    assert found[3][1] == {
        "file": "specs/criteo/openapi.yaml",
        "line": "391",
        "title": "F4 failed_items_change_nothing: criteo PATCH /campaigns",
    }
    assert "Expected: the limit of campaign 50001 stays" in found[3][2]
    assert found[3][2].endswith("Read more: contracts explain F4")


def test_a_clean_run_has_no_annotations():
    assert annotations(clean_run()) == ""


def test_the_summary_lists_findings_and_gaps():
    text = summary(rich_run())

    assert text.startswith("## Contract run on staging: 2 errors, 1 warning, 1 info\n")
    assert r"| F4 | ❌ error | criteo | PATCH /campaigns | failed\_items\_change\_nothing |" in text
    assert "| 2 | the target names no role campaign.capped |" in text
    assert r"What to add: contracts doctor \-\-target staging" in text
    assert "| criteo | campaign | 2 | 50231, " in text
    assert "| criteo | 12/22 | 1/2 | 1/2 | 2/2 |" in text


def test_the_summary_has_no_foreign_tags():
    tags = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, _: tags.add(tag)  # type: ignore[method-assign]
    outside = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", summary(rich_run()))
    reader.feed(outside)

    assert tags <= {"details", "summary", "br"}


def test_a_summary_that_grows_too_long_leaves_out_stories(monkeypatch):
    run = replace(rich_run(), findings=(lost_update(),) * 5)
    whole = summary(run)
    story = len(whole.partition("<details>")[2].partition("</details>")[0].encode())
    monkeypatch.setattr(github, "_MOST_BYTES", len(whole.encode()) - 4 * story)

    text = summary(run)

    assert whole.count("<details>") == 5
    assert text.count("<details>") == 1
    assert "The stories of 4 more findings do not fit here." in text


def test_the_summary_of_a_huge_run_stays_short():
    body = {"data": [{"name": "x" * 300}] * 200}
    long = replace(lost_update(), story=(exchange(answer=body, body=body),) * 40)
    made = tuple(Created("criteo", "campaign", str(n), False) for n in range(2550))
    findings = tuple(replace(long, cause=str(n), got="y" * 3000) for n in range(80))

    text = summary(replace(rich_run(), findings=findings, created=made))

    assert len(text.encode()) < 100_000
    assert "| criteo | campaign | 2550 | 0, 1, 2, 3, 4 |" in text
    assert "20 more findings do not fit here." in text
    assert "contracts explain F1 tells the rest" in text


def test_notes_come_before_the_counts():
    text = summary(replace(clean_run(), notes=("No credentials were sent to criteo.",)))

    assert text.index("No credentials were sent") < text.index("items judged")


def test_a_drift_is_an_annotation_at_its_place_in_the_revision():
    (line,) = annotations(drift_run(shortened())).splitlines()

    name, properties, message = read_as_runner(line)
    assert name == "error"
    assert properties == {
        "file": "specs/criteo/openapi.yaml",
        "line": "391",
        "title": "F1 request_max_length_lowered: criteo PATCH /campaigns",
    }
    assert message == (
        "A schema of a request admits shorter texts only.\n"
        "Before: maxLength 10\n"
        "Now: maxLength 5\n"
        "Where: PATCH /campaigns, request body /name\n"
        f"{shortened().witness}\n"
        "Was: main:specs/criteo/openapi.yaml:388\n"
        f"Fingerprint: {shortened().fingerprint}"
    )


def test_what_is_gone_is_never_marked_at_a_line_of_the_base():
    (line,) = annotations(drift_run(removed())).splitlines()

    _, properties, message = read_as_runner(line)
    assert list(properties) == ["title"]
    assert "Was: main:specs/criteo/openapi.yaml:40" in message


def test_the_file_of_a_revision_by_name_is_that_of_the_checkout():
    now, before = shortened().clauses
    named = replace(shortened(), clauses=(replace(now, file=f"HEAD:{now.file}"), before))

    _, properties, _ = read_as_runner(annotations(drift_run(named)).strip())

    assert properties["file"] == "specs/criteo/openapi.yaml"


def test_what_a_server_did_is_marked_at_its_schema():
    (line,) = annotations(drift_run(live())).splitlines()

    name, properties, _ = read_as_runner(line)
    assert (name, properties["line"]) == ("warning", "120")


def test_a_long_witness_is_cut_beside_a_line():
    (line,) = annotations(drift_run(shared())).splitlines()

    assert len(line) < 1500


def test_hostile_words_of_a_document_are_one_command():
    (line,) = annotations(drift_run(forged())).splitlines()

    assert read_as_runner(line)[0] == "error"


def test_the_summary_of_a_drift_is_that_of_the_pull_request():
    assert summary(full_drift()) == comment(full_drift())
