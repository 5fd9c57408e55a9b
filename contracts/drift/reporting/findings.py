"""An edit as a finding: what happened, who breaks, and where both documents say so."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from contracts.drift.change import Change
from contracts.drift.reporting.merging import Edit
from contracts.drift.reporting.places import Places
from contracts.drift.reporting.witnessed import as_text, witness_line
from contracts.drift.rules import RULES
from contracts.finding import Clause, Finding
from contracts.finding.finding import place_of
from specs.references import EMBEDDED
from specs.values import ABSENT

_NOTHING: Final = "nothing"
"""What a document says that says nothing."""
_SHARED: Final = ("/components/", f"/{EMBEDDED}/")


def findings(
    found: Iterable[Edit], *, api: str, base: Places, revision: Places
) -> tuple[Finding, ...]:
    """Returns a finding for each edit; no two have one fingerprint."""
    known: dict[str, int] = {}
    made = []
    for edit in found:
        finding = _finding(edit, api, base, revision)
        seen = known.get(finding.fingerprint, 0)
        known[finding.fingerprint] = seen + 1
        if seen:
            finding = replace(finding, cause=f"{finding.cause} ({seen + 1})")
        made.append(finding)
    return tuple(made)


def item_of(api: str, operation: str) -> str:
    """Returns the id of the item that compares an operation."""
    return f"drift:{api}:{operation}" if operation else f"drift:{api}"


def _finding(edit: Edit, api: str, base: Places, revision: Places) -> Finding:
    change = edit.change
    rule = RULES[change.rule]
    return Finding(
        judge=change.rule,
        severity=edit.severity,
        api=api,
        operation="" if _is_shared(change) else change.operation,
        says=f"{rule.says} {rule.why}",
        expected=f"before: {change.before or _NOTHING}",
        got=f"now: {change.after or _NOTHING}",
        pointer="",
        clauses=tuple(_clauses(change, base, revision)),
        story=(),
        item=item_of(api, change.operation),
        cause=_cause(change),
        part=change.at,
        witness=witness_line(change, is_sent_by_client=change.rule.startswith("request_")),
        touches=edit.touches,
        unproved=change.verdict == "undecided",
    )


def _clauses(change: Change, base: Places, revision: Places) -> Iterator[Clause]:
    """Yields the place in the revision, which is the one at hand, and then the base's."""
    now = f"now: {change.after or _NOTHING}"
    if change.revision is not None:
        yield revision.clause(change.revision, now)
    elif change.base is not None:
        yield revision.clause(change.base, now, is_gone=True)
    if change.base is not None:
        yield base.clause(change.base, f"before: {change.before or _NOTHING}")


def _cause(change: Change) -> str:
    """Returns what tells a change from others, whatever the order of the documents."""
    place = change.at
    if _is_shared(change):
        place = place_of(change.base if change.base is not None else change.revision or "")
    key = "" if change.key is ABSENT else as_text(change.key)
    return f"{place} {key} {change.before} > {change.after}"


def _is_shared(change: Change) -> bool:
    """Returns whether a change stands where several operations may refer to it."""
    places = (change.base, change.revision)
    return any(place is not None and place.startswith(_SHARED) for place in places)
