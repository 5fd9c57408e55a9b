"""Live progress of a run on stderr: what runs, how far it is, and when it will be done."""

import pytest
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class ProgressPlugin:
    """Follows pytest's reports."""

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("starting", total=total)
        self._failed = 0

    def pytest_sessionstart(self) -> None:
        """Shows the bar."""
        self._progress.start()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Counts an item when it is done."""
        if report.when != "call" or self._progress.disable:
            return
        self._failed += report.failed
        found = f"  [red]{self._failed} failed[/red]" if self._failed else ""
        name = report.nodeid
        width = max(20, self._console.width - 70)
        shown = name if len(name) <= width else name[: width - 3] + "..."
        self._progress.update(self._task, advance=1, description=escape(shown) + found)

    def pytest_sessionfinish(self) -> None:
        """Takes the bar away."""
        self._progress.stop()
