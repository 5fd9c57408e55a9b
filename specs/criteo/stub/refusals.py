"""What the mock itself refuses, in Criteo's error envelope.

Source: assumed from Criteo's general API errors, which the document only mentions.
"""

import re
from typing import Final

from mockserver.stubkit import Record, Refusal, Reply, Violation, refuse

from .ids import as_id
from .portfolio import forbidden, holds_advertiser
from .problems import (
    INVALID_FIELD,
    REQUIRED_FIELD,
    TOKEN_INVALID,
    Problem,
    refusal,
    trace_of,
)

_KINDS: Final = {
    "unauthenticated": (401, TOKEN_INVALID),
    "unknown_path": (404, Problem("not-found", "There is no such path")),
    "unknown_method": (405, Problem("method-not-allowed", "The method is not allowed")),
    "malformed_body": (400, Problem("invalid-syntax", "The body is not valid JSON")),
    "unsupported_media_type": (
        415,
        Problem("unsupported-media-type", "The media type is not supported"),
    ),
    "body_too_large": (413, Problem("payload-too-large", "The body is too large")),
}

_LIMIT_SIZE: Final = frozenset(
    f"/data/attributes/spendLimit{member}"
    for member in ("", "/spendLimitAmount", "/spendLimitAmount/value", "/spendLimitRenewal")
)
"""Where a new limit says how large it is and how often it renews."""


@refuse
def refuse_in_api_words(refused: Refusal) -> Reply:
    """Returns the refusal as Criteo would word it; an invalid request names every fault."""
    trace = _trace(refused)
    if refused.kind == "invalid_request":
        return _foreign(refused) or refusal(400, _entries(refused.violations, trace))
    if refused.kind == "outage":
        status = refused.status or 503
        entry = _outage(status, refused.phrase).entry(trace, detail=refused.detail)
        return refusal(status, [entry])
    status, problem = _KINDS[refused.kind]
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return refusal(status, [problem.entry(trace, detail=refused.detail)], headers)


def _outage(status: int, title: str) -> Problem:
    """Returns what Criteo would say of a status that no operation documents.

    Assumed: the code is the name of the status.
    """
    code = re.sub(r"[^a-z0-9]+", "-", title.lower())
    kind = "quota" if status == 429 else "availability" if status >= 500 else "validation"
    return Problem(code, title, type=kind)


def _foreign(refused: Refusal) -> Reply | None:
    """Returns the refusal of a foreign advertiser, which comes before the size of a new limit.

    Assumed: who may not act for the advertiser is not told what else is wrong with the limit.
    """
    call = refused.call
    if call is None or call.operation_id != "createCampaign":
        return None
    if not all(item.pointer in _LIMIT_SIZE for item in refused.violations):
        return None
    advertiser_id = as_id(call.body["data"]["attributes"]["advertiserId"])
    return None if holds_advertiser(call, advertiser_id) else forbidden(call, advertiser_id)


def _entries(violations: tuple[Violation, ...], trace: str) -> list[Record]:
    """Returns one entry a faulty place, missing members first."""
    missing = [item for item in violations if item.keyword == "required"]
    other = [item for item in violations if item.keyword != "required"]
    entries: dict[str, Record] = {}
    for item in (*missing, *other):
        problem = REQUIRED_FIELD if item.keyword == "required" else INVALID_FIELD
        place = _place(item)
        entry = problem.entry(trace, detail=_detail(item), instance=f"@{place}")
        entries.setdefault(place, entry)
    return list(entries.values())


def _place(item: Violation) -> str:
    return item.pointer.removeprefix("/") if item.place == "body" else item.name


def _detail(item: Violation) -> str:
    place = _place(item).replace("/", ".") or "The body"
    return f"{place} is required." if item.keyword == "required" else f"{place}: {item.message}"


def _trace(refused: Refusal) -> str:
    where = f"{refused.call.method} {refused.call.url_path}" if refused.call else ""
    return trace_of(refused.kind, where, refused.detail)
