"""Steps 1 to 7: are the credentials in order, and is the user in an app of some chain?"""

from typing import Final

from mockserver.stubkit import Call, Credentials, Json, Record, World, authenticate, parse_instant

from .caller import Caller
from .errors import ErrorCode, refused

APP_HEADER: Final = "x-spaaza-myprice-app-hostname"
AUTH_METHODS: Final = frozenset(("password", "facebook"))
"""Assumed: the document names none; another page of the vendor mentions facebook."""


@authenticate
async def authenticate_caller(call: Call, credentials: Credentials, world: World) -> Json:
    """Returns the caller behind an access token or a session.

    An access token outranks a session that is sent beside it.

    Raises:
        Refused: Codes 265, 266, 228, 6, 269, 238, 264, in this order.

    Source: Spaaza API, Interact with campaign, "Permissions and authentication" and "Headers",
    read 2026-11-21. The names of the credential headers come from the vendor's other pages.
    """
    if credentials.malformed:
        raise refused(ErrorCode.AUTHORIZATION_INVALID)
    if "PrivilegedToken" in credentials.values:
        token = await find_token(str(credentials.values["PrivilegedToken"]), world)
        require_known_auth_methods(call, None)
        return token.principal()
    session = await find_session(credentials, world)
    require_known_auth_methods(call, session)
    if session is None or parse_instant(session["expires_at"]) <= world.now:
        raise refused(ErrorCode.NO_VALID_SESSION)
    if session["kind"] == "admin":
        return (await find_admin(session["holder"], world)).principal()
    app_chain = await find_app_chain(call.raw_headers.get(APP_HEADER, ""), world)
    return Caller("user", session["holder"], app_chain=app_chain).principal()


async def find_token(shown: str, world: World) -> Caller:
    """Returns the caller behind `id:secret`.

    Raises:
        Refused: 265 for another form, 266 for an unknown or inactive token or a wrong secret.
    """
    token_id, _, secret = shown.partition(":")
    if not token_id or not secret:
        raise refused(ErrorCode.AUTHORIZATION_INVALID)
    token = await world.get("access_token", token_id)
    if token is None or not token["active"] or token["secret"] != secret:
        raise refused(ErrorCode.ACCESS_TOKEN_INVALID)
    chains = token["chains"]
    return Caller("privileged", token_id, chains=None if chains is None else tuple(chains))


async def find_session(credentials: Credentials, world: World) -> Record | None:
    """Returns the session that the pair of user id and session key names, valid or expired."""
    holder = credentials.values.get("UserSessionUserId")
    key = credentials.values.get("UserSessionKey")
    session = await world.get("session", str(key)) if key else None
    return session if session is not None and session["holder"] == holder else None


async def find_admin(admin_id: str, world: World) -> Caller:
    """Returns the admin as a caller; one without a record may read nothing."""
    admin = await world.get("admin", admin_id)
    return Caller("admin", admin_id, chains=tuple(admin["chains"]) if admin else ())


async def find_app_chain(hostname: str, world: World) -> str:
    """Returns the id of the chain that the app of a hostname belongs to.

    Raises:
        Refused: 269 without a hostname, 238 for an unknown one, 264 for an app without a chain.
    """
    if not hostname.strip():
        raise refused(ErrorCode.NO_MYPRICE_APP)
    app = await world.get("app", hostname.strip().lower())
    if app is None:
        raise refused(ErrorCode.MYPRICE_APP_NOT_FOUND)
    if app["chain"] is None:
        raise refused(ErrorCode.MYPRICE_APP_WITHOUT_ENTITY)
    return str(app["chain"])


def require_known_auth_methods(call: Call, session: Record | None) -> None:
    """Refuses an authentication method that the API does not know.

    Raises:
        Refused: 228 if the parameter or the session has an unknown one.
    """
    named = {value for name, value in call.raw_query if name == "auth_method"}
    if session is not None:
        named.add(session["auth_method"])
    if not named <= AUTH_METHODS:
        raise refused(ErrorCode.AUTH_METHOD_INVALID)
