"""Calls that are right in everything but what a law changes in them."""

from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Exchange, Json, Session

OPERATION: Final = "interactCampaign"
APP_HEADER: Final = "X-Spaaza-MyPrice-App-Hostname"
USER_HEADER: Final = "X-Spaaza-Session-User-Id"
KEY_HEADER: Final = "X-Spaaza-Session-Key"

USERS: Final = frozenset(("user", "other_user", "expired_user", "odd_method"))
"""Callers with a user session: they need the app, and name nobody."""
ADMINS: Final = frozenset(("admin", "blind_admin"))
"""Callers with an admin session: they need the chain, and name a user."""

COMMON: Final = ("caller.default", "chain.own", "app.own", "user.own", "user.other")
CALLERS: Final = (*COMMON, "caller.user", "caller.other_user", "caller.admin")
"""Roles that `any_caller` needs."""

IDENTIFIERS: Final = {
    "user_id": "user.own",
    "member_number": "user.own_member_number",
    "authentication_point_identifier": "user.own_authentication_point_identifier",
}
"""The three ways to name user.own, with the role that has the value."""

Way = tuple[str, str]
"""Who calls, and the role of the user that the interaction is for."""

any_caller: Final = st.sampled_from(
    [
        ("default", "user.own"),
        ("admin", "user.own"),
        ("user", "user.own"),
        ("default", "user.other"),
        ("admin", "user.other"),
        ("other_user", "user.other"),
    ]
)
"""Draws a way to call for one of two users of the chain."""


def interact(
    session: Session,
    campaign: str,
    way: Way = ("default", "user.own"),
    *,
    app: str | None = "app.own",
    headers: dict[str, str] | None = None,
    note: str = "",
    **query: Json,
) -> Exchange:
    """Calls as a caller of a kind should, but for what is named.

    Args:
        session: The session to call in.
        campaign: Role of the campaign.
        way: Who calls, and for whom.
        app: Role of the app of a user session; None leaves the header out.
        headers: Further headers; they replace those of the same name.
        note: What the call is for.
        query: Parameters that replace those of the same name; None leaves one out.
    """
    caller, user = way
    sent = dict(headers or {})
    if caller in USERS and app is not None:
        sent.setdefault(APP_HEADER, str(session.role(app)))
    asked = {"campaign_id": session.role(campaign), **_named(session, caller, user), **query}
    return session.call(OPERATION, query=asked, headers=sent, caller=caller, note=note)


def naming(session: Session, identifier: str) -> dict[str, Json]:
    """Returns the query that names user.own by one of the three identifiers, and by no other."""
    value = session.role(IDENTIFIERS[identifier])
    return {name: value if name == identifier else None for name in IDENTIFIERS}


def credentials(session: Session, caller: str, scheme: str, member: str) -> str:
    """Returns one part of what a caller shows.

    Raises:
        NotJudged: The caller shows something else.
    """
    found = session.role(f"caller.{caller}")
    shown = found.get(scheme, {}).get(member) if isinstance(found, dict) else None
    session.need(isinstance(shown, str), f"caller.{caller} with the scheme {scheme}")
    return str(shown)


def _named(session: Session, caller: str, user: str) -> dict[str, Json]:
    if caller in USERS:
        return {}
    if caller in ADMINS:
        return {"chain_id": session.role("chain.own"), "user_id": session.role(user)}
    return {"user_id": session.role(user)}
