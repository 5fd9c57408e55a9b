"""The answer to a batch, put together as the operation's `x-batch` policy says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from mockserver.stubkit.call import Reply
from specs.batch import BatchPolicy
from specs.values import Record, split_pointer


@dataclass(frozen=True, slots=True)
class Applied:
    """The item was applied."""

    entry: Record
    """What the list of successes says of it."""
    warning: Record | None = None
    """What the list of warnings says of it, without the member that names the item."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The item was not applied."""

    problem: Record
    """What the list of failures says of it, without the member that names the item."""


Outcome: TypeAlias = Applied | Failed


def batch_reply(policy: BatchPolicy, outcomes: Sequence[Outcome]) -> Reply:
    """Returns the answer to a batch, its entries in the order of the request's items.

    Args:
        policy: The operation's declared policy.
        outcomes: One outcome an item, in request order.
    """
    body: Record = {}
    successes = _list_at(body, policy.successes)
    failures = _list_at(body, policy.failures)
    warnings = _list_at(body, policy.warnings) if policy.warnings is not None else []
    for index, outcome in enumerate(outcomes):
        if isinstance(outcome, Failed):
            failures.append(_naming(policy, index, outcome.problem))
            continue
        successes.append(outcome.entry)
        if outcome.warning is not None:
            warnings.append(_naming(policy, index, outcome.warning))
    status = policy.status(succeeded=len(successes), failed=len(failures))
    return Reply(status, body)


def _naming(policy: BatchPolicy, index: int, entry: Record) -> Record:
    """Returns an entry with the member that names its item."""
    return {**entry, policy.reference_member: policy.reference(index)}


@cache
def _steps(where: str) -> tuple[list[str], str]:
    """Returns the members that lead to a list, and its own, as a policy names it."""
    *holders, last = split_pointer(where)
    return holders, last


def _list_at(body: Record, where: str) -> list[Record]:
    holders, last = _steps(where)
    for name in holders:
        body = body.setdefault(name, {})
    found: list[Record] = body.setdefault(last, [])
    return found
