"""Findings as SARIF 2.1.0, for code hosts and editors that show them beside the document."""

import json
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Final
from urllib.parse import quote

from contracts.finding import Clause, Finding, RunResult, Severity
from contracts.reports.digest import is_drift, numbered, operation_of, summary_of, verdict
from contracts.reports.excerpts import base_clause, is_of_drift, path_of, revision_clause
from contracts.reports.stories import clause_place, clause_source, place
from contracts.reports.visible import one_line, visible
from specs.values import Record

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT: Final = "contractsFinding/v1"

_PLACEHOLDER: Final = re.compile(r"\{(?=\d)")
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}


def sarif_log(run: RunResult) -> str:
    """Returns the findings, and those that the baseline accepts, as a SARIF log."""
    every = (*run.findings, *run.accepted)
    rules = {finding.judge: finding for finding in reversed(every)}
    places = {judge: number for number, judge in enumerate(sorted(rules))}
    has_baseline = bool(run.accepted or run.fixed)
    results = [
        _result(one.finding, one.label, places, "new" if has_baseline else "")
        for one in numbered(run)
    ]
    results += [_result(finding, "", places, "unchanged") for finding in run.accepted]
    log: Record = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "openapi-contract-kit",
                        "version": version("openapi-contract-kit"),
                        "rules": [_rule(judge, rules[judge]) for judge in sorted(rules)],
                    }
                },
                "automationDetails": {"id": f"contracts/{_category(run)}/{run.run}"},
                "invocations": [_invocation(run)],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"FILES": {"uri": "file:///"}},
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _category(run: RunResult) -> str:
    """Returns what later runs have in common with this one: a code host closes alerts by it."""
    if is_drift(run):  # its target names a base, which may be another commit each time
        return "drift/" + ",".join(sorted({visible(item.api) for item in run.items}))
    return run.target


def _invocation(run: RunResult) -> Record:
    gone = [
        {
            "level": "note",
            "message": _message(f"Fixed, remove it from the baseline: {one}"),
        }
        for one in run.fixed
    ]
    return {
        "executionSuccessful": not run.interrupted,
        "startTimeUtc": run.started,
        "exitCodeDescription": visible(verdict(run).line),
        "toolExecutionNotifications": gone,
    }


def _rule(judge: str, finding: Finding) -> Record:
    lines = [finding.says]
    if not is_of_drift(finding):
        lines += [_clause_said(clause) for clause in finding.clauses]
    return {
        "id": judge,
        "shortDescription": _message(finding.says),
        "help": _message("\n".join(lines)),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(finding: Finding, label: str, places: dict[str, int], state: str) -> Record:
    first = revision_clause(finding)
    others = [clause for clause in finding.clauses if clause is not first]
    result: Record = {
        "ruleId": finding.judge,
        "ruleIndex": places[finding.judge],
        "level": _LEVELS[finding.severity],
        "message": _message("\n".join(_said(finding))),
        "locations": [
            _location(finding, first) if first else {"logicalLocations": _logical(finding)}
        ],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "occurrenceCount": max(finding.seen, 1),
        "properties": _properties(finding, label),
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, "message": _message(_where(finding, one)), **_physical(finding, one)}
            for number, one in enumerate(others, 1)
        ]
    if state:
        result["baselineState"] = state
    if state == "unchanged":
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return result


def _said(finding: Finding) -> Iterator[str]:
    yield f"{place(finding)}: {summary_of(finding)}"
    if finding.witness:
        yield finding.witness
    base = base_clause(finding)
    if base is not None:
        yield f"was: {clause_place(base)}"


def _properties(finding: Finding, label: str) -> Record:
    said: Record = {
        "number": label,
        "api": finding.api,
        "operation": finding.operation,
        "status": finding.status,
        "pointer": finding.pointer,
        "flaky": finding.flaky,
    }
    if is_of_drift(finding):
        said |= {
            "part": finding.part,
            "touches": list(finding.touches),
            "unproved": finding.unproved,
        }
    return said


def _location(finding: Finding, clause: Clause) -> Record:
    return {
        **_physical(finding, clause),
        "logicalLocations": _logical(finding),
        "message": _message(_where(finding, clause)),
    }


def _where(finding: Finding, clause: Clause) -> str:
    """Returns what stands there, and in which revision where the URI cannot say it."""
    is_other = path_of(finding, clause) != clause.file
    return _clause_said(clause) + (f" ({clause_place(clause)})" if is_other else "")


def _physical(finding: Finding, clause: Clause) -> Record:
    """Returns where a clause stands, relative to the checkout or else to the root of all files."""
    path = path_of(finding, clause).replace("\\", "/")
    artifact: Record = {"uri": quote(path.lstrip("/"), errors="replace")}
    if path.startswith("/"):
        artifact["uriBaseId"] = "FILES"
    if clause.line <= 0:
        return {"physicalLocation": {"artifactLocation": artifact}}
    region: Record = {"startLine": clause.line}
    if clause.excerpt:
        region["endLine"] = clause.line + len(clause.excerpt) - 1
        region["snippet"] = {"text": "\n".join(one_line(line, 400) for line in clause.excerpt)}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _logical(finding: Finding) -> list[Record]:
    parts: Iterable[str] = (finding.api, operation_of(finding))
    return [{"fullyQualifiedName": visible(" ".join(part for part in parts if part))}]


def _clause_said(clause: Clause) -> str:
    source = clause_source(clause)
    rule = f"{clause.rule}: " if clause.rule else ""
    return f"{rule}{clause.statement}{f' ({source})' if source else ''}"


def _message(text: str) -> Record:
    """Returns a plain message in which nothing is read as a link or as a place to fill."""
    return {"text": _PLACEHOLDER.sub("{ ", visible(text).replace("](", "] (")) or "-"}
