"""Documented errors on demand, in the words that they have where something really is wrong."""

from typing import Final

from mockserver.stubkit import (
    Applied,
    Call,
    Failed,
    Json,
    Outcome,
    Record,
    Refusal,
    Reply,
    Violation,
    WantedError,
    batch_reply,
    word_error,
)

from .ids import as_id
from .portfolio import forbidden
from .problems import (
    ADVERTISER_FORBIDDEN,
    CAMPAIGN_NOT_FOUND,
    INVALID_FIELD,
    ITEM_PROBLEMS,
    REQUIRED_FIELD,
    SCOPE_MISSING,
    TOKEN_EXPIRED,
    TOKEN_INVALID,
    TOKEN_MISSING,
    trace_of,
)
from .received import body_of
from .refusals import refuse_in_api_words
from .search import not_found
from .security import scope_missing, unauthorized

_TOKENS: Final = {
    problem.code: problem for problem in (TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED)
}

_TOO_EARLY: Final[dict[Json, Refusal]] = {
    "invalid-syntax": Refusal("malformed_body", "The body is not JSON."),
    "unsupported-media-type": Refusal(
        "unsupported_media_type", "The content type is not taken here; send application/json."
    ),
    "payload-too-large": Refusal("body_too_large", "The body is larger than 16 MiB."),
}
"""What is refused before a request is read, by code."""

_FAULTY: Final[dict[Json, dict[str | None, tuple[str, str]]]] = {
    REQUIRED_FIELD.code: {
        "createCampaign": ("/data/attributes/goal", "required"),
        "updateCampaigns": ("/data/0/id", "required"),
        "searchCampaigns": ("", "required"),
    },
    INVALID_FIELD.code: {
        "createCampaign": ("/data/attributes/goal", "enum"),
        "updateCampaigns": ("/data/0/type", "const"),
        "searchCampaigns": ("/filters/campaignIds", "type"),
    },
}
"""The member that each operation is said to lack or to have got wrong."""


@word_error
def word_in_api_words(call: Call, error: WantedError) -> Reply | None:
    """Returns the answer that carries a code, about a part of the request that it may be about."""
    policy = call.operation.batch
    if policy is not None and error.code in ITEM_PROBLEMS:
        return batch_reply(policy, _outcomes(call, error))
    if error.code in _TOKENS:
        return unauthorized(call, _TOKENS[str(error.code)])
    if error.code == SCOPE_MISSING.code:
        return scope_missing(call)
    if error.code == ADVERTISER_FORBIDDEN.code:
        return forbidden(call, as_id(body_of(call)["data"]["attributes"]["advertiserId"]))
    if error.code == CAMPAIGN_NOT_FOUND.code:
        return not_found(call)
    return _refused(call, error.code)


def _refused(call: Call, code: Json) -> Reply | None:
    if code == "method-not-allowed":
        detail = f"{call.url_path} does not take {call.method}."
        return refuse_in_api_words(Refusal("unknown_method", detail, call=call))
    if code in _FAULTY and call.operation_id in _FAULTY[code]:
        where, keyword = _FAULTY[code][call.operation_id]
        violation = Violation("body", "", where, keyword, "this value is not allowed")
        return refuse_in_api_words(Refusal("invalid_request", "", (violation,), call))
    if code not in _TOO_EARLY:
        return None
    early = _TOO_EARLY[code]
    return refuse_in_api_words(Refusal(early.kind, early.detail, call=call))


def _outcomes(call: Call, error: WantedError) -> list[Outcome]:
    """Returns what becomes of the items of an update: every one has the entry asked for."""
    entry = ITEM_PROBLEMS[str(error.code)].entry(_trace(call, error))
    if error.severity == "error":
        return [Failed(entry) for _ in body_of(call)["data"]]
    return [
        Applied({"type": "Campaign", "id": as_id(item["id"])}, entry)
        for item in body_of(call)["data"]
    ]


def _trace(call: Call, error: WantedError) -> str:
    """Returns the trace identifier of the answer, which all of its entries have."""
    body = error.beside.body if error.beside is not None else None
    said: Record = body if isinstance(body, dict) else {}
    entries = [*said.get("errors", ()), *said.get("warnings", ())]
    traces = (str(entry["traceIdentifier"]) for entry in entries)
    ids = (as_id(item["id"]) for item in body_of(call)["data"])
    return next(traces, None) or trace_of(call.method, call.url_path, *ids)
