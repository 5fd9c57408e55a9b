"""What a run looks like to people and to programs: one pure function from a run to text each."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from contracts.finding import RunResult

if TYPE_CHECKING:
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

Report = Callable[[RunResult], str]

_HOMES: Final = {
    "annotations": "github",
    "comment": "pull_request",
    "curl_line": "curl",
    "drift_text": "drift_console",
    "explained": "stories",
    "har_log": "har",
    "html_page": "html",
    "json_text": "json_report",
    "junit_xml": "junit",
    "print_drift": "drift_console",
    "print_summary": "console",
    "report_schema": "json_report",
    "sarif_log": "sarif",
    "summary": "github",
    "text": "console",
}
"""The module of each public name. It is loaded with the first of its names: a run writes one
report, and most commands none."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def _report(name: str) -> Report:
    def written(result: RunResult) -> str:
        function: Report = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return function(result)

    return written


FORMATS: Final[Mapping[str, Report]] = MappingProxyType(
    {
        "json": _report("json_text"),
        "html": _report("html_page"),
        "sarif": _report("sarif_log"),
        "junit": _report("junit_xml"),
        "github": _report("annotations"),
        "markdown": _report("comment"),
        "summary": _report("summary"),
        "text": _report("text"),
    }
)
"""The reports by the word that chooses them on the command line."""
