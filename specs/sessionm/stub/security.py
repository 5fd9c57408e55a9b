"""Who is calling: an application by key and secret, or an anonymous customer by token."""

from mockserver.stubkit import (
    BasicCredentials,
    Call,
    Credentials,
    Json,
    Record,
    Refused,
    World,
    authenticate,
)

from .answers import fail
from .dates import is_over
from .parents import parent_of


@authenticate
async def authenticate_caller(call: Call, credentials: Credentials, world: World) -> Json:
    """Returns the application that the path and the credentials agree on.

    The credentials themselves are judged first, then the key in the path, then whether the two
    belong together.

    Raises:
        Refused: One of the three is wrong.
    """
    if any("auth_token" in alternative for alternative in call.operation.security):
        token = await _token(call, credentials, world)
        shown, principal = token["application"], {"user_id": token["user_id"]}
        stranger = fail(call.operation_id, "invalid_auth_token")
    else:
        shown, principal = await _key(call, credentials, world), {}
        stranger = fail(call.operation_id, "access_denied")
    application = await world.get("application", call.path["api_key"])
    if application is None:
        raise Refused(fail(call.operation_id, "invalid_api_key"))
    if shown != application["api_key"]:
        raise Refused(stranger)
    return {
        "api_key": application["api_key"],
        "organization": application["organization"],
        "parent": await parent_of(application, world),
        **principal,
    }


async def _key(call: Call, credentials: Credentials, world: World) -> str:
    shown = credentials.values.get("basic")
    if isinstance(shown, BasicCredentials):
        application = await world.get("application", shown.username)
        if application is not None and application["secret"] == shown.password:
            return shown.username
    raise Refused(fail(call.operation_id, "access_denied"))


async def _token(call: Call, credentials: Credentials, world: World) -> Record:
    shown = credentials.values.get("auth_token")
    token = await world.get("auth_token", shown) if isinstance(shown, str) else None
    if token is None or is_over(token["expires_at"], world.now):
        raise Refused(fail(call.operation_id, "invalid_auth_token"))
    return token
