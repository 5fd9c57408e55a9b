"""What shows a drift, as HTML: its witness, and the lines of both documents side by side."""

from collections.abc import Iterable
from typing import Final

from contracts.finding import Clause, Finding
from contracts.reports.excerpts import Row, base_clause, both_sides, revision_clause
from contracts.reports.html.markup import Content, Markup, code, el, joined
from contracts.reports.stories import UNPROVED, clause_place
from contracts.reports.visible import counted

_FEW: Final = 3
"""Operations that are named without being opened."""


def evidence(finding: Finding) -> Markup:
    """Returns the witness and the excerpts of a finding, or nothing where it has neither."""
    return joined([_witness(finding), _excerpts(finding)])


def touched(finding: Finding) -> Markup:
    """Returns the operations that a change reaches, or nothing where it reaches one at most."""
    if len(finding.touches) <= 1:
        return Markup()
    names = el("ul", *(el("li", code(label)) for label in finding.touches), class_="touched")
    if len(finding.touches) <= _FEW:
        return names
    return el("details", el("summary", counted(len(finding.touches), "operation")), names)


def _witness(finding: Finding) -> Markup:
    if finding.witness:
        shown = el("pre", finding.witness, class_="curl", tabindex="0")
        return el("figure", el("figcaption", "Shown by"), shown)
    return el("p", UNPROVED, class_="key") if finding.unproved else Markup()


def _excerpts(finding: Finding) -> Markup:
    before, now = both_sides(finding)
    base, revision = base_clause(finding), revision_clause(finding)
    shown = [
        *(_side("Before", base, before) if before else ()),
        *(_side("Now" if before else "Where", revision, now) if now else ()),
    ]
    return el("div", *shown, class_="exchange sides") if shown else Markup()


def _side(title: str, clause: Clause | None, rows: Iterable[Row]) -> tuple[Markup]:
    caption: tuple[Content, ...] = (title,)
    if clause is not None:
        caption = (f"{title}: ", code(clause_place(clause)))
    lines = joined((_line(row) for row in rows), "\n")
    return (el("figure", el("figcaption", *caption), el("pre", lines, tabindex="0")),)


def _line(row: Row) -> Markup:
    number = el("i", f"{row.number or '':>4} {row.sign} ")
    if row.sign == " ":
        return joined([number, row.text])
    return joined([number, el("span", row.text, class_="gone" if row.sign == "-" else "new")])
