"""Answers as the API writes them, before any flaw of shape or wire touches them."""

from dataclasses import dataclass, field
from typing import Any, Final

from tests.support.servers.kernel import Received
from tests.support.servers.spaaza.campaigns import Outcome
from tests.support.servers.spaaza.codes import CODES, OF_ACCESS, Code
from tests.support.servers.spaaza.world import Campaign

VERSION: Final = "1.6.3"
JSON: Final = "application/json; charset=utf-8"
NOTICE: Final = {
    "code": 1203,
    "name": "api_version_not_given",
    "description": "U noemt geen versie; we nemen de nieuwste.",
    "message": {"header": "X-Spaaza-API-Version", "taken": VERSION},
}
"""A warning of its own kind; new ones may appear."""


@dataclass(slots=True)
class Facts:
    """What is known of a call by the time it is answered."""

    request: Received
    kind: str | None = None
    """Of the caller."""
    named_by: str | None = None
    campaign: Campaign | None = None
    outcome: Outcome | None = None
    code: int | None = None


@dataclass(slots=True)
class Reply:
    """An answer that is still a tree."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = JSON
    wire: bytes | None = None
    """The body as bytes, where it is not the tree as it stands."""


def headers(status: int) -> dict[str, str]:
    """Returns the headers of every answer of this status."""
    common = {"Cache-Control": "private, no-store", "X-Spaaza-API-Version": VERSION}
    if status == 401:
        common["WWW-Authenticate"] = 'Bearer realm="spaaza"'
    if status == 405:
        common["Allow"] = "GET"
    return common


def accepted(outcome: Outcome, request: Received) -> Reply:
    """Returns the answer to an interaction that was not refused."""
    warnings = [] if request.headers.get("x-spaaza-api-version") else [dict(NOTICE)]
    if outcome.warned:
        warnings.append(
            {
                "code": 450,
                "name": CODES[450].name,
                "description": "Deze klant heeft dit al verzilverd.",
            }
        )
    body: dict[str, Any] = {
        "result": {"code": 1, "status": "ok", "api_version": VERSION},
        "results": {"success": outcome.success, "result_type": "interact-campaign"},
    }
    if warnings:
        body["warnings"] = warnings
    return Reply(200, body, headers(200))


def refused(code: Code) -> Reply:
    """Returns the answer of a numbered refusal, in the shape of the layer that sends it."""
    error: dict[str, Any] = {"name": code.name, "description": code.sentence}
    errors: Any
    if code.number in OF_ACCESS:
        errors = [{"code": code.number, **error}]
    else:
        errors = {str(code.number): {**error, "extrainfo": None}}
    return Reply(code.status, {"result": failure(), "errors": errors}, headers(code.status))


def unnumbered(status: int, name: str, sentence: str) -> Reply:
    """Returns a refusal that the vendor's table has no row for."""
    error = {"name": name, "description": sentence}
    return Reply(status, {"result": failure(), "error": error}, headers(status))


def failure() -> dict[str, Any]:
    """Returns the result of everything that is refused."""
    return {"code": 0, "status": "error", "api_version": VERSION}
