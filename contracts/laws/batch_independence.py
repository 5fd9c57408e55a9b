"""Laws of partial success: the fate of an item depends neither on its company nor on its place."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Fate, Session, Violation, law
from contracts.laws.batch_fates import told
from contracts.laws.batches import (
    AT_MOST,
    Part,
    answered,
    batch_sites,
    draw_parts,
    kinds_of,
    put_back,
)

JUDGED_TWICE: Final[tuple[Fate, ...]] = ("failing", "warned")
"""Fates that are the same when the same item is sent again."""


@law(
    says="An item has the same outcome alone as in a batch that holds no other copy of it.",
    holds=("LC2", "R153"),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_items_fare_alone_as_in_company(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends one item alone and then in a batch."""
    kinds_of(session, JUDGED_TWICE)
    (one,) = draw_parts(session, draw, fates=JUDGED_TWICE, at_most=1)
    others = draw_parts(session, draw, fates=("good", *JUDGED_TWICE), at_most=4)
    company = tuple(part for part in others if _differ(part, one))
    session.need(bool(company), "two items about different things")
    place = draw(st.integers(0, len(company)))
    alone = answered(session, [one], "alone")
    batch = (*company[:place], one, *company[place:])
    together = answered(session, batch, "in company")
    put_back(session, batch)
    if alone.outcome_of(0) != together.outcome_of(place):
        got = f"it {together.fate_of(place)}"
        yield told(together, place, one, f"{alone.fate_of(0)} as it does alone", got, by_kind=False)


@law(
    says="Another order of the items gives the same outcomes in that order.",
    holds=("LC3", "R153", "R157"),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_order_does_not_matter(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends a batch in two orders; good items are made anew, since they are applied already."""
    kinds_of(session, JUDGED_TWICE)
    drawn = draw_parts(session, draw, fates=(*JUDGED_TWICE, "good"), at_least=2)
    session.need(len(drawn) > 1, "two items about different things")
    order = draw(st.permutations(range(len(drawn))))
    first = answered(session, drawn, "in one order")
    again = [_again(session, draw, part) for part in drawn]
    permuted = [again[index] for index in order]
    second = answered(session, permuted, "in another order")
    put_back(session, drawn)
    for place, index in enumerate(order):
        if first.outcome_of(index) != second.outcome_of(place):
            expected = f"{first.fate_of(index)} as it does at place {index}"
            got = f"it {second.fate_of(place)}"
            yield told(second, place, permuted[place], expected, got, by_kind=False)


def _again(session: Session, draw: Draw, part: Part) -> Part:
    is_new = part.kind.fate == "good" and part.kind.is_repeatable
    return Part(part.kind, part.kind.make(session, draw)) if is_new else part


def _differ(left: Part, right: Part) -> bool:
    return left.item.subject != right.item.subject and left.item.body != right.item.body
