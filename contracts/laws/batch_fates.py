"""Laws of partial success: each item gets the fate that its own content deserves."""

from collections.abc import Iterator, Sequence

from contracts.lawkit import Draw, Fate, Session, Violation, law, shown
from contracts.laws.batches import (
    AT_MOST,
    Part,
    answered,
    batch_sites,
    draw_mixture,
    every_batch,
    is_all_or_none,
    put_back,
)
from contracts.laws.outcomes import Outcomes


@law(
    says="An item that is good by itself succeeds, whatever else is in the batch.",
    holds=("LC2", "R153"),
    sites=every_batch,
    at_most=AT_MOST,
)
def batch_good_items_succeed(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges the good items of a mixture."""
    company: tuple[Fate, ...] = () if is_all_or_none(session.operation) else ("warned", "failing")
    parts = draw_mixture(session, draw, "good", *company)
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from good(parts, outcomes)


@law(
    says="An item that is bad by itself fails, whatever else is in the batch.",
    holds=("LC2", "R153", "R154", "R158", "R161", "R162", "R163", "R167"),
    sites=every_batch,
    at_most=AT_MOST,
)
def batch_failing_items_fail(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges the failing items of a mixture."""
    parts = draw_mixture(session, draw, "failing", "good", "warned")
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from failing(parts, outcomes)


@law(
    says="A failure carries the code that is documented for its reason.",
    holds=("R158", "R160", "R161", "R162", "R163", "R164", "R167"),
    sites=every_batch,
    at_most=AT_MOST,
)
def batch_failures_carry_their_code(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges the codes of the failing items of a mixture."""
    parts = draw_mixture(session, draw, "failing", "good")
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from codes(parts, outcomes)


@law(
    says="An item that only draws a warning is a success, and the warning names it.",
    holds=("LC20", "R154", "R168", "R169"),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_warned_items_succeed(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges the warned items of a mixture."""
    parts = draw_mixture(session, draw, "warned", "good", "failing")
    outcomes = answered(session, parts)
    put_back(session, parts)
    for index, part in enumerate(parts):
        if part.kind.fate != "warned":
            continue
        if outcomes.has_failed(index) or not outcomes.has_succeeded(index):
            yield told(outcomes, index, part, "succeeds with a warning", outcomes.fate_of(index))
        elif part.kind.code not in (*outcomes.warning_codes_at(index), ""):
            got = shown(list(outcomes.warning_codes_at(index)))
            yield told(outcomes, index, part, f"has the warning {part.kind.code}", got)


def good(parts: Sequence[Part], outcomes: Outcomes) -> Iterator[Violation]:
    """Yields each good item that did not succeed."""
    for index, part in enumerate(parts):
        fails = outcomes.has_failed(index) or not outcomes.has_succeeded(index)
        if part.kind.fate == "good" and fails:
            yield told(outcomes, index, part, "succeeds", outcomes.fate_of(index))


def failing(parts: Sequence[Part], outcomes: Outcomes) -> Iterator[Violation]:
    """Yields each failing item that did not fail."""
    for index, part in enumerate(parts):
        if part.kind.fate == "failing" and not outcomes.has_failed(index):
            yield told(outcomes, index, part, "fails", outcomes.fate_of(index))


def codes(parts: Sequence[Part], outcomes: Outcomes) -> Iterator[Violation]:
    """Yields each failure that has another code than its item deserves."""
    for index, part in enumerate(parts):
        found = outcomes.codes_at(index)
        if part.kind.fate == "failing" and part.kind.code and found and part.kind.code not in found:
            yield told(outcomes, index, part, f"fails with {part.kind.code}", shown(list(found)))


def told(
    outcomes: Outcomes, index: int, part: Part, expected: str, got: str, *, by_kind: bool = True
) -> Violation:
    """Returns a violation about one item.

    Args:
        outcomes: Of the batch.
        index: Of the item.
        part: The item with its kind.
        expected: What should become of it.
        got: What became of it.
        by_kind: Whether the rules are those of the kind, not those of the law.
    """
    sent = shown(outcomes.bodies[index])
    return Violation(
        expected=f"item {index}, {part.kind.id.replace('_', ' ')}, {expected}: {sent}",
        got=got,
        exchange=outcomes.exchange,
        rules=part.kind.holds if by_kind else (),
        cause=part.kind.id,
    )
