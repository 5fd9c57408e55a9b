"""The hooks of a pytest session that carries out a run."""

import gc
from collections.abc import Iterator
from typing import Any, Final, Protocol

import pytest

from contracts.errors import ContractsError
from contracts.pytest_suite.handing_over import run_from_text, run_to_text
from contracts.pytest_suite.item import Collected
from contracts.pytest_suite.work import Work
from specs.errors import SpecError

_SELDOM: Final = (20_000, 20, 20)
"""Thresholds of the garbage collector while items run."""


class _Node(Protocol):
    """A worker as pytest-xdist hands it to the controlling process."""

    workerinput: dict[str, object]


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

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtestloop(self) -> Iterator[None]:
        """Lets the garbage collector rest: what is loaded by now is there until the end."""
        before = gc.get_threshold()
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        yield
        gc.set_threshold(*before)
        gc.unfreeze()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: _Node) -> None:
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
