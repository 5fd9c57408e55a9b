"""Laws on whom callers reach: their own chain, their own user, things that belong together."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Session, Violation, law

from .calls import CALLERS, COMMON, IDENTIFIERS, OPERATION, interact, naming
from .ledger import account, steady_account, unchanged
from .replies import refused, refused_with

ONCE: Final = {"GET": 1}
OPEN: Final = "campaign.random_draw"
ELSEWHERE: Final = "campaign.elsewhere"
GIVING: Final = (OPEN, "campaign.independent", "campaign.point_cost")
IDENTIFIER: Final = st.sampled_from(sorted(IDENTIFIERS))


@law(
    says="A token reaches no user of a chain that its scope leaves out.",
    basis="outside",
    holds=("R209",),
    operations=(OPERATION,),
    roles=(*COMMON, *IDENTIFIERS.values(), "caller.other_chain_token", OPEN),
    at_most=ONCE,
)
def tokens_stay_in_their_scope(session: Session, draw: Draw) -> Iterator[Violation]:
    """The vendor's page on access tokens gives them a scope; the code is not said."""
    query = naming(session, draw(IDENTIFIER))
    exchange = interact(session, OPEN, ("other_chain_token", "user.own"), **query)
    yield from refused(exchange, "the chain is not in the scope of the token")


@law(
    says="An admin who may read no chain reaches no user, however named.",
    holds=("R185", "R192"),
    operations=(OPERATION,),
    roles=(*COMMON, *IDENTIFIERS.values(), "caller.blind_admin", OPEN),
    at_most=ONCE,
)
def admins_need_the_right_to_read(session: Session, draw: Draw) -> Iterator[Violation]:
    """The chain, the user and the campaign are right for any other admin."""
    query = naming(session, draw(IDENTIFIER))
    exchange = interact(session, OPEN, ("blind_admin", "user.own"), **query)
    yield from refused_with(exchange, 68, "the admin may read no chain")


@law(
    says="An admin reaches no user and no campaign of a chain that the admin may not read.",
    holds=("R185", "R192", "R206"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.admin", "chain.elsewhere", "user.elsewhere", ELSEWHERE, OPEN),
    at_most=ONCE,
)
def admins_stay_in_their_chain(session: Session, draw: Draw) -> Iterator[Violation]:
    """With all of that chain, or with the user or the campaign of it; the code is not said."""
    fault = draw(st.sampled_from(["user", "campaign", "user and campaign", "chain of all"]))
    campaign = OPEN if fault == "user" else ELSEWHERE
    user = "user.own" if fault == "campaign" else "user.elsewhere"
    chain = session.role("chain.elsewhere" if fault == "chain of all" else "chain.own")
    exchange = interact(session, campaign, ("admin", user), chain_id=chain)
    yield from refused(exchange, f"the admin may not read the {fault}", fault)


@law(
    says="A user session lets nobody act for another user.",
    holds=("R184", "R189", "R209"),
    operations=(OPERATION,),
    roles=(*CALLERS, *IDENTIFIERS.values(), *GIVING),
    controls=("ledger",),
    at_most=ONCE,
)
def users_act_for_themselves_only(session: Session, draw: Draw) -> Iterator[Violation]:
    """Refused or not: the one who is named gets nothing and pays nothing."""
    campaign, identifier = draw(st.sampled_from(GIVING)), draw(IDENTIFIER)
    before = steady_account(session, "user.own")
    query = naming(session, identifier)
    exchange = interact(session, campaign, ("other_user", "user.other"), **query)
    why = "the session is user.other's"
    yield from unchanged(before, account(session, "user.own"), why, exchange, identifier)


@law(
    says="A user and a campaign that are not of one chain are refused as a mismatch.",
    holds=("R206",),
    operations=(OPERATION,),
    roles=(*CALLERS, "user.elsewhere", ELSEWHERE, OPEN),
    at_most=ONCE,
)
def chains_are_not_mixed(session: Session, draw: Draw) -> Iterator[Violation]:
    """One thing of another chain among things of one chain."""
    what, campaign, way = draw(
        st.sampled_from(
            [
                ("user", OPEN, ("default", "user.elsewhere")),
                ("campaign", ELSEWHERE, ("default", "user.own")),
                ("campaign", ELSEWHERE, ("default", "user.other")),
                ("campaign", ELSEWHERE, ("user", "user.own")),
                ("campaign", ELSEWHERE, ("other_user", "user.other")),
                ("campaign", ELSEWHERE, ("admin", "user.own")),
            ]
        )
    )
    exchange = interact(session, campaign, way)
    yield from refused_with(exchange, 405, f"the {what} is of another chain", f"{what} {way[0]}")
