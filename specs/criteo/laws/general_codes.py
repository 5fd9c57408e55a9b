"""For each general code and operation: a call that is answered with it."""

from collections.abc import Callable, Iterator
from typing import Final

from contracts.lawkit import Basis, Draw, Exchange, Json, Provocation, Record, Session, provokes

from .campaigns import CREATE, READ, SEARCH, UNCAPPED, UPDATE, capped, creation, item, read, update
from .codes import NOT_FOUND

_OWN: Final = ("advertiser.own",)
_KNOWN: Final = ("campaign.capped",)
_LARGE: Final = 17 * 1024 * 1024
"""Bytes of a body that no server of this kind reads."""
_PATHS: Final = {
    CREATE: "/marketing-solutions/campaigns",
    UPDATE: "/marketing-solutions/campaigns",
    SEARCH: "/marketing-solutions/campaigns/search",
    READ: "/marketing-solutions/campaigns/{campaignId}",
}
_WRITING: Final = (CREATE, UPDATE, SEARCH)


def _body(session: Session, operation: str) -> Json:
    """Returns a body that the operation would take, without a change of what is there."""
    if operation == CREATE:
        return creation(session, UNCAPPED)
    if operation == UPDATE:
        return {"data": []}
    return {"filters": {}} if operation == SEARCH else None


