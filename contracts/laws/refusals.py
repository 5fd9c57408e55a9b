"""What the laws of operations have in common: a call that should be refused."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import (
    Bundle,
    Exchange,
    Operation,
    Session,
    Violation,
    documented,
    shown,
    succeeded,
    success_data,
)

METHODS: Final = ("GET", "PUT", "POST", "PATCH", "DELETE", "TRACE", "HEAD", "OPTIONS")


def at_most(calls: int) -> dict[str, int]:
    """Returns the same bound for each method."""
    return dict.fromkeys(METHODS, calls)


def can_judge(bundle: Bundle, operation: Operation) -> bool:
    """Returns whether the documents tell an answer that serves from one that refuses."""
    return documented(bundle, operation).tells_success


def refused(
    session: Session, exchange: Exchange, *, expected: str, cause: str
) -> Iterator[Violation]:
    """Yields a violation if an answer serves what it should refuse."""
    data = success_data(documented(session.bundle, session.operation), exchange.json)
    is_served = 200 <= exchange.status < 300 and data is not None
    if is_served or succeeded(session.bundle, session.operation, exchange):
        held = f" with {data}: {shown(exchange.json[data])}" if data is not None else ""
        yield Violation(expected, f"{exchange.status}{held}", exchange, cause=cause)
