"""What will become of each item of a plan on a target, as far as that is known before sending."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from contracts.finding import Kind
from contracts.run.api_run import ALWAYS_THERE
from contracts.run.guard import is_write
from contracts.run.law_runner import SHRINK_REQUESTS
from contracts.run.plan import ApiPlan, Item, reason_against
from contracts.target import Target
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Record

_LIKELY: Final[dict[Kind, float]] = {
    "examples": 0.12,
    "coverage": 0.5,
    "fuzzing": 1.0,
    "stateful": 0.4,
    "law": 0.045,
    "error-code": 0.06,
}
"""What share of its bound an item of each kind has been seen to send."""

Prospect = Literal["runs", "may run", "left out"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of one item."""

    item: Item
    prospect: Prospect
    reason: str = ""
    """Why it is left out, or what it depends on; empty if it runs."""


def outlooks(plan: ApiPlan, target: Target) -> Iterator[Outlook]:
    """Yields the outlook of each item of one API; nothing is sent."""
    name = plan.bundle.name
    may_write = target.may_write(name)
    for item in plan.items:
        reason = reason_against(item, may_write=may_write, own_mock=target.is_own_mock)
        if reason is not None:
            yield Outlook(item, "left out", reason)
            continue
        missing, unsure = _needed(plan.bundle, item, target)
        if missing:
            yield Outlook(item, "left out", missing[0])
        elif unsure:
            yield Outlook(item, "may run", unsure[0])
        else:
            yield Outlook(item, "runs")


def way_to(role: str, bundle: Bundle, *, may_write: bool) -> str:
    """Returns how a run can come by a role that the target does not name, or an empty text."""
    declared: Record = bundle.roles.get(role, {})
    ways = []
    if "finds" in declared and "where" in declared:
        ways.append(f"looked for by {declared['finds']}")
    if "makes" in declared and "example" in declared and may_write:
        ways.append(f"made by {declared['makes']}")
    return ", else ".join(ways)


def operations_of(item: Item, bundle: Bundle) -> tuple[Operation, ...]:
    """Returns the operations that an item may call."""
    if item.kind == "stateful":
        return bundle.operations
    names: set[str | None] = set()
    called = [item.operation] if item.operation is not None else []
    if item.law is not None:
        names.update(item.law.operations)
        for site in item.law.sites(bundle) if item.law.sites is not None else ():
            if site.operation is item.operation:
                called += site.others
    if item.provocation is not None:
        names.update(item.provocation.operations)
    labels = {operation.label for operation in called}
    return tuple(
        operation
        for operation in bundle.operations
        if operation.label in labels or names & {operation.operation_id, operation.label}
    )


def requests_of(
    item: Item, bundle: Bundle, *, may_write: bool, shrinks: bool = True
) -> dict[str, int]:
    """Returns how many requests an item sends at most, by method.

    Args:
        item: What is judged.
        bundle: Its API.
        may_write: Whether the target may be written to.
        shrinks: Whether a law finds something and spends requests on making its story small.
    """
    reads = {operation.method for operation in bundle.operations if not is_write(operation)}
    spared = SHRINK_REQUESTS if item.kind == "law" and not shrinks else 0
    return {
        method: max(0, count - spared)
        for method, count in item.needs.at_most.items()
        if may_write or method in reads
    }


def likely(item: Item, most: Mapping[str, int]) -> float:
    """Returns about how many requests an item sends, from the most where nothing is found."""
    return _LIKELY[item.kind] * sum(most.values())


def creations(
    item: Item, bundle: Bundle, makers: Collection[str], *, may_write: bool
) -> tuple[float, int]:
    """Returns how often an item calls what makes things: about, and at most.

    Args:
        item: What is judged.
        bundle: Its API.
        makers: Labels of the operations that make something.
        may_write: Whether the target may be written to.
    """
    called = operations_of(item, bundle)
    making = [operation for operation in called if operation.label in makers]
    if not making or not may_write:
        return 0.0, 0
    clean = requests_of(item, bundle, may_write=True, shrinks=False)
    most = requests_of(item, bundle, may_write=True)
    methods = {operation.method for operation in making}
    share = len(making) / len(called)
    return likely(item, clean) * share, sum(most.get(method, 0) for method in methods)


def added(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Returns the sums of counts, by method in the order of the alphabet."""
    total: dict[str, int] = {}
    for count in counts:
        for method, number in count.items():
            total[method] = total.get(method, 0) + number
    return dict(sorted(total.items()))


def _needed(bundle: Bundle, item: Item, target: Target) -> tuple[list[str], list[str]]:
    """Returns what an item needs and the target lacks, and what it may lack."""
    api = target.apis[bundle.name]
    missing: list[str] = []
    unsure: list[str] = []
    for role in item.needs.roles:
        if role in api.roles or role in ALWAYS_THERE:
            continue
        way = way_to(role, bundle, may_write=target.may_write(bundle.name))
        (unsure if way else missing).append(f"no role {role}" + (f"; it is {way}" if way else ""))
    for control in item.needs.controls:
        if api.control is None:
            missing.append(f"no control {control}")
        elif not target.is_own_mock:
            unsure.append(f"needs the control {control}; the target says when it is asked")
    return missing, unsure
