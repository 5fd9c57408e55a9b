"""Laws on the form of what is sent, and on things that do not exist."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Record, Session, Violation, law, shown

from .calls import CALLERS, COMMON, IDENTIFIERS, OPERATION, any_caller, interact, naming
from .ledger import account, newly_issued
from .replies import is_refused, refused, refused_with, told

ONCE: Final = {"GET": 1}
OPEN: Final = "campaign.random_draw"
INDEPENDENT: Final = "campaign.independent"
LETTERS: Final = r"\A[b-df-hj-np-tv-z]{1,8}\Z"
"""No word of any language that a server might take for something else."""
NO_INTEGER: Final = st.one_of(
    st.from_regex(LETTERS),
    st.from_regex(r"\A[1-9][0-9]{0,3}\.[1-9]\Z"),
    st.from_regex(r"\A[1-9][0-9]{0,5}[b-dg-hj-np-tv-wz]\Z"),
)
IDS_OF_NOBODY: Final = st.integers(1_900_000_000, 2_000_000_000)
"""Small enough for 32 bits, and more than any vendor has things."""
EACH_CALLER: Final = (("default", "user.own"), ("admin", "user.own"), ("user", "user.own"))
BY_NAME: Final = st.sampled_from(["default", "admin"])
"""Callers who name the user."""


@law(
    says="A campaign_id that is no integer is refused for that reason.",
    holds=("R187", "R199"),
    operations=(OPERATION,),
    roles=(*CALLERS, OPEN),
    at_most={"GET": 3},
)
def campaign_ids_are_integers(session: Session, draw: Draw) -> Iterator[Violation]:
    """Letters, fractions, and digits with a letter behind them."""
    text = draw(NO_INTEGER)
    for way in EACH_CALLER:
        exchange = interact(session, OPEN, way, campaign_id=text)
        yield from refused_with(exchange, 247, "campaign_id is no integer", way[0])


@law(
    says="A call without campaign_id is refused for that reason, whoever calls.",
    holds=("R187", "R197"),
    operations=(OPERATION,),
    roles=(*CALLERS, OPEN),
    at_most=ONCE,
)
def campaign_id_is_always_needed(session: Session, draw: Draw) -> Iterator[Violation]:
    """No caller is excused."""
    exchange = interact(session, OPEN, draw(any_caller), campaign_id=None)
    yield from refused_with(exchange, 245, "campaign_id is missing")


@law(
    says="A campaign_id that no campaign has is not found.",
    holds=("R198",),
    operations=(OPERATION,),
    roles=(*CALLERS, OPEN),
    at_most={"GET": 3},
)
def unknown_campaigns_are_not_found(session: Session, draw: Draw) -> Iterator[Violation]:
    """Everything else is right."""
    number = draw(IDS_OF_NOBODY)
    for way in EACH_CALLER:
        exchange = interact(session, OPEN, way, campaign_id=number)
        yield from refused_with(exchange, 246, "no campaign has this id", way[0])


@law(
    says="A user_id that is no integer of up to ten digits is refused for that reason.",
    holds=("R193",),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", OPEN),
    at_most=ONCE,
)
def user_ids_have_up_to_ten_digits(session: Session, draw: Draw) -> Iterator[Violation]:
    """Also one that is a user's own, but for a digit or a letter behind it."""
    caller = draw(BY_NAME)
    longer = st.from_regex(r"\A[1-9][0-9]{10,18}\Z")
    behind = st.just(f"{session.role('user.own')}z")
    text = draw(st.one_of(NO_INTEGER, longer, behind))
    exchange = interact(session, OPEN, (caller, "user.own"), user_id=text)
    yield from refused_with(exchange, 154, "user_id is no integer of up to ten digits")


