"""Provocations: for each documented error code, a call that should be answered with it."""

from collections.abc import Callable
from dataclasses import dataclass

from contracts.finding import Exchange
from contracts.lawkit.law import Basis
from contracts.lawkit.session import Draw, Session

Provoke = Callable[[Session, Draw], Exchange]


@dataclass(frozen=True, slots=True)
class Provocation:
    """One way to meet the condition of one documented code."""

    id: str
    code: str
    """The code as text."""
    operation: str
    """The operationId whose documented code it is."""
    provoke: Provoke
    """Returns the exchange that should carry the code."""
    basis: Basis = "documented"
    operations: tuple[str, ...] = ()
    """Other operations that it calls."""
    roles: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


def provokes(
    code: str | int,
    *,
    operation: str,
    basis: Basis = "documented",
    operations: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    controls: tuple[str, ...] = (),
    holds: tuple[str, ...] = (),
) -> Callable[[Provoke], Provocation]:
    """Makes a function a provocation; its name is the provocation's id."""

    def made(provoke: Provoke) -> Provocation:
        return Provocation(
            id=provoke.__name__,
            code=str(code),
            operation=operation,
            provoke=provoke,
            basis=basis,
            operations=operations,
            roles=roles,
            controls=controls,
            holds=holds,
        )

    return made
