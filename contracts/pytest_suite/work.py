"""The run that a pytest session carries out: what is asked for, how far it is, what came of it."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from contracts.finding import Finding, ItemResult, RunResult
from contracts.reports import har_log
from contracts.run.coverage import Seen
from contracts.run.drawing_home import keep_drawing_in
from contracts.run.folder import RunFolder, new_run_id, now, own_run_id
from contracts.run.items import ItemRun
from contracts.run.limits import Limits, OwnLimits, SharedLimits
from contracts.run.opening import Asked, open_target, options_of
from contracts.run.options import RunOptions
from contracts.run.plan import ApiPlan, Item
from contracts.run.recording import Recording
from contracts.run.suite import Setting, Suite, plans_of, summarise
from contracts.target import Target
from specs.bundle import Bundle
from specs.values import Json, Record

SEVERITIES: Final = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Opened:
    """What is asked for, read once: the documents and the plan made of them."""

    bundles: tuple[Bundle, ...]
    target: Target
    options: RunOptions
    plans: tuple[ApiPlan, ...]

    @property
    def items(self) -> int:
        """How many items the plan has."""
        return sum(len(plan.items) for plan in self.plans)


OPENED: Final = pytest.StashKey[Opened]()
"""Where a command leaves what it has read before pytest starts."""


class Work:
    """The run that a pytest session carries out."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        option = config.getoption
        self.asked = Asked(
            apis=tuple(option("contracts_api")),
            target=option("contracts_target"),
            headers=tuple(option("contracts_header")),
            auth=option("contracts_auth"),
            own_mock=option("contracts_own_mock"),
            rate_limit=option("contracts_rate_limit"),
            read_only=option("contracts_read_only"),
        )
        opened = config.stash.get(OPENED, None) or opened_by(
            self.asked,
            seed=option("contracts_seed"),
            max_examples=option("contracts_max_examples"),
            kinds=option("contracts_kind"),
            operations=option("contracts_operation"),
            laws=option("contracts_law"),
            checks=option("contracts_check"),
            shard=option("contracts_shard"),
            max_seconds=option("contracts_max_time"),
        )
        self.bundles, self.target = opened.bundles, opened.target
        self.options, self.suite_plans = opened.options, opened.plans
        handed: Record = getattr(config, "workerinput", {}).get("contracts", {})
        self.is_worker = bool(handed)
        self.worker = str(getattr(config, "workerinput", {}).get("workerid", "0"))
        self.has_workers = bool(config.getoption("numprocesses", None)) and not self.is_worker
        chosen = option("contracts_run_id")
        run = handed.get("run") or (new_run_id() if chosen is None else own_run_id(chosen))
        self.started = datetime.fromisoformat(handed["started"]) if handed else now()
        self.ends_at: float | None = handed.get("ends_at")
        if not handed and self.options.max_seconds is not None:
            self.ends_at = time.time() + self.options.max_seconds
        self.roles: dict[str, dict[str, Json]] | None = handed.get("roles")
        self.folder = RunFolder(Path(option("contracts_run_home")), run)
        self.har: str | None = option("contracts_har")
        self.recording = Recording(self.folder.path, self.worker, is_on=self.har is not None)
        self._suite: Suite | None = None
        self.runs: list[ItemRun] = []
        self.result: RunResult | None = None
        self.lost: list[str] = []
        """Files that could not be written at the end, each as a sentence."""
        self.began = time.monotonic()

    @property
    def suite(self) -> Suite:
        """The suite of this process, put together when it is first needed."""
        if self._suite is None:
            self._suite = Suite(
                self.bundles, self.target, self.options, self._setting(), plans=self.suite_plans
            )
        return self._suite

    def prepare(self) -> None:
        """Makes the run's folder and resolves the roles, in the controlling process only."""
        if not self.is_worker:
            self.folder.make()
            self.folder.write_asked(asked_as_json(self.asked))
            self.roles = {name: dict(roles) for name, roles in self.suite.known_roles.items()}
        keep_drawing_in(self.folder.home)

    def handed(self) -> Record:
        """Returns what a worker is told."""
        return {
            "run": self.folder.run,
            "started": self.started.isoformat(),
            "ends_at": self.ends_at,
            "roles": self.roles,
        }

    def shares_things(self, item: Item) -> bool:
        """Returns whether an item must not run beside others of its API."""
        return item.needs.writes and not self.target.apis[item.api].url.startswith("asgi://")

    def is_bad(self, finding: Finding) -> bool:
        """Returns whether a finding fails its item."""
        least = str(self.config.getoption("contracts_fail_on"))
        return SEVERITIES.index(finding.severity) >= SEVERITIES.index(least)

    def planned(self) -> Iterator[Item]:
        """Yields all items of the plan."""
        for plan in self.suite_plans:
            yield from plan.items

    def finish(self, interrupted: str) -> RunResult:
        """Sums up the run and keeps it."""
        done = {run.result.id for run in self.runs}
        results = [run.result for run in self.runs]
        if interrupted:
            results += [
                _not_run(item, interrupted) for item in self.planned() if item.id not in done
            ]
        seen = Seen()
        for run in self.runs:
            seen.add(run.result.api, run.statuses, run.codes)
        self.result = summarise(
            self.suite_plans,
            self.target,
            self.options,
            self._setting(),
            results,
            [finding for run in self.runs for finding in run.findings],
            seen,
            interrupted=interrupted,
            seconds=time.monotonic() - self.began,
        )
        result = self.result
        self.lost += kept(lambda: self.folder.write(result, asked_as_json(self.asked)))
        if (har := self.har) is not None:
            log = har_log(self.recording.taken_down(), result.urls)
            self.lost += kept(lambda: _write(Path(har), log))
        return result

    def close(self) -> None:
        """Lets go of the target."""
        if self._suite is not None:
            self._suite.close()

    def _setting(self) -> Setting:
        return Setting(
            run=self.folder.run,
            started=self.started,
            now=time.monotonic,
            limits=self._limits(),
            journal=self.folder.journal,
            worker=self.worker,
            on_exchange=self.recording.note if self.har is not None else None,
            roles=self.roles,
        )

    def _limits(self) -> Limits:
        rate, budget = self.target.rate, self.target.max_requests
        if not (self.is_worker or self.has_workers):
            ends_at = None
            if self.ends_at is not None:
                ends_at = time.monotonic() + self.ends_at - time.time()
            return OwnLimits(rate=rate, budget=budget, ends_at=ends_at)
        return SharedLimits(self.folder.limits, rate=rate, budget=budget, ends_at=self.ends_at)


