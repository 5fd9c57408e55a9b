"""Laws on what a call leaves undone that is refused, or is no GET."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Record, Session, Violation, law

from .calls import CALLERS, OPERATION, any_caller, interact
from .ledger import account, steady_supply, still_there, supply, unchanged
from .replies import is_refused, told

OPEN: Final = "campaign.random_draw"
COSTLY: Final = "campaign.point_cost"
CLOSED: Final = ("basket", "internal", "inactive", "scheduled", "expired", "exhausted", "costly")
STRANGERS: Final = ("expired_user", "blind_admin", "inactive_token", "other_chain_token")
FAULTS: Final[dict[str, Record]] = {
    "no chain_id": {"chain_id": None},
    "an unknown chain_id": {"chain_id": 1_999_999_999},
    "a chain_id with letters": {"chain_id": "kxq"},
    "a chain_id of another chain": {"chain_id": "chain.elsewhere"},
    "two identifiers": {"member_number": "user.own_member_number"},
    "auth_method": {"auth_method": "kxq"},
}


@law(
    says="An interaction that a campaign refuses is not carried out: nothing is issued or taken.",
    holds=("LP2", "R181", "R210", "R211", "R212"),
    operations=(OPERATION,),
    roles=(*CALLERS, *(f"campaign.{name}" for name in CLOSED)),
    controls=("ledger",),
    at_most={"GET": 1},
)
def refused_interactions_are_not_carried_out(session: Session, draw: Draw) -> Iterator[Violation]:
    """That it is refused is for other laws to judge."""
    way = draw(any_caller)
    campaign = f"campaign.{draw(st.sampled_from(CLOSED))}"
    before, left = account(session, way[1]), steady_supply(session, campaign)
    exchange = interact(session, campaign, way)
    session.need(is_refused(exchange), f"a refusal at {campaign}")
    why = f"{campaign} answered {told(exchange)}"
    yield from unchanged(before, account(session, way[1]), why, exchange, campaign)
    yield from still_there(left, supply(session, campaign), why, exchange, campaign)


@law(
    says="Who is refused for what the credentials are, or reach, carries nothing out.",
    holds=("LP2", "R175", "R183", "R185", "R202", "R209"),
    operations=(OPERATION,),
    roles=(*CALLERS, *(f"caller.{name}" for name in STRANGERS), OPEN, COSTLY),
    controls=("ledger",),
    at_most={"GET": 1},
)
def strangers_carry_nothing_out(session: Session, draw: Draw) -> Iterator[Violation]:
    """The user who is named, or whose session it was, gets nothing and pays nothing."""
    caller = draw(st.sampled_from([*STRANGERS, "nobody", "wrong"]))
    campaign = draw(st.sampled_from([OPEN, COSTLY]))
    before = account(session)
    exchange = interact(session, campaign, (caller, "user.own"))
    session.need(is_refused(exchange), f"a refusal to caller.{caller}")
    why = f"caller.{caller} was answered {told(exchange)}"
    yield from unchanged(before, account(session), why, exchange, caller)


@law(
    says="A call that is refused for how it is made carries nothing out.",
    holds=("LP2", "R188", "R190", "R206", "R207"),
    operations=(OPERATION,),
    roles=(*CALLERS, "chain.elsewhere", "user.own_member_number", OPEN, COSTLY),
    controls=("ledger",),
    at_most={"GET": 1},
)
def faulty_calls_carry_nothing_out(session: Session, draw: Draw) -> Iterator[Violation]:
    """One parameter is wrong; the user gets nothing and pays nothing."""
    way = draw(any_caller)
    fault = draw(st.sampled_from(sorted(FAULTS)))
    campaign = draw(st.sampled_from([OPEN, COSTLY]))
    query = {
        name: session.role(value) if isinstance(value, str) and session.has(value) else value
        for name, value in FAULTS[fault].items()
    }
    before = account(session, way[1])
    exchange = interact(session, campaign, way, **query)
    session.need(is_refused(exchange), f"a refusal for {fault}")
    why = f"a call with {fault} was answered {told(exchange)}"
    yield from unchanged(before, account(session, way[1]), why, exchange, fault)


@law(
    says="No method but GET starts an interaction.",
    holds=("LP16", "R173"),
    operations=(OPERATION,),
    roles=(*CALLERS, OPEN),
    controls=("ledger",),
    at_most={"POST": 1, "PUT": 1, "PATCH": 1, "DELETE": 1, "HEAD": 1},
    needs_writes=True,
)
def only_get_interacts(session: Session, draw: Draw) -> Iterator[Violation]:
    """However such a call is answered, the user gets nothing."""
    method = draw(st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "HEAD"]))
    before = account(session)
    exchange = _send(session, method)
    why = f"{method} is not a method of this call"
    yield from unchanged(before, account(session), why, exchange, method)


def _send(session: Session, method: str) -> Exchange:
    operation = next(o for o in session.bundle.operations if o.operation_id == OPERATION)
    query = [
        ("campaign_id", str(session.role(OPEN))),
        ("user_id", str(session.role("user.own"))),
    ]
    body = b"" if method in ("POST", "PUT", "PATCH") else None
    return session.send(method, session.url(operation), query=query, body=body)
