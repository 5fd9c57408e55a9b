"""Documented errors on demand, in the words that they have where something really is wrong."""

from typing import Final

from mockserver.stubkit import Call, Refusal, Reply, WantedError, word_error

from .answers import PROBLEMS, fail
from .create_refusals import OPERATION
from .parents import MISSING
from .refusals import refuse_in_api_words

_MESSAGES: Final = {
    (OPERATION, "argument_error"): "Unknown campaign attributes test.",
    (OPERATION, "not_found"): MISSING,
    ("listActiveCampaigns", "not_found"): MISSING,
}
"""By operation and code, where a method has a sentence of its own.

Source: SessionM Campaigns API, Creating Campaigns, read 2026-11-21.
"""

_TOO_EARLY: Final = {
    400: Refusal("malformed_body", "The body is not JSON."),
    413: Refusal("body_too_large", "The body is larger than 16 MiB."),
    415: Refusal("unsupported_media_type", "The content type is not taken here."),
}
"""What is refused before a request is read, by status."""


@word_error
def word_in_api_words(call: Call, error: WantedError) -> Reply | None:
    """Returns the answer that carries a code, spelled as the caller's application wants it."""
    if error.status in _TOO_EARLY:
        early = _TOO_EARLY[error.status]
        return refuse_in_api_words(Refusal(early.kind, early.detail, call=call))
    if error.status == 405:
        detail = f"{call.url_path} does not take {call.method}."
        return refuse_in_api_words(Refusal("unknown_method", detail, call=call))
    code = str(error.code).lower()
    if code not in PROBLEMS:
        return None
    return fail(
        call.operation_id,
        code,
        status=error.status,
        message=_MESSAGES.get((str(call.operation_id), code), ""),
        lower_case=call.principal["lower_case_codes"],
    )
