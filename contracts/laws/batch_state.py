"""Laws of partial success: what an answer says of an item is what has become of its subject."""

from collections.abc import Iterator, Sequence

from contracts.lawkit import (
    ABSENT,
    Draw,
    Exchange,
    Fate,
    Json,
    NotJudged,
    Session,
    Violation,
    law,
    shown,
)
from contracts.laws.batches import (
    AT_MOST,
    Part,
    all_or_none_sites,
    answered,
    batch_sites,
    draw_mixture,
    draw_parts,
    every_batch,
    is_all_or_none,
    kinds_of,
    put_back,
    read,
)
from contracts.laws.likeness import alike, differences
from contracts.laws.resources import one, readers


@law(
    says="An item that fails changes nothing.",
    holds=("LC7", "R153"),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_failed_items_change_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Reads what the failing items are about before and after."""
    session.need(bool(readers(session.bundle, session.operation)), "an operation that reads one")
    kinds = session.item_kinds(session.operation)
    fate: Fate = "failing" if any(kind.fate == "failing" for kind in kinds) else "unknown"
    parts = draw_mixture(session, draw, fate, "good", "warned")
    before = {index: steady(session, part) for index, part in enumerate(parts) if _may_fail(part)}
    outcomes = answered(session, parts)
    failed = [index for index in before if before[index] is not None and outcomes.has_failed(index)]
    after = {index: read(session, parts[index], "read it again") for index in failed}
    put_back(session, parts)
    for index in failed:
        yield from unchanged(session, parts[index], before[index], after[index])


@law(
    says="An item that succeeds is applied: the next read shows it.",
    holds=("LC8", "R150"),
    sites=every_batch,
    at_most=AT_MOST,
)
def batch_good_items_are_applied(session: Session, draw: Draw) -> Iterator[Violation]:
    """Reads what the successful items are about before and after."""
    company: tuple[Fate, ...] = () if is_all_or_none(session.operation) else ("failing", "warned")
    parts = draw_mixture(session, draw, "good", *company)
    subjects = [index for index, part in enumerate(parts) if part.item.applied]
    session.need(bool(subjects), "an item whose effect can be read")
    if _reads_first(parts):
        for index in subjects:
            read(session, parts[index], "read it before")
    outcomes = answered(session, parts)
    after = {i: read(session, parts[i], "read it") for i in subjects if outcomes.has_succeeded(i)}
    put_back(session, parts)
    for index, exchange in after.items():
        yield from applied(parts[index], exchange)


@law(
    says="What one batch has applied stays when another batch changes other things.",
    holds=("LC8", "R150"),
    sites=every_batch,
    at_most=AT_MOST,
)
def batch_effects_stay(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends two batches about different things, and reads what the first one changed."""
    kinds_of(session, ("good",))
    first = draw_parts(session, draw, fates=("good",), at_most=3)
    fates: tuple[Fate, ...] = (
        ("good",) if is_all_or_none(session.operation) else ("good", "failing")
    )
    second = draw_parts(session, draw, fates=fates, at_most=3)
    names = [shown(dict(part.item.subject or {})) for part in first]
    second = tuple(p for p in second if shown(dict(p.item.subject or {})) not in names)
    session.need(bool(second), "items about two different things")
    outcomes = answered(session, first, "the first batch")
    kept = [p for i, p in enumerate(first) if p.item.applied and outcomes.has_succeeded(i)]
    answered(session, second, "a batch about other things")
    after = [(part, read(session, part, "read the first ones")) for part in kept]
    put_back(session, (*first, *second))
    for part, exchange in after:
        yield from applied(part, exchange)


@law(
    says="If one item of a batch fails, none is applied.",
    sites=all_or_none_sites,
    at_most=AT_MOST,
)
def batch_is_applied_whole_or_not_at_all(session: Session, draw: Draw) -> Iterator[Violation]:
    """Mixes good and failing items, and reads what the good ones are about."""
    kinds_of(session, ("good",))
    good = draw_parts(session, draw, fates=("good",), at_most=4)
    bad = draw_parts(session, draw, fates=("failing",), at_most=2)
    parts = (*good, *bad)
    before = {index: steady(session, part) for index, part in enumerate(good)}
    outcomes = answered(session, parts)
    after = {index: read(session, part, "read it again") for index, part in enumerate(good)}
    if not outcomes.failures:
        return
    if outcomes.successes:
        yield Violation(
            expected="no success beside a failure",
            got=f"{len(outcomes.successes)} successes",
            exchange=outcomes.exchange,
            cause="listed",
        )
    for index, part in enumerate(good):
        if before[index] is not None:
            yield from unchanged(session, part, before[index], after[index])


def steady(session: Session, part: Part) -> Exchange | None:
    """Reads what an item is about, twice where others may change it; None if it cannot be read.

    Raises:
        NotJudged: It changes while nobody touches it.
    """
    first = read(session, part, "read what it is about")
    if first is None or not 200 <= first.status < 300:
        return None
    if not session.is_exclusive:
        again = read(session, part, "read it once more")
        if again is None or list(differences(state(session, first), state(session, again))):
            raise NotJudged(f"{part.item.subject} changes while nobody touches it")
    return first


def state(session: Session, exchange: Exchange) -> Json:
    """Returns the resource that a read shows; the whole body if it cannot be told."""
    for reader in readers(session.bundle, session.operation):
        if reader.label == exchange.operation or exchange.operation is None:
            found = one(reader, exchange.json)
            return exchange.json if found is ABSENT else found
    return exchange.json


def unchanged(
    session: Session, part: Part, before: Exchange | None, after: Exchange | None
) -> Iterator[Violation]:
    """Yields each difference between two reads of what an item is about."""
    if before is None or after is None:
        return
    if after.status != before.status:
        yield _read_status(part, after, before.status)
        return
    for where, old, new in differences(state(session, before), state(session, after)):
        yield Violation(
            expected=f"{_name(part)} keeps {where or 'its value'}: {shown(old)}",
            got=shown(new),
            exchange=after,
            cause=part.kind.id,
        )


def applied(part: Part, after: Exchange | None) -> Iterator[Violation]:
    """Yields each place where a read does not show what an item asked for."""
    if after is None:
        return
    if not 200 <= after.status < 300:
        yield _read_status(part, after, 200)
        return
    for where, value in part.item.applied.items():
        if not alike(value, after.at(where)):
            yield Violation(
                expected=f"{_name(part)} has {where}: {shown(value)}",
                got=shown(after.at(where)),
                exchange=after,
                pointer=where,
            )


def _may_fail(part: Part) -> bool:
    return part.kind.fate in ("failing", "unknown") and part.item.subject is not None


def _name(part: Part) -> str:
    return f"{' '.join(str(value) for value in (part.item.subject or {}).values())}"


def _read_status(part: Part, after: Exchange, status: int) -> Violation:
    return Violation(
        expected=f"{_name(part)} is read with status {status}",
        got=str(after.status),
        exchange=after,
        cause="status",
    )


def _reads_first(parts: Sequence[Part]) -> bool:
    """Whether to read before the write too; both ways occur, since a cache shows in one only."""
    return len(parts) % 2 == 1
