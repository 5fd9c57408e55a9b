"""A comment for a pull request: what breaks at a glance, the rest behind a click."""

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.finding import Finding, RunResult
from contracts.reports.digest import (
    SEVERITIES,
    Numbered,
    contrast,
    findings_by_api,
    is_drift,
    operation_of,
    verdict,
)
from contracts.reports.excerpts import base_clause, excerpt, revision_clause
from contracts.reports.markdown import escaped, fenced, in_html, table
from contracts.reports.stories import clause_place, explained, part_of
from contracts.reports.visible import counted, one_line

MARKER: Final = "<!-- openapi-contract-kit -->"
"""First line of the comment: a workflow knows it by this, and can write it anew."""
_MOST_BYTES: Final = 58_000
"""GitHub refuses a comment of more than 65,536 characters."""
_TABLE_BYTES: Final = 24_000
_DETAIL_BYTES: Final = 6_000
"""Of one finding."""
_LONGEST: Final = 1_500
"""Characters of a witness."""
_SIGNS: Final = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}  # noqa: RUF001


def comment(run: RunResult) -> str:
    """Returns the comment in Markdown, below the size that GitHub accepts."""
    found = [one for some in findings_by_api(run).values() for one in some]
    grave = [one for one in found if one.finding.severity != "info"]
    light = [one for one in found if one.finding.severity == "info"]
    head = [*_head(run, found), *_grave_table(grave)]
    room = _MOST_BYTES - _size(head)
    light_lines = list(_light(light, min(room // 4, 8_000)))
    details = _details(run, grave, room - _size(light_lines))
    return "\n".join([*head, *details, *light_lines]).rstrip("\n") + "\n"


def told(run: RunResult, one: Numbered, most: int) -> list[str]:
    """Returns a finding with its story as a block, cut after so many bytes."""
    text = explained(run, one.label, one.finding)
    if len(text.encode()) > most:
        cut = text.encode()[:most].decode(errors="ignore").rpartition("\n")[0]
        text = f"{cut}\n... contracts explain {one.label} tells the rest"
    return fenced(text, "text")


def _head(run: RunResult, found: list[Numbered]) -> Iterator[str]:
    said = verdict(run)
    seen = {one.finding.severity for one in found}
    usual = "✅" if said.word == "clean" else _SIGNS["warning"]
    sign = next((_SIGNS[severity] for severity in SEVERITIES if severity in seen), usual)
    what = "Contract drift" if is_drift(run) else f"Contract run on {escaped(run.target)}"
    yield MARKER
    yield f"## {sign} {what}: {escaped(said.headline)}"
    yield ""
    for note in run.notes[:10]:
        yield f"**{escaped(note, 600)}**"
        yield ""
    yield escaped(f"{said.details}.", 1000)
    yield ""


def _grave_table(found: list[Numbered]) -> list[str]:
    if not found:
        return []
    words = [word for word, _ in contrast(found[0].finding)]
    rows, left = _fitting([[_row(one)] for one in found], _TABLE_BYTES)
    lines = table(("", "Rule", "Operation", "Where", *words), ())[:-1]
    more = ["", f"{counted(left, 'more finding')} of this kind did not fit here."] if left else []
    return [*lines, *rows, *more, ""]


def _row(one: Numbered) -> str:
    finding = one.finding
    cells = (
        f"{_SIGNS[finding.severity]} {one.label}",
        f"{escaped(finding.judge, 80)}{' (unproved)' if finding.unproved else ''}",
        escaped(operation_of(finding), 120),
        "<br>".join(escaped(text, 160) for text in (_place(finding), part_of(finding)) if text),
        *(escaped(text, 160) for _, text in contrast(finding)),
    )
    return table((), [cells])[2]


def _place(finding: Finding) -> str:
    clause = revision_clause(finding) or base_clause(finding)
    return clause_place(clause) if clause is not None else ""


def _details(run: RunResult, found: list[Numbered], room: int) -> Iterator[str]:
    lines, left = _fitting([list(_detail(run, one)) for one in found], room - 200)
    yield from lines
    if left:
        yield f"The details of {counted(left, 'more finding')} did not fit here."
        yield ""


def _detail(run: RunResult, one: Numbered) -> Iterator[str]:
    finding = one.finding
    yield f"<details><summary>{one.label}: {in_html(finding.says)}</summary>"
    yield ""
    yield from told(run, one, _DETAIL_BYTES) if finding.story else _of_drift(finding)
    yield "</details>"
    yield ""


def _of_drift(finding: Finding) -> Iterator[str]:
    places = [
        f"{word} {escaped(clause_place(clause))}"
        for word, clause in (("now", revision_clause(finding)), ("was", base_clause(finding)))
        if clause is not None
    ]
    yield ", ".join((*places, f"fingerprint {finding.fingerprint}"))
    yield ""
    if len(finding.touches) > 1:
        named = ", ".join(escaped(label, 80) for label in finding.touches[:20])
        more = f" and {len(finding.touches) - 20} more" if len(finding.touches) > 20 else ""
        yield f"Touches {counted(len(finding.touches), 'operation')}: {named}{more}"
        yield ""
    if finding.witness:
        yield from fenced(one_line(finding.witness, _LONGEST), "text")
    rows = excerpt(finding)
    if rows:
        yield from fenced("\n".join(f"{row.sign} {row.text}" for row in rows), "diff")


def _light(found: list[Numbered], room: int) -> Iterator[str]:
    if not found:
        return
    yield f"<details><summary>{len(found)} info: nobody breaks</summary>"
    yield ""
    lines, left = _fitting([[_light_line(one)] for one in found], room)
    yield from lines
    if left:
        yield f"- and {left} more"
    yield ""
    yield "</details>"
    yield ""


def _light_line(one: Numbered) -> str:
    finding = one.finding
    at = " ".join(filter(None, (operation_of(finding), part_of(finding))))
    said = " → ".join(escaped(text, 80) for _, text in contrast(finding))
    return f"- {one.label} {escaped(finding.judge, 80)}, {escaped(at, 160)}: {said}"


def _fitting(pieces: Iterable[list[str]], room: int) -> tuple[list[str], int]:
    """Returns the lines of the first pieces that fit into so many bytes, and how many do not."""
    kept: list[str] = []
    left = 0
    for piece in pieces:
        size = _size(piece)
        if left or size > room:
            left += 1
            continue
        room -= size
        kept += piece
    return kept, left


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)
