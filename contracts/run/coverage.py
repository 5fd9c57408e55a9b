"""What could be seen in a run and was, or why not: statuses, error codes, laws."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from contracts.checks import CHECKS
from contracts.finding import Cell, ItemResult
from contracts.run.codes import Code, documented_codes
from contracts.run.guard import is_write
from contracts.run.plan import ApiPlan
from specs.operation import Operation


@dataclass(slots=True)
class Seen:
    """What the answers of a run showed, by API."""

    statuses: dict[tuple[str, str, int], int] = field(default_factory=dict)
    """(API, operation label, status) -> how often."""
    codes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """(API, operation label, code) -> how often."""

    def add(
        self,
        api: str,
        statuses: Mapping[tuple[str, int], int],
        codes: Mapping[tuple[str, str], int],
    ) -> None:
        """Adds what one item saw."""
        for (label, status), count in statuses.items():
            key = (api, label, status)
            self.statuses[key] = self.statuses.get(key, 0) + count
        for (label, code), count in codes.items():
            place = (api, label, code)
            self.codes[place] = self.codes.get(place, 0) + count


def cells(
    plan: ApiPlan, results: Iterable[ItemResult], seen: Seen, *, may_write: bool
) -> tuple[Cell, ...]:
    """Returns every cell of one API."""
    of_api = [result for result in results if result.api == plan.bundle.name]
    found: list[Cell] = []
    touched = {item.label for item in plan.items if item.operation is not None}
    for operation in plan.bundle.operations:
        if operation.label in touched:
            found += _statuses(plan, operation, seen, may_write=may_write)
            found += _codes(plan, operation, of_api, seen, may_write=may_write)
    return (*found, *_laws(plan, of_api), *_checks(plan, seen))


def _statuses(
    plan: ApiPlan, operation: Operation, seen: Seen, *, may_write: bool
) -> Iterator[Cell]:
    for status in operation.responses:
        count = sum(
            times
            for (api, label, got), times in seen.statuses.items()
            if (api, label) == (plan.bundle.name, operation.label)
            and got
            and _is_documented_as(operation, got) == status
        )
        reason = "" if count else _why_not(plan, operation, status, may_write=may_write)
        yield Cell(
            table="status",
            api=plan.bundle.name,
            operation=operation.label,
            name=status,
            hit=bool(count),
            reason=reason,
            seen=count,
        )


def _is_documented_as(operation: Operation, status: int) -> str | None:
    for name in (str(status), f"{status // 100}XX", "default"):
        if name in operation.responses:
            return name
    return None


def _codes(
    plan: ApiPlan,
    operation: Operation,
    results: list[ItemResult],
    seen: Seen,
    *,
    may_write: bool,
) -> Iterator[Cell]:
    for code in _codes_of(plan, operation):
        count = seen.codes.get((plan.bundle.name, operation.label, code.code), 0)
        ids = {
            item.id
            for item in plan.items
            if item.provocation is not None
            and item.code.lower() == code.code.lower()
            and item.label == operation.label
        }
        own = [result for result in results if result.id in ids]
        # A server may show the code elsewhere than the contract says; its own item then tells.
        count = count or sum(result.outcome == "passed" for result in own)
        reason = ""
        if not count:
            told = next((result.reason for result in own if result.reason), "")
            if not code.is_reachable:
                reason = f"never sent: {code.why}"
            elif own:
                reason = told or "not given when its condition held"
            elif not may_write and is_write(operation):
                reason = "write blocked"
            else:
                reason = "no way known to cause it"
        yield Cell(
            table="code",
            api=plan.bundle.name,
            operation=operation.label,
            name=code.code,
            hit=bool(count),
            reason=reason,
            seen=count,
        )


def _checks(plan: ApiPlan, seen: Seen) -> Iterator[Cell]:
    """Every check judges every exchange; without one, none was judged."""
    name = plan.bundle.name
    exchanges = sum(times for (api, _, _), times in seen.statuses.items() if api == name)
    for check in CHECKS:
        yield Cell(
            table="check",
            api=name,
            operation="",
            name=check.id,
            hit=bool(exchanges),
            reason="" if exchanges else "nothing was sent",
            seen=exchanges,
        )


def _codes_of(plan: ApiPlan, operation: Operation) -> tuple[Code, ...]:
    document = plan.bundle.document
    answers = tuple(document.at(answer.pointer) for answer in operation.responses.values())
    return documented_codes(operation, answers)


def _laws(plan: ApiPlan, results: list[ItemResult]) -> Iterator[Cell]:
    by_law: dict[str, list[ItemResult]] = {}
    for result in results:
        if result.judge:
            by_law.setdefault(result.judge, []).append(result)
    for law, items in by_law.items():
        judged = [item for item in items if item.examples or item.findings]
        yield Cell(
            table="law",
            api=plan.bundle.name,
            operation="",
            name=law,
            hit=bool(judged),
            reason="" if judged else _last(items[0].reason) or "not run",
            seen=sum(item.examples for item in items),
        )


def _last(reason: str) -> str:
    """Returns the last line of a reason: the error itself, where it is a traceback."""
    return reason.strip().rpartition("\n")[2]


def _why_not(plan: ApiPlan, operation: Operation, status: str, *, may_write: bool) -> str:
    codes = [c for c in _codes_of(plan, operation) if str(c.status) == status]
    if codes and not any(code.is_reachable for code in codes):
        return f"never sent: {codes[0].why}"
    if not may_write and is_write(operation):
        return "write blocked"
    return "not met by any request of this run"
