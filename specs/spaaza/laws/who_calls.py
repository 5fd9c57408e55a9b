"""Laws on who may call: sessions, tokens, and what each of them reaches."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Session, Violation, law

from .calls import (
    CALLERS,
    COMMON,
    KEY_HEADER,
    OPERATION,
    USER_HEADER,
    credentials,
    interact,
)
from .ledger import account, steady_account, unchanged
from .replies import refused, refused_with

ONCE: Final = {"GET": 1}
OPEN: Final = "campaign.random_draw"
MADE_UP_TOKEN: Final = "0f9d3c52-6a41-4c0b-9d2e-5f1b7a8c3e60:made-up-secret"  # noqa: S105 - nobody's


@law(
    says="A session that is unknown, somebody else's or expired is no valid session.",
    holds=("R183", "R191"),
    operations=(OPERATION,),
    roles=(*CALLERS, "caller.expired_user", OPEN),
    at_most=ONCE,
)
def sessions_must_be_valid(session: Session, draw: Draw) -> Iterator[Violation]:
    """The pair of user id and key has to be one that a login made, and is still good."""
    kind = draw(
        st.sampled_from(
            ["expired", "another user's key", "another user's id", "made-up key", "admin's key"]
        )
    )
    other_key = credentials(session, "other_user", "UserSessionKey", "value")
    other_id = credentials(session, "other_user", "UserSessionUserId", "value")
    admin_key = credentials(session, "admin", "AdminSessionKey", "value")
    headers = {
        "another user's key": {KEY_HEADER: other_key},
        "another user's id": {USER_HEADER: other_id},
        "made-up key": {KEY_HEADER: session.fresh("key")},
        "admin's key": {KEY_HEADER: admin_key},
    }.get(kind)
    caller = "expired_user" if kind == "expired" else "user"
    exchange = interact(session, OPEN, (caller, "user.own"), headers=headers)
    yield from refused_with(exchange, 6, f"the session has this fault: {kind}", kind)


@law(
    says="A token that is unknown, or comes with another secret, is refused.",
    holds=("R202",),
    operations=(OPERATION,),
    roles=(*COMMON, OPEN),
    at_most=ONCE,
)
def tokens_must_be_known(session: Session, draw: Draw) -> Iterator[Violation]:
    """Well formed, but nobody's."""
    token = credentials(session, "default", "PrivilegedToken", "token")
    name, _, secret = token.partition(":")
    session.need(bool(secret), "a token of the form id:secret")
    shown = draw(
        st.sampled_from(
            [
                ("another secret", f"{name}:{session.fresh('secret')}"),
                ("half of its secret", f"{name}:{secret[: len(secret) // 2] or 'x'}"),
                ("an unknown id", MADE_UP_TOKEN),
                ("an unknown id and a good secret", f"{MADE_UP_TOKEN.partition(':')[0]}:{secret}"),
            ]
        )
    )
    exchange = interact(session, OPEN, headers={"Authorization": f"Bearer {shown[1]}"})
    yield from refused_with(exchange, 266, f"the token has {shown[0]}", shown[0])


@law(
    says="A token that was switched off is refused.",
    basis="outside",
    holds=("R202",),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.inactive_token", OPEN),
    at_most=ONCE,
)
def inactive_tokens_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """The vendor's page on access tokens says that they can be inactive."""
    exchange = interact(session, OPEN, ("inactive_token", "user.own"))
    yield from refused_with(exchange, 266, "the token is inactive")


@law(
    says="A token reaches no user of a chain that its scope leaves out.",
    basis="outside",
    holds=("R209",),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.other_chain_token", OPEN),
    at_most=ONCE,
)
def tokens_stay_in_their_scope(session: Session, draw: Draw) -> Iterator[Violation]:
    """The vendor's page on access tokens gives them a scope; the code is not said."""
    exchange = interact(session, OPEN, ("other_chain_token", "user.own"))
    yield from refused(exchange, "the chain is not in the scope of the token")


@law(
    says="An admin reaches users of those chains only that the admin may read.",
    holds=("R185", "R192"),
    operations=(OPERATION,),
    roles=(
        *COMMON,
        "caller.admin",
        "caller.blind_admin",
        "chain.elsewhere",
        "user.elsewhere",
        "campaign.elsewhere",
        OPEN,
    ),
    at_most=ONCE,
)
def admins_stay_in_their_chains(session: Session, draw: Draw) -> Iterator[Violation]:
    """Everything that is named is of one chain; the admin may not read it."""
    if draw(st.booleans()):
        exchange = interact(session, OPEN, ("blind_admin", "user.own"))
        yield from refused(exchange, "the admin may read no chain", "blind")
        return
    exchange = _elsewhere(session)
    yield from refused(exchange, "the admin may not read that chain", "elsewhere")


@law(
    says="A user session lets nobody act for another user.",
    holds=("R184", "R189", "R209"),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.user", OPEN, "campaign.independent", "campaign.point_cost"),
    controls=("ledger",),
    at_most=ONCE,
)
def users_act_for_themselves_only(session: Session, draw: Draw) -> Iterator[Violation]:
    """Refused or not: the one who is named gets nothing and pays nothing."""
    campaign = draw(st.sampled_from([OPEN, "campaign.independent", "campaign.point_cost"]))
    before = steady_account(session, "user.other")
    exchange = interact(session, campaign, ("user", "user.own"), user_id=session.role("user.other"))
    after = account(session, "user.other")
    yield from unchanged(before, after, "the session is user.own's", exchange)


@law(
    says="A user, a campaign and a chain that do not belong together are refused as a mismatch.",
    holds=("R206",),
    operations=(OPERATION,),
    roles=(
        *COMMON, "caller.user", "caller.admin", "user.elsewhere", "campaign.elsewhere", OPEN,
    ),
    at_most=ONCE,
)  # fmt: skip
def chains_are_not_mixed(session: Session, draw: Draw) -> Iterator[Violation]:
    """One thing of another chain among things of one chain."""
    what, campaign, way = draw(
        st.sampled_from(
            [
                ("user", OPEN, ("default", "user.elsewhere")),
                ("campaign", "campaign.elsewhere", ("default", "user.own")),
                ("campaign", "campaign.elsewhere", ("default", "user.other")),
                ("campaign", "campaign.elsewhere", ("user", "user.own")),
                ("campaign", "campaign.elsewhere", ("admin", "user.own")),
            ]
        )
    )
    exchange = interact(session, campaign, way)
    yield from refused_with(exchange, 405, f"the {what} is of another chain", f"{what} {way[0]}")


def _elsewhere(session: Session) -> Exchange:
    return interact(
        session,
        "campaign.elsewhere",
        ("admin", "user.elsewhere"),
        chain_id=session.role("chain.elsewhere"),
    )
