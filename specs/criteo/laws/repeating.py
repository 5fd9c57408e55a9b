"""Laws of updates that name a campaign more than once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import (
    Draw,
    Exchange,
    Json,
    Law,
    Record,
    Session,
    Violation,
    find,
    law,
    same,
    shown,
)

from .campaigns import (
    CREATE,
    READ,
    UPDATE,
    capped,
    entries,
    found,
    item,
    limit_of,
    make,
    money,
    other_money,
    successes,
    update,
)
from .codes import TWICE

_CALLS: Final = (CREATE, READ, UPDATE)


@dataclass(frozen=True, slots=True)
class Repeated:
    """An update that names one campaign more than once, and its answer."""

    exchange: Exchange
    campaign: str
    old: tuple[str, float]
    """Its renewal and amount before."""
    places: tuple[int, ...]
    """The indices of its items."""
    others: dict[int, tuple[str, float]]
    """The other campaigns and what their items ask for, by index."""


@law(
    says="A campaign that occurs more than once in a payload fails with the code for it.",
    holds=("LC11", "R165", "R166"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def repeated_campaign_is_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Looks for the code at any of the items; which of them get it is not documented."""
    sent = _send(session, draw)
    codes = [
        str(find(entry, "/code"))
        for index in sent.places
        for entry in entries(sent.exchange, "errors", index)
    ]
    if TWICE not in codes:
        places = ", ".join(map(str, sent.places))
        yield Violation(
            expected=f"{TWICE} at one of the items {places}, all of campaign {sent.campaign}",
            got=shown(codes) if codes else "none of them fails",
            exchange=sent.exchange,
        )


@law(
    says="A campaign that occurs more than once in a payload is not updated.",
    holds=("LC7", "LC11", "R165"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def repeated_campaign_is_not_updated(session: Session, draw: Draw) -> Iterator[Violation]:
    """Reads the campaign after the update."""
    sent = _send(session, draw)
    after = found(session, sent.campaign, "read it after")
    what = f"the limit of campaign {sent.campaign}"
    yield from same(what, capped(*sent.old), limit_of(after), at=after)


@law(
    says="Each item of a repeated campaign has an outcome.",
    holds=("LC1", "LC11", "R154"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def repeats_have_an_outcome_each(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges each item: it has an error, or the campaign is listed as updated."""
    sent = _send(session, draw)
    for index in sent.places:
        if not entries(sent.exchange, "errors", index) and sent.campaign not in successes(
            sent.exchange
        ):
            yield Violation(
                expected=f"item {index}, campaign {sent.campaign}, in data or in errors",
                got="it is in neither",
                exchange=sent.exchange,
            )


@law(
    says="Items beside a repeated campaign succeed and are applied.",
    holds=("LC2", "LC11", "R153"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def repeats_leave_others_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges the other campaigns of the payload."""
    sent = _send(session, draw)
    session.need(bool(sent.others), "another campaign in the payload")
    for index, (campaign, amount) in sent.others.items():
        if entries(sent.exchange, "errors", index) or campaign not in successes(sent.exchange):
            yield Violation(
                expected=f"item {index}, campaign {campaign}, succeeds",
                got=shown(
                    [find(entry, "/code") for entry in entries(sent.exchange, "errors", index)]
                ),
                exchange=sent.exchange,
                cause="fails",
            )
            continue
        after = found(session, campaign, "read it after")
        now = limit_of(after).get("spendLimitAmount")
        yield from same(f"amount of campaign {campaign}", amount, now, at=after, cause="applied")


@law(
    says="Of a campaign that occurs more than once every item fails, and none is applied.",
    basis="inferred",
    holds=("LC11", "R165"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def every_repeat_is_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges each item of the campaign; its id may be spelled as a number."""
    sent = _send(session, draw, numbers=True)
    for index in sent.places:
        codes = [str(find(entry, "/code")) for entry in entries(sent.exchange, "errors", index)]
        yield from same(f"codes of item {index}", [TWICE], codes, at=sent.exchange)
    after = found(session, sent.campaign, "read it after")
    what = f"the limit of campaign {sent.campaign}"
    yield from same(what, capped(*sent.old), limit_of(after), at=after)


def _send(session: Session, draw: Draw, *, numbers: bool = False) -> Repeated:
    """Sends an update in which one campaign occurs two or three times among others.

    Raises:
        NotJudged: The update is not answered item by item.
    """
    places: list[bool] = draw(
        st.lists(st.booleans(), min_size=2, max_size=5).filter(lambda some: 1 < sum(some) < 4)
    )
    old = ("daily", draw(money))
    campaign = make(session, capped(*old))
    changes = draw(_changes_of_one(old[1], sum(places)))
    others: dict[int, tuple[str, float]] = {}
    items: list[Json] = []
    for index, is_mine in enumerate(places):
        if is_mine:
            change = changes.pop()
            is_number = numbers and len(campaign) < 15 and draw(st.booleans())
            items.append(item(int(campaign) if is_number else campaign, change))
        else:
            amount = other_money(draw, old[1])
            name = make(session, capped(*old))
            others[index] = (name, amount)
            items.append(item(name, capped("daily", amount)))
    exchange = update(session, *items, note="one campaign more than once")
    session.need(exchange.status == 200, "an update that is judged item by item")
    mine = tuple(index for index, is_mine in enumerate(places) if is_mine)
    return Repeated(exchange, campaign, old, mine, others)


def _changes_of_one(old: float, number: int) -> st.SearchStrategy[list[Record]]:
    """Returns what the items of one campaign ask for: the same, different members, or anything."""
    new = money.filter(lambda amount: amount != old)
    amount_alone = new.map(lambda amount: {"spendLimitAmount": amount})
    renewal_alone = st.just({"spendLimitRenewal": "monthly"})
    anything = st.one_of(
        new.map(lambda amount: capped("daily", amount)),
        new.map(lambda amount: capped("monthly", amount)),
        amount_alone,
        renewal_alone,
        st.just(capped("daily", -1)),
    )
    return st.one_of(
        anything.map(lambda change: [change] * number),
        st.tuples(amount_alone, renewal_alone, st.just({"spendLimitType": "capped"})).map(
            lambda parts: list(parts[:number])
        ),
        st.lists(anything, min_size=number, max_size=number),
    )


REPEATING: Final[tuple[Law, ...]] = (
    repeated_campaign_is_refused,
    repeated_campaign_is_not_updated,
    repeats_have_an_outcome_each,
    repeats_leave_others_alone,
    every_repeat_is_refused,
)