@law(
    says="An identifier that is nobody's finds no user, whichever of the three it is.",
    holds=("R189", "R205"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", OPEN),
    at_most=ONCE,
)
def unknown_users_are_not_found(session: Session, draw: Draw) -> Iterator[Violation]:
    """Also a ten-digit id."""
    caller = draw(BY_NAME)
    identifier = draw(st.sampled_from(sorted(IDENTIFIERS)))
    number = draw(st.integers(9_000_000_000, 9_999_999_999))
    value = number if identifier == "user_id" else session.fresh("nobody")
    query: Record = {"user_id": None, identifier: value}
    exchange = interact(session, OPEN, (caller, "user.own"), **query)
    yield from refused_with(exchange, 270, f"the {identifier} is nobody's", identifier)


@law(
    says="Two identifiers that name two users are more than the call takes.",
    holds=("R189", "R207"),
    operations=(OPERATION,),
    roles=(*COMMON, *IDENTIFIERS.values(), "caller.admin", OPEN),
    at_most=ONCE,
)
def two_users_are_one_too_many(session: Session, draw: Draw) -> Iterator[Violation]:
    """What becomes of two that name one user is not said."""
    caller = draw(BY_NAME)
    second = draw(st.sampled_from(["member_number", "authentication_point_identifier"]))
    named = {second: session.role(IDENTIFIERS[second])}
    exchange = interact(session, OPEN, (caller, "user.other"), **named)
    why = f"user_id and {second} name two users"
    yield from refused_with(exchange, 416, why, second)


@law(
    says="An identifier beside another one is not passed over.",
    holds=("R189", "R207"),
    operations=(OPERATION,),
    roles=(*COMMON, *IDENTIFIERS.values(), "caller.admin", OPEN),
    at_most=ONCE,
)
def no_identifier_is_passed_over(session: Session, draw: Draw) -> Iterator[Violation]:
    """One of them is user.own's, the other is nobody's; whether that is 416 or 270 is not said."""
    caller = draw(BY_NAME)
    good, bad = draw(st.permutations(sorted(IDENTIFIERS)))[:2]
    nobody = 9_999_999_999 if bad == "user_id" else session.fresh("nobody")
    query = {**naming(session, good), bad: nobody}
    exchange = interact(session, OPEN, (caller, "user.own"), **query)
    why = f"{good} and {bad} do not name one user"
    yield from refused(exchange, why, f"{good} {bad}")


@law(
    says="One call is an interaction with one campaign at most.",
    holds=("R176", "R187", "R207"),
    operations=(OPERATION,),
    roles=(*CALLERS, OPEN, "campaign.independent"),
    controls=("ledger",),
    at_most=ONCE,
)
def one_call_is_one_interaction(session: Session, draw: Draw) -> Iterator[Violation]:
    """Two campaigns are named; that this is refused, and how, is not for this law to judge."""
    way = draw(any_caller)
    campaigns = [session.role(role) for role in draw(st.permutations([OPEN, INDEPENDENT]))]
    before = account(session, way[1])
    exchange = interact(session, OPEN, way, campaign_id=campaigns)
    after = account(session, way[1])
    issuing = [one for one in campaigns if newly_issued(before, after, str(one))]
    if len(issuing) > 1 or (issuing and is_refused(exchange)):
        yield Violation(
            expected="rewards of one campaign at most, and of none if the call is refused",
            got=f"{told(exchange)}, and rewards of campaigns {shown(issuing)}",
            exchange=exchange,
        )


@law(
    says="A chain_id that is no integer is refused under an admin session, which needs one.",
    holds=("R188", "R208"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", OPEN),
    at_most=ONCE,
)
def admins_chain_ids_are_integers(session: Session, draw: Draw) -> Iterator[Violation]:
    """The code is not said."""
    exchange = interact(session, OPEN, ("admin", "user.own"), chain_id=draw(NO_INTEGER))
    yield from refused(exchange, "chain_id is no integer")


@law(
    says="A chain_id that is no integer is refused, also where none is needed.",
    holds=("R188", "R208"),
    operations=(OPERATION,),
    roles=(*CALLERS, OPEN),
    severity="warning",
    at_most=ONCE,
)
def needless_chain_ids_are_integers(session: Session, draw: Draw) -> Iterator[Violation]:
    """A parameter in a wrong format is an error; that one may be passed over is not said."""
    way = draw(st.sampled_from([("default", "user.own"), ("user", "user.own")]))
    exchange = interact(session, OPEN, way, chain_id=draw(NO_INTEGER))
    yield from refused(exchange, "chain_id is no integer", way[0])


@law(
    says="Admins and tokens say which user the interaction is for.",
    holds=("R189",),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", OPEN),
    at_most=ONCE,
)
def the_user_is_always_named(session: Session, draw: Draw) -> Iterator[Violation]:
    """The code is not said."""
    caller = draw(BY_NAME)
    exchange = interact(session, OPEN, (caller, "user.own"), user_id=None)
    yield from refused(exchange, "no user is named", caller)
