"""One edit, one finding: changes that stand in one place are told together."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from contracts.drift.change import Change
from contracts.drift.rules import RULES
from contracts.finding import Severity
from specs.values import ABSENT, Json

OFF: Final = "off"
"""Instead of a severity: the rule says nothing."""

LISTS: Final = "enum_value_"
"""Beginning of the kinds of which a list of values has several at once: one edit."""

_ORDER: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a document, with all that it changes."""

    change: Change
    """The worst of its changes."""
    severity: Severity
    changes: tuple[Change, ...]
    """All of them, the worst first."""

    @property
    def touches(self) -> tuple[str, ...]:
        """The labels of the operations that it reaches, those that it harms most first."""
        return tuple(dict.fromkeys(one.operation for one in self.changes if one.operation))

    def values(self, ending: str) -> tuple[Json, ...]:
        """Returns what a list gained (`added`) or lost (`removed`), each value once."""
        found = [one.key for one in self.changes if one.rule.endswith(f"{LISTS}{ending}")]
        told = {json.dumps(key, sort_keys=True, default=str): key for key in found}
        return tuple(key for key in told.values() if key is not ABSENT)


def edits(changes: Iterable[Change], severities: Mapping[str, str]) -> tuple[Edit, ...]:
    """Returns the edits behind changes, the worst first.

    Args:
        changes: In the order of the documents.
        severities: Severities by rule that a user sets: `error`, `warning`, `info` or `off`.
    """
    grouped: dict[tuple[str, ...], list[tuple[Severity, Change]]] = {}
    for change in changes:
        severity = severity_of(change, severities)
        if severity is not None:
            grouped.setdefault(_place(change), []).append((severity, change))
    found = []
    for group in grouped.values():
        group.sort(key=_badness)
        severity, worst = group[0]
        found.append(Edit(worst, severity, tuple(change for _, change in group)))
    return tuple(sorted(found, key=lambda edit: _ORDER[edit.severity]))


def severity_of(change: Change, severities: Mapping[str, str]) -> Severity | None:
    """Returns how bad a change is; None if its rule is switched off.

    A rule's severity holds where the change is known to break; what could not be decided is a
    warning at most, and what nobody can notice is told for information.
    """
    rule = RULES[change.rule]
    wanted = severities.get(change.rule, rule.severity)
    if wanted == OFF:
        return None
    severity: Severity = "error" if wanted == "error" else "info" if wanted == "info" else "warning"
    if change.verdict == "harmless":
        return "info" if rule.severity == "error" else severity
    if change.verdict == "undecided" and change.rule not in severities and severity == "error":
        return "warning"
    return severity


def _badness(one: tuple[Severity, Change]) -> tuple[int, int, int]:
    severity, change = one
    return _ORDER[severity], change.witness is None, change.side == "response"


def _place(change: Change) -> tuple[str, ...]:
    """Returns what is the same for all changes that one edit makes."""
    kind = change.rule
    for side in ("request_", "response_"):
        kind = kind.removeprefix(side)
    places = (change.base, change.revision)
    if kind.startswith(LISTS):
        return LISTS, *(str(place) for place in places)
    key = "" if change.key is ABSENT else repr(change.key)
    if all(place is None for place in places):
        return kind, change.operation, change.at, key
    return _neutral(kind), *(str(place) for place in places), key


def _neutral(kind: str) -> str:
    """Returns the name of the kind without which way it went: a type may do both."""
    for ending in _WAYS:
        if kind.endswith(ending):
            return kind.removesuffix(ending)
    return kind


_WAYS: Final = ("_narrowed", "_widened")
