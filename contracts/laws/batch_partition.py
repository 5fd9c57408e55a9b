"""Laws of partial success: every item has one outcome, and every outcome is of an item."""

from collections.abc import Iterator

from contracts.lawkit import Draw, Session, Violation, law, pointer, shown
from contracts.laws.batches import AT_MOST, answered, batch_sites, draw_parts, policy_of, put_back
from contracts.laws.outcomes import Outcomes


@law(
    says="Every item of a batch is among the successes or among the failures, and never in both.",
    holds=("LC1", "R154"),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_outcomes_partition_the_items(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges that no item is lost and none is in both lists."""
    parts = draw_parts(session, draw)
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from partition(outcomes)


@law(
    says="A batch of items about different things has as many outcomes as items.",
    holds=("LC1", "R154"),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_items_have_one_entry_each(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges the number of entries, in all and of each item."""
    parts = draw_parts(session, draw)
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from sizes(outcomes)


@law(
    says="Every failure and warning names an item of the request, and so does every success.",
    holds=("LC4", "R157"),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_references_point_at_items(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges that no entry is about something that was not sent."""
    parts = draw_parts(session, draw)
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from references(outcomes)


def partition(outcomes: Outcomes) -> Iterator[Violation]:
    """Yields each item that has no outcome, or two that exclude each other."""
    for index in range(len(outcomes.bodies)):
        failed, succeeded = outcomes.has_failed(index), outcomes.has_succeeded(index)
        if failed and succeeded and outcomes.names_successes:
            yield _about(outcomes, index, "is a success or a failure", "it is both", "both")
        if not failed and not succeeded:
            yield _about(outcomes, index, "is a success or a failure", "it is neither", "neither")


def sizes(outcomes: Outcomes) -> Iterator[Violation]:
    """Yields a violation if there are more or fewer outcomes than items."""
    got = len(outcomes.successes) + len(outcomes.failures)
    if got != len(outcomes.bodies):
        yield Violation(
            expected=f"{len(outcomes.bodies)} outcomes for {len(outcomes.bodies)} items",
            got=f"{len(outcomes.successes)} successes and {len(outcomes.failures)} failures",
            exchange=outcomes.exchange,
            cause="more" if got > len(outcomes.bodies) else "fewer",
        )


def references(outcomes: Outcomes) -> Iterator[Violation]:
    """Yields each entry that names no item of the request."""
    policy = policy_of(outcomes.operation)
    lists = ((policy.failures, outcomes.failures), (policy.warnings, outcomes.warnings))
    last = policy.reference(len(outcomes.bodies) - 1)
    for where, entries in lists:
        for place, entry in enumerate(entries):
            if outcomes.index_of(entry) is None:
                named = entry.get(policy.reference_member) if isinstance(entry, dict) else entry
                yield Violation(
                    expected=f"{policy.reference_member} from {policy.reference(0)} to {last}",
                    got=shown(named),
                    exchange=outcomes.exchange,
                    pointer=f"{where}/{place}{pointer(policy.reference_member)}",
                )
    for place, success in enumerate(outcomes.successes if outcomes.names_successes else ()):
        if not outcomes.is_of_an_item(success):
            yield Violation(
                expected="a success of an item that was sent",
                got=shown(success),
                exchange=outcomes.exchange,
                pointer=f"{policy.successes}/{place}",
            )


def _about(outcomes: Outcomes, index: int, expected: str, got: str, cause: str) -> Violation:
    return Violation(
        expected=f"item {index} ({shown(outcomes.bodies[index])}) {expected}",
        got=got,
        exchange=outcomes.exchange,
        cause=cause,
    )
