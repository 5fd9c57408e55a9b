"""Changes and observations as the findings that reports know."""

from contracts.drift.reporting.observations import observed_findings
from contracts.drift.reporting.places import Places
from contracts.drift.reporting.result import Occasion, Opened, report_of, seen_report

__all__ = ["Occasion", "Opened", "Places", "observed_findings", "report_of", "seen_report"]
