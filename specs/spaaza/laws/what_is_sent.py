"""Laws on what each kind of caller must send: the app, the chain, a name of the user."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Session, Violation, law, same

from .calls import (
    APP_HEADER,
    CALLERS,
    COMMON,
    IDENTIFIERS,
    OPERATION,
    any_caller,
    interact,
    naming,
)
from .ledger import account, newly_issued, steady_account, supply, unchanged
from .replies import is_done, not_refused_with, refused, refused_with, told

OPEN: Final = "campaign.random_draw"
OF_THE_APP: Final = (238, 264, 269)
OF_THE_CHAIN: Final = (68, 217, 405, 419)
STEADY: Final = ("campaign.basket", "campaign.inactive", "campaign.costly")
"""Campaigns that answer the same however often they are called."""
STEADY_CAMPAIGN: Final = st.sampled_from(STEADY)
BY_NAME: Final = st.sampled_from(["default", "admin"])
AS_USER: Final = st.sampled_from([("user", "user.own"), ("other_user", "user.other")])


@law(
    says="Under a user session the app has to be named.",
    holds=("LP12", "R190", "R204"),
    operations=(OPERATION,),
    roles=(*CALLERS, OPEN),
    at_most={"GET": 1},
)
def users_name_their_app(session: Session, draw: Draw) -> Iterator[Violation]:
    """The header is missing; naming the chain instead does not help."""
    chain = session.role("chain.own") if draw(st.booleans()) else None
    exchange = interact(session, OPEN, draw(AS_USER), app=None, chain_id=chain)
    yield from refused_with(exchange, 269, "a user session needs the app header")


@law(
    says="A user session that names its app is not refused because of the app.",
    holds=("LP12", "R190"),
    operations=(OPERATION,),
    roles=(*CALLERS, *STEADY),
    at_most={"GET": 1},
)
def users_are_in_their_app(session: Session, draw: Draw) -> Iterator[Violation]:
    """The app is one of the users' chain."""
    exchange = interact(session, draw(STEADY_CAMPAIGN), draw(AS_USER))
    yield from not_refused_with(exchange, OF_THE_APP, "the app is one of the chain")


@law(
    says="Admins and tokens need not name an app, and may.",
    holds=("LP12", "R190"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", *STEADY),
    at_most={"GET": 2},
)
def other_callers_need_no_app(session: Session, draw: Draw) -> Iterator[Violation]:
    """With the chain's own app or without one, the answer is the campaign's."""
    caller, campaign = draw(BY_NAME), draw(STEADY_CAMPAIGN)
    plain = interact(session, campaign, (caller, "user.own"))
    yield from not_refused_with(plain, OF_THE_APP, f"caller.{caller} needs no app")
    header = {APP_HEADER: str(session.role("app.own"))}
    named = interact(session, campaign, (caller, "user.own"), headers=header)
    expected = "the same answer with the app header as without"
    yield from same(expected, told(plain), told(named), at=named, cause=caller)


@law(
    says="The app header is read under a user session only.",
    holds=("LP12", "R190"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", "app.without_entity", *STEADY),
    severity="warning",
    at_most={"GET": 1},
)
def apps_of_other_callers_are_not_read(session: Session, draw: Draw) -> Iterator[Violation]:
    """An unknown app or one without a chain; the document says no more than "not required"."""
    caller, campaign = draw(BY_NAME), draw(STEADY_CAMPAIGN)
    hosts = [f"{session.fresh('app')}.example.test", str(session.role("app.without_entity"))]
    header = {APP_HEADER: draw(st.sampled_from(hosts))}
    exchange = interact(session, campaign, (caller, "user.own"), headers=header)
    yield from not_refused_with(exchange, OF_THE_APP, f"caller.{caller} needs no app")


@law(
    says="Admins name the chain.",
    holds=("LP13", "R188"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", OPEN, "campaign.independent"),
    at_most={"GET": 1},
)
def admins_name_the_chain(session: Session, draw: Draw) -> Iterator[Violation]:
    """The code is not said."""
    campaign = draw(st.sampled_from([OPEN, "campaign.independent"]))
    user = draw(st.sampled_from(["user.own", "user.other"]))
    exchange = interact(session, campaign, ("admin", user), chain_id=None)
    yield from refused(exchange, "an admin sends chain_id")


@law(
    says="Users and tokens need not name the chain, and admins who do are not refused for it.",
    holds=("LP13", "R188"),
    operations=(OPERATION,),
    roles=(*CALLERS, *STEADY),
    at_most={"GET": 1},
)
def the_chain_stands_in_nobodys_way(session: Session, draw: Draw) -> Iterator[Violation]:
    """Each caller sends just what that kind of caller must."""
    exchange = interact(session, draw(STEADY_CAMPAIGN), draw(any_caller))
    why = "the chain is named where it must be, and fits"
    yield from not_refused_with(exchange, OF_THE_CHAIN, why)


@law(
    says="The three identifiers of one user get the same answer.",
    holds=("LP11", "R189"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", *IDENTIFIERS.values(), *STEADY),
    at_most={"GET": 3},
)
def identifiers_are_interchangeable(session: Session, draw: Draw) -> Iterator[Violation]:
    """At campaigns whose answer does not depend on what came before."""
    caller, campaign = draw(BY_NAME), draw(STEADY_CAMPAIGN)
    by_id = interact(session, campaign, (caller, "user.own"))
    for identifier in ("member_number", "authentication_point_identifier"):
        other = interact(session, campaign, (caller, "user.own"), **naming(session, identifier))
        expected = f"the same answer by {identifier} as by user_id"
        yield from same(expected, told(by_id), told(other), at=other, cause=identifier)


@law(
    says="The reward goes to the user that the interaction is for, however named, and to no other.",
    holds=("LP11", "R179", "R184", "R185", "R189"),
    operations=(OPERATION,),
    roles=(*CALLERS, *IDENTIFIERS.values(), OPEN, "campaign.independent"),
    controls=("ledger",),
    at_most={"GET": 1},
)
def rewards_go_to_the_user_named(session: Session, draw: Draw) -> Iterator[Violation]:
    """The ledger of both users tells where it went."""
    campaign = draw(st.sampled_from([OPEN, "campaign.independent"]))
    way, identifier = draw(st.tuples(any_caller, st.sampled_from(sorted(IDENTIFIERS))))
    is_named = way in (("default", "user.own"), ("admin", "user.own"))
    query = naming(session, identifier) if is_named else {}
    bystander = "user.other" if way[1] == "user.own" else "user.own"
    aside, before = steady_account(session, bystander), account(session, way[1])
    exchange = interact(session, campaign, way, **query)
    session.need(is_done(exchange), f"an interaction of {way[1]} that takes place")
    after = account(session, way[1])
    if not newly_issued(before, after, supply(session, campaign).id):
        yield Violation(
            expected=f"{way[1]}, for whom the interaction is, is issued a reward",
            got="nothing issued",
            exchange=exchange,
            cause=f"{way[0]} {identifier if is_named else ''}",
        )
    why = f"the interaction is for {way[1]}"
    yield from unchanged(aside, account(session, bystander), why, exchange, bystander)
