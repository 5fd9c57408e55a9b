"""A run that was looked at, as the result of a drift: an item for each operation."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from contracts.drift.reporting.findings import item_of
from contracts.finding import Finding, ItemResult, Outcome, RunResult
from specs.bundle import Bundle

_UNREACHED: Final = "no request of it was answered"


def looked_result(
    run: RunResult, bundles: Sequence[Bundle], findings: Iterable[Finding], *, mode: str
) -> RunResult:
    """Returns what a run showed of each operation.

    Args:
        run: What was sent, without findings.
        bundles: The APIs of the target.
        findings: What was seen in the answers.
        mode: What was compared, for the report.
    """
    found = tuple(findings)
    by_item: dict[str, list[Finding]] = {}
    for finding in found:
        by_item.setdefault(finding.item, []).append(finding)
    sent: dict[tuple[str, str], list[ItemResult]] = {}
    for item in run.items:
        sent.setdefault((item.api, item.operation), []).append(item)
    items = [
        _item(
            bundle.name,
            operation.label,
            sent.get((bundle.name, operation.label), []),
            by_item.get(item_of(bundle.name, operation.label), []),
        )
        for bundle in bundles
        for operation in bundle.operations
    ]
    options = {**run.options, "drift": mode}
    return replace(run, items=tuple(items), findings=found, cells=(), left_out=(), options=options)


def _item(
    api: str, operation: str, sent: Iterable[ItemResult], found: Sequence[Finding]
) -> ItemResult:
    requests: Counter[str] = Counter()
    reasons: list[str] = []
    defects: list[str] = []
    examples = seconds = 0.0
    for one in sent:
        requests.update(one.requests)
        examples += one.examples
        seconds += one.seconds
        reasons += [one.reason] if one.reason else []
        defects += [one.reason] if one.outcome == "broken" else []
    is_seen = bool(examples or found)
    is_bad = any(finding.severity != "info" for finding in found)
    return ItemResult(
        id=item_of(api, operation),
        kind="drift",
        api=api,
        operation=operation,
        judge="",
        outcome=_outcome(is_broken=bool(defects), is_bad=is_bad, is_seen=is_seen),
        reason=defects[0] if defects else "" if is_seen else next(iter(reasons), _UNREACHED),
        seconds=seconds,
        requests=dict(requests),
        examples=max(int(examples), len(found)),
        findings=tuple(finding.fingerprint for finding in found),
    )


def _outcome(*, is_broken: bool, is_bad: bool, is_seen: bool) -> Outcome:
    if is_broken:
        return "broken"
    return "failed" if is_bad else "passed" if is_seen else "not-judged"
