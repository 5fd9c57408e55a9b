"""What was seen on the wire, as findings."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from contracts.drift.observed import Observation
from contracts.drift.reporting.findings import SHARED, item_of
from contracts.drift.reporting.merging import OFF
from contracts.drift.reporting.places import Places
from contracts.drift.rules import RULES
from contracts.finding import Clause, Finding, Severity

_LEVELS: Final[dict[str, Severity]] = {"error": "error", "warning": "warning", "info": "info"}

_OF_NO_OPERATION: Final = "undocumented_operation"
_OF_ONE_OPERATION: Final = ("mock_differs", _OF_NO_OPERATION)
"""Rules whose findings are of one operation, wherever the document speaks of it."""
_MOST: Final = 5
"""Values of one finding that are told."""


def observed_findings(
    observations: Iterable[Observation],
    *,
    api: str,
    places: Places,
    severities: Mapping[str, str],
) -> tuple[Finding, ...]:
    """Returns a finding for each observation, or for all with one cause, the worst first.

    Observations of one kind whose place in the document is the same shared one have one cause.

    Args:
        observations: Of one API.
        api: Its name.
        places: Finds the places of its document.
        severities: Severities by rule that a user sets; `off` silences a rule.
    """
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for number, one in enumerate(observations):
        groups.setdefault(_shared_place(one) or (str(number),), []).append(one)
    found = []
    for group in groups.values():
        severity = severities.get(group[0].rule, group[0].severity or RULES[group[0].rule].severity)
        if severity != OFF:
            found.append(_finding(group, _LEVELS[severity], api, places))
    order = list(_LEVELS)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _shared_place(one: Observation) -> tuple[str, ...]:
    """Returns what observations have in common whose cause is one place of the document.

    Several operations may refer to that place, wherever it then stands in their messages. Empty
    for a place of a single operation.
    """
    if one.pointer is None or not one.pointer.startswith(SHARED) or one.rule in _OF_ONE_OPERATION:
        return ()
    name = one.path.rpartition("/")[2] if one.path else one.part
    return one.rule, one.severity or "", one.side, one.pointer, name


def _finding(group: list[Observation], severity: Severity, api: str, places: Places) -> Finding:
    one = group[0]
    reply = one.sample.reply
    is_of_response = one.side == "response" and reply is not None
    shared = _shared_place(one)
    touches = tuple(dict.fromkeys(each.operation for each in group)) if shared else ()
    own = "" if one.rule == _OF_NO_OPERATION else one.operation
    return Finding(
        judge=one.rule,
        severity=severity,
        api=api,
        operation="" if shared else one.operation,
        says=f"{RULES[one.rule].says} {RULES[one.rule].why}",
        expected=one.expected,
        got=_joined(each.got for each in group),
        pointer="" if shared else one.path,
        clauses=tuple(_clauses(one, places)),
        story=(one.sample,),
        item=item_of(api, own),
        cause=" ".join(
            word for word in (shared[2:] if shared else (one.side, one.status, one.part)) if word
        ),
        seen=sum(each.count for each in group),
        status=reply.status if is_of_response and reply is not None else 0,
        part=_places_said(group),
        touches=touches,
    )


def _joined(texts: Iterable[str]) -> str:
    told = list(dict.fromkeys(texts))
    return ", ".join(told[:_MOST]) + (", ..." if len(told) > _MOST else "")


def _places_said(group: list[Observation]) -> str:
    told = list(dict.fromkeys(one.at for one in group))
    more = f" and {len(told) - 1} more" if len(told) > 1 else ""
    return told[0] + more


def _clauses(one: Observation, places: Places) -> Iterator[Clause]:
    if one.pointer is not None:
        yield places.clause(one.pointer, f"documented: {one.expected}")
