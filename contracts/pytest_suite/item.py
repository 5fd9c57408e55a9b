"""One item of the plan as a pytest item."""

from pathlib import Path

import pytest
from _pytest._code.code import TerminalRepr, TracebackStyle

from contracts.errors import SuiteDefect
from contracts.finding import Finding
from contracts.pytest_suite.work import Work
from contracts.run.items import ItemRun
from contracts.run.plan import Item


class ContractFailure(Exception):
    """An item found something; `str()` is what pytest shows."""


class Collected(pytest.Item):
    """One item of the plan."""

    def __init__(
        self, *, name: str, parent: pytest.Session, nodeid: str, planned: Item, work: Work
    ) -> None:
        super().__init__(name, parent, nodeid=nodeid)
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

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: TracebackStyle | None = None
    ) -> str | TerminalRepr:
        """Returns a finding as text, without a traceback."""
        if isinstance(excinfo.value, ContractFailure | SuiteDefect):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Returns where the item stands: the operation's place in its document."""
        plan = next(p for p in self.work.suite_plans if p.bundle.name == self.planned.api)
        document = plan.bundle.document
        where = self.planned.operation.pointer if self.planned.operation is not None else ""
        file, line = document.spot(where)
        return file, line - 1, self.planned.id


def told(finding: Finding) -> str:
    """Returns a finding as a few lines."""
    clause = finding.clauses[0] if finding.clauses else None
    lines = [
        f"{finding.severity}: {finding.judge} {finding.operation} {finding.pointer}".rstrip(),
        finding.says,
        f"expected: {finding.expected}",
        f"got:      {finding.got}",
    ]
    if clause is not None:
        lines.append(f"{clause.file}:{clause.line} {clause.document} {clause.section}".rstrip())
    return "\n".join(lines)
