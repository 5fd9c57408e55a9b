"""A run that was looked at, as the result of a drift: an item for each operation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from contracts.drift.reporting.findings import item_of
from contracts.drift.reporting.result import by_touched
from contracts.finding import Finding, ItemResult, Outcome, RunResult
from specs.bundle import Bundle

_CLOSED: Final = (401, 403, 407, 429)
_FAILED: Final = 500
_UNREACHED: Final = "no request of it was answered"


def looked_result(
    run: RunResult,
    bundles: Sequence[Bundle],
    findings: Iterable[Finding],
    *,
    mode: str,
    answered: Mapping[tuple[str, str], Mapping[int, int]],
) -> RunResult:
    """Returns what a run showed of each operation.

    Args:
        run: What was sent, without findings.
        bundles: The APIs of the target.
        findings: What was seen in the answers.
        mode: What was compared, for the report.
        answered: With which statuses each operation was answered, and how often, by API and label.
    """
    found = tuple(findings)
    by_item = by_touched(found)
    sent: dict[tuple[str, str], list[ItemResult]] = {}
    for item in run.items:
        sent.setdefault((item.api, item.operation), []).append(item)
    items = [
        _item(
            (bundle.name, operation.label),
            sent.get((bundle.name, operation.label), []),
            by_item.get(item_of(bundle.name, operation.label), []),
            answered.get((bundle.name, operation.label), {}),
        )
        for bundle in bundles
        for operation in bundle.operations
    ]
    options = {**run.options, "drift": mode}
    return replace(run, items=tuple(items), findings=found, cells=(), left_out=(), options=options)


def _item(
    operation: tuple[str, str],
    sent: Iterable[ItemResult],
    found: Sequence[Finding],
    answered: Mapping[int, int],
) -> ItemResult:
    api, label = operation
    requests: Counter[str] = Counter()
    reasons: list[str] = []
    defects: list[str] = []
    seconds = 0.0
    for one in sent:
        requests.update(one.requests)
        seconds += one.seconds
        reasons += [one.reason] if one.reason else []
        defects += [one.reason] if one.outcome == "broken" else []
    gap = _gap(answered)
    is_seen = bool(found) or not gap
    is_bad = any(finding.severity != "info" for finding in found)
    known = gap if answered or requests else next(iter(reasons), gap)
    return ItemResult(
        id=item_of(api, label),
        kind="drift",
        api=api,
        operation=label,
        judge="",
        outcome=_outcome(is_broken=bool(defects), is_bad=is_bad, is_seen=is_seen),
        reason=defects[0] if defects else "" if is_seen else known,
        seconds=seconds,
        requests=dict(requests),
        examples=max(sum(answered.values()), len(found)) if is_seen else 0,
        findings=tuple(finding.fingerprint for finding in found),
    )


def _gap(answered: Mapping[int, int]) -> str:
    """Returns why the answers of an operation say nothing of it; empty if they do.

    Who lets nobody in and who only fails shows nothing of what is documented.
    """
    if not answered:
        return _UNREACHED
    statuses = ", ".join(map(str, sorted(answered)))
    if all(status in _CLOSED for status in answered):
        return f"nobody was let in: it was only answered with {statuses}"
    if all(status in _CLOSED or status >= _FAILED for status in answered):
        return f"it only failed: it was only answered with {statuses}"
    return ""


def _outcome(*, is_broken: bool, is_bad: bool, is_seen: bool) -> Outcome:
    if is_broken:
        return "broken"
    return "failed" if is_bad else "passed" if is_seen else "not-judged"
