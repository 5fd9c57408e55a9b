"""What was seen on the wire, as findings."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from contracts.drift.observed import Observation
from contracts.drift.reporting.findings import item_of
from contracts.drift.reporting.merging import OFF
from contracts.drift.reporting.places import Places
from contracts.drift.rules import RULES
from contracts.finding import Clause, Finding, Severity

_LEVELS: Final[dict[str, Severity]] = {"error": "error", "warning": "warning", "info": "info"}


def observed_findings(
    observations: Iterable[Observation],
    *,
    api: str,
    places: Places,
    severities: Mapping[str, str],
) -> tuple[Finding, ...]:
    """Returns a finding for each observation, the worst first.

    Args:
        observations: Of one API.
        api: Its name.
        places: Finds the places of its document.
        severities: Severities by rule that a user sets; `off` silences a rule.
    """
    found = []
    for one in observations:
        severity = severities.get(one.rule, one.severity or RULES[one.rule].severity)
        if severity != OFF:
            found.append(_finding(one, _LEVELS[severity], api, places))
    order = list(_LEVELS)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _finding(one: Observation, severity: Severity, api: str, places: Places) -> Finding:
    reply = one.sample.reply
    is_of_response = one.side == "response" and reply is not None
    return Finding(
        judge=one.rule,
        severity=severity,
        api=api,
        operation=one.operation,
        says=f"{RULES[one.rule].says} {RULES[one.rule].why}",
        expected=one.expected,
        got=one.got,
        pointer=one.path,
        clauses=tuple(_clauses(one, places)),
        story=(one.sample,),
        item=item_of(api, one.operation),
        cause=" ".join(word for word in (one.side, one.status, one.part) if word),
        seen=one.count,
        status=reply.status if is_of_response and reply is not None else 0,
        part=one.at,
    )


def _clauses(one: Observation, places: Places) -> Iterator[Clause]:
    if one.pointer is not None:
        yield places.clause(one.pointer, f"documented: {one.expected}")