def _call(session: Session, operation: str, note: str, caller: str, **headers: str) -> Exchange:
    """Calls an operation as it should be called, but for the caller or the headers."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if operation == READ:
        campaign = {"campaignId": session.role("campaign.capped")}
        return session.call(READ, path=campaign, headers=sent, caller=caller, note=note)
    body = _body(session, operation)
    return session.call(operation, json=body, headers=sent, caller=caller, note=note)


def _table() -> Iterator[Provocation]:
    """Yields what is provoked in the same way on several operations."""
    for operation in (CREATE, UPDATE, SEARCH, READ):
        needed = {CREATE: _OWN, READ: _KNOWN}.get(operation, ())
        yield _made(
            "authorization-token-missing",
            operation,
            lambda session, name: _call(session, name, "no token", "nobody"),
            basis="outside",
            roles=needed,
        )
        yield _made(
            "authorization-token-invalid",
            operation,
            lambda session, name: _call(
                session, name, "a token of nobody", "nobody", Authorization="Bearer nobodys-token"
            ),
            basis="outside",
            roles=needed,
        )
        yield _made(
            "authorization-token-expired",
            operation,
            lambda session, name: _call(session, name, "an expired token", "expired"),
            basis="outside",
            roles=(*needed, "caller.expired"),
        )
        yield _made("method-not-allowed", operation, _delete)
    for operation in (CREATE, UPDATE):
        yield _made(
            "insufficient-permissions",
            operation,
            lambda session, name: _call(session, name, "it may only read", "read_only"),
            roles=(*(_OWN if operation == CREATE else ()), "caller.read_only"),
        )
    for operation in (SEARCH, READ):
        yield _made(
            "insufficient-permissions",
            operation,
            lambda session, name: _call(
                session, name, "it may only manage", "nobody", Authorization=_managing(session)
            ),
            roles=(*(_KNOWN if operation == READ else ()), "caller.client"),
        )
    for operation in _WRITING:
        yield _made("invalid-syntax", operation, _cut_short)
        yield _made("payload-too-large", operation, _large)
        yield _made("unsupported-media-type", operation, _text)


def _made(
    code: str,
    operation: str,
    provoke: Callable[[Session, str], Exchange],
    *,
    basis: Basis = "inferred",
    roles: tuple[str, ...] = (),
) -> Provocation:
    return Provocation(
        id=f"{code.replace('-', '_')}_on_{operation}",
        code=code,
        operation=operation,
        provoke=lambda session, draw: provoke(session, operation),
        basis=basis,
        roles=roles,
    )


def _cut_short(session: Session, operation: str) -> Exchange:
    return session.call(operation, json=b'{"data": ', note="a body that ends too early")


def _large(session: Session, operation: str) -> Exchange:
    body = b'{"padding": "' + b"0" * _LARGE + b'"}'
    return session.call(operation, json=body, note="a body of 17 MiB")


def _text(session: Session, operation: str) -> Exchange:
    plain = {"Content-Type": "text/plain"}
    return session.call(operation, json=b"{}", headers=plain, note="a body that is text")


def _delete(session: Session, operation: str) -> Exchange:
    """Uses a method that none of the paths has, on a campaign that is not there."""
    unknown = str(session.role("campaign.unknown")) if operation == READ else ""
    path = _PATHS[operation].replace("{campaignId}", unknown)
    return session.send("DELETE", path, note="a method that the path has not")


def _managing(session: Session) -> str:
    """Returns the credentials of a token that may manage but not read."""
    client: Record = session.role("caller.client")["oauth2"]
    form = {
        "grant_type": "client_credentials",
        **{name: client[name] for name in ("client_id", "client_secret")},
        "scope": "MarketingSolutions_Campaign_Manage",
    }
    body = "&".join(f"{name}={value}" for name, value in form.items())
    exchange = session.send(
        "POST",
        "/oauth2/token",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=body.encode(),
        caller="nobody",
        note="ask for a token that may only manage",
    )
    token = exchange.at("/access_token")
    session.need(isinstance(token, str), "a token that may only manage")
    return f"Bearer {token}"


@provokes("required-field", operation=CREATE, basis="inferred", roles=_OWN)
def creation_without_a_goal(session: Session, draw: Draw) -> Exchange:
    """Leaves out a member that is needed."""
    body = creation(session, UNCAPPED)
    del body["data"]["attributes"]["goal"]
    return session.call(CREATE, json=body, note="no goal")


@provokes("invalid", operation=CREATE, basis="inferred", roles=_OWN, holds=("R143",))
def creation_with_an_old_goal(session: Session, draw: Draw) -> Exchange:
    """Sends a goal that only old campaigns have."""
    body = creation(session, UNCAPPED, goal="Unspecified")
    return session.call(CREATE, json=body, note="goal Unspecified")


@provokes(
    "insufficient-advertiser-permissions",
    operation=CREATE,
    basis="outside",
    roles=(*_OWN, "advertiser.outside_portfolio"),
)
def creation_for_a_foreign_advertiser(session: Session, draw: Draw) -> Exchange:
    """Makes a campaign for an advertiser outside the portfolio."""
    owner = session.role("advertiser.outside_portfolio")
    body = creation(session, capped("daily", 50), advertiserId=owner)
    return session.call(CREATE, json=body, note="an advertiser outside the portfolio")


@provokes("required-field", operation=UPDATE, basis="inferred")
def update_without_an_id(session: Session, draw: Draw) -> Exchange:
    """Sends an item that names no campaign."""
    return update(session, {"type": "Campaign", "attributes": {}}, note="no id")


@provokes("invalid", operation=UPDATE, basis="inferred", roles=("campaign.unknown",))
def update_of_another_type(session: Session, draw: Draw) -> Exchange:
    """Sends an item that is no campaign."""
    other = {**item(session.role("campaign.unknown")), "type": "Advertiser"}
    return update(session, other, note="an item of another type")


@provokes("required-field", operation=SEARCH, basis="inferred")
def search_without_a_body(session: Session, draw: Draw) -> Exchange:
    """Searches without a body."""
    return session.call(SEARCH, note="no body")


@provokes("invalid", operation=SEARCH, basis="inferred")
def search_by_no_list(session: Session, draw: Draw) -> Exchange:
    """Sends a filter that is no list."""
    return session.call(SEARCH, json={"filters": {"campaignIds": 5}}, note="a filter, no list")


@provokes(NOT_FOUND, operation=READ, basis="outside", roles=("campaign.unknown",))
def read_of_an_unknown_campaign(session: Session, draw: Draw) -> Exchange:
    """Reads a campaign that does not exist."""
    return read(session, session.role("campaign.unknown"), "no such campaign")


GENERAL_CODES: Final[tuple[Provocation, ...]] = (
    *_table(),
    creation_without_a_goal,
    creation_with_an_old_goal,
    creation_for_a_foreign_advertiser,
    update_without_an_id,
    update_of_another_type,
    search_without_a_body,
    search_by_no_list,
    read_of_an_unknown_campaign,
)