def opened_by(
    asked: Asked,
    *,
    seed: int,
    max_examples: int | None,
    kinds: Sequence[str],
    operations: Sequence[str],
    laws: Sequence[str],
    checks: Sequence[str],
    shard: str | None,
    max_seconds: float | None,
) -> Opened:
    """Reads what is asked for.

    Raises:
        ConfigError: Something that is asked for does not exist.
        SpecError: An API cannot be read.
    """
    bundles, target = open_target(asked, os.environ)
    options = options_of(
        target,
        seed=seed,
        max_examples=max_examples,
        kinds=kinds,
        operations=operations,
        laws=laws,
        checks=checks,
        shard=shard,
        max_seconds=max_seconds,
    )
    return Opened(tuple(bundles), target, options, plans_of(bundles, target, options))


def kept(write: Callable[[], None]) -> list[str]:
    """Writes a file and returns what went wrong: a verdict does not get lost with a file."""
    try:
        write()
    except OSError as error:
        return [f"{error.filename or 'A file of the run'} cannot be written: {error.strerror}."]
    return []


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", errors="backslashreplace")


def asked_as_json(asked: Asked) -> Record:
    """Returns what was asked for, without secrets, so that a replay can ask again."""
    raw = asdict(asked)
    return {name: raw[name] for name in ("apis", "target", "own_mock", "read_only", "rate_limit")}


def _not_run(item: Item, reason: str) -> ItemResult:
    return ItemResult(
        id=item.id,
        kind=item.kind,
        api=item.api,
        operation=item.label,
        judge=item.judge,
        outcome="not-judged",
        reason=reason,
        seconds=0.0,
        requests={},
        examples=0,
        findings=(),
    )
