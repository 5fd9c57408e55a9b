"""`contracts test`: hands the plan to pytest and turns its end into a verdict."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import pytest
from rich.console import Console

from contracts.accepted import apply_baseline, read_baseline
from contracts.commands.files import check_writable, write_file
from contracts.errors import ConfigError
from contracts.finding import RunResult
from contracts.progress import ProgressPlugin
from contracts.pytest_suite.hooks import WORK
from contracts.pytest_suite.work import (
    OPENED,
    SEVERITIES,
    Opened,
    asked_as_json,
    kept,
    opened_by,
)
from contracts.reports import FORMATS, print_summary
from contracts.reports.visible import one_line
from contracts.run.folder import now, own_run_id
from contracts.run.notes import ENDS
from contracts.run.opening import Asked

CLEAN: Final = 0
FOUND: Final = 1
UNUSABLE: Final = 2
INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True)
class TestRequest:
    """What `contracts test` was asked for."""

    __test__ = False

    asked: Asked
    seed: int
    max_examples: int | None
    kinds: tuple[str, ...]
    operations: tuple[str, ...]
    laws: tuple[str, ...]
    checks: tuple[str, ...]
    shard: str | None
    run_home: Path
    max_seconds: float | None
    workers: str | None
    fail_on: str
    min_coverage: float | None
    baseline_file: Path | None
    run_id: str | None
    junit: str | None
    har: str | None
    reports: tuple[str, ...]


class _Keeper:
    """Keeps pytest's configuration, which holds the run, and hands over what is read already."""

    config: pytest.Config | None = None

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Keeps it."""
        config.stash[OPENED] = self._opened
        self.config = config


def run_suite(request: TestRequest, out: Console, err: Console) -> int:
    """Runs the suite and returns the exit code.

    Raises:
        ConfigError: Something that is asked for does not exist.
        SpecError: An API cannot be read.
    """
    reports = [_report(text) for text in request.reports]
    others = [Path(file) for file in (request.junit, request.har) if file is not None]
    for file in (*others, *(file for _, file in reports)):
        check_writable(file)
    accepted = read_baseline(request.baseline_file) if request.baseline_file else ()
    opened = _opened(request)
    keeper = _Keeper(opened)
    lost: list[str] = []
    if request.run_id is not None:
        own_run_id(request.run_id)
    try:
        with ending_politely():
            progress = ProgressPlugin(err, opened.items)
            code = pytest.main(_arguments(request), plugins=[keeper, progress])
    except OSError as error:  # a plugin of pytest could not write its file
        code = pytest.ExitCode.INTERNAL_ERROR
        lost.append(f"{error.filename or 'A file'} cannot be written: {error.strerror}.")
    work = keeper.config.stash.get(WORK, None) if keeper.config is not None else None
    if work is None or work.result is None:
        if code == pytest.ExitCode.INTERRUPTED:
            lost.append("The run was interrupted before anything was judged.")
            _tell(lost, err)
            return INTERRUPTED
        _tell(lost, err)
        return UNUSABLE
    lost += work.lost
    result = apply_baseline(work.result, accepted, today=now().date())
    if result is not work.result and not work.lost:
        lost += kept(lambda: work.folder.write(result, asked_as_json(request.asked)))
    print_summary(result, out, work.folder.path)
    for format_, file in reports:
        try:
            write_file(file, FORMATS[format_](result))
        except ConfigError as error:
            lost.append(str(error))
    _tell(lost, err)
    return verdict(result, request.fail_on, request.min_coverage, err)


@contextmanager
def ending_politely() -> Iterator[None]:
    """Makes the end that a CI asks for the same as Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _tell(lost: list[str], err: Console) -> None:
    """Says which files are missing; the verdict stands without them."""
    for line in lost:
        err.print(line, soft_wrap=True, highlight=False, markup=False)


def verdict(result: RunResult, fail_on: str, min_coverage: float | None, err: Console) -> int:
    """Returns the exit code of a run."""
    least = SEVERITIES.index(fail_on)
    if any(SEVERITIES.index(finding.severity) >= least for finding in result.findings):
        return FOUND
    if set(result.interrupted.split("; ")) - {"", *ENDS}:
        return INTERRUPTED
    broken = [item for item in result.items if item.outcome == "broken"]
    if broken:
        last = broken[0].reason.strip().rpartition("\n")[2]
        cause = "" if last.startswith("OSError") else "; this is a defect of the kit"
        told = f"The suite itself failed in {broken[0].id}: {one_line(last, 200)}{cause}."
        err.print(told, soft_wrap=True, highlight=False, markup=False)
        return UNUSABLE
    if not any(item.examples and item.requests for item in result.items):
        why = "the reasons stand above" if result.items else "the options leave no item of the plan"
        err.print(f"Nothing is proven: {why}.", soft_wrap=True, highlight=False)
        return UNUSABLE
    if min_coverage is not None:
        hit = sum(cell.hit for cell in result.cells)
        share = 100 * hit / len(result.cells) if result.cells else 0.0
        if share < min_coverage:
            of_all = f"{hit} of {len(result.cells)} statuses, error codes, laws and checks"
            told = f"Coverage is {share:.1f} % ({of_all}), below the {min_coverage:g} % asked for."
            err.print(told, soft_wrap=True, highlight=False)
            return FOUND
    return CLEAN


def _opened(request: TestRequest) -> Opened:
    return opened_by(
        request.asked,
        seed=request.seed,
        max_examples=request.max_examples,
        kinds=request.kinds,
        operations=request.operations,
        laws=request.laws,
        checks=request.checks,
        shard=request.shard,
        max_seconds=request.max_seconds,
    )


def _arguments(request: TestRequest) -> list[str]:
    asked = request.asked
    arguments = [
        "--contracts-only", "-p", "no:terminal", "-p", "no:cacheprovider", "-c", os.devnull,
        # What lies in the working folder is not the suite's: neither its conftest.py nor plugins.
        "--noconftest", "-p", "no:schemathesis",
        "--rootdir", str(Path.cwd()),
        f"--contracts-target={asked.target or 'mock'}",
        f"--contracts-seed={request.seed}",
        f"--contracts-fail-on={request.fail_on}",
        f"--contracts-run-home={request.run_home}",
    ]  # fmt: skip
    for name, values in (
        ("api", asked.apis),
        ("header", asked.headers),
        ("kind", request.kinds),
        ("operation", request.operations),
        ("law", request.laws),
        ("check", request.checks),
    ):
        arguments += [f"--contracts-{name}={value}" for value in values]
    for name, value in (
        ("auth", asked.auth),
        ("rate-limit", asked.rate_limit),
        ("max-examples", request.max_examples),
        ("shard", request.shard),
        ("max-time", request.max_seconds),
        ("run-id", request.run_id),
        ("har", request.har),
    ):
        if value is not None:
            arguments.append(f"--contracts-{name}={value}")
    if asked.own_mock:
        arguments.append("--contracts-own-mock")
    if asked.read_only:
        arguments.append("--contracts-read-only")
    if request.junit is not None:
        arguments += [f"--junitxml={request.junit}", "-o", "junit_family=xunit2"]
    if request.workers is not None and request.workers not in ("0", "1"):
        arguments += ["-n", request.workers, "--dist", "loadgroup"]
    return arguments


def _report(text: str) -> tuple[str, Path]:
    format_, equals, file = text.partition("=")
    if not equals or format_ not in FORMATS:
        raise ConfigError(
            f"the report {text!r} is not understood",
            expected=f"FORMAT=FILE, with one of {', '.join(FORMATS)}",
        )
    return format_, Path(file)
