"""The end of `contracts test`: what was found, what was not judged, what is left behind."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contracts.finding import Outcome, RunResult, Severity
from contracts.reports.digest import (
    OUTCOMES,
    TABLES,
    Numbered,
    Word,
    coverage,
    findings_by_api,
    gaps,
    left_behind,
    outcomes_by_kind,
    summary_of,
    verdict,
)
from contracts.reports.remedies import remedy
from contracts.reports.visible import counted, one_line, visible

_STYLES: Final[dict[Severity, str]] = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_OUTCOME_STYLES: Final[dict[Outcome, str]] = {
    "passed": "green",
    "failed": "red",
    "not-judged": "yellow",
    "broken": "magenta",
}
_VERDICT_STYLES: Final[dict[Word, str]] = {
    "findings": "bold red",
    "broken": "bold magenta",
    "interrupted": "bold yellow",
    "nothing judged": "bold yellow",
    "clean": "bold green",
}
_FEW: Final = 3
"""Lines of a list in a clean run."""
_MANY: Final = 20
"""Lines of a list in any other run."""


def print_summary(run: RunResult, console: Console) -> None:
    """Prints the summary.

    Args:
        run: What to sum up.
        console: It knows the width, and whether colours are wanted: rich leaves them out where
            there is no terminal, and where `NO_COLOR` is set.
    """
    most = _MANY if run.findings else _FEW
    blocks = [
        _findings(run, console.width),
        _table(run),
        _coverage(run),
        _gaps(run, most),
        _left_behind(run, most),
        _notes(run, most),
    ]
    shown = [block for block in blocks if block is not None]
    for number, block in enumerate(shown, 1):
        console.print(block)
        if run.findings or number == len(shown):
            console.print()
    said = verdict(run)
    console.print(Text(f"{said.word}: {one_line(said.line, 1000)}", _VERDICT_STYLES[said.word]))


def text(run: RunResult, width: int = 100) -> str:
    """Returns the summary as plain text of so many columns."""
    out = StringIO()
    print_summary(run, Console(file=out, width=width, color_system=None, force_terminal=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _findings(run: RunResult, width: int) -> RenderableType | None:
    if not run.findings:
        return None
    lines: list[RenderableType] = []
    for api, found in findings_by_api(run).items():
        lines.append(Text(api, "bold"))
        lines += [line for one in found for line in _finding(one, width)]
        lines.append(Text())
    first = next(iter(findings_by_api(run).values()))[0].label
    more = f"To read more: contracts explain {first}; to see it again: contracts replay {first}"
    return Group(*lines, Text(more, "dim"))


def _finding(one: Numbered, width: int) -> Iterator[RenderableType]:
    finding = one.finding
    style = _STYLES[finding.severity]
    head = Text.assemble(
        "  ",
        (f"{one.label:<4}", "bold"),
        (f"{finding.severity:<8}", style),
        finding.judge,
        "  ",
        (one_line(finding.operation, 60), "bold"),
    )
    said = Text(one_line(summary_of(finding), 400))
    if head.cell_len + 2 + said.cell_len <= width:
        yield Text.assemble(head, "  ", said)
    else:
        yield head
        yield Padding(said, (0, 0, 0, 14), expand=False)


def _table(run: RunResult) -> RenderableType | None:
    kinds = outcomes_by_kind(run.items)
    if not kinds:
        return None
    shown = [outcome for outcome in OUTCOMES if any(counts[outcome] for counts in kinds.values())]
    grid = _grid("items", *shown)
    for kind, counts in kinds.items():
        grid.add_row(kind, *(_count(counts, outcome) for outcome in shown))
    return grid


def _count(counts: Counter[Outcome], outcome: Outcome) -> Text:
    number = counts[outcome]
    return Text(str(number), _OUTCOME_STYLES[outcome] if number else "dim")


def _coverage(run: RunResult) -> RenderableType | None:
    found = coverage(run.cells)
    if not found:
        return None
    grid = _grid("seen", *TABLES.values())
    for api, counts in found.items():
        grid.add_row(one_line(api), *(str(counts.get(name, "")) for name in TABLES))
    return grid


def _grid(first: str, *others: str) -> Table:
    grid = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 3, 0, 0))
    grid.add_column(first, header_style="bold", no_wrap=True)
    for other in others:
        grid.add_column(other, header_style="bold", justify="right", no_wrap=True)
    return grid


def _gaps(run: RunResult, most: int) -> RenderableType | None:
    found = gaps(run.items)
    if not found:
        return None
    lines = [Text("not judged", "bold")]
    for gap in found[:most]:
        line = Text(f"  {len(gap.items):>3}  {one_line(gap.reason)}")
        if toml := remedy(gap.reason, run.target, gap.apis):
            line.append(f"  -> {visible(toml.replace(chr(10), ' '))}", "dim")
        lines.append(line)
    if len(found) > most:
        lines.append(Text(f"       and {counted(len(found) - most, 'more reason')}", "dim"))
    return Group(*lines)


def _left_behind(run: RunResult, most: int) -> RenderableType | None:
    found = left_behind(run)
    if not found:
        return None
    lines = [Text(f"left on {one_line(run.target)}", "bold")]
    for made in found[:most]:
        note = f"  ({made.note})" if made.note else ""
        lines.append(Text(one_line(f"  {made.api} {made.kind} {made.id}{note}", 100)))
    if len(found) > most:
        lines.append(Text(f"  and {len(found) - most} more: contracts cleanup {run.run}", "dim"))
    return Group(*lines)


def _notes(run: RunResult, most: int) -> RenderableType | None:
    """Returns defects of the suite, what the baseline no longer needs, and what was left out."""
    broken = [
        f"broken: {one_line(f'{item.id}: {_last(item.reason)}')}"
        for item in run.items
        if item.outcome == "broken"
    ]
    fixed = [f"fixed, remove it from the baseline: {one_line(entry)}" for entry in run.fixed]
    notes = [*broken[:most], *fixed[:most]]
    if run.left_out:
        notes.append(f"left out of the plan: {counted(len(run.left_out), 'item')} (contracts plan)")
    return Group(*map(Text, notes)) if notes else None


def _last(reason: str) -> str:
    """Returns the last line of a traceback: the error itself."""
    return reason.strip().rpartition("\n")[2]
