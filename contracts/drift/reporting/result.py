"""A comparison as the result of a run, so that every report and command can read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from contracts.drift.change import Change
from contracts.drift.reporting.findings import findings, item_of
from contracts.drift.reporting.merging import edits
from contracts.drift.reporting.places import Places
from contracts.finding import Finding, ItemResult, RunResult
from specs.bundle import Bundle, slug
from specs.values import Record


class Opened(Protocol):
    """A document that was named on the command line."""

    @property
    def bundle(self) -> Bundle:
        """What it says."""

    @property
    def shown(self) -> Callable[[Path], str]:
        """Words a file as the user named it."""

    @property
    def word(self) -> str:
        """What the user said."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a comparison was made, and under which name it is kept."""

    run: str
    """Id of the run."""
    started: datetime
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    """What to know before the result is believed."""


def report_of(
    changes: Iterable[Change],
    base: Opened,
    revision: Opened,
    *,
    occasion: Occasion,
    severities: Mapping[str, str] | None = None,
) -> RunResult:
    """Returns what a comparison found out.

    Args:
        changes: What differs.
        base: The contract that others obey.
        revision: What it has become.
        occasion: Name and time.
        severities: Severities by rule that a user sets; `off` silences a rule.
    """
    api = _name_of(revision.bundle)
    found = findings(
        edits(changes, severities or {}),
        api=api,
        base=Places(base.bundle, base.shown),
        revision=Places(revision.bundle, revision.shown),
    )
    options: Record = {"drift": "documents", "base": base.word, "revision": revision.word}
    name = f"{base.word} to {revision.word}"
    return _result(name, _items(api, base.bundle, revision.bundle, found), found, occasion, options)


def seen_report(
    name: str,
    seen: Mapping[str, Mapping[str, int]],
    found: Iterable[Finding],
    *,
    occasion: Occasion,
    options: Record,
) -> RunResult:
    """Returns what was found by looking at exchanges.

    Args:
        name: What was looked at: a target or a file.
        seen: How many exchanges of each operation were looked at, by API and label.
        found: The findings.
        occasion: Name and time.
        options: What was asked for.
    """
    found = tuple(found)
    by_item = by_touched(found)
    items = [
        _item(api, label, by_item.pop(item_of(api, label), []), examples=count)
        for api, labels in seen.items()
        for label, count in labels.items()
    ]
    for api in seen:
        rest = {one.fingerprint: one for ones in by_item.values() for one in ones if one.api == api}
        if rest:  # of no documented operation, or of none that is compared
            items.append(_item(api, "", [*rest.values()], examples=0))
    return _result(name, tuple(items), found, occasion, options)


def by_touched(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Returns the findings of each item: their own, or those of all operations they touch."""
    by_item: dict[str, list[Finding]] = {}
    for finding in found:
        touched = [item_of(finding.api, label) for label in finding.touches]
        for item in touched or [finding.item]:
            by_item.setdefault(item, []).append(finding)
    return by_item


def _result(
    name: str,
    items: tuple[ItemResult, ...],
    found: tuple[Finding, ...],
    occasion: Occasion,
    options: Record,
) -> RunResult:
    return RunResult(
        run=occasion.run,
        started=occasion.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=occasion.seconds,
        seed=0,
        target=name,
        urls={},
        options=options,
        items=items,
        findings=found,
        accepted=(),
        fixed=(),
        cells=(),
        created=(),
        left_out=(),
        notes=occasion.notes,
    )


def _name_of(bundle: Bundle) -> str:
    """Returns what an API is called: a bare file may be renamed, so its title is asked first."""
    info = bundle.document.data.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    if bundle.folder is not None or not isinstance(title, str):
        return bundle.name
    return slug(title)


def _items(
    api: str, base: Bundle, revision: Bundle, found: tuple[Finding, ...]
) -> tuple[ItemResult, ...]:
    """Returns an item for each operation of either document, and one for what belongs to none."""
    labels = [one.label for bundle in (base, revision) for one in bundle.operations]
    touched = [label for finding in found for label in finding.touches or (finding.operation,)]
    by_item = by_touched(found)
    return tuple(
        _item(api, label, by_item.get(item_of(api, label), []))
        for label in dict.fromkeys((*labels, *touched))
    )


def _item(api: str, label: str, found: list[Finding], examples: int = 1) -> ItemResult:
    is_bad = any(finding.severity != "info" for finding in found)
    return ItemResult(
        id=item_of(api, label),
        kind="drift",
        api=api,
        operation=label,
        judge="",
        outcome="failed" if is_bad else "passed",
        reason="",
        seconds=0.0,
        requests={},
        examples=examples,
        findings=tuple(finding.fingerprint for finding in found),
    )
