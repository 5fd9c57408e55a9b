"""Findings as HTML: each with what should hold, the clause, and its story."""

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.finding import Clause, Finding, RunResult
from contracts.reports.bodies import Line
from contracts.reports.curl import meaning
from contracts.reports.digest import (
    Numbered,
    contrast,
    findings_by_api,
    is_drift,
    marks_of,
    operation_of,
    summary_of,
)
from contracts.reports.excerpts import is_of_drift
from contracts.reports.folding import folded, made_ids
from contracts.reports.html.markup import (
    Content,
    Markup,
    code,
    el,
    escaped,
    joined,
    row,
    section,
    table,
)
from contracts.reports.html.sides import evidence, touched
from contracts.reports.stories import Step, adds, clause_place, clause_source, place, seen, steps
from contracts.reports.visible import counted, one_line

_OR_PASTE: Final = ", or paste the curl lines of the story"


def findings(run: RunResult) -> Markup:
    """Returns the section of the findings: a table of them, then each in full."""
    if not run.findings:
        return section("findings", "Findings", el("p", "There are none."))
    grouped = findings_by_api(run)
    ordered = [one for found in grouped.values() for one in found]
    heads = ("Finding", "Severity", "API", "Operation", *_judged(run))
    rows = [_row(one) for one in ordered]
    index = el("div", table("Findings, worst first in each API", heads, rows), class_="index")
    parts: list[Content] = [index]
    for api, found in grouped.items():
        parts.append(el("h3", api))
        parts += _cards(found, run)
    return section("findings", "Findings", *parts)


def accepted(run: RunResult) -> Markup:
    """Returns what the baseline says: what it accepts, and what it no longer needs."""
    if not run.accepted and not run.fixed:
        return Markup()
    rows = [
        row(
            code(finding.fingerprint),
            badge(finding),
            finding.api,
            code(one_line(operation_of(finding))),
            code(finding.judge),
            one_line(summary_of(finding), 300),
        )
        for finding in run.accepted
    ]
    heads = ("Fingerprint", "Severity", "API", "Operation", *_judged(run))
    parts: list[Content] = [table("Known findings", heads, rows)] if rows else []
    if run.fixed:
        parts.append(el("p", "Not seen again; remove them from the baseline:"))
        parts.append(el("ul", *(el("li", code(one)) for one in run.fixed)))
    return section("baseline", "Accepted by the baseline", *parts)


def badge(finding: Finding) -> Markup:
    """Returns the severity as a word in a frame, and what makes the finding worth less."""
    shown = el("span", finding.severity, class_=f"badge {finding.severity}")
    marks = (el("span", mark, class_="badge") for mark in marks_of(finding))
    return joined([shown, *marks], " ")


def _judged(run: RunResult) -> tuple[str, str]:
    return ("Rule", "What moved") if is_drift(run) else ("What should hold", "What is wrong")


def _row(one: Numbered) -> Markup:
    finding = one.finding
    return row(
        el("a", one.label, href=f"#{one.label}"),
        badge(finding),
        finding.api,
        code(one_line(operation_of(finding))),
        code(finding.judge),
        one_line(summary_of(finding), 300),
    )


def _cards(found: list[Numbered], run: RunResult) -> Iterator[Markup]:
    """Yields the cards; of a drift, those of changes that break nobody stand behind a click."""
    folds = is_drift(run)
    light = [one for one in found if folds and one.finding.severity == "info"]
    yield from (_card(one, run) for one in found if not (folds and one.finding.severity == "info"))
    if light:
        summary = el("summary", f"{len(light)} info: nobody breaks")
        yield el("details", summary, *(_card(one, run) for one in light))


def _card(one: Numbered, run: RunResult) -> Markup:
    finding = one.finding
    title = el(
        "h4",
        joined([one.label, " ", badge(finding), " ", code(finding.judge), " "]),
        el("span", operation_of(finding), class_="operation"),
        id=f"{one.label}-title",
    )
    facts = el("dl", *(part for fact in _facts(one) for part in fact), class_="facts")
    return el(
        "article",
        title,
        el("p", finding.says, class_="says"),
        facts,
        evidence(finding),
        _story(finding, run, one.label),
        id=one.label,
        class_=f"finding {finding.severity}",
        aria_labelledby=f"{one.label}-title",
    )


