"""Laws of updates that name a campaign more than once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Law, Session, Violation, find, law, same, shown

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
    old: float
    amounts: dict[int, float]
    """What each item with the campaign asks for, by its index."""
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
        for index in sent.amounts
        for entry in entries(sent.exchange, "errors", index)
    ]
    if TWICE not in codes:
        places = ", ".join(map(str, sent.amounts))
        yield Violation(
            expected=f"{TWICE} at one of the items {places}, all of campaign {sent.campaign}",
            got=shown(codes) if codes else "none of them fails",
            exchange=sent.exchange,
        )


@law(
    says="An item that fails because its campaign occurs more than once is not applied.",
    holds=("LC7", "LC11", "R153", "R165"),
    operations=_CALLS,
    roles=("advertiser.own",),
)
def refused_repeats_change_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Reads the campaign: it has what it had, or what an item asks for that did not fail."""
    sent = _send(session, draw)
    passed = [
        amount
        for index, amount in sent.amounts.items()
        if not entries(sent.exchange, "errors", index)
    ]
    after = found(session, sent.campaign, "read it after")
    amount = limit_of(after).get("spendLimitAmount")
    if amount not in (sent.old, *passed):
        allowed = " or ".join(str(value) for value in (sent.old, *passed))
        yield Violation(
            expected=f"amount {allowed} of campaign {sent.campaign}",
            got=shown(amount),
            exchange=after,
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
    for index in sent.amounts:
        codes = [str(find(entry, "/code")) for entry in entries(sent.exchange, "errors", index)]
        yield from same(f"codes of item {index}", [TWICE], codes, at=sent.exchange)
    after = found(session, sent.campaign, "read it after")
    now = limit_of(after).get("spendLimitAmount")
    yield from same(f"amount of campaign {sent.campaign}", sent.old, now, at=after)


def _send(session: Session, draw: Draw, *, numbers: bool = False) -> Repeated:
    """Sends an update in which one campaign occurs two or three times among others.

    Raises:
        NotJudged: The update is not answered item by item.
    """
    places: list[bool] = draw(
        st.lists(st.booleans(), min_size=2, max_size=5).filter(lambda some: 1 < sum(some) < 4)
    )
    size = len(places)
    old, *amounts = draw(st.lists(money, min_size=size + 1, max_size=size + 1, unique=True))
    campaign = make(session, capped("daily", old))
    mine: dict[int, float] = {}
    others: dict[int, tuple[str, float]] = {}
    items: list[Json] = []
    for index, (is_mine, amount) in enumerate(zip(places, amounts, strict=True)):
        name = campaign if is_mine else make(session, capped("daily", old))
        if is_mine:
            mine[index] = amount
        else:
            others[index] = (name, amount)
        is_number = numbers and is_mine and len(name) < 15 and draw(st.booleans())
        items.append(item(int(name) if is_number else name, capped("daily", amount)))
    exchange = update(session, *items, note="one campaign more than once")
    session.need(exchange.status == 200, "an update that is judged item by item")
    return Repeated(exchange, campaign, old, mine, others)


REPEATING: Final[tuple[Law, ...]] = (
    repeated_campaign_is_refused,
    refused_repeats_change_nothing,
    repeats_leave_others_alone,
    every_repeat_is_refused,
)
