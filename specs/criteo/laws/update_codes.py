"""For each code of an update: a call that is answered with it."""

from typing import Final

from contracts.lawkit import Draw, Exchange, ItemKind, Provocation, Session, provokes

from .campaigns import CREATE, READ, UPDATE, capped, item, make, update
from .codes import NOT_FOUND, TWICE
from .failing_items import (
    below_known_lifetime_spend,
    below_lifetime_spend,
    feature_missing,
    known_uncapped_campaign,
    locked_limit,
    negative_amount,
    uncapped_campaign,
)
from .good_items import below_known_period_spend, below_period_spend


@provokes(TWICE, operation=UPDATE, operations=(CREATE,), roles=("advertiser.own",), holds=("R165",))
def same_campaign_twice(session: Session, draw: Draw) -> Exchange:
    """Names one campaign in two items."""
    campaign = make(session, capped("daily", 50))
    twice = (item(campaign, capped("daily", amount)) for amount in (60, 70))
    return update(session, *twice, note="the same campaign twice")


@provokes(NOT_FOUND, operation=UPDATE, basis="inferred", roles=("campaign.unknown",))
def update_of_an_unknown_campaign(session: Session, draw: Draw) -> Exchange:
    """Updates a campaign that does not exist."""
    unknown = session.role("campaign.unknown")
    return update(session, item(unknown, capped("daily", 50)), note="no such campaign")


def _of_kind(kind: ItemKind) -> Provocation:
    """Returns the provocation that sends one item of a kind, and puts back what it changes."""

    def provoke(session: Session, draw: Draw) -> Exchange:
        made = kind.make(session, draw)
        exchange = update(session, made.body, note=kind.id.replace("_", " "))
        if made.undo:
            update(session, made.undo, note="put back what was there")
        return exchange

    return Provocation(
        id=f"update_of_{kind.id}",
        code=kind.code,
        operation=UPDATE,
        provoke=provoke,
        basis=kind.basis,
        operations=(CREATE, READ),
        roles=kind.roles or ("advertiser.own",),
        controls=kind.controls,
        holds=kind.holds,
    )


UPDATE_CODES: Final[tuple[Provocation, ...]] = (
    same_campaign_twice,
    update_of_an_unknown_campaign,
    _of_kind(negative_amount),
    _of_kind(uncapped_campaign),
    _of_kind(known_uncapped_campaign),
    _of_kind(locked_limit),
    _of_kind(below_lifetime_spend),
    _of_kind(below_known_lifetime_spend),
    _of_kind(feature_missing),
    _of_kind(below_period_spend),
    _of_kind(below_known_period_spend),
)
