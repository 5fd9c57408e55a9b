"""The lines of both documents that a drift is about, as a compiler shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from textwrap import dedent
from typing import Final, Literal

from contracts.finding import Clause, Finding
from contracts.reports.visible import one_line

Sign = Literal["-", "+", " "]
"""Whether a line is gone, new, or there as before."""

BASE: Final = "before:"
REVISION: Final = "now:"
"""How a clause begins that says what a document says."""
MOST: Final = 12
"""Lines of one side."""
_LONGEST: Final = 200
_DRIFT: Final = "drift:"
"""How the ids of items begin that compare contracts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a document, safe to look at."""

    sign: Sign
    number: int
    """In its file; 0 if that is not known."""
    text: str


def is_of_drift(finding: Finding) -> bool:
    """Returns whether a finding is about a contract that moved."""
    return finding.item.startswith(_DRIFT)


def is_of_documents(finding: Finding) -> bool:
    """Returns whether a finding sets one document against another."""
    is_moved = all(one.statement.startswith((BASE, REVISION)) for one in finding.clauses)
    return is_of_drift(finding) and not finding.story and is_moved


def revision_clause(finding: Finding) -> Clause | None:
    """Returns the place in the document that is judged; None if the finding stands in no file."""
    return next((one for one in finding.clauses if not _is_base(finding, one)), None)


def base_clause(finding: Finding) -> Clause | None:
    """Returns the place in the document that it is compared with, of a drift that has one."""
    return next((one for one in finding.clauses if _is_base(finding, one)), None)


def path_of(finding: Finding, clause: Clause) -> str:
    """Returns the path of a clause's file; of a drift without the git revision before it."""
    revision, colon, path = clause.file.partition(":")
    is_url = path.startswith("//")
    return path if colon and revision and not is_url and is_of_drift(finding) else clause.file


def both_sides(finding: Finding) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Returns the lines of the base and those of the revision, each signed."""
    rows = list(_compared(base_clause(finding), revision_clause(finding)))
    base = tuple(old for old, _ in rows if old is not None)
    return base, tuple(new for _, new in rows if new is not None)


def excerpt(finding: Finding) -> tuple[Row, ...]:
    """Returns the lines of both sides in one column; those that are alike stand once.

    Nothing is returned where both sides have the same lines: what moved is not among them.
    """
    base, revision = base_clause(finding), revision_clause(finding)
    rows = tuple(_column(_compared(base, revision)))
    is_alike = base is not None and all(row.sign == " " for row in rows)
    return () if is_alike else rows


def _is_base(finding: Finding, clause: Clause) -> bool:
    return is_of_drift(finding) and clause.statement.startswith(BASE)


def _compared(
    base: Clause | None, revision: Clause | None
) -> Iterator[tuple[Row | None, Row | None]]:
    old, new = _lines(base), _lines(revision)
    first, second = base.line if base else 0, revision.line if revision else 0
    if revision is not None and not revision.statement.startswith(REVISION):
        # Of a server or a recording: the document is as it was.
        yield from ((None, _row(" ", second, place, text)) for place, text in enumerate(new))
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            for place, other in zip(range(start, end), range(begin, stop), strict=True):
                yield (
                    _row(" ", first, place, old[place]),
                    _row(" ", second, other, new[other]),
                )
            continue
        yield from ((_row("-", first, place, old[place]), None) for place in range(start, end))
        yield from ((None, _row("+", second, place, new[place])) for place in range(begin, stop))


def _column(pairs: Iterator[tuple[Row | None, Row | None]]) -> Iterator[Row]:
    for old, new in pairs:
        row = new or old
        if row is not None:
            yield row


def _lines(clause: Clause | None) -> list[str]:
    if clause is None:
        return []
    shown = (one_line(line.expandtabs(4).rstrip(), _LONGEST) for line in clause.excerpt[:MOST])
    text = dedent("\n".join(shown))
    return text.split("\n") if text else []


def _row(sign: Sign, first: int, place: int, text: str) -> Row:
    return Row(sign, first + place if first else 0, text)
