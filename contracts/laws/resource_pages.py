"""Laws of paging: pages are no larger than asked for, and together they are the list."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Bundle, Draw, Exchange, NotJudged, Session, Site, Violation, find, law
from contracts.laws.resources import is_list, many

PAGES: Final = 6
"""Pages that one example turns."""
WHOLE: Final = 50
"""Items on a page that is to hold the whole list."""


def paged_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each list whose page and size can be asked for."""
    for operation in bundle.operations:
        if is_list(operation) and "size" in operation.resource.get("paging", {}):
            yield Site(operation)


@law(
    says="A page holds no more items than asked for.",
    holds=("LS30", "R107"),
    sites=paged_sites,
    at_most={"GET": 2},
    examples=6,
)
def pages_fit_their_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Asks for small pages."""
    size = draw(st.integers(1, 5))
    exchange = page(session, draw(st.integers(1, 2)), size)
    yield from _too_many(session, exchange, size)


@law(
    says="Without a size a page holds no more items than the documented default.",
    holds=("LS30", "R107"),
    sites=lambda bundle: (
        site for site in paged_sites(bundle) if "default-size" in site.operation.resource["paging"]
    ),
    at_most={"GET": 2},
)
def pages_have_a_default_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Asks for no page, and compares it with the first page of the default size."""
    default = session.operation.resource["paging"]["default-size"]
    exchange = session.call(session.operation, note="no page asked for")
    if exchange.status != 200:
        label = session.operation.label
        raise NotJudged(f"{label} answered {exchange.status}, and the law needs its list")
    yield from _too_many(session, exchange, default)
    first = page(session, 1, default)
    left, right = _names(session, exchange), _names(session, first)
    if set(left) != set(right):
        yield Violation(
            expected=f"the {len(right)} items of page 1 of size {default}",
            got=f"{len(left)} items: {', '.join(left)}",
            exchange=exchange,
        )


@law(
    says="The pages of a list hold every item once.",
    holds=("LS30",),
    sites=paged_sites,
    at_most={"GET": 10},
    examples=4,
)
def pages_partition_the_list(session: Session, draw: Draw) -> Iterator[Violation]:
    """Turns all pages, and compares them with one large page before and after."""
    whole = page(session, 1, WHOLE)
    names = _names(session, whole)
    session.need(1 < len(names) < WHOLE, f"a list of more than one and fewer than {WHOLE} items")
    size = draw(st.integers(max(1, -(-len(names) // PAGES)), len(names)))
    turned: list[str] = []
    last = whole
    for number in range(1, -(-len(names) // size) + 1):
        last = page(session, number, size)
        turned += _names(session, last)
    if sorted(_names(session, page(session, 1, WHOLE))) != sorted(names):
        raise NotJudged("the list changes while nobody touches it")
    twice = sorted({name for name in turned if turned.count(name) > 1})
    missing = sorted(set(names) - set(turned))
    if twice or missing:
        got = ", ".join(
            [f"{name} twice" for name in twice] + [f"{name} missing" for name in missing]
        )
        yield Violation(
            expected=f"each of {len(names)} items once on pages of size {size}",
            got=got,
            exchange=last,
            cause="twice" if twice else "missing",
        )


@law(
    says="No item stands on a page after the last one.",
    holds=("LS31",),
    sites=lambda bundle: (
        site for site in paged_sites(bundle) if "pages" in site.operation.resource["paging"]
    ),
    at_most={"GET": 4},
    examples=4,
)
def page_count_covers_the_list(session: Session, draw: Draw) -> Iterator[Violation]:
    """Asks for the page after the last one that is counted."""
    size = draw(st.integers(1, 3))
    first = page(session, 1, size)
    where = session.operation.resource["paging"]["pages"]
    count = find(first.json, where)
    session.need(isinstance(count, int) and not isinstance(count, bool), "the number of pages")
    beyond = _ask(session, count + 1, size)
    again = find(page(session, 1, size).json, where)
    if beyond.status == 200 and _names(session, beyond) and again == count:
        yield Violation(
            expected=f"nothing on page {count + 1}, since there are {count} pages",
            got=f"{len(_names(session, beyond))} items",
            exchange=beyond,
        )


def page(session: Session, number: int, size: int) -> Exchange:
    """Reads one page.

    Raises:
        NotJudged: It is refused.
    """
    exchange = _ask(session, number, size)
    if exchange.status != 200:
        label = session.operation.label
        raise NotJudged(f"{label} answered {exchange.status}, and the law needs its pages")
    return exchange


def _ask(session: Session, number: int, size: int) -> Exchange:
    paging = session.operation.resource["paging"]
    query = {paging["page"]: number, paging["size"]: size}
    return session.call(session.operation, query=query, note=f"page {number} of size {size}")


def _too_many(session: Session, exchange: Exchange, size: int) -> Iterator[Violation]:
    found = len(many(session.operation, exchange.json))
    if found > size:
        yield Violation(
            expected=f"at most {size} items",
            got=str(found),
            exchange=exchange,
            pointer=session.operation.resource["items"],
        )


def _names(session: Session, exchange: Exchange) -> list[str]:
    where = session.operation.resource["item-id"]
    return [str(find(item, where)) for item in many(session.operation, exchange.json)]
