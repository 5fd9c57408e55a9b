"""A batch of which some items are made to fail; the operation itself applies the others."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TypeAlias

from mockserver.state import World
from mockserver.stubkit import ABSENT, Call, Json, Record, Reply
from mockserver.stubkit.stub import Handler
from specs.batch import BatchPolicy
from specs.values import find, split_pointer

Wording: TypeAlias = Callable[[Reply | None], Mapping[int, Record]]
"""What the operation answers for the other items -> entries by index of the item."""

_REFUSED = 400


def no_entries(beside: Reply | None) -> Mapping[int, Record]:
    """Words nothing."""
    del beside
    return {}


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """Which items of a batch are to fail, and how their entries read."""

    policy: BatchPolicy
    failing: frozenset[int]
    """Zero-based places in the request."""
    failures: Wording
    """The entries of failing items; asked once, for those that fail."""
    warnings: Wording = no_entries
    """The entries to add for items that were applied."""


async def failing_items(call: Call, world: World, plan: ItemPlan, handler: Handler) -> Reply:
    """Answers a batch as if the planned items had failed, and as if the others stood alone.

    The handler sees the other items only, so that it applies them and nothing of the failing
    ones. It is not called where nothing would be left to apply, nor where one bad item keeps a
    batch from being applied at all. An answer of the handler that is not one of a batch is
    passed on.

    Args:
        call: The request, which holds every planned item.
        world: What the handler reads and changes.
        plan: The failing items.
        handler: What the operation does.
    """
    items = items_of(call, plan.policy)
    assert items is not None, "whoever plans has seen the items"
    kept = [index for index in range(len(items)) if index not in plan.failing]
    beside = None
    if kept and not (plan.failing and _is_atomic(plan.policy)):
        narrowed = replace(call, body=_with_items(call, plan.policy, [items[i] for i in kept]))
        beside = await handler(narrowed, world)
        if not is_batch(beside, plan.policy):
            return beside
    return _Merger(plan, kept).merged(beside)


def items_of(call: Call, policy: BatchPolicy) -> list[Json] | None:
    """Returns the items of a batch; None if none stand where the policy says."""
    if call.body is ABSENT:
        return None
    found = find(call.body, policy.items)
    return found if isinstance(found, list) else None


def entries_by_item(reply: Reply, policy: BatchPolicy, where: str) -> dict[int, Record]:
    """Returns the entries of a list in an answer by the item that they name; the first one each."""
    named: dict[int, Record] = {}
    for entry in listed(reply.body, where):
        index = _index_in(entry, policy)
        if index is not None:
            named.setdefault(index, entry)
    return named


class _Merger:
    """Puts what the handler said of the kept items together with what was planned."""

    def __init__(self, plan: ItemPlan, kept: Sequence[int]) -> None:
        self._plan = plan
        self._policy = plan.policy
        self._kept = kept

    def merged(self, beside: Reply | None) -> Reply:
        policy, plan = self._policy, self._plan
        said = beside.body if beside is not None else {}
        body: Record = dict(said) if isinstance(said, dict) else {}
        successes = listed(body, policy.successes)
        failures = self._renumbered(listed(body, policy.failures))
        applied = self._applied(failures)
        failed = {index for index, _ in failures if index is not None} | plan.failing
        planned = plan.failures(beside)
        failures += [(index, planned[index]) for index in sorted(plan.failing)]
        put_list(body, policy.successes, successes)
        put_list(body, policy.failures, self._in_order(failures))
        if policy.warnings is not None:
            warnings = self._renumbered(listed(body, policy.warnings))
            extra = plan.warnings(beside) if applied else {}
            warnings += [(index, extra[index]) for index in applied if index in extra]
            put_list(body, policy.warnings, self._in_order(warnings))
        status = policy.status(succeeded=len(successes), failed=max(len(failures), len(failed)))
        if beside is None:
            others = bool(self._kept)
            return Reply(policy.statuses["mixed" if others else "all-bad"], body)
        return replace(beside, status=status, body=body)

    def _applied(self, failures: list[tuple[int | None, Record]]) -> list[int]:
        """Returns the items that the handler applied, as far as its failures tell."""
        failed = {index for index, _ in failures}
        return [index for index in self._kept if index not in failed]

    def _renumbered(self, entries: list[Json]) -> list[tuple[int | None, Record]]:
        """Returns entries that name the items of the whole request, with the place of each."""
        found: list[tuple[int | None, Record]] = []
        for entry in entries:
            index = _index_in(entry, self._policy)
            if index is None or index >= len(self._kept):
                found.append((None, entry))
                continue
            place = self._kept[index]
            found.append((place, pointed(entry, self._policy, place)))
        return found

    def _in_order(self, entries: list[tuple[int | None, Record]]) -> list[Record]:
        """Returns entries in the order of the items; those that name none come last."""
        after = len(self._kept) + len(self._plan.failing)
        ordered = sorted(entries, key=lambda pair: after if pair[0] is None else pair[0])
        return [
            entry if index is None else pointed(entry, self._policy, index)
            for index, entry in ordered
        ]


def _is_atomic(policy: BatchPolicy) -> bool:
    """Whether a batch with a bad item is refused as a whole."""
    return policy.statuses["mixed"] >= _REFUSED


def is_batch(reply: Reply, policy: BatchPolicy) -> bool:
    """Whether an answer reports on items: its status and its lists are those of the policy."""
    is_listed = isinstance(find(reply.body, policy.successes), list)
    return is_listed and reply.status in policy.statuses.values()


def _with_items(call: Call, policy: BatchPolicy, items: list[Json]) -> Json:
    """Returns a copy of the body with other items; what holds them is copied, nothing else."""
    path = split_pointer(policy.items)
    if not path:
        return items
    body = copy(call.body)
    holder = body
    for name in path[:-1]:
        key = int(name) if isinstance(holder, list) else name
        holder[key] = copy(holder[key])
        holder = holder[key]
    holder[path[-1]] = items
    return body


def listed(body: Json, where: str) -> list[Json]:
    """Returns a copy of the list at a JSON pointer; empty if none is there."""
    found = find(body, where) if body is not ABSENT else None
    return list(found) if isinstance(found, list) else []


def put_list(body: Record, where: str, entries: list[Record]) -> None:
    """Puts a list at a JSON pointer; what holds it is copied, and made where it is missing."""
    *holders, last = split_pointer(where)
    for name in holders:
        body[name] = copy(body[name]) if isinstance(body.get(name), dict) else {}
        body = body[name]
    body[last] = entries


def _index_in(entry: Json, policy: BatchPolicy) -> int | None:
    """Returns the item that an entry names, by its reference or by something inside it."""
    said = entry.get(policy.reference_member) if isinstance(entry, dict) else None
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    before, _, after = policy.reference_template.partition("{index}")
    form = rf"{re.escape(before)}(0|[1-9][0-9]{{0,8}}){re.escape(after)}(?:/.*)?"
    found = re.fullmatch(form, said) if isinstance(said, str) else None
    return int(found[1]) if found is not None else None


def pointed(entry: Record, policy: BatchPolicy, index: int) -> Record:
    """Returns an entry that names an item, in the form in which it named another one."""
    said = entry.get(policy.reference_member)
    own = _index_in(entry, policy)
    reference: Json = policy.reference(index)
    if isinstance(said, int) and own is not None:
        reference = index
    elif isinstance(said, str) and own is not None:
        reference += said.removeprefix(policy.reference(own))
    return {**entry, policy.reference_member: reference}
