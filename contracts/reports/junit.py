"""A run as JUnit XML, for the page of test results of any CI server.

Errors fail, as they do by default on the command line; all else is told beside.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from contracts.finding import Finding, ItemResult, RunResult
from contracts.reports.curl import base_of, curl_line
from contracts.reports.digest import Numbered, numbered, operation_of, summary_of
from contracts.reports.excerpts import revision_clause
from contracts.reports.stories import clause_place, explained, place
from contracts.reports.visible import one_line, visible

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_LONGEST: Final = 300
"""Characters of a message in one line."""


@dataclass(slots=True)
class _Case:
    """One test case before it is written."""

    api: str
    name: str
    seconds: float = 0.0
    failures: list[Numbered] = field(default_factory=list)
    remarks: list[Numbered] = field(default_factory=list)
    """Findings that fail nothing."""
    known: list[str] = field(default_factory=list)
    """Lines about findings that the baseline accepts."""
    skipped: str = ""
    error: str = ""


def junit_xml(run: RunResult) -> str:
    """Returns a suite for each API, a case for each item, and one for each other finding."""
    suites: dict[str, list[_Case]] = {}
    for case in _cases(run):
        suites.setdefault(case.api, []).append(case)
    root = ET.Element("testsuites", name="contracts")
    for api, cases in sorted(suites.items()):
        root.append(_suite(run, api, cases))
    ET.indent(root)
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n"


def _cases(run: RunResult) -> Iterator[_Case]:
    found = {one.finding.fingerprint: one for one in numbered(run)}
    accepted = {one.fingerprint: f"accepted: {_line(one)}" for one in run.accepted}
    named = Counter(name for item in run.items for name in set(item.findings))
    told: set[str] = set()
    for item in run.items:
        # What several compared operations share is told once, as a case of its own.
        own = [name for name in item.findings if item.kind != "drift" or named[name] == 1]
        told.update(own)
        case = _of_item(item, [found[name] for name in own if name in found])
        case.known = [accepted[name] for name in own if name in accepted]
        yield case
    for fingerprint, one in found.items():
        if fingerprint not in told:
            where = operation_of(one.finding)
            case = _Case(one.finding.api, f"{one.finding.judge} {where}".strip())
            yield _sorted_in(case, [one])


def _of_item(item: ItemResult, found: list[Numbered]) -> _Case:
    case = _Case(item.api, item.id, max(item.seconds, 0.0))
    if item.outcome == "not-judged":
        case.skipped = item.reason or "not judged"
    elif item.outcome == "broken":
        case.error = item.reason or "broken"
    elif item.outcome == "failed" and not item.findings:
        case.error = item.reason or "failed, and no finding says why"
    return _sorted_in(case, found)


def _sorted_in(case: _Case, found: list[Numbered]) -> _Case:
    for one in found:
        is_error = one.finding.severity == "error"
        (case.failures if is_error else case.remarks).append(one)
    return case


def _suite(run: RunResult, api: str, cases: list[_Case]) -> ET.Element:
    suite = ET.Element(
        "testsuite",
        name=visible(api) or "contracts",
        tests=str(len(cases)),
        failures=str(sum(bool(case.failures) for case in cases)),
        errors=str(sum(bool(case.error) for case in cases)),
        skipped=str(sum(bool(case.skipped and not case.failures) for case in cases)),
        time=f"{sum(case.seconds for case in cases):.3f}",
    )
    if run.started:
        suite.set("timestamp", run.started)
    facts = ET.SubElement(suite, "properties")
    for name, value in (("target", run.target), ("run", run.run), ("seed", str(run.seed))):
        ET.SubElement(facts, "property", name=name, value=visible(value))
    suite.extend(_case(run, case) for case in cases)
    return suite


def _case(run: RunResult, case: _Case) -> ET.Element:
    element = ET.Element(
        "testcase",
        classname=visible(case.api) or "contracts",
        name=one_line(case.name, _LONGEST) or "-",
        time=f"{case.seconds:.3f}",
    )
    if case.skipped and not case.failures:
        ET.SubElement(element, "skipped", message=one_line(case.skipped, _LONGEST))
    for one in case.failures:
        failure = ET.SubElement(element, "failure", message=_message(one), type=one.finding.judge)
        failure.text = explained(run, one.label, one.finding)
    if case.error:
        last = case.error.strip().rpartition("\n")[2]
        error = ET.SubElement(element, "error", message=one_line(last, _LONGEST), type="broken")
        error.text = visible(case.error)
    remarks = (f"{one.label} {_line(one.finding)}" for one in case.remarks)
    if out := [*_shown(run, case), *remarks, *case.known]:
        ET.SubElement(element, "system-out").text = "\n".join(out)
    return element


def _line(finding: Finding) -> str:
    clause = revision_clause(finding)
    at = f"{clause_place(clause)}: " if clause is not None else ""
    said = one_line(f"{place(finding)}: {summary_of(finding)}", _LONGEST)
    return f"{at}{finding.severity} {finding.judge}: {said}"


def _message(one: Numbered) -> str:
    return one_line(f"{one.label} {one.finding.severity}: {summary_of(one.finding)}", _LONGEST)


def _shown(run: RunResult, case: _Case) -> Iterator[str]:
    for one in case.failures:
        yield from _reproduction(run, one.label, one.finding)


def _reproduction(run: RunResult, label: str, finding: Finding) -> Iterator[str]:
    if finding.witness:
        yield f"{label}: {visible(finding.witness)}"
    for exchange in finding.story[-1:]:
        yield f"{label}: {curl_line(exchange, base_of(exchange, run))}"
