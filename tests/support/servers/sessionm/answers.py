"""Envelopes: what every answer looks like, whatever it is about."""

from typing import Any, Final

from tests.support.servers.kernel import Answer

JSON: Final = "application/json; charset=utf-8"
MESSAGES: Final = {
    "access_denied": "Key and secret do not fit.",
    "argument_error": "An argument cannot be used.",
    "internal_server_error": "Something broke.",
    "invalid_api_key": "This key opens nothing.",
    "invalid_auth_token": "This token opens nothing.",
    "missing_data": "There is no campaign to work with.",
    "no_active_campaign_found": "Nothing runs under this id.",
    "no_campaign_found": "Nothing is known under this id.",
    "not_available": "Not to be had here.",
    "not_found": "Nobody and nothing is there.",
    "opt_in_ended": "Too late to join.",
    "opt_in_error": "Joining did not work.",
    "opt_in_limit_reached": "All seats are taken.",
    "opt_in_not_started": "Too early to join.",
    "user_ineligible_for_campaign": "This is not for this customer.",
    "user_not_found": "Nobody goes by this id.",
    "validation": "A value does not do.",
}


def ok(body: dict[str, Any], headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Answers that a call was processed."""
    return Answer(200, {"status": "ok", "locale": "en", **body}, headers, JSON)


def error(
    code: str, status: int = 200, message: str = "", headers: tuple[tuple[str, str], ...] = ()
) -> Answer:
    """Answers why a call was not processed."""
    errors = {"code": code, "message": message or MESSAGES[code], "user": None}
    return Answer(status, {"status": "error", "errors": errors}, headers, JSON)


def crash(message: str = "") -> Answer:
    """Answers as a server that fell over; only flawed ones do."""
    return error("internal_server_error", 500, message)
