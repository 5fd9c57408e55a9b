"""Which colour says what in a terminal; a word beside it always says the same."""

from typing import Final

from contracts.finding import Outcome, Severity
from contracts.reports.digest import Word

SEVERITY_STYLES: Final[dict[Severity, str]] = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
}
OUTCOME_STYLES: Final[dict[Outcome, str]] = {
    "passed": "green",
    "failed": "red",
    "not-judged": "yellow",
    "broken": "magenta",
}
VERDICT_STYLES: Final[dict[Word, str]] = {
    "findings": "bold red",
    "broken": "bold magenta",
    "interrupted": "bold yellow",
    "nothing judged": "bold yellow",
    "nothing found": "bold yellow",
    "clean": "bold green",
}
