"""A check: a verdict on one exchange."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contracts.finding import Exchange, Reply, Severity, Violation
from specs.bundle import Bundle
from specs.operation import Operation


@dataclass(frozen=True, slots=True)
class Subject:
    """One exchange with what the documents say of it."""

    exchange: Exchange
    """It has an answer, except for the check that judges missing ones."""
    operation: Operation
    bundle: Bundle
    limit_seconds: float = 30.0
    """How long an answer may take."""

    @property
    def reply(self) -> Reply:
        """The answer, for checks that need one."""
        if self.exchange.reply is None:
            raise ValueError("this check needs an answer")
        return self.exchange.reply


Judge = Callable[[Subject], Iterator[Violation]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check."""

    id: str
    says: str
    """What should hold, in one sentence."""
    why: str
    """Why a violation deserves its severity."""
    severity: Severity
    judge: Judge
    needs_answer: bool = True


def check(
    *, says: str, why: str, severity: Severity = "error", needs_answer: bool = True
) -> Callable[[Judge], Check]:
    """Makes a generator function a check; its name is the check's id."""

    def made(judge: Judge) -> Check:
        return Check(
            id=judge.__name__,
            says=says,
            why=why,
            severity=severity,
            judge=judge,
            needs_answer=needs_answer,
        )

    return made
