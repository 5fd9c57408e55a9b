"""Laws of partial success: the status of a batch follows from the outcomes of its items."""

from collections.abc import Iterator, Sequence

from contracts.lawkit import ABSENT, Draw, Session, Violation, law
from contracts.laws.batches import (
    AT_MOST,
    draw_mixture,
    draw_parts,
    every_batch,
    kinds_of,
    policy_of,
    put_back,
    request_body,
    send,
)
from contracts.laws.outcomes import Outcomes


@law(
    says="A batch whose items all succeed has the status that is documented for it.",
    holds=("LC6",),
    sites=every_batch,
    at_most=AT_MOST,
    examples=10,
)
def batch_of_good_items_has_its_status(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends good items only."""
    parts = draw_parts(session, draw, fates=("good",))
    outcomes = send(session, parts)
    yield from _status(outcomes, succeeded=len(parts), failed=0)


@law(
    says="A batch of which some items fail has the status that is documented for it.",
    holds=("LC6", "R155"),
    sites=every_batch,
    at_most=AT_MOST,
)
def batch_of_mixed_items_has_its_status(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends good and failing items."""
    kinds_of(session, ("failing",))
    good = draw_parts(session, draw, fates=("good",), at_most=4)
    bad = draw_parts(session, draw, fates=("failing",), at_most=4)
    outcomes = send(session, (*bad, *good) if len(good) % 2 else (*good, *bad))
    yield from _status(outcomes, succeeded=len(good), failed=len(bad))


@law(
    says="A batch whose items all fail has the status that is documented for it.",
    holds=("LC6", "R155"),
    sites=every_batch,
    at_most=AT_MOST,
)
def batch_of_bad_items_has_its_status(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends failing items only."""
    parts = draw_parts(session, draw, fates=("failing",))
    outcomes = send(session, parts)
    yield from _status(outcomes, succeeded=0, failed=len(parts))


@law(
    says="A batch with warned items has the status of one without.",
    holds=("LC6",),
    sites=every_batch,
    at_most=AT_MOST,
    examples=10,
)
def batch_of_warned_items_has_its_status(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends warned and good items."""
    parts = draw_mixture(session, draw, "warned", "good", at_most=2)
    outcomes = send(session, parts)
    put_back(session, parts)
    yield from _status(outcomes, succeeded=len(parts), failed=0)


@law(
    says="A batch without items is refused, or answered without outcomes.",
    holds=("LC1",),
    sites=every_batch,
)
def empty_batch_has_no_outcomes(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends no item."""
    body = request_body(session.operation, [])
    outcomes = Outcomes.read(session.operation, session.call(session.operation, json=body), ())
    if not 200 <= outcomes.exchange.status < 300:
        return
    if outcomes.exchange.json is ABSENT:
        return
    for name in _lists(outcomes):
        yield Violation(expected="no outcome of no item", got=name, exchange=outcomes.exchange)


def _lists(outcomes: Outcomes) -> Sequence[str]:
    found = {
        "successes": outcomes.successes,
        "failures": outcomes.failures,
        "warnings": outcomes.warnings,
    }
    return [f"{len(entries)} {name}" for name, entries in found.items() if entries]


def _status(outcomes: Outcomes, *, succeeded: int, failed: int) -> Iterator[Violation]:
    expected = policy_of(outcomes.operation).status(succeeded=succeeded, failed=failed)
    if outcomes.exchange.status != expected:
        yield Violation(
            expected=f"status {expected} for {succeeded} good and {failed} failing items",
            got=f"status {outcomes.exchange.status}",
            exchange=outcomes.exchange,
            cause=str(outcomes.exchange.status),
        )
