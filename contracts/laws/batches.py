"""Batches as mixtures of kinds of items: drawing, sending, reading what they are about."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, cast

from hypothesis import strategies as st

from contracts.lawkit import (
    ABSENT,
    BatchPolicy,
    Bundle,
    Draw,
    Exchange,
    Fate,
    Item,
    ItemKind,
    Json,
    Operation,
    Session,
    Site,
    find,
    split_pointer,
)
from contracts.laws.outcomes import Outcomes
from contracts.laws.resources import creators, readers

EVERY: Final[tuple[Fate, ...]] = ("good", "warned", "failing", "unknown")
AT_MOST: Final = {"POST": 24, "PUT": 24, "PATCH": 24, "GET": 60}
"""Requests of one example: each item may need a thing of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a batch with the kind that made it."""

    kind: ItemKind
    item: Item


def policy_of(operation: Operation) -> BatchPolicy:
    """Returns the policy of an operation that is known to have one."""
    return cast("BatchPolicy", operation.batch)


def is_all_or_none(operation: Operation) -> bool:
    """Returns whether one failing item keeps the others from being applied."""
    raw = operation.extensions.get("x-batch", {})
    return bool(raw.get("preset") == "all-or-none")


def batch_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields every operation with partial success; each item has its own outcome."""
    yield from (site for site in every_batch(bundle) if not is_all_or_none(site.operation))


def every_batch(bundle: Bundle) -> Iterator[Site]:
    """Yields every operation whose body is a batch, with those that make and read its subjects."""
    for operation in bundle.operations:
        if operation.batch is not None:
            yield Site(operation, (*readers(bundle, operation), *creators(bundle, operation)))


def all_or_none_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields every operation whose items are all applied or none."""
    yield from (site for site in every_batch(bundle) if is_all_or_none(site.operation))


def draw_parts(
    session: Session,
    draw: Draw,
    *,
    fates: Sequence[Fate] = EVERY,
    at_least: int = 1,
    at_most: int = 6,
) -> tuple[Part, ...]:
    """Draws a batch without two items about the same thing.

    Raises:
        NotJudged: No kind of item has such a fate.
    """
    kinds = kinds_of(session, fates)
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=at_least, max_size=at_most))
    return make_parts(session, draw, chosen)


def draw_mixture(
    session: Session, draw: Draw, fate: Fate, *company: Fate, at_most: int = 4
) -> tuple[Part, ...]:
    """Draws a batch that holds at least one item of a fate, in any order and company.

    Raises:
        NotJudged: No kind of item has this fate.
    """
    main = kinds_of(session, (fate,))
    fates = (fate, *company)
    beside = [kind for kind in session.item_kinds(session.operation) if kind.fate in fates]
    chosen = draw(st.lists(st.sampled_from(main), min_size=1, max_size=at_most))
    chosen += draw(st.lists(st.sampled_from(beside), max_size=at_most))
    return make_parts(session, draw, draw(st.permutations(chosen)))


def kinds_of(session: Session, fates: Sequence[Fate] = EVERY) -> tuple[ItemKind, ...]:
    """Returns the kinds of items with one of these fates.

    Raises:
        NotJudged: There is none.
    """
    kinds = tuple(kind for kind in session.item_kinds(session.operation) if kind.fate in fates)
    session.need(bool(kinds), f"items whose fate is {' or '.join(fates)}")
    return kinds


def make_parts(session: Session, draw: Draw, kinds: Iterable[ItemKind]) -> tuple[Part, ...]:
    """Makes one item of each kind, and leaves out what would occur a second time."""
    made: list[Part] = []
    seen: set[str] = set()
    for kind in kinds:
        if not kind.is_repeatable and any(kind.id == part.kind.id for part in made):
            continue
        item = kind.make(session, draw)
        name = identity(session.operation, item.body)
        if name is None or name not in seen:
            made.append(Part(kind, item))
            seen.add(name or "")
    return tuple(made)


def identity(operation: Operation, body: Json) -> str | None:
    """Returns the id that an item of a request carries, or None if it carries none."""
    where = policy_of(operation).request_identity
    found = ABSENT if where is None else find(body, where)
    return None if found is ABSENT else str(found)


def request_body(operation: Operation, items: Sequence[Json]) -> Json:
    """Returns the body of a batch: the first documented example, with other items."""
    where = split_pointer(policy_of(operation).items)
    if not where:
        return list(items)
    media = operation.request_body.media if operation.request_body else ()
    examples = [value for kind in media for value in kind.examples.values()]
    body = deepcopy(examples[0]) if examples and isinstance(examples[0], dict) else {}
    place = body
    for name in where[:-1]:
        place = place.setdefault(name, {})
    place[where[-1]] = list(items)
    return body


def send(session: Session, parts: Sequence[Part], note: str = "") -> Outcomes:
    """Sends a batch and returns what the answer tells, whatever its status is."""
    bodies = tuple(part.item.body for part in parts)
    operation = session.operation
    exchange = session.call(operation, json=request_body(operation, bodies), note=note)
    return Outcomes.read(operation, exchange, bodies)


def answered(session: Session, parts: Sequence[Part], note: str = "") -> Outcomes:
    """Sends a batch and returns the outcomes of its items.

    Raises:
        NotJudged: The answer is not one to a batch: another law judges its status.
    """
    outcomes = send(session, parts, note)
    status = outcomes.exchange.status
    session.need(
        status in policy_of(session.operation).statuses.values() and outcomes.is_readable,
        f"an answer with an outcome for each item of a batch, not {status}",
    )
    return outcomes


def put_back(session: Session, parts: Iterable[Part]) -> None:
    """Undoes what a batch did to things that others know as well."""
    undone = [part.item.undo for part in parts if part.item.undo is not ABSENT]
    if undone:
        body = request_body(session.operation, undone)
        session.call(session.operation, json=body, note="put back what was there")


def read(session: Session, part: Part, note: str = "") -> Exchange | None:
    """Reads what an item is about; None if it cannot be read."""
    subject = part.item.subject
    for reader in readers(session.bundle, session.operation) if subject is not None else ():
        if reader.resource.get("key") in (subject or {}):
            return session.call(reader, path=subject, note=note)
    return None
