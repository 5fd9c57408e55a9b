"""Runs the plan as pytest items, in one process or by pytest-xdist's workers."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from contracts.errors import ConfigError, ContractsError, SuiteDefect
from contracts.finding import Finding, ItemResult, RunResult
from contracts.finding.as_json import finding_from_json, finding_to_json, item_from_json
from contracts.reports import har_log
from contracts.run.coverage import Seen
from contracts.run.folder import RunFolder, new_run_id, now, write_atomically
from contracts.run.items import ItemRun
from contracts.run.limits import Limits, OwnLimits, SharedLimits
from contracts.run.opening import Asked, open_target, options_of
from contracts.run.plan import Item, reason_against
from contracts.run.recording import Recording
from contracts.run.suite import Setting, Suite, plans_of, summarise
from specs.errors import SpecError
from specs.values import Json, Record

SEVERITIES: Final = ("info", "warning", "error")


class ContractFailure(Exception):
    """An item found something; `str()` is what pytest shows."""


class Collected(pytest.Item):
    """One item of the plan."""

    def __init__(self, *, planned: Item, work: "Work", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.planned = planned
        self.work = work
        self.done: ItemRun | None = None
        group = planned.api if work.shares_things(planned) else planned.id
        self.add_marker(pytest.mark.xdist_group(group))

    def runtest(self) -> None:
        """Runs the item.

        Raises:
            ContractFailure: It found something that is bad enough.
            SuiteDefect: Our own code failed.
        """
        self.done = self.work.suite.run(self.planned)
        result = self.done.result
        bad = [finding for finding in self.done.findings if self.work.is_bad(finding)]
        if bad:
            raise ContractFailure("\n\n".join(told(finding) for finding in bad))
        if result.outcome == "broken":
            raise SuiteDefect(result.reason)
        if result.outcome == "not-judged":
            pytest.skip(result.reason)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Returns a finding as text, without a traceback."""
        if isinstance(excinfo.value, ContractFailure | SuiteDefect):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Returns where the item stands: the operation's place in its document."""
        plan = next(p for p in self.work.suite_plans if p.bundle.name == self.planned.api)
        document = plan.bundle.document
        where = self.planned.operation.pointer if self.planned.operation is not None else ""
        return document.path, document.line(where) - 1, self.planned.id


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
        self.bundles, self.target = open_target(self.asked, os.environ)
        self.options = options_of(
            seed=option("contracts_seed"),
            max_examples=option("contracts_max_examples"),
            kinds=option("contracts_kind"),
            operations=option("contracts_operation"),
            laws=option("contracts_law"),
            checks=option("contracts_check"),
            shard=option("contracts_shard"),
            max_seconds=option("contracts_max_time"),
        )
        self.suite_plans = plans_of(self.bundles, self.target, self.options)
        handed: Record = getattr(config, "workerinput", {}).get("contracts", {})
        self.is_worker = bool(handed)
        self.worker = str(getattr(config, "workerinput", {}).get("workerid", "0"))
        self.has_workers = bool(config.getoption("numprocesses", None)) and not self.is_worker
        run = handed.get("run") or option("contracts_run_id") or new_run_id()
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
        self.began = time.monotonic()

    @property
    def suite(self) -> Suite:
        """The suite of this process, put together when it is first needed."""
        if self._suite is None:
            self._suite = Suite(self.bundles, self.target, self.options, self._setting())
        return self._suite

    def prepare(self) -> None:
        """Resolves the roles, in the controlling process only."""
        if not self.is_worker:
            self.folder.make()
            set_hypothesis_home_dir(self.folder.home / "hypothesis")
            self.roles = {
                name: dict(roles) for name, roles in self.suite.known_roles.items()
            }

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
            results += [_not_run(item, interrupted) for item in self.planned() if item.id not in done]
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
        self.folder.write(self.result, asked_as_json(self.asked))
        if self.har is not None:
            log = har_log(self.recording.taken_down(), self.result.urls)
            write_atomically(Path(self.har), log)
        return self.result

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
            on_exchange=self.recording.note,
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


class SuitePlugin:
    """The hooks of one pytest session."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def pytest_sessionstart(self) -> None:
        """Reaches the target and resolves the roles, once."""
        try:
            self.work.prepare()
        except (ContractsError, SpecError) as error:
            raise pytest.UsageError(str(error)) from error

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tells a worker what the controlling process found out."""
        node.workerinput["contracts"] = self.work.handed()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> object:
        """Collects the plan alone, if nothing else is wanted."""
        if self.work.has_workers or not session.config.getoption("contracts_only"):
            return None
        items = self._items(session)
        session.items = items
        hook = session.config.hook
        hook.pytest_collection_modifyitems(session=session, config=session.config, items=items)
        hook.pytest_collection_finish(session=session)
        session.testscollected = len(session.items)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> None:
        """Adds the plan to what pytest collected itself."""
        if not session.config.getoption("contracts_only"):
            items.extend(self._items(session))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        """Sends what an item found along with its report."""
        outcome: Any = yield
        if call.when == "call" and isinstance(item, Collected) and item.done is not None:
            outcome.get_result().contracts = run_to_text(item.done)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collects what items found, in the controlling process."""
        text = getattr(report, "contracts", None)
        if text is not None and not self.work.is_worker:
            self.work.runs.append(run_from_text(text))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Sums up."""
        if not self.work.is_worker and self.work.roles is not None:
            interrupted = ""
            if exitstatus == pytest.ExitCode.INTERRUPTED:
                interrupted = "the run was interrupted"
            self.work.finish(interrupted)
        self.work.close()

    def _items(self, session: pytest.Session) -> list[pytest.Item]:
        return [
            Collected.from_parent(
                session, name=item.id, nodeid=item.id, planned=item, work=self.work
            )
            for item in self.work.planned()
        ]


WORK: Final = pytest.StashKey[Work]()


def pytest_configure(config: pytest.Config) -> None:
    """Reads what is asked for; nothing is sent yet."""
    try:
        work = Work(config)
    except (ContractsError, SpecError) as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[WORK] = work
    config.pluginmanager.register(SuitePlugin(work), "contracts-suite")


def told(finding: Finding) -> str:
    """Returns a finding as a few lines."""
    clause = finding.clauses[0] if finding.clauses else None
    lines = [
        f"{finding.severity}: {finding.judge} {finding.operation} {finding.pointer}".rstrip(),
        finding.says,
        f"expected {finding.expected}",
        f"got      {finding.got}",
    ]
    if clause is not None:
        lines.append(f"{clause.file}:{clause.line} {clause.document} {clause.section}".rstrip())
    return "\n".join(lines)


def asked_as_json(asked: Asked) -> Record:
    """Returns what was asked for, without secrets, so that a replay can ask again."""
    raw = asdict(asked)
    return {name: raw[name] for name in ("apis", "target", "own_mock", "read_only")}


def run_to_text(run: ItemRun) -> str:
    """Returns an item's run as text that travels between processes."""
    return json.dumps(
        {
            "result": asdict(run.result),
            "findings": [finding_to_json(finding) for finding in run.findings],
            "statuses": [[*key, count] for key, count in run.statuses.items()],
            "codes": [[*key, count] for key, count in run.codes.items()],
        }
    )


def run_from_text(text: str) -> ItemRun:
    """Reads what `run_to_text` wrote."""
    raw = json.loads(text)
    return ItemRun(
        result=item_from_json(raw["result"]),
        findings=tuple(finding_from_json(finding) for finding in raw["findings"]),
        statuses={(label, status): count for label, status, count in raw["statuses"]},
        codes={(label, code): count for label, code, count in raw["codes"]},
    )


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


