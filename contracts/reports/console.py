"""The end of `contracts test`: what was found, what was not judged, what is left behind."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from contracts.finding import Outcome, RunResult
from contracts.reports.colours import OUTCOME_STYLES, SEVERITY_STYLES, VERDICT_STYLES
from contracts.reports.digest import (
    OUTCOMES,
    TABLES,
    Numbered,
    coverage,
    findings_by_api,
    is_drift,
    left_by_kind,
    named_thing,
    operation_of,
    outcomes_by_kind,
    requests_sent,
    summary_of,
    verdict,
)
from contracts.reports.drift_console import drift_text
from contracts.reports.layout import Line, grid, line, print_lines
from contracts.reports.reasons import doctor_for, reasons
from contracts.reports.run_home import run_home_option
from contracts.reports.visible import counted, lasting, one_line

_MOST: Final = 8
"""Lines of a list."""
_NAMED: Final = 3
"""Ids of things that are left behind."""


def print_summary(run: RunResult, console: Console, folder: Path | None = None) -> None:
    """Prints the summary.

    Args:
        run: What to sum up.
        console: It knows the width, and whether colours are wanted: rich leaves them out where
            there is no terminal, and where `NO_COLOR` is set.
        folder: Where the run keeps its files.
    """
    print_lines(console, _summary(run, folder))


def text(run: RunResult, width: int | None = None) -> str:
    """Returns the summary as plain text, folded only if a width is given; of a drift, its own."""
    if is_drift(run):
        return drift_text(run, width)
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, force_terminal=False)
    print_lines(console, _summary(run, None), width)
    return out.getvalue()


def _summary(run: RunResult, folder: Path | None) -> Iterator[Line]:
    for block in (
        [line(one_line(note, 600), "bold yellow") for note in run.notes],
        list(_findings(run)),
        [*_table(run), *([line()] if run.findings and run.cells else []), *_coverage(run)],
        list(_gaps(run)),
        list(_left_behind(run)),
        list(_defects(run)),
        list(_facts(run, folder)),
    ):
        if block:
            yield from block
            yield line()
    said = verdict(run)
    word = "" if said.word == "nothing found" else f"{said.word}: "
    yield line(f"{word}{one_line(said.line, 1000)}", VERDICT_STYLES[said.word])


def _findings(run: RunResult) -> Iterator[Line]:
    for number, (api, found) in enumerate(findings_by_api(run).items()):
        if number:
            yield line()
        yield line(one_line(api), "bold")
        for one in found:
            yield Line(_finding(one), 6)


def _finding(one: Numbered) -> Text:
    finding = one.finding
    return Text.assemble(
        "  ",
        (f"{one.label:<4}", "bold"),
        (f"{finding.severity:<8}", SEVERITY_STYLES[finding.severity]),
        finding.judge,
        "  ",
        (one_line(operation_of(finding), 100), "bold"),
        "  ",
        one_line(summary_of(finding), 400),
    )


def _table(run: RunResult) -> list[Line]:
    kinds = outcomes_by_kind(run.items)
    if not kinds:
        return []
    shown = [outcome for outcome in OUTCOMES if any(counts[outcome] for counts in kinds.values())]
    rows = [[kind, *(_count(counts, one) for one in shown)] for kind, counts in kinds.items()]
    return grid([["items", *shown], *rows])


def _count(counts: Counter[Outcome], outcome: Outcome) -> Text:
    number = counts[outcome]
    return Text(str(number), OUTCOME_STYLES[outcome] if number else "dim")


def _coverage(run: RunResult) -> list[Line]:
    rows = [
        [one_line(api), *(str(counts.get(name, "")) for name in TABLES)]
        for api, counts in coverage(run.cells).items()
    ]
    return grid([["seen", *TABLES.values()], *rows]) if rows else []


def _gaps(run: RunResult) -> Iterator[Line]:
    found = reasons(run.items)
    if not found:
        return
    yield line("not judged", "bold")
    for reason in found[:_MOST]:
        yield line(f"  {reason.count:>4}  {reason.said}", hang=8)
    if len(found) > _MOST:
        yield line(f"        and {counted(len(found) - _MOST, 'more reason')}", "dim")
    yield line(f"  what to add: {doctor_for(run.target)}", "dim", hang=4)


def _left_behind(run: RunResult) -> Iterator[Line]:
    found = left_by_kind(run)
    if not found:
        return
    yield line(f"left on {one_line(run.target)}", "bold")
    for (api, kind), made in list(found.items())[:_MOST]:
        ids = [named_thing(one) for one in made[:_NAMED]]
        if len(made) > _NAMED:
            ids.append(f"and {len(made) - _NAMED} more")
        yield line(f"  {len(made):>4}  {one_line(f'{api} {kind}')}: {', '.join(ids)}", hang=8)
    if len(found) > _MOST:
        yield line(f"        and {counted(len(found) - _MOST, 'more kind')}", "dim")
    said = "removes what can be removed, and lists the rest"
    yield line(f"  contracts cleanup {one_line(run.run)} {said}", "dim", hang=4)


def _defects(run: RunResult) -> Iterator[Line]:
    """Yields defects of the suite, and what the baseline no longer needs."""
    broken = [
        f"broken: {one_line(f'{item.id}: {_last(item.reason)}')}"
        for item in run.items
        if item.outcome == "broken"
    ]
    fixed = [f"fixed, remove it from the baseline: {one_line(entry)}" for entry in run.fixed]
    for found in (broken, fixed):
        yield from (line(one, hang=2) for one in found[:_MOST])
        if len(found) > _MOST:
            yield line(f"  and {len(found) - _MOST} more", "dim")


def _facts(run: RunResult, folder: Path | None) -> Iterator[Line]:
    sent = requests_sent(run.items).total()
    kept = f"; its files are in {folder}" if folder is not None else ""
    took = f"{sent:,} request{'' if sent == 1 else 's'} in {lasting(run.seconds)}"
    yield line(f"run {one_line(run.run)}: {took}{kept}", hang=4)
    suffix = run_home_option(folder)
    if run.findings:
        first = next(iter(findings_by_api(run).values()))[0].label
        yield line(f"  contracts explain {first}{suffix}   what should hold, and the story", hang=4)
        yield line(f"  contracts replay {first}{suffix}   sends the story again", hang=4)
    said = "every item; which statuses and codes were not seen, and why"
    yield line(f"  contracts report html -o run.html{suffix}   {said}", hang=4)


def _last(reason: str) -> str:
    """Returns the last line of a traceback: the error itself."""
    return reason.strip().rpartition("\n")[2]
