"""What a proxy has seen, counted: the ground of its summary and of its exit code."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mockserver.proxy.breaches import Breach

_MOST_GROUPS: Final = 1000
"""Kinds told apart; a hostile answer may be wrong in ever new places."""


class Group(NamedTuple):
    """Breaches of one kind."""

    api: str
    operation: str
    side: str
    kind: str
    where: str


@dataclass(slots=True)
class Seen:
    """How often something was wrong, and the first time that it was."""

    first: Breach
    exchange: str
    """Method, path and status of that time."""
    count: int = 0


@dataclass(slots=True)
class Tally:
    """Counts answers and breaches."""

    passed: int = 0
    """Answers of the target."""
    mocked: int = 0
    """Answers of the mock: to what is not forwarded, and refusals of what is too large."""
    failed: int = 0
    """Requests that the target gave no answer to."""
    breaches: int = 0
    groups: dict[Group, Seen] = field(default_factory=dict)

    @property
    def answers(self) -> int:
        """All answers that clients got."""
        return self.passed + self.mocked + self.failed

    def add(self, breach: Breach, exchange: str) -> None:
        """Counts a breach."""
        group = Group(breach.api, breach.operation, breach.side, breach.kind, breach.where)
        if group not in self.groups and len(self.groups) >= _MOST_GROUPS:
            group = group._replace(operation="", where="elsewhere")
        self.groups.setdefault(group, Seen(breach, exchange)).count += 1
        self.breaches += 1

    def exit_code(self, *, fails_on_error: bool) -> int:
        """Returns 0 if all was well, 1 if something was wrong, 2 if nothing passed through."""
        if not self.passed:
            return 2
        return 1 if self.breaches and fails_on_error else 0
