"""Pages of the second version's lists: their size, and how many there are."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Law, Record, Session, Violation, law, same

from .eligibility import LISTS
from .reading import accepted, campaigns_in, is_ok


def customer_path(session: Session) -> Record:
    """Returns the two names of the customer."""
    return {
        "user_id": session.role("customer.eligible"),
        "external_id": session.role("customer.external"),
    }


@law(
    says="A page of twenty, the first, is shown unless asked otherwise.",
    holds=("LS30", "R107", "R109"),
    operations=LISTS,
    roles=("customer.eligible", "customer.external"),
    examples=2,
)
def first_page_of_twenty_is_the_default(session: Session, draw: Draw) -> Iterator[Violation]:
    """Without page and page_size, and with one of them."""
    operation = draw(st.sampled_from(LISTS))
    path = customer_path(session)
    plain = session.call(operation, path=path, note="without page and page_size")
    yield from accepted("a list", plain)
    yield from same("page", 1, plain.at("/page"), at=plain, pointer="/page")
    yield from same("page_size", 20, plain.at("/page_size"), at=plain, pointer="/page_size")
    if len(campaigns_in(plain)) > 20:
        got = f"{len(campaigns_in(plain))}"
        yield Violation("at most 20 campaigns", got, plain, "/campaigns", cause="many")
    asked = session.call(operation, path=path, query={"page": 1, "page_size": 20})
    again = session.call(operation, path=path, note="read it again")
    session.need(plain.json == again.json, "a list that stays as it is")
    yield from same("the same with page=1 and page_size=20", plain.json, asked.json, at=asked)


@law(
    says="A page holds no more campaigns than page_size, and says which page it is.",
    holds=("LS30", "R107", "R109"),
    operations=LISTS,
    roles=("customer.eligible", "customer.external"),
    examples=8,
)
def pages_have_the_size_asked_for(session: Session, draw: Draw) -> Iterator[Violation]:
    """The first page, and the one after it."""
    operation, size = draw(st.sampled_from(LISTS)), draw(st.integers(1, 30))
    path = customer_path(session)
    for number in (1, 2):
        query = {"page": number, "page_size": size, "filters[]": ["all"]}
        page = session.call(operation, path=path, query=query)
        yield from accepted("a page", page)
        yield from same("page_size", size, page.at("/page_size"), at=page, pointer="/page_size")
        yield from same("page", number, page.at("/page"), at=page, pointer="/page")
        count = len(campaigns_in(page))
        if count > size:
            yield Violation(f"at most {size} campaigns", f"{count}", page, "/campaigns")
        if number == 1 and page.at("/number_of_pages") == 1:
            return


@law(
    says="number_of_pages is the same whoever asks, for whatever, on whichever page.",
    holds=("LS31", "R108"),
    operations=LISTS,
    roles=("customer.eligible", "customer.external", "customer.ineligible"),
    examples=12,
)
def number_of_pages_is_always_the_same(session: Session, draw: Draw) -> Iterator[Violation]:
    """Two requests of one page_size that differ in all else."""
    size = draw(st.integers(1, 25))

    def asked(note: str) -> Exchange:
        query: Record = {"page_size": size}
        query["page"] = draw(st.sampled_from((1, 1, 2)))
        query["filters[]"] = draw(st.sampled_from((None, "ineligible", "all", "eligible")))
        query["sections[]"] = draw(st.sampled_from((None, "progress")))
        operation = draw(st.sampled_from(LISTS))
        path = customer_path(session)
        path["user_id"] = session.role(
            draw(st.sampled_from(("customer.eligible", "customer.ineligible")))
        )
        return session.call(operation, path=path, query=query, note=note)

    first, second = asked("one request"), asked("another of the same page_size")
    session.need(is_ok(first) and is_ok(second), "pages, also beyond the last")
    expected, got = first.at("/number_of_pages"), second.at("/number_of_pages")
    what = f"number_of_pages at page_size {size}"
    yield from same(what, expected, got, at=second, pointer="/number_of_pages")


LAWS: Final[tuple[Law, ...]] = (
    first_page_of_twenty_is_the_default,
    pages_have_the_size_asked_for,
    number_of_pages_is_always_the_same,
)
