"""Laws of operations: who shows no good credentials gets nothing."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import (
    Bundle,
    Draw,
    Operation,
    Record,
    Session,
    Site,
    Violation,
    law,
    succeeded,
    valid_request,
)

from .near_misses import NearMiss, alternative, near_misses, swapped
from .refusals import at_most, can_judge, refused

_MOST: Final = 30
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


@law(
    says="Credentials that differ from good ones in one character, word or part give nothing.",
    holds=("LS2", "R23", "R183", "R201", "R202"),
    sites=secured_sites,
    at_most=at_most(_MOST),
)
def nearly_right_credentials_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Spoils the credentials of each kind of caller in one thing, and mixes those of two."""
    operation = session.operation
    request = valid_request(session, operation)
    misses = list(_misses(session))
    session.need(bool(misses), "credentials of a caller, rather than a way to get them")
    for miss in misses[:_MOST]:
        spoiled = request.copy()
        spoiled["headers"] = {**request.get("headers", {}), **miss.headers}
        spoiled["query"] = {**request.get("query", {}), **miss.query}
        exchange = session.call(operation, **spoiled, caller="nobody", note=miss.what)
        yield from refused(session, exchange, expected=f"a refusal: {miss.what}", cause=miss.what)


def _misses(session: Session) -> Iterator[NearMiss]:
    """Yields near misses of the first caller of each kind, and mixtures with the second."""
    first: dict[tuple[str, ...], Record] = {}
    mixed = set()
    for name in session.bundle.roles:
        if not name.startswith("caller.") or not session.has(name):
            continue
        credentials = session.role(name)
        schemes = alternative(session.operation, credentials)
        if schemes is None or schemes in mixed:
            continue
        if schemes not in first:
            first[schemes] = credentials
            yield from near_misses(session.operation, schemes, credentials)
        else:
            mixed.add(schemes)
            yield from swapped(session.operation, schemes, first[schemes], credentials)
