"""Who is calling: the access token, and what it allows.

Source: assumed; the document does not speak of authentication.
"""

from mockserver.stubkit import (
    Call,
    Credentials,
    Json,
    Record,
    Refused,
    Reply,
    World,
    authenticate,
    parse_instant,
)

from .problems import (
    SCOPE_MISSING,
    TOKEN_EXPIRED,
    TOKEN_INVALID,
    TOKEN_MISSING,
    Problem,
    refusal,
    trace_of,
)

SCHEME = "oauth2"


@authenticate
async def authenticate_caller(call: Call, credentials: Credentials, world: World) -> Json:
    """Returns the application behind the token and its portfolio.

    Raises:
        Refused: 401 without a live token, 403 if the token lacks the operation's scope.
    """
    value = credentials.values.get(SCHEME)
    if value is None:
        malformed = SCHEME in credentials.malformed
        raise Refused(unauthorized(call, TOKEN_INVALID if malformed else TOKEN_MISSING))
    token = await world.get("token", str(value))
    application = await world.get("application", token["application"]) if token else None
    if token is None or application is None:
        raise Refused(unauthorized(call, TOKEN_INVALID))
    if _is_expired(token, world):
        raise Refused(unauthorized(call, TOKEN_EXPIRED))
    _require_scope(call, token)
    return {"application": token["application"], "advertisers": application["advertisers"]}


def _require_scope(call: Call, token: Record) -> None:
    granted = token["scopes"]
    for schemes in call.operation.security:
        if set(schemes.get(SCHEME, ())).issubset(granted):
            return
    raise Refused(scope_missing(call))


def scope_missing(call: Call) -> Reply:
    """Returns the refusal of a token without the scope that an operation needs."""
    needed = " ".join(sorted(call.operation.security[0].get(SCHEME, ())))
    entry = SCOPE_MISSING.entry(
        trace_of(SCOPE_MISSING.code, call.method, call.url_path),
        detail=f"This call needs the scope {needed}.",
    )
    challenge = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'}
    return refusal(403, [entry], challenge)


def unauthorized(call: Call, problem: Problem) -> Reply:
    """Returns the refusal of a caller without a live token."""
    challenge = "Bearer" if problem is TOKEN_MISSING else 'Bearer error="invalid_token"'
    entry = problem.entry(trace_of(problem.code, call.method, call.url_path))
    return refusal(401, [entry], {"WWW-Authenticate": challenge})


def _is_expired(token: Record, world: World) -> bool:
    expires_at = token["expires_at"]
    return expires_at is not None and world.now >= parse_instant(expires_at)
