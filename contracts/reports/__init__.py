"""What a run looks like to people and to programs: one pure function from a run to text each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from contracts.finding import RunResult
from contracts.reports.console import print_summary, text
from contracts.reports.curl import curl_line
from contracts.reports.drift_console import drift_text, print_drift
from contracts.reports.github import annotations, summary
from contracts.reports.har import har_log
from contracts.reports.html import html_page
from contracts.reports.json_report import json_text, report_schema
from contracts.reports.junit import junit_xml
from contracts.reports.pull_request import comment
from contracts.reports.sarif import sarif_log
from contracts.reports.stories import explained

Report = Callable[[RunResult], str]

FORMATS: Final[Mapping[str, Report]] = MappingProxyType(
    {
        "json": json_text,
        "html": html_page,
        "sarif": sarif_log,
        "junit": junit_xml,
        "github": annotations,
        "markdown": comment,
        "summary": summary,
        "text": text,
    }
)
"""The reports by the word that chooses them on the command line."""

__all__ = [
    "FORMATS",
    "Report",
    "annotations",
    "comment",
    "curl_line",
    "drift_text",
    "explained",
    "har_log",
    "html_page",
    "json_text",
    "junit_xml",
    "print_drift",
    "print_summary",
    "report_schema",
    "sarif_log",
    "summary",
    "text",
]
