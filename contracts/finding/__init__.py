"""Values that judges, runs and reports share; nothing here sends or prints."""

from contracts.finding.exchange import Exchange, Pairs, Reply, Request
from contracts.finding.finding import Clause, Finding, Severity, Violation, place_of
from contracts.finding.result import Cell, Created, ItemResult, Kind, Outcome, RunResult

__all__ = [
    "Cell",
    "Clause",
    "Created",
    "Exchange",
    "Finding",
    "ItemResult",
    "Kind",
    "Outcome",
    "Pairs",
    "Reply",
    "Request",
    "RunResult",
    "Severity",
    "Violation",
    "place_of",
]
