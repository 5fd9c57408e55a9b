"""Findings of many items as one list: one per cause, worst first."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from contracts.finding import Finding, Severity
from contracts.run.book import weight

_ORDER: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "info": 2}


def merge_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Returns each cause once, with its smallest story and how often it was seen."""
    merged: dict[str, Finding] = {}
    for finding in findings:
        known = merged.get(finding.fingerprint)
        if known is None:
            merged[finding.fingerprint] = finding
            continue
        smaller = finding if weight(finding.story) < weight(known.story) else known
        merged[finding.fingerprint] = replace(
            smaller, seen=known.seen + finding.seen, flaky=known.flaky and finding.flaky
        )
    return tuple(
        sorted(
            merged.values(),
            key=lambda f: (f.api, _ORDER[f.severity], f.judge, f.operation, f.fingerprint),
        )
    )
