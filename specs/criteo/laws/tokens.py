"""Laws of tokens: who gets one, how long it lives, and what it is good for."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from contracts.lawkit import Draw, Exchange, Law, Session, Violation, find, law, same

from .campaigns import (
    CREATE,
    READ,
    SEARCH,
    UNCAPPED,
    UPDATE,
    capped,
    creation,
    found,
    item,
    limit_of,
    make,
    money,
    read,
    search,
    steady,
    update,
)

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_LONGER_THAN_ANY: Final = "1d"
"""Tokens live 900 seconds."""


@law(
    says="Who does not know the client's secret gets no token.",
    basis="outside",
    operations=(SEARCH,),
    roles=("caller.client",),
    at_most={"POST": 4},
)
def tokens_need_the_secret(session: Session, draw: Draw) -> Iterator[Violation]:
    """Asks with another secret, a longer one and an empty one."""
    search(session, note="with a token that the secret gives", caller="client")
    credentials = session.role("caller.client")["oauth2"]
    path = _token_path(session)
    secret = str(credentials["client_secret"])
    # Each either holds the whole secret, which is masked in reports, or nothing of it.
    secrets = {"another": session.fresh("secret"), "a longer": f"{secret}0", "an empty": ""}
    for what, wrong in secrets.items():
        form = {"client_id": credentials["client_id"], "client_secret": wrong}
        body = urlencode({"grant_type": "client_credentials", **form}).encode()
        note = f"ask for a token with {what} secret"
        exchange = session.send("POST", path, headers=_FORM, body=body, caller="nobody", note=note)
        if exchange.status < 400 and isinstance(exchange.at("/access_token"), str):
            yield Violation(
                expected=f"no token for {what} secret",
                got=f"status {exchange.status} with a token",
                exchange=exchange,
                cause=what,
            )


@law(
    says="A token that was issued is refused once its time is over.",
    basis="outside",
    operations=(SEARCH,),
    roles=("caller.client",),
    controls=("clock",),
)
def issued_token_expires(session: Session, draw: Draw) -> Iterator[Violation]:
    """Shows the same token before and after."""
    fresh = search(session, note="with a token that was just issued", caller="client")
    token = fresh.request.header("Authorization") or ""
    session.need(bool(token), "a token that was issued")
    session.advance(_LONGER_THAN_ANY)
    late = session.call(
        SEARCH,
        json={"filters": {}},
        headers={"Authorization": token},
        caller="nobody",
        note="with the same token a day later",
    )
    yield from _unauthorized(late)


@law(
    says="A token without the scope to manage makes nothing and changes nothing.",
    basis="outside",
    operations=(UPDATE, READ, CREATE),
    roles=("advertiser.own", "caller.read_only"),
    examples=4,
)
def reading_scope_changes_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Creates and updates with a token that may only read."""
    made = session.call(
        CREATE, json=creation(session, UNCAPPED), caller="read_only", note="it may only read"
    )
    yield from _refused(made)
    campaign = make(session, capped("daily", draw(money)))
    before = steady(session, campaign)
    limit = capped("daily", draw(money))
    yield from _refused(update(session, item(campaign, limit), caller="read_only"))
    after = found(session, campaign, "read it after")
    yield from same("its limit", limit_of(before), limit_of(after), at=after, cause="changed")


@law(
    says="An expired token is refused by every operation, and changes nothing.",
    basis="outside",
    operations=(UPDATE, READ, CREATE, SEARCH),
    roles=("advertiser.own", "caller.expired"),
    examples=2,
)
def expired_token_is_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Calls every operation with it."""
    campaign = make(session, capped("daily", 20))
    before = steady(session, campaign)
    yield from _unauthorized(read(session, campaign, caller="expired"))
    yield from _unauthorized(
        session.call(SEARCH, json={"filters": {}}, caller="expired", note="search")
    )
    yield from _unauthorized(
        session.call(CREATE, json=creation(session, UNCAPPED), caller="expired", note="make one")
    )
    changed = item(campaign, capped("daily", 30))
    yield from _unauthorized(update(session, changed, caller="expired"))
    after = found(session, campaign, "read it after")
    yield from same("its limit", limit_of(before), limit_of(after), at=after, cause="changed")


def _refused(exchange: Exchange) -> Iterator[Violation]:
    if exchange.status not in (401, 403):
        yield Violation(
            expected="status 403: the token may not manage campaigns",
            got=f"status {exchange.status}",
            exchange=exchange,
            cause=exchange.operation or "",
        )


def _unauthorized(exchange: Exchange) -> Iterator[Violation]:
    if exchange.status != 401:
        yield Violation(
            expected="status 401: the token has expired",
            got=f"status {exchange.status}",
            exchange=exchange,
            cause=exchange.operation or "",
        )


def _token_path(session: Session) -> str:
    """Returns where tokens are issued, below the API's base URL.

    Raises:
        NotJudged: They are issued elsewhere.
    """
    own = find(session.role("caller.client"), "/oauth2/token_url")
    (search_operation,) = (one for one in session.bundle.operations if one.operation_id == SEARCH)
    url = own if isinstance(own, str) else search_operation.schemes["oauth2"].token_url
    session.need("://" not in url, "an address for tokens below that of the API")
    return url if url.startswith("/") else f"/{url}"


TOKENS: Final[tuple[Law, ...]] = (
    tokens_need_the_secret,
    issued_token_expires,
    reading_scope_changes_nothing,
    expired_token_is_refused,
)
