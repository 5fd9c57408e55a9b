"""A law: a property over several exchanges, what it needs, and which documents it follows from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from contracts.finding import Severity, Violation
from contracts.lawkit.session import Draw, Session
from specs.bundle import Bundle
from specs.operation import Operation

Basis = Literal["documented", "outside", "inferred"]
"""documented: the vendor's document says so; outside: another public source says so;
inferred: our own reading of a silence, judged on the kit's own mock only."""

Judge = Callable[[Session, Draw], Iterator[Violation]]

CALLS_PER_METHOD: Final = 8
"""Requests of each method that one example may send unless the law says otherwise."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place of one API where a law over operations applies."""

    operation: Operation
    others: tuple[Operation, ...] = ()
    """Operations that are called as well."""


@dataclass(frozen=True, slots=True)
class Law:
    """One law."""

    id: str
    says: str
    """What should hold, in one sentence."""
    basis: Basis
    judge: Judge
    holds: tuple[str, ...] = ()
    """Ids of the documented rules (R154) and of the model's laws (LC1) that it judges."""
    operations: tuple[str, ...] = ()
    """Ids of the operations that it calls; empty for a law over operations."""
    roles: tuple[str, ...] = ()
    """Roles without which it is not judged."""
    controls: tuple[str, ...] = ()
    """Control actions without which it is not judged; `clock` is the target's clock."""
    sites: Callable[[Bundle], Iterable[Site]] | None = None
    """Where a law over operations applies; None for a law of one API."""
    severity: Severity = "error"
    at_most: Mapping[str, int] | None = None
    """Requests by method that one example may send."""
    examples: int | None = None
    """How many examples are enough, where fewer than the run's are."""
    needs_writes: bool = False
    """Whether it writes although its operations do not say so (an undeclared method)."""


def law(
    *,
    says: str,
    basis: Basis = "documented",
    holds: tuple[str, ...] = (),
    operations: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    controls: tuple[str, ...] = (),
    sites: Callable[[Bundle], Iterable[Site]] | None = None,
    severity: Severity = "error",
    at_most: Mapping[str, int] | None = None,
    examples: int | None = None,
    needs_writes: bool = False,
) -> Callable[[Judge], Law]:
    """Makes a generator function a law; its name is the law's id."""

    def made(judge: Judge) -> Law:
        return Law(
            id=judge.__name__,
            says=says,
            basis=basis,
            judge=judge,
            holds=holds,
            operations=operations,
            roles=roles,
            controls=controls,
            sites=sites,
            severity=severity,
            at_most=at_most,
            examples=examples,
            needs_writes=needs_writes,
        )

    return made