def _facts(one: Numbered) -> Iterator[tuple[Markup, Markup]]:
    finding = one.finding
    for word, text in contrast(finding):
        yield _fact(word, text)
    yield _fact("Where", place(finding))
    clauses = joined(_clause(finding, clause) for clause in finding.clauses)
    yield _fact("File" if is_of_drift(finding) else "Clause", clauses or "none")
    if reached := touched(finding):
        yield _fact("Touches", reached)
    fingerprint = joined(["fingerprint ", code(finding.fingerprint)])
    if is_of_drift(finding) and not finding.story:
        yield _fact("Accept", fingerprint)
        return
    yield _fact("Seen", joined([f"{seen(finding)}; ", fingerprint]))
    if not is_of_drift(finding):
        yield _fact("Replay", joined([code(f"contracts replay {one.label}"), _OR_PASTE]))


def _fact(name: str, content: Content) -> tuple[Markup, Markup]:
    return el("dt", name), el("dd", content)


def _clause(finding: Finding, clause: Clause) -> Markup:
    rule = joined([" ", el("b", clause.rule)]) if clause.rule else Markup()
    source = clause_source(clause)
    return el(
        "div",
        code(clause_place(clause)),
        rule,
        el("q", clause.statement) if adds(finding, clause) else Markup(),
        el("small", source) if source else Markup(),
        class_="clause",
    )


def _story(finding: Finding, run: RunResult, label: str) -> Markup:
    if not finding.story:
        return Markup()
    head, left_out, tail = folded(steps(finding, run))
    parts = [el("ol", *(_step(step) for step in head), class_="story")]
    if left_out:
        said = f"{counted(left_out, 'more exchange')}: contracts explain {label} --json"
        parts += [
            el("p", said, class_="key"),
            el("ol", *(_step(step) for step in tail), class_="story", start=str(tail[0].number)),
        ]
    summary = el("summary", f"Story: {counted(len(finding.story), 'exchange')}")
    return el("details", summary, *_ids(finding), *parts)


def _ids(finding: Finding) -> Iterable[Markup]:
    for made in made_ids(finding.story):
        yield el(
            "p",
            joined([code(one_line(made.id)), f" in {made.used} is the id that {made.given} got "]),
            "in the run; a curl line needs the one that it gets now.",
            class_="key",
        )


def _step(step: Step) -> Markup:
    shows = el("strong", " \u2190 shows it") if step.shows else Markup()
    names = joined((_needed(name) for name in step.needs), ", ")
    needs = el("small", "It needs ", names, " in the environment.") if step.needs else Markup()
    asked = _block("Request", step.asked, step.asked_headers, step.asked_body)
    answered = _block("Answer", step.answered, step.answered_headers, step.answered_body)
    return el(
        "li",
        el("p", step.title, shows, class_="title"),
        el("div", asked, answered, class_="exchange"),
        el("details", el("summary", "As a curl line"), el("pre", step.curl, class_="curl"), needs),
    )


def _needed(name: str) -> Markup:
    what = meaning(name)
    return joined([code(name), f" ({what})"]) if what else code(name)


def _block(title: str, first: str, headers: Iterable[str], body: Iterable[Line]) -> Markup:
    lines = [el("b", first), *(el("span", header, class_="header") for header in headers)]
    shown = [_line(line) for line in body]
    if shown:
        lines += [Markup(), *shown]
    return el("figure", el("figcaption", title), el("pre", joined(lines, "\n"), tabindex="0"))


def _line(line: Line) -> Markup:
    if line.marked:
        text = line.text.lstrip(" ")
        margin = line.text.removesuffix(text)
        return joined([margin, el("mark", f"{text}  \u2190 here")])
    return el("i", line.text) if line.is_note else escaped(line.text)
