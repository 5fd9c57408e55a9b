"""What the mock itself refuses, in the words of this API."""

import re
from typing import Final

from mockserver.stubkit import Call, Refusal, Reply, WantedError, refuse, word_error

from .errors import ErrorCode, error_envelope, error_reply
from .interaction import fully_redeemed_warning, interaction_reply
from .parameters import find_fault

UNDOCUMENTED: Final = {
    "unknown_path": (404, "path_not_found"),
    "unknown_method": (405, "method_not_allowed"),
    "malformed_body": (400, "body_malformed"),
    "unsupported_media_type": (415, "media_type_not_supported"),
    "body_too_large": (413, "body_too_large"),
}
"""Assumed: no code of the API fits these, so they come with a name and without a number."""


@refuse
def refuse_in_api_words(refusal: Refusal) -> Reply:
    """Returns the API's answer to a request that no handler gets to see."""
    if refusal.kind in UNDOCUMENTED:
        status, name = UNDOCUMENTED[refusal.kind]
        return error_envelope(status, {"name": name, "description": refusal.detail})
    if refusal.kind == "outage":
        name = re.sub(r"[^a-z0-9]+", "_", refusal.phrase.lower())
        return error_envelope(refusal.status or 503, {"name": name, "description": refusal.detail})
    if refusal.kind == "unauthenticated":
        return error_reply(ErrorCode.NO_VALID_SESSION)
    fault = find_fault(refusal.call.raw_query) if refusal.call else None
    return error_reply(fault or ErrorCode.PARAMETER_INVALID)


@word_error
def word_in_api_words(call: Call, error: WantedError) -> Reply | None:
    """Returns the answer that carries a documented code.

    The only warning stands beside a success that issues and charges nothing.
    """
    del call
    if error.severity == "warning":
        return interaction_reply(success=True, warnings=[fully_redeemed_warning()])
    if error.code not in set(ErrorCode):
        return None
    return error_reply(ErrorCode(int(error.code)))
