"""Laws of operations: who shows no good credentials gets nothing."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import (
    Bundle,
    Draw,
    Operation,
    Session,
    Site,
    Violation,
    law,
    succeeded,
    valid_request,
)

from .refusals import at_most, can_judge, refused

_CALLERS: Final = {"nobody": "without credentials", "wrong": "with wrong credentials"}


def secured(bundle: Bundle, operation: Operation) -> bool:
    """Returns whether an operation always asks for credentials."""
    return bool(operation.security) and all(operation.security) and can_judge(bundle, operation)


def secured_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each operation that asks for credentials."""
    for operation in bundle.operations:
        if secured(bundle, operation):
            yield Site(operation)


@law(
    says="An operation gives nothing to a caller without credentials, or with wrong ones.",
    holds=("LS2", "R22", "R175", "R183"),
    sites=secured_sites,
    at_most=at_most(3),
)
def credentials_are_required(session: Session, draw: Draw) -> Iterator[Violation]:
    """Calls with nothing to show, and with credentials of the right form that nobody has."""
    operation = session.operation
    request = valid_request(session, operation)
    if not operation.has_side_effects:
        good = session.call(operation, **request, note="with good credentials")
        is_served = succeeded(session.bundle, operation, good)
        session.need(is_served, "a call that succeeds with good credentials")
    for caller, words in _CALLERS.items():
        exchange = session.call(operation, **request, caller=caller, note=words)
        yield from refused(session, exchange, expected=f"a refusal {words}", cause=caller)
