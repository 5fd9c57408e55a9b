"""Laws on credentials: which sessions and tokens stand for somebody."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Session, Violation, law

from .calls import (
    APP_HEADER,
    CALLERS,
    COMMON,
    IDENTIFIERS,
    KEY_HEADER,
    OPERATION,
    USER_HEADER,
    credentials,
    interact,
    naming,
)
from .replies import refused_with

ONCE: Final = {"GET": 1}
OPEN: Final = "campaign.random_draw"
MADE_UP_TOKEN: Final = "0f9d3c52-6a41-4c0b-9d2e-5f1b7a8c3e60:made-up-secret"  # noqa: S105 - nobody's
FORMS: Final = {
    "scheme Basic": "Basic {token}",
    "scheme Token": "Token {token}",
    "scheme Digest": "Digest {token}",
    "no scheme": "{token}",
    "no token": "Bearer",
}
"""Authorization headers that are not of the form `Bearer id:secret`."""


@law(
    says="A session that is unknown, somebody else's or expired is no valid session.",
    holds=("R183", "R191"),
    operations=(OPERATION,),
    roles=(*CALLERS, "caller.expired_user", OPEN),
    at_most=ONCE,
)
def sessions_must_be_valid(session: Session, draw: Draw) -> Iterator[Violation]:
    """The pair of user id and key has to be one that a login made, and is still good."""
    own_id = credentials(session, "user", "UserSessionUserId", "value")
    other_key = credentials(session, "other_user", "UserSessionKey", "value")
    other_id = credentials(session, "other_user", "UserSessionUserId", "value")
    admin_key = credentials(session, "admin", "AdminSessionKey", "value")
    faults: dict[str, tuple[str, dict[str, str]]] = {
        "it is expired": ("expired_user", {}),
        "the key is another user's": ("user", {KEY_HEADER: other_key}),
        "the id is another user's": ("user", {USER_HEADER: other_id}),
        "the key is an admin's": ("user", {KEY_HEADER: admin_key}),
        "the key is made up": ("user", {KEY_HEADER: session.fresh("key")}),
        "the key is empty": ("user", {KEY_HEADER: ""}),
        "there is no key": ("nobody", {USER_HEADER: own_id}),
    }
    fault = draw(st.sampled_from(sorted(faults)))
    caller, headers = faults[fault]
    if caller == "nobody":
        headers = {**headers, APP_HEADER: str(session.role("app.own"))}
    exchange = interact(session, OPEN, (caller, "user.own"), headers=headers, user_id=None)
    yield from refused_with(exchange, 6, f"of the session: {fault}", fault)


@law(
    says="A token that is unknown, or comes with another secret, is refused.",
    holds=("R202",),
    operations=(OPERATION,),
    roles=(*COMMON, OPEN),
    at_most=ONCE,
)
def tokens_must_be_known(session: Session, draw: Draw) -> Iterator[Violation]:
    """Well formed, but nobody's."""
    name, _, secret = _token(session).partition(":")
    unknown = MADE_UP_TOKEN.partition(":")[0]
    faults = {
        "has another secret": f"{name}:{session.fresh('secret')}",
        "has a part of its secret": f"{name}:{secret[:-1] or 'x'}",
        "has more than its secret": f"{name}:{secret}x",
        "is unknown": MADE_UP_TOKEN,
        "is unknown, with a secret that is good": f"{unknown}:{secret}",
    }
    fault = draw(st.sampled_from(sorted(faults)))
    exchange = interact(session, OPEN, headers={"Authorization": f"Bearer {faults[fault]}"})
    yield from refused_with(exchange, 266, f"the token {fault}", fault)


@law(
    says="An Authorization header that is not of the form Bearer id:secret is invalid.",
    holds=("R201",),
    operations=(OPERATION,),
    roles=(*COMMON, OPEN),
    at_most=ONCE,
)
def authorization_has_one_form(session: Session, draw: Draw) -> Iterator[Violation]:
    """Also if the token in it is good."""
    fault = draw(st.sampled_from(sorted(FORMS)))
    header = FORMS[fault].format(token=_token(session))
    exchange = interact(session, OPEN, headers={"Authorization": header})
    yield from refused_with(exchange, 265, f"the header has {fault}", fault)


@law(
    says="A token that was switched off is refused, however the user is named.",
    basis="outside",
    holds=("R202",),
    operations=(OPERATION,),
    roles=(*COMMON, *IDENTIFIERS.values(), "caller.inactive_token", OPEN),
    at_most=ONCE,
)
def inactive_tokens_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """The vendor's page on access tokens says that they can be inactive."""
    query = naming(session, draw(st.sampled_from(sorted(IDENTIFIERS))))
    query["chain_id"] = session.role("chain.own") if draw(st.booleans()) else None
    exchange = interact(session, OPEN, ("inactive_token", "user.own"), **query)
    yield from refused_with(exchange, 266, "the token is inactive")


@law(
    says="A session that was made by an unknown method of authentication is refused.",
    basis="outside",
    holds=("R195",),
    operations=(OPERATION,),
    roles=(*COMMON, "caller.odd_method", OPEN),
    at_most=ONCE,
)
def odd_logins_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """The vendor's page on the status of a session speaks of its auth_method."""
    exchange = interact(session, OPEN, ("odd_method", "user.own"))
    yield from refused_with(exchange, 228, "its authentication method is unknown")


def _token(session: Session) -> str:
    token = credentials(session, "default", "PrivilegedToken", "token")
    session.need(all(token.partition(":")), "a token of the form id:secret")
    return token
