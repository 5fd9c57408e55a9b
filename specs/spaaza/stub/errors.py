"""The 22 documented errors: code, name, HTTP status, and the sentence that goes with each."""

from enum import IntEnum
from typing import Final

from mockserver.stubkit import Json, Refused, Reply

NO_STORE: Final = {"Cache-Control": "no-store"}
"""Sent with every answer, for the one GET of this API changes state."""


class ErrorCode(IntEnum):
    """The codes in the order in which the stub looks for them; the first that holds is sent."""

    AUTHORIZATION_INVALID = 265
    ACCESS_TOKEN_INVALID = 266
    AUTH_METHOD_INVALID = 228
    NO_VALID_SESSION = 6
    NO_MYPRICE_APP = 269
    MYPRICE_APP_NOT_FOUND = 238
    MYPRICE_APP_WITHOUT_ENTITY = 264
    CAMPAIGN_ID_NOT_PRESENT = 245
    CAMPAIGN_ID_INVALID = 247
    MULTIPLE_PARAMETER_MISMATCH = 416
    USER_ID_INVALID = 154
    PARAMETER_INVALID = 419
    NO_VALID_USER = 267
    CHAIN_ID_NOT_FOUND = 217
    PERMISSION_DENIED_OR_NON_EXISTENT = 68
    USER_NOT_FOUND = 270
    CAMPAIGN_ID_NOT_FOUND = 246
    ENTITY_MISMATCH = 405
    ACCESS_DENIED = 424
    CAMPAIGN_NOT_ACTIVE = 449
    CAMPAIGN_FULLY_REDEEMED = 450
    INSUFFICIENT_POINTS_FOR_INTERACTION = 451

    @property
    def wire_name(self) -> str:
        """The name that the API sends beside the number."""
        return self.name.lower()


# Source: Spaaza API, Interact with campaign, "Possible error responses", read 2026-11-21.
# The statuses are the document's, the sentences are the kit's own.
STATUS_AND_SENTENCE: Final = {
    ErrorCode.AUTHORIZATION_INVALID: (
        400,
        "The Authorization header is not of the form Bearer id:secret.",
    ),
    ErrorCode.ACCESS_TOKEN_INVALID: (
        401,
        "This access token is unknown, inactive or has another secret.",
    ),
    ErrorCode.AUTH_METHOD_INVALID: (
        500,
        "The value of auth_method is not an authentication method.",
    ),
    ErrorCode.NO_VALID_SESSION: (
        401,
        "Log in first and send the key of a session that is still valid.",
    ),
    ErrorCode.NO_MYPRICE_APP: (400, "Name the app in the header X-Spaaza-MyPrice-App-Hostname."),
    ErrorCode.MYPRICE_APP_NOT_FOUND: (500, "No app has this hostname."),
    ErrorCode.MYPRICE_APP_WITHOUT_ENTITY: (400, "This app belongs to no business and no chain."),
    ErrorCode.CAMPAIGN_ID_NOT_PRESENT: (400, "Send campaign_id."),
    ErrorCode.CAMPAIGN_ID_INVALID: (
        400,
        "The campaign_rule_id sent is not a whole number from 1 up.",
    ),
    ErrorCode.MULTIPLE_PARAMETER_MISMATCH: (400, "More parameters are sent than this call takes."),
    ErrorCode.USER_ID_INVALID: (400, "A user_id has one to ten digits and nothing else."),
    ErrorCode.PARAMETER_INVALID: (400, "A parameter does not have the form it needs."),
    ErrorCode.NO_VALID_USER: (401, "Name the user that the interaction is for."),
    ErrorCode.CHAIN_ID_NOT_FOUND: (400, "There is no chain of this chain_id."),
    ErrorCode.PERMISSION_DENIED_OR_NON_EXISTENT: (
        500,
        "The object does not exist, or this user may not read it.",
    ),
    ErrorCode.USER_NOT_FOUND: (404, "Nobody has this identifier."),
    ErrorCode.CAMPAIGN_ID_NOT_FOUND: (404, "There is no campaign of this campaign_id."),
    ErrorCode.ENTITY_MISMATCH: (400, "User, campaign, app and chain are not all of one chain."),
    ErrorCode.ACCESS_DENIED: (400, "These credentials do not reach that far."),
    ErrorCode.CAMPAIGN_NOT_ACTIVE: (400, "This campaign takes no interactions now."),
    ErrorCode.CAMPAIGN_FULLY_REDEEMED: (400, "All rewards of this campaign are gone."),
    ErrorCode.INSUFFICIENT_POINTS_FOR_INTERACTION: (
        400,
        "The user has fewer points than this interaction costs.",
    ),
}


def error_reply(code: ErrorCode) -> Reply:
    """Returns the answer that carries one documented error."""
    status, sentence = STATUS_AND_SENTENCE[code]
    error: Json = {"code": int(code), "name": code.wire_name, "description": sentence}
    return error_envelope(status, error)


def error_envelope(status: int, error: Json) -> Reply:
    """Returns an answer in the shape that every refusal of this API has."""
    challenge = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    body = {"result": {"code": 2, "status": "error"}, "error": error}
    return Reply(status, body, NO_STORE | challenge)


def refused(code: ErrorCode) -> Refused:
    """Returns the exception that ends a call with one documented error and leaves no trace."""
    return Refused(error_reply(code))
