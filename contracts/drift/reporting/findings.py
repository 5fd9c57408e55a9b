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

_NOTHING: Final = "nothing"
"""What a document says that says nothing."""
_MOST: Final = 10
"""Values of a list that are told."""
SHARED: Final = ("/components/", f"/{EMBEDDED}/")
"""How the pointers of places begin to which several operations may refer."""


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
    before, now = f"before: {change.before or _NOTHING}", f"now: {_after(edit)}"
    return Finding(
        judge=change.rule,
        severity=edit.severity,
        api=api,
        operation="" if _is_shared(change) else change.operation,
        says=f"{rule.says} {rule.why}",
        expected=before,
        got=now,
        pointer="",
        clauses=tuple(_clauses(change, (before, base), (now, revision))),
        story=(),
        item=item_of(api, change.operation),
        cause=_cause(edit),
        part=change.at,
        witness=witness_line(change, is_sent_by_client=change.rule.startswith("request_")),
        touches=edit.touches,
        unproved=change.verdict == "undecided",
    )


def _clauses(
    change: Change, base: tuple[str, Places], revision: tuple[str, Places]
) -> Iterator[Clause]:
    """Yields the place in the revision, which is the one at hand, and then the base's."""
    before, in_base = base
    now, in_revision = revision
    if change.revision is not None:
        yield in_revision.clause(change.revision, now)
    elif change.base is not None:
        yield in_revision.clause(change.base, now, is_gone=True)
    if change.base is not None:
        yield in_base.clause(change.base, before)


def _after(edit: Edit) -> str:
    """Returns what the revision says; of a list, what it lost and gained."""
    told = []
    for ending, words in (("removed", "no longer"), ("added", "also")):
        values = [one if isinstance(one, str) else as_text(one) for one in edit.values(ending)]
        more = f" and {len(values) - _MOST} more" if len(values) > _MOST else ""
        if values:
            told.append(f"{words} {', '.join(values[:_MOST])}{more}")
    return "; ".join(told) or edit.change.after or _NOTHING


def _cause(edit: Edit) -> str:
    """Returns what tells a change from others, whatever the order of the documents."""
    change = edit.change
    place = change.at
    if _is_shared(change):
        place = place_of(change.base if change.base is not None else change.revision or "")
    lost, gained = (sorted(map(as_text, edit.values(one))) for one in ("removed", "added"))
    said = [*lost, ">", *gained] if lost or gained else [change.before, ">", change.after]
    return " ".join([place, *said])


def _is_shared(change: Change) -> bool:
    """Returns whether a change stands where several operations may refer to it."""
    places = (change.base, change.revision)
    return any(place is not None and place.startswith(SHARED) for place in places)
