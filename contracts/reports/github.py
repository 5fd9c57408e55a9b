"""What GitHub Actions shows: annotations on the documents, and a summary of the step."""

from collections.abc import Iterator
from typing import Final

from contracts.finding import Finding, RunResult, Severity
from contracts.reports.digest import (
    OUTCOMES,
    TABLES,
    Numbered,
    coverage,
    findings_by_api,
    gaps,
    left_behind,
    numbered,
    outcomes_by_kind,
    summary_of,
    verdict,
)
from contracts.reports.markdown import escaped, fenced, table
from contracts.reports.remedies import remedy
from contracts.reports.stories import explained, place
from contracts.reports.visible import visible

_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}
_SIGNS: Final[dict[Severity, str]] = {"error": "❌ error", "warning": "⚠️ warning", "info": "ℹ️ info"}  # noqa: RUF001
_MOST_BYTES: Final = 900_000
"""Of the stories of a summary; GitHub refuses a summary above 1 MiB."""


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
    """Returns the summary of the run in Markdown."""
    said = verdict(run)
    lines = [
        f"## Contract run on {escaped(run.target)}: {escaped(said.headline)}",
        "",
        escaped(f"{said.details}.", 1000),
        "",
        *_findings(run),
        *_coverage(run),
        *_items(run),
        *_gaps(run),
        *_left_behind(run),
    ]
    return "\n".join(lines) + "\n"


def _annotation(label: str, finding: Finding) -> str:
    clause = finding.clauses[0] if finding.clauses else None
    flaky = " (flaky)" if finding.flaky else ""
    message = (
        f"{finding.says}\nExpected: {finding.expected}\nGot: {finding.got}\n"
        f"Where: {place(finding)}\nRead more: contracts explain {label}"
    )
    properties = {
        "file": clause.file if clause else "",
        "line": str(clause.line) if clause and clause.line else "",
        "title": f"{label} {finding.judge}{flaky}: {finding.api} {finding.operation}".rstrip(),
    }
    return command(_COMMANDS[finding.severity], properties, visible(message))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _findings(run: RunResult) -> Iterator[str]:
    if not run.findings:
        return
    ordered = [one for found in findings_by_api(run).values() for one in found]
    yield "### Findings"
    yield ""
    yield from table(
        ("Finding", "Severity", "API", "Operation", "What should hold", "What is wrong"),
        [_finding_row(one) for one in ordered],
    )
    room = _MOST_BYTES
    for number, one in enumerate(ordered):
        lines = list(_story(run, one))
        room -= len("\n".join(lines).encode())
        if room < 0:
            yield f"The stories of {len(ordered) - number} more findings do not fit here."
            yield ""
            return
        yield from lines


def _finding_row(one: Numbered) -> tuple[str, ...]:
    finding = one.finding
    return (
        one.label,
        _SIGNS[finding.severity],
        escaped(finding.api),
        escaped(finding.operation),
        escaped(finding.judge),
        escaped(summary_of(finding)),
    )


def _story(run: RunResult, one: Numbered) -> Iterator[str]:
    yield f"<details><summary>{one.label}: {escaped(one.finding.says)}</summary>"
    yield ""
    yield from fenced(explained(run, one.label, one.finding), "text")
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
    found = gaps(run.items)
    if not found:
        return
    yield "### Not judged"
    yield ""
    rows = [
        (str(len(gap.items)), escaped(gap.reason), _code(remedy(gap.reason, run.target, gap.apis)))
        for gap in found
    ]
    yield from table(("Items", "Why", "To add to contracts.toml"), rows)


def _code(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.splitlines())


def _left_behind(run: RunResult) -> Iterator[str]:
    found = left_behind(run)
    if not found:
        return
    yield "### Left on the target"
    yield ""
    yield from table(
        ("API", "Kind", "Id", "Note"),
        [tuple(escaped(part) for part in (one.api, one.kind, one.id, one.note)) for one in found],
    )
