"""Laws of partial success: a large batch is treated like a small one."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Session, Violation, law
from contracts.laws.batch_fates import codes, failing, good
from contracts.laws.batch_partition import partition, references, sizes
from contracts.laws.batch_state import applied
from contracts.laws.batches import (
    Part,
    answered,
    batch_sites,
    every_batch,
    is_all_or_none,
    kinds_of,
    make_parts,
    put_back,
    read,
)

LARGE: Final = 60
"""Items of a large batch: more than any usual page, far below usual limits."""
_GOOD: Final = 24


@law(
    says="In a large batch every item has one outcome, the one it deserves.",
    holds=("LC1", "LC2", "LC4"),
    sites=batch_sites,
    at_most={"POST": 60, "PUT": 60, "PATCH": 60, "GET": 60},
    examples=2,
)
def large_batches_keep_the_laws(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends a batch of many failing and some good items in any order."""
    parts = _large(session, draw, mixed=True)
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from partition(outcomes)
    yield from sizes(outcomes)
    yield from references(outcomes)
    yield from good(parts, outcomes)
    yield from failing(parts, outcomes)
    yield from codes(parts, outcomes)


@law(
    says="In a large batch every good item is applied, also the last one.",
    holds=("LC8",),
    sites=every_batch,
    at_most={"POST": 60, "PUT": 60, "PATCH": 60, "GET": 60},
    examples=1,
)
def large_batches_are_applied(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends good items, and reads what they are about."""
    parts = _large(session, draw, mixed=not is_all_or_none(session.operation))
    outcomes = answered(session, parts)
    done = [p for i, p in enumerate(parts) if p.item.applied and outcomes.has_succeeded(i)]
    after = [(part, read(session, part, "read it")) for part in done]
    put_back(session, parts)
    for part, exchange in after:
        yield from applied(part, exchange)


def _large(session: Session, draw: Draw, *, mixed: bool) -> tuple[Part, ...]:
    kinds = kinds_of(session, ("good", "failing") if mixed else ("good",))
    several = [kind for kind in kinds if kind.is_repeatable]
    fine = [kind for kind in several if kind.fate == "good"]
    bad = [kind for kind in several if kind.fate == "failing"]
    session.need(bool(fine), "a kind of good items of which a batch may hold several")
    chosen = [fine[number % len(fine)] for number in range(_GOOD)]
    if mixed:
        chosen += [kind for kind in kinds if not kind.is_repeatable]
        chosen += [bad[number % len(bad)] for number in range(LARGE - len(chosen)) if bad]
    parts = make_parts(session, draw, draw(st.permutations(chosen)))
    session.need(len(parts) > 1, "many items about different things")
    return parts
