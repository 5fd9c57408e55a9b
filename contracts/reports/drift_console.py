"""What `contracts drift` prints: a block for each change that matters, a line for each other."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from contracts.finding import RunResult
from contracts.reports.colours import SEVERITY_STYLES, VERDICT_STYLES
from contracts.reports.digest import (
    SEVERITIES,
    Numbered,
    contrast,
    findings_by_api,
    marks_of,
    operation_of,
    verdict,
)
from contracts.reports.excerpts import Row, Sign, base_clause, excerpt, revision_clause
from contracts.reports.layout import Line, line, print_lines, screen_width
from contracts.reports.reasons import reasons
from contracts.reports.run_home import run_home_option
from contracts.reports.stories import UNPROVED, clause_place, exchange_line, part_of
from contracts.reports.visible import counted, one_line

_MOST: Final = 10
"""Lines of a list."""
_CELLS: Final = 120
"""Columns that are reckoned with where nobody looks at a terminal."""
_INDENT: Final = 6
_SIGN_STYLES: Final[dict[Sign, str]] = {"-": "red", "+": "green", " ": "dim"}


def print_drift(run: RunResult, console: Console, folder: Path | None = None) -> None:
    """Prints what moved.

    Args:
        run: What to tell.
        console: It knows the width, and whether colours are wanted: rich leaves them out where
            there is no terminal, and where `NO_COLOR` is set.
        folder: Where the run keeps its files.
    """
    print_lines(console, _told(run, screen_width(console), folder))


def drift_text(run: RunResult, width: int | None = None) -> str:
    """Returns the same as plain text, folded only if a width is given."""
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, force_terminal=False)
    print_lines(console, _told(run, width, None), width)
    return out.getvalue()


def _told(run: RunResult, width: int | None, folder: Path | None) -> Iterator[Line]:
    blocks = [
        [line(one_line(note, 600), "bold yellow") for note in run.notes],
        list(_judged(run)),
        *_findings(run, width or _CELLS),
        list(_gaps(run)),
        list(_lists(run)),
    ]
    for block in filter(None, blocks):
        yield from block
        yield line()
    if folder is not None and run.findings:
        yield from _more(run, folder)
    said = verdict(run)
    between = ":" if said.word == "clean" else ";"
    details = one_line(said.details, 1000)
    yield line(f"{said.headline}{between} {details}.", VERDICT_STYLES[said.word])


def _judged(run: RunResult) -> Iterator[Line]:
    """Yields how many examples were judged, where examples are what is compared."""
    told = run.options.get("judged")
    for one in told if isinstance(told, list) else ():
        yield line(one_line(str(one), 200))


def _more(run: RunResult, folder: Path) -> Iterator[Line]:
    first = next(iter(findings_by_api(run).values()))[0].label
    option = run_home_option(folder)
    yield line(f"contracts explain {first}{option}   tells one whole", hang=2)
    why = "--reason WHY --expires YYYY-MM-DD"
    accept = f"contracts baseline accepted.toml --finding {first} {why}{option}"
    yield line(f"{accept}   accepts it", hang=2)
    yield line(f"contracts report html -o drift.html{option}   all of it as a page", hang=2)


def _findings(run: RunResult, width: int) -> Iterator[list[Line]]:
    by_api = findings_by_api(run)
    for api, found in by_api.items():
        if len(by_api) > 1:
            yield [line(one_line(api), "bold underline")]
        for one in found:
            if one.finding.severity != "info":
                yield list(_block(one, width))
        yield list(_harmless([one for one in found if one.finding.severity == SEVERITIES[-1]]))


def _block(one: Numbered, width: int) -> Iterator[Line]:
    finding = one.finding
    yield Line(_head(one), 4)
    if where := _places(one):
        yield Line(where, _INDENT)
    yield line(f"    {one_line(finding.says, 400)}", hang=4)
    at = part_of(finding)
    pairs = [("at", at)] if at else []
    for word, text in (*pairs, *contrast(finding)):
        yield Line(_pair(word.lower(), one_line(text, 400)), _INDENT + 10)
    yield from _shown_by(one, width)
    yield from _excerpt(one, width)
    yield line(f"    fingerprint {finding.fingerprint}", "dim")


def _head(one: Numbered) -> Text:
    finding = one.finding
    style = SEVERITY_STYLES[finding.severity]
    marks = ", ".join(marks_of(finding))
    return Text.assemble(
        (f"{one.label:<3} ", "bold"),
        (finding.severity, style),
        (f" ({marks})" if marks else "", style),
        "  ",
        finding.judge,
        "  ",
        (one_line(operation_of(finding), 200), "bold"),
    )


def _places(one: Numbered) -> Text:
    now, before = revision_clause(one.finding), base_clause(one.finding)
    text = Text()
    if now is not None:
        text = Text.assemble("    ", (clause_place(now), "cyan"))
    if before is not None:
        text.append("    " if now is None else "  ")
        text.append(f"was {clause_place(before)}", "dim")
    return text


def _pair(word: str, text: str) -> Text:
    return Text.assemble(" " * _INDENT, (f"{word:<9} ", "dim"), text)


def _shown_by(one: Numbered, width: int) -> Iterator[Line]:
    finding = one.finding
    if finding.witness:
        said = one_line(finding.witness, 2 * (width - _INDENT - 2))
        yield line(f"{' ' * _INDENT}{said}", "bold", hang=_INDENT)
    elif finding.unproved:
        yield line(f"{' ' * _INDENT}{UNPROVED}", "italic", hang=_INDENT)
    if finding.story:
        often = f"{counted(finding.seen, 'time')}, such as " if finding.seen > 1 else ""
        yield Line(_pair("seen", f"{often}{exchange_line(finding.story[-1])}"), _INDENT + 10)


def _excerpt(one: Numbered, width: int) -> Iterator[Line]:
    rows = excerpt(one.finding)
    digits = max((len(str(row.number)) for row in rows), default=0)
    room = width - _INDENT - digits - 4
    if rows:
        yield line()
    for row in rows:
        yield Line(_row(row, digits, max(room, 8)), is_whole=True)
    if rows:
        yield line()


def _row(row: Row, digits: int, room: int) -> Text:
    number = str(row.number) if row.number else ""
    sign = _SIGN_STYLES[row.sign]
    return Text.assemble(
        (f"{' ' * _INDENT}{number:>{digits}} ", "dim"),
        (f"{row.sign} ", sign),
        (one_line(row.text, room), sign),
    )


def _harmless(found: list[Numbered]) -> Iterator[Line]:
    for one in found[:_MOST]:
        finding = one.finding
        (_, before), (_, now) = contrast(finding)
        place = revision_clause(finding)
        where = f"  {clause_place(place)}" if place else ""
        at = " ".join(filter(None, (operation_of(finding), part_of(finding))))
        text = Text.assemble(
            (f"{one.label:<3} ", "bold"),
            (finding.severity, SEVERITY_STYLES["info"]),
            f"  {finding.judge}  ",
            (one_line(at, 200), "bold"),
            f"  {one_line(before, 80)} -> {one_line(now, 80)}",
            (where, "cyan"),
        )
        yield Line(text, 4)
    if len(found) > _MOST:
        yield line(f"    and {len(found) - _MOST} more info; every other report names them", "dim")


def _gaps(run: RunResult) -> Iterator[Line]:
    found = reasons(run.items)
    if not found:
        return
    yield line("not compared", "bold")
    for reason in found[:_MOST]:
        yield line(f"  {reason.count:>4}  {reason.said}", hang=8)
    if len(found) > _MOST:
        yield line(f"        and {counted(len(found) - _MOST, 'more reason')}", "dim")


def _lists(run: RunResult) -> Iterator[Line]:
    broken = [one_line(f"broken: {one.id}") for one in run.items if one.outcome == "broken"]
    fixed = [f"fixed, no longer to be accepted: {one_line(entry)}" for entry in run.fixed]
    left_out = [f"left out: {one_line(one)}" for one in run.left_out]
    for found in (broken, fixed, left_out):
        yield from (line(one, hang=2) for one in found[:_MOST])
        if len(found) > _MOST:
            yield line(f"  and {len(found) - _MOST} more", "dim")
