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
from .customers import customer_facts
from .dates import is_over
from .parents import parent_of


@authenticate
async def authenticate_caller(call: Call, credentials: Credentials, world: World) -> Json:
    """Returns the application that the path and the credentials agree on, and the customer asked.

    The credentials themselves are judged first, then the key in the path, then whether the two
    belong together. Whether the customer exists is noted, not judged.

    Raises:
        Refused: One of the three is wrong.
    """
    token = None
    if any("auth_token" in alternative for alternative in call.operation.security):
        token = await _token(call, credentials, world)
        application = await world.get("application", token["application"])
        stranger = "invalid_auth_token"
    else:
        application = await _application(credentials, world)
        stranger = "access_denied"
    if application is None:
        raise Refused(fail(call.operation_id, stranger))
    lower_case: bool = application.get("lower_case_codes", False)
    if call.path["api_key"] != application["api_key"]:
        known = await world.get("application", call.path["api_key"])
        code = stranger if known else "invalid_api_key"
        raise Refused(fail(call.operation_id, code, lower_case=lower_case))
    return {
        "api_key": application["api_key"],
        "organization": application["organization"],
        "lower_case_codes": lower_case,
        "parent": await parent_of(application, world),
        **await customer_facts(call.path, token, application["organization"], world),
    }


async def _application(credentials: Credentials, world: World) -> Record | None:
    shown = credentials.values.get("basic")
    if not isinstance(shown, BasicCredentials):
        return None
    application = await world.get("application", shown.username)
    is_own = application is not None and application["secret"] == shown.password
    return application if is_own else None


async def _token(call: Call, credentials: Credentials, world: World) -> Record:
    shown = credentials.values.get("auth_token")
    token = await world.get("auth_token", shown) if isinstance(shown, str) else None
    if token is None or is_over(token["expires_at"], world.now):
        raise Refused(fail(call.operation_id, "invalid_auth_token"))
    return token
