"""A check: a verdict on one exchange."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contracts.checks.subject import Subject
from contracts.finding import Severity, Violation

__all__ = ["Check", "Judge", "Subject", "check"]

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
