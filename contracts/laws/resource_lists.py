"""Laws of lists: their items are the things themselves, and filters do what they say."""

from collections.abc import Iterator, Mapping
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Draw,
    Exchange,
    Json,
    NotJudged,
    Operation,
    Session,
    Site,
    Violation,
    find,
    law,
    shown,
)
from contracts.laws.likeness import alike, differences
from contracts.laws.resource_creation import list_body
from contracts.laws.resources import by_id, examples, is_list, one, put, readers, takes

MOST: Final = 5
"""Items of a list that one example reads by themselves."""
QUERY: Final = "query:"


def list_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each list with the reads of the same kind."""
    for operation in bundle.operations:
        if is_list(operation):
            yield Site(operation, readers(bundle, operation))


def _readable(bundle: Bundle) -> Iterator[Site]:
    yield from (site for site in list_sites(bundle) if site.others)


def filter_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each list that can be filtered."""
    for site in list_sites(bundle):
        if site.operation.resource.get("filters"):
            yield Site(site.operation)


@law(
    says="An item of a list equals the same thing read by its id.",
    holds=("LC14", "R149"),
    sites=_readable,
    at_most={"GET": 14, "POST": 2},
    examples=6,
)
def list_items_equal_single_reads(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lists, reads some of the items, and lists again before it accuses."""
    listed = by_id(session.operation, listing(session).json)
    session.need(bool(listed), "a list that is not empty")
    names = draw(st.lists(st.sampled_from(sorted(listed)), min_size=1, max_size=MOST, unique=True))
    found = [
        violation for name in names for violation in _compared(session, listed[name], str(name))
    ]
    again = by_id(session.operation, listing(session, note="list again").json) if found else {}
    for name, violation in found:
        if name in again and alike(again[name], listed[name]):
            yield violation


def _compared(session: Session, item: Json, name: str) -> Iterator[tuple[str, Violation]]:
    for reader in readers(session.bundle, session.operation):
        where = session.operation.resource["item-id"]
        if "id" not in reader.resource or not takes(session.bundle, reader, find(item, where)):
            continue
        key = reader.resource["key"]
        single = session.call(reader, path={key: find(item, where)}, note="read one of them")
        if not 200 <= single.status < 300:
            expected = f"{reader.label} reads {name}, which is listed"
            violation = Violation(
                expected, f"status {single.status}", exchange=single, cause="status"
            )
            yield name, violation
            continue
        for place, left, right in differences(item, one(reader, single.json)):
            expected = f"{name} has {place}: {shown(left)}, as in the list"
            yield name, Violation(expected, shown(right), exchange=single, pointer=place)


@law(
    says="A list holds each thing once.",
    holds=("LC13", "LS30"),
    sites=list_sites,
    at_most={"GET": 2, "POST": 2},
)
def list_holds_each_once(session: Session, draw: Draw) -> Iterator[Violation]:
    """Counts the ids of a list, with filters or without."""
    exchange = listing(session)
    raw = session.operation.resource
    if raw.get("filters") and draw(st.booleans()):
        wanted = draw_filters(session, draw, by_id(session.operation, exchange.json))
        exchange = listing(session, wanted, note="filtered")
    items = find(exchange.json, raw["items"])
    names = [str(find(item, raw["item-id"])) for item in (items if isinstance(items, list) else [])]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Violation(
            expected=f"{name} once",
            got=f"{names.count(name)} times",
            exchange=exchange,
            pointer=raw["items"],
        )


@law(
    says="A filter takes nothing into a list that is not in the list without it.",
    holds=("LC13", "R146"),
    sites=filter_sites,
    at_most={"GET": 3, "POST": 3},
)
def filters_never_enlarge(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lists without a filter, with some, and without again before it accuses."""
    everything = by_id(session.operation, listing(session).json)
    wanted = draw_filters(session, draw, everything)
    some = listing(session, wanted, note="filtered")
    extra = by_id(session.operation, some.json).keys() - everything.keys()
    if extra and not extra <= by_id(session.operation, listing(session).json).keys():
        yield Violation(
            expected=f"nothing that is missing without {shown(dict(wanted))}",
            got=shown(sorted(extra)),
            exchange=some,
        )


@law(
    says="Every item of a filtered list has what the filters ask for.",
    holds=("LC13", "R146", "R147"),
    sites=filter_sites,
    at_most={"GET": 2, "POST": 2},
)
def filtered_items_match(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lists with one or several filters."""
    everything = by_id(session.operation, listing(session).json)
    wanted = draw_filters(session, draw, everything)
    some = listing(session, wanted, note="filtered")
    for name, item in by_id(session.operation, some.json).items():
        for where in _unmet(session.operation, wanted, item):
            yield Violation(
                expected=f"{name} agrees with {where}: {shown(wanted[where])}",
                got=shown(find(item, session.operation.resource["filters"][where])),
                exchange=some,
                cause=where,
            )


@law(
    says="A filter keeps everything that has what it asks for.",
    holds=("LC13", "R146", "R147"),
    sites=filter_sites,
    at_most={"GET": 3, "POST": 3},
)
def filter_keeps_what_matches(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lists without a filter, with one, and without again before it accuses."""
    everything = by_id(session.operation, listing(session).json)
    wanted = draw_filters(session, draw, everything, most=1)
    some = listing(session, wanted, note="filtered")
    kept = by_id(session.operation, some.json)
    lost = {
        name: item
        for name, item in everything.items()
        if name not in kept and not list(_unmet(session.operation, wanted, item))
    }
    again = by_id(session.operation, listing(session).json) if lost else {}
    for name in sorted(lost.keys() & again.keys()):
        if alike(lost[name], again[name]):
            yield Violation(
                expected=f"{name}, which agrees with {shown(dict(wanted))}",
                got="it is missing",
                exchange=some,
                cause=",".join(sorted(wanted)),
            )


def listing(
    session: Session, filters: Mapping[str, Json] | None = None, note: str = "everything"
) -> Exchange:
    """Lists, with values of filters by their place.

    Raises:
        NotJudged: The list is refused.
    """
    operation = session.operation
    body = list_body(operation)
    query: dict[str, Json] = {}
    for where, value in (filters or {}).items():
        if where.startswith(QUERY):
            query[where.removeprefix(QUERY)] = value
        else:
            body = {} if body is ABSENT else body
            put(body, where, value)
    exchange = session.call(operation, query=query, json=body, note=note)
    if exchange.status != 200 or exchange.json is ABSENT:
        raise NotJudged(f"{operation.label} answered {exchange.status}, and the law needs its list")
    return exchange


def draw_filters(
    session: Session, draw: Draw, items: Mapping[str, Json], *, most: int | None = None
) -> dict[str, Json]:
    """Draws values for some filters from what the list holds.

    Raises:
        NotJudged: The list holds no values to filter by.
    """
    filters = session.operation.resource["filters"]
    values = {where: _values(items, place) for where, place in filters.items()}
    known = sorted(where for where, found in values.items() if found)
    session.need(bool(known), "a list that is not empty")
    chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=most, unique=True))
    return {where: _drawn(session.operation, draw, where, values[where]) for where in chosen}


def _drawn(operation: Operation, draw: Draw, where: str, values: list[str]) -> Json:
    if not _takes_several(operation, where):
        return draw(st.sampled_from(values))
    return draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True))


def _takes_several(operation: Operation, where: str) -> bool:
    if where.startswith(QUERY):
        return False
    return any(isinstance(find(example, where), list) for example in examples(operation).values())


def _values(items: Mapping[str, Json], place: str) -> list[str]:
    found = (find(item, place) for item in items.values())
    return sorted({str(value) for value in found if isinstance(value, str | int)})


def _unmet(operation: Operation, wanted: Mapping[str, Json], item: Json) -> Iterator[str]:
    """Yields each filter that an item does not agree with."""
    places = operation.resource["filters"]
    for where, value in wanted.items():
        asked = value if isinstance(value, list) else [value]
        got = find(item, places[where])
        if got is not ABSENT and not any(str(got) == str(one_of) for one_of in asked):
            yield where
