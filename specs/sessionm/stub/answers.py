"""How SessionM words an answer: the envelope, the codes, their statuses and spellings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mockserver.stubkit import Call, Json, Refused, Reply

OPT_IN: Final = frozenset({"optIn", "optInExternalUser"})
"""Operations that answer a GET by changing state: no cache may keep their answers."""

TOKEN_FORMS: Final = frozenset(
    {"listAnonymousCampaigns", "getAnonymousProgress", "getAnonymousProgressByPermalink"}
)
"""Operations that want a token in the query; all others want key and secret."""

LISTS_ITS_OWN: Final = frozenset(
    {
        "listCustomerCampaigns",
        "listExternalCustomerCampaigns",
        "listAnonymousCampaigns",
        "getCampaignInfo",
        "getCampaignInfoByPermalink",
    }
)
"""Operations that document these three codes themselves, with a capital first letter.

Source: SessionM Campaigns API, Statuses and Errors, read 2026-11-21.
"""

CAPITALISED: Final = frozenset({"no_active_campaign_found", "user_not_found", "invalid_api_key"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One error code."""

    status: int
    """The HTTP status it arrives with."""
    message: str


PROBLEMS: Final[Mapping[str, Problem]] = {
    "argument_error": Problem(200, "An argument has the wrong type or format."),
    "missing_data": Problem(200, "Missing campaign data."),
    "validation": Problem(200, "Validation error."),
    "user_ineligible_for_campaign": Problem(200, "Customer is ineligible for specified campaign."),
    "opt_in_not_started": Problem(200, "Opt in has not started."),
    "opt_in_ended": Problem(200, "Opt in has ended."),
    "opt_in_limit_reached": Problem(200, "User limit reached."),
    "opt_in_error": Problem(200, "Opt in failed for unknown reason."),
    "no_active_campaign_found": Problem(200, "No campaign was found for the specified ID."),
    "no_campaign_found": Problem(200, "No campaign was found for the specified ID."),
    "not_available": Problem(200, "The campaign exists but is not available here."),
    "access_denied": Problem(401, "The credentials are missing or wrong."),
    "invalid_auth_token": Problem(401, "The authorization token is unknown or has expired."),
    "invalid_api_key": Problem(401, "No application was found for the given key."),
    "user_not_found": Problem(404, "No customer was found for the specified ID."),
    "not_found": Problem(404, "Nothing was found for the specified ID."),
    "internal_server_error": Problem(500, "Internal server error."),
}
"""Every code that this API sends, with the status and message that it has unless said otherwise."""


def succeed(operation_id: str | None, body: Json) -> Reply:
    """Answers 200 with a body."""
    return Reply(200, body, _cache_headers(operation_id))


def fail(
    operation_id: str | None,
    code: str,
    *,
    status: int | None = None,
    message: str = "",
    lower_case: bool = False,
) -> Reply:
    """Answers with an error.

    Args:
        operation_id: The operation that fails; None for an unknown path. It decides how three of
            the codes are spelled and which status they have.
        code: A key of `PROBLEMS`.
        status: An HTTP status other than the usual one.
        message: A sentence other than the usual one.
        lower_case: Whether to spell those three codes like all others.
    """
    problem = PROBLEMS[code]
    usual = problem.status
    if operation_id in LISTS_ITS_OWN and code in CAPITALISED:
        code, usual = code if lower_case else code.capitalize(), 200
    body = error_body(code, message or problem.message)
    status = status or usual
    return Reply(status, body, {**_cache_headers(operation_id), **_challenge(operation_id, status)})


def error_body(code: str, message: str) -> Json:
    """Returns the envelope of every error."""
    return {"status": "error", "errors": {"code": code, "message": message}}


def refused(call: Call, code: str, *, status: int | None = None, message: str = "") -> Refused:
    """Returns the refusal of a caller who is known, for a handler to raise.

    The arguments are those of `fail`; the caller's application chooses the spelling.
    """
    lower_case = call.principal["lower_case_codes"]
    reply = fail(call.operation_id, code, status=status, message=message, lower_case=lower_case)
    return Refused(reply)


def _cache_headers(operation_id: str | None) -> dict[str, str]:
    return {"Cache-Control": "no-store"} if operation_id in OPT_IN else {}


def _challenge(operation_id: str | None, status: int) -> dict[str, str]:
    wants_key = status == 401 and operation_id not in TOKEN_FORMS
    return {"WWW-Authenticate": 'Basic realm="SessionM"'} if wants_key else {}
