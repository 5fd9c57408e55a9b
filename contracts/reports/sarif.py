"""Findings as SARIF 2.1.0, for code hosts and editors that show them beside the document."""

import json
import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Final
from urllib.parse import quote

from contracts.finding import Clause, Finding, RunResult, Severity
from contracts.reports.digest import numbered, operation_of, summary_of, verdict
from contracts.reports.stories import clause_source, place
from contracts.reports.visible import visible
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
                "automationDetails": {"id": f"contracts/{run.target}/{run.run}"},
                "invocations": [_invocation(run)],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"FILES": {"uri": "file:///"}},
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


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
    lines = [finding.says, *(_clause_said(clause) for clause in finding.clauses)]
    return {
        "id": judge,
        "shortDescription": _message(finding.says),
        "help": _message("\n".join(lines)),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(finding: Finding, label: str, places: dict[str, int], state: str) -> Record:
    first, others = finding.clauses[:1], finding.clauses[1:]
    result: Record = {
        "ruleId": finding.judge,
        "ruleIndex": places[finding.judge],
        "level": _LEVELS[finding.severity],
        "message": _message(f"{place(finding)}: {summary_of(finding)}"),
        "locations": [_location(finding, clause) for clause in first]
        or [{"logicalLocations": _logical(finding)}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "occurrenceCount": max(finding.seen, 1),
        "properties": {
            "number": label,
            "api": finding.api,
            "operation": finding.operation,
            "status": finding.status,
            "pointer": finding.pointer,
            "flaky": finding.flaky,
        },
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, "message": _message(_clause_said(clause)), **_physical(clause)}
            for number, clause in enumerate(others, 1)
        ]
    if state:
        result["baselineState"] = state
    if state == "unchanged":
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return result


def _location(finding: Finding, clause: Clause) -> Record:
    return {
        **_physical(clause),
        "logicalLocations": _logical(finding),
        "message": _message(_clause_said(clause)),
    }


def _physical(clause: Clause) -> Record:
    """Returns where a clause stands, relative to the checkout or else to the root of all files."""
    is_absolute = clause.file.startswith("/")
    artifact: Record = {"uri": quote(clause.file.replace("\\", "/").lstrip("/"), errors="replace")}
    if is_absolute:
        artifact["uriBaseId"] = "FILES"
    region: Record = {"region": {"startLine": clause.line}} if clause.line > 0 else {}
    return {"physicalLocation": {"artifactLocation": artifact, **region}}


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
