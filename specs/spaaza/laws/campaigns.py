"""Laws on what kind of campaign takes an interaction, whoever calls and for whom."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Session, Violation, law

from .calls import CALLERS, OPERATION, any_caller, interact
from .ledger import steady_account, steady_supply
from .replies import is_done, refused_with, says_redeemed, told

ONCE: Final = {"GET": 1}
NOT_ACTIVE: Final = 449


@law(
    says="A campaign that is open takes the interaction, whichever kind of caller starts it.",
    holds=("LP1", "R172", "R178", "R184", "R185", "R186"),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.random_draw", "campaign.independent"),
    at_most=ONCE,
)
def open_campaigns_take_interactions(session: Session, draw: Draw) -> Iterator[Violation]:
    """Users may have been given all they can get before; then nothing can be said."""
    way = draw(any_caller)
    campaign = draw(st.sampled_from(["campaign.random_draw", "campaign.independent"]))
    exchange = interact(session, campaign, way)
    session.need(not says_redeemed(exchange), f"something left in {campaign} for {way[1]}")
    if exchange.status != 200:
        yield Violation(
            expected=f"200, because {campaign} is open to {way[1]} by caller.{way[0]}",
            got=told(exchange),
            exchange=exchange,
            cause=way[0],
        )


@law(
    says="A composable campaign of context basket or internal is not active, whatever the user.",
    holds=("LP6", "R181", "R210"),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.basket", "campaign.internal"),
    at_most=ONCE,
)
def other_contexts_are_not_active(session: Session, draw: Draw) -> Iterator[Violation]:
    """Only the context interaction takes part."""
    context = draw(st.sampled_from(["basket", "internal"]))
    exchange = interact(session, f"campaign.{context}", draw(any_caller))
    yield from refused_with(exchange, NOT_ACTIVE, f"the context is {context}", context)


@law(
    says="A campaign that is switched off is not active, whatever the user.",
    holds=("R210",),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.inactive"),
    at_most=ONCE,
)
def switched_off_campaigns_are_not_active(session: Session, draw: Draw) -> Iterator[Violation]:
    """The plainest case of code 449."""
    exchange = interact(session, "campaign.inactive", draw(any_caller))
    yield from refused_with(exchange, NOT_ACTIVE, "the campaign is switched off")


@law(
    says="A campaign is not active before its first day, nor after its last.",
    basis="outside",
    holds=("LP15", "R210"),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.scheduled", "campaign.expired"),
    at_most=ONCE,
)
def campaigns_outside_their_dates_are_not_active(
    session: Session, draw: Draw
) -> Iterator[Violation]:
    """The vendor's page on campaigns gives them dates; the document of the call does not."""
    when, why = draw(
        st.sampled_from([("scheduled", "its first day is to come"), ("expired", "it is over")])
    )
    exchange = interact(session, f"campaign.{when}", draw(any_caller))
    yield from refused_with(exchange, NOT_ACTIVE, why, when)


@law(
    says="A campaign that costs more points than a user has is refused for that reason.",
    holds=("LP10", "R212"),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.costly"),
    at_most=ONCE,
)
def costly_campaigns_need_points(session: Session, draw: Draw) -> Iterator[Violation]:
    """No user has as many points."""
    exchange = interact(session, "campaign.costly", draw(any_caller))
    yield from refused_with(exchange, 451, "the campaign costs more points than any user has")


@law(
    says="A campaign without any reward left says that it is fully redeemed.",
    holds=("R211",),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.exhausted"),
    at_most=ONCE,
)
def exhausted_campaigns_are_fully_redeemed(session: Session, draw: Draw) -> Iterator[Violation]:
    """The document has the code as an error and as a warning; either will do."""
    exchange = interact(session, "campaign.exhausted", draw(any_caller))
    if not says_redeemed(exchange):
        yield Violation(
            expected="450 campaign_fully_redeemed as an error or a warning, for none is left",
            got=told(exchange),
            exchange=exchange,
        )


@law(
    says="An interaction succeeds if rewards are left and the user has had none of the campaign.",
    holds=("LP1", "R170", "R182", "R211"),
    operations=(OPERATION,),
    roles=(*CALLERS, "campaign.random_draw", "campaign.independent", "campaign.limited"),
    controls=("ledger",),
    at_most=ONCE,
)
def newcomers_succeed(session: Session, draw: Draw) -> Iterator[Violation]:
    """The ledger tells who is new, what is left, and what it costs."""
    way = draw(any_caller)
    campaign = f"campaign.{draw(st.sampled_from(['random_draw', 'independent', 'limited']))}"
    supply = steady_supply(session, campaign)
    owner = steady_account(session, way[1])
    session.need(not owner.given_by(supply.id), f"a user who has had nothing of {campaign}")
    session.need(supply.is_open, f"rewards left in {campaign}")
    session.need(owner.points >= supply.point_cost, f"points enough for {campaign}")
    exchange = interact(session, campaign, way)
    if not is_done(exchange):
        yield Violation(
            expected=f"200 with success true: {campaign} has rewards, and {way[1]} had none",
            got=told(exchange),
            exchange=exchange,
            cause=campaign,
        )
