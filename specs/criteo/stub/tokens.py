"""Access tokens: the answer of the token URL.

Source: assumed; RFC 6749, sections 4.4 and 5, with Criteo's lifetime of 900 seconds.
"""

from datetime import timedelta
from typing import Final

from mockserver.stubkit import Record, Reply, TokenRequest, World, format_instant, issue_token

from .security import SCHEME

LIFETIME_SECONDS: Final = 900
_NO_STORE: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@issue_token(SCHEME)
async def issue_access_token(request: TokenRequest, world: World) -> Reply:
    """Issues a token to an application that knows its secret.

    Assumed: without a wish the token has every scope of the application.
    """
    if request.grant_type is None:
        return _refuse(400, "invalid_request", "The parameter grant_type is missing.")
    if request.grant_type != "client_credentials":
        return _refuse(400, "unsupported_grant_type", "Use client_credentials.")
    application = await world.get("application", request.client_id or "")
    if application is None or application["secret"] != request.client_secret:
        return _refuse(401, "invalid_client", "The client id or its secret is wrong.")
    scopes = request.scope.split() if request.scope else application["scopes"]
    if not set(scopes) <= set(application["scopes"]):
        return _refuse(400, "invalid_scope", "The application does not have that scope.")
    return Reply(200, await _new_token(world, request.client_id or "", scopes), _NO_STORE)


async def _new_token(world: World, client_id: str, scopes: list[str]) -> Record:
    value = await world.new_uuid()
    # records keep whole seconds; rounding up lets no token die early
    lifetime = timedelta(seconds=LIFETIME_SECONDS, microseconds=999_999)
    expires_at = format_instant(world.now + lifetime)
    scopes = list(dict.fromkeys(scopes))
    world.put(
        "token", value, {"application": client_id, "scopes": scopes, "expires_at": expires_at}
    )
    return {"access_token": value, "token_type": "Bearer", "expires_in": LIFETIME_SECONDS}


def _refuse(status: int, error: str, description: str) -> Reply:
    return Reply(status, {"error": error, "error_description": description}, _NO_STORE)
