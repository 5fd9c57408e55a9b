"""What GitHub Actions shows: annotations on the documents, and a summary of the step."""

from collections.abc import Iterator
from typing import Final

from contracts.finding import Finding, RunResult, Severity
from contracts.reports.digest import (
    OUTCOMES,
    TABLES,
    Numbered,
    contrast,
    coverage,
    findings_by_api,
    is_drift,
    left_by_kind,
    marks_of,
    named_thing,
    numbered,
    operation_of,
    outcomes_by_kind,
    requests_sent,
    summary_of,
    verdict,
)
from contracts.reports.excerpts import base_clause, is_of_drift, path_of, revision_clause
from contracts.reports.markdown import escaped, in_html, table
from contracts.reports.pull_request import comment, told
from contracts.reports.reasons import doctor_for, reasons
from contracts.reports.stories import clause_place, place
from contracts.reports.visible import counted, lasting, one_line, visible

_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}
_SIGNS: Final[dict[Severity, str]] = {"error": "❌ error", "warning": "⚠️ warning", "info": "ℹ️ info"}  # noqa: RUF001
_MOST_BYTES: Final = 90_000
"""Of a summary; a page that is much longer is not read, and GitHub refuses one above 1 MiB."""
_LONGEST_STORY: Final = 8_000
"""Bytes of one story."""
_LONGEST_WITNESS: Final = 600
"""Characters; an annotation is read beside a line."""
_ROWS: Final = 60
"""Rows of a table."""
_IDS: Final = 5
"""Things that are named of each kind that is left behind."""


def annotations(run: RunResult) -> str:
    """Returns one workflow command per finding: a mark at the clause that is broken."""
    lines = [_annotation(one.label, one.finding) for one in numbered(run)]
    return "".join(f"{line}\n" for line in lines)


def command(name: str, properties: dict[str, str], message: str) -> str:
    r"""Returns a workflow command, escaped as the runner reads it.

    >>> command("error", {"title": "a,b: c"}, "100%\nmore")
    '::error title=a%2Cb%3A c::100%25%0Amore'
    """
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name}{f' {said}' if said else ''}::{_data(message)}"


def summary(run: RunResult) -> str:
    """Returns the summary of the run in Markdown; of a drift, what a pull request is told."""
    if is_drift(run):
        return comment(run)
    said = verdict(run)
    head = [
        f"## Contract run on {escaped(run.target)}: {escaped(said.headline)}",
        "",
        *(line for note in run.notes[:_ROWS] for line in (f"**{escaped(note, 600)}**", "")),
        escaped(f"{said.details}.", 1000),
        "",
        *_findings(run),
    ]
    tail = [*_coverage(run), *_items(run), *_gaps(run), *_left_behind(run), *_facts(run)]
    room = _MOST_BYTES - sum(len(line.encode()) + 1 for line in (*head, *tail))
    return "\n".join([*head, *_stories(run, room), *tail]) + "\n"


def _annotation(label: str, finding: Finding) -> str:
    clause = revision_clause(finding)
    marks = "".join(f" ({mark})" for mark in marks_of(finding))
    lines = [finding.says, *(f"{word}: {text}" for word, text in contrast(finding))]
    lines.append(f"Where: {place(finding)}")
    if is_of_drift(finding):
        lines += _moved(finding)
    else:
        lines.append(f"Read more: contracts explain {label}")
    properties = {
        "file": path_of(finding, clause) if clause else "",
        "line": str(clause.line) if clause and clause.line else "",
        "title": f"{label} {finding.judge}{marks}: {finding.api} {operation_of(finding)}".rstrip(),
    }
    return command(_COMMANDS[finding.severity], properties, visible("\n".join(lines)))


def _moved(finding: Finding) -> Iterator[str]:
    if finding.witness:
        yield one_line(finding.witness, _LONGEST_WITNESS)
    base = base_clause(finding)
    if base is not None:
        yield f"Was: {clause_place(base)}"
    yield f"Fingerprint: {finding.fingerprint}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _findings(run: RunResult) -> Iterator[str]:
    if not run.findings:
        return
    ordered = _ordered(run)
    yield "### Findings"
    yield ""
    yield from table(
        ("Finding", "Severity", "API", "Operation", "What should hold", "What is wrong"),
        [_finding_row(one) for one in ordered[:_ROWS]],
    )
    if len(ordered) > _ROWS:
        yield f"{len(ordered) - _ROWS} more findings do not fit here."
        yield ""


def _ordered(run: RunResult) -> list[Numbered]:
    return [one for found in findings_by_api(run).values() for one in found]


def _stories(run: RunResult, room: int) -> Iterator[str]:
    """Yields the stories of the worst findings, as many as there is room for in bytes."""
    ordered = _ordered(run)
    for number, one in enumerate(ordered):
        lines = list(_story(run, one))
        room -= sum(len(line.encode()) + 1 for line in lines)
        if room < 0:
            left = counted(len(ordered) - number, "more finding")
            yield f"The stories of {left} do not fit here."
            yield ""
            return
        yield from lines


def _finding_row(one: Numbered) -> tuple[str, ...]:
    finding = one.finding
    return (
        one.label,
        _SIGNS[finding.severity],
        escaped(finding.api),
        escaped(operation_of(finding)),
        escaped(finding.judge),
        escaped(summary_of(finding)),
    )


def _story(run: RunResult, one: Numbered) -> Iterator[str]:
    yield f"<details><summary>{one.label}: {in_html(one.finding.says)}</summary>"
    yield ""
    yield from told(run, one, _LONGEST_STORY)
    yield "</details>"
    yield ""


def _coverage(run: RunResult) -> Iterator[str]:
    yield "### What was seen"
    yield ""
    yield from table(
        ("API", *TABLES.values()),
        [
            (escaped(api), *(str(counts.get(name, "")) for name in TABLES))
            for api, counts in coverage(run.cells).items()
        ],
    )


def _items(run: RunResult) -> Iterator[str]:
    yield from table(
        ("Items", *OUTCOMES),
        [
            (kind, *(str(counts[outcome]) for outcome in OUTCOMES))
            for kind, counts in outcomes_by_kind(run.items).items()
        ],
    )


def _gaps(run: RunResult) -> Iterator[str]:
    found = reasons(run.items)
    if not found:
        return
    yield "### Not judged"
    yield ""
    yield from table(
        ("Items", "Why"), [(str(one.count), escaped(one.said, 600)) for one in found[:_ROWS]]
    )
    more = f"{counted(len(found) - _ROWS, 'more reason')} left out. " if len(found) > _ROWS else ""
    yield f"{more}What to add: {escaped(doctor_for(run.target))}"
    yield ""


def _left_behind(run: RunResult) -> Iterator[str]:
    found = left_by_kind(run)
    if not found:
        return
    yield "### Left on the target"
    yield ""
    yield from table(
        ("API", "Kind", "How many", "Such as"),
        [
            (
                escaped(api),
                escaped(kind),
                str(len(made)),
                ", ".join(escaped(named_thing(one), 80) for one in made[:_IDS]),
            )
            for (api, kind), made in list(found.items())[:_ROWS]
        ],
    )


def _facts(run: RunResult) -> Iterator[str]:
    sent = requests_sent(run.items).total()
    yield escaped(f"Run {run.run}: {counted(sent, 'request')} in {lasting(run.seconds)}.")
