"""The end of `contracts drift`: the result is kept, printed, reported, and becomes an exit code."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from rich.console import Console

from contracts.accepted import Accepted, apply_baseline, read_baseline
from contracts.commands.drift.request import DriftRequest
from contracts.commands.files import STDOUT, check_writable, write_file
from contracts.commands.run_suite import CLEAN, FOUND, INTERRUPTED, UNUSABLE
from contracts.commands.stored import DRIFT
from contracts.errors import ConfigError
from contracts.finding import RunResult
from contracts.reports import FORMATS, print_drift
from contracts.reports.visible import one_line
from contracts.run.folder import RunFolder, now
from contracts.run.notes import ENDS
from specs.errors import nearest_name
from specs.values import Record

_SEVERITIES: Final = ("info", "warning", "error")
_JUNIT: Final = "junit"


class Ending:
    """Where a result goes; made before anything is compared, so that a wrong word costs nothing."""

    def __init__(self, request: DriftRequest, out: Console, err: Console) -> None:
        """Checks what is asked for.

        Raises:
            ConfigError: A report's format is unknown, a file cannot be written or read.
        """
        self._request = request
        self._out = out
        self._err = err
        self._reports = [_report(text) for text in request.reports]
        if request.junit is not None:
            self._reports.append(_report(f"{_JUNIT}={request.junit}"))
        patch = () if request.patch is None else (request.patch,)
        for file in (*patch, *(file for _, file in self._reports)):
            check_writable(file)
        self._accepted: tuple[Accepted, ...] = ()
        if request.baseline_file is not None:
            self._accepted = read_baseline(request.baseline_file)

    def of(self, result: RunResult, asked: Record | None = None, *, is_proof: bool = False) -> int:
        """Keeps, prints and reports a result, and returns the exit code.

        Args:
            result: What was found.
            asked: Which target was asked for, for commands that come later.
            is_proof: Whether silence proves something, even without an operation.
        """
        asked = {**(asked or {}), DRIFT: [*self._request.again]}
        result = apply_baseline(result, self._accepted, today=now().date())
        if self._request.sees_a_part:
            result = replace(result, fixed=())
        folder = RunFolder(self._request.run_home, result.run)
        lost: list[str] = []
        try:
            folder.make()
            folder.write(result, asked)
        except (ConfigError, OSError) as error:  # a verdict does not get lost with a file
            lost.append(f"The run is not kept: {error}")
        if self._request.as_json:
            write_file(STDOUT, FORMATS["json"](result))
        else:
            is_taken = STDOUT in (file for _, file in self._reports)  # by a report for programs
            console = self._err if is_taken else self._out
            print_drift(result, console, None if lost else folder.path)
        for format_, file in self._reports:
            try:
                write_file(file, FORMATS[format_](result))
            except ConfigError as error:
                lost.append(str(error))
        for line in lost:
            self.tell(line)
        return self._code(result, is_proof=is_proof)

    def tell(self, line: str) -> None:
        """Prints a line beside the result."""
        self._err.print(line, soft_wrap=True, highlight=False, markup=False)

    def _code(self, result: RunResult, *, is_proof: bool) -> int:
        least = _SEVERITIES.index(self._request.fail_on)
        if any(_SEVERITIES.index(finding.severity) >= least for finding in result.findings):
            return FOUND
        if set(result.interrupted.split("; ")) - {"", *ENDS}:
            return INTERRUPTED
        if broken := [item for item in result.items if item.outcome == "broken"]:
            last = broken[0].reason.strip().rpartition("\n")[2]
            self.tell(f"The suite itself failed in {broken[0].id}: {one_line(last, 200)}.")
            return UNUSABLE
        is_comparison = result.options.get("drift") == "mock"  # which needs two answers
        is_proof = is_proof or (bool(result.findings) and not is_comparison)
        if not is_proof and not any(item.examples for item in result.items):
            self.tell(f"Nothing was compared: {_lack(result)}.")
            return UNUSABLE
        return CLEAN


def _lack(result: RunResult) -> str:
    """Returns why nothing was compared, by the commonest reason."""
    if result.options.get("drift") == "examples":
        return "no document holds an example that can be judged"
    if result.findings:
        return "no two answers could be held against each other"
    reasons = Counter(item.reason for item in result.items if item.reason)
    sent = Counter(item.reason for item in result.items if item.reason and item.requests)
    for counted_reasons in (sent, reasons):
        if counted_reasons:
            return one_line(counted_reasons.most_common(1)[0][0], 300)
    return "no documented operation was met"


def _report(text: str) -> tuple[str, Path]:
    format_, equals, file = text.partition("=")
    if not equals or not file or format_ not in FORMATS:
        raise ConfigError(
            f"the report {text!r} is not understood",
            expected=f"FORMAT=FILE, with one of {', '.join(FORMATS)}",
            do=nearest_name(format_, FORMATS) if equals else "",
        )
    return format_, Path(file)
