"""What the mock says in its own voice: RFC 9457 problems, by a stable type."""

from typing import Final

from mockserver.stubkit import Refusal, Reply
from specs.operation import Operation
from specs.schemas import SchemaViolation
from specs.values import Json, Record

PROBLEM_JSON: Final = "application/problem+json"
_TYPE: Final = "urn:openapi-contract-kit:problem:"

STATUSES: Final = {
    "unauthenticated": 401,
    "unknown_path": 404,
    "unknown_method": 405,
    "malformed_body": 400,
    "unsupported_media_type": 415,
    "body_too_large": 413,
    "invalid_request": 400,
    "outage": 503,
    "unknown_resource": 404,
}
"""Status of each kind of refusal, where an API has no words of its own."""

TITLES: Final = {
    "unauthenticated": "Credentials are missing or wrong",
    "unknown_path": "No operation has this path",
    "unknown_method": "The path does not know this method",
    "malformed_body": "The body cannot be read",
    "outage": "The answer was asked for",
    "malformed_request": "The request is not HTTP",
    "unsupported_media_type": "The content type is not taken here",
    "body_too_large": "The body is too large",
    "invalid_request": "The request breaks the API's description",
    "forbidden": "This caller may not use the admin API",
    "impossible_fault": "The fault rule cannot be obeyed",
    "invalid_state": "The state breaks its schema",
    "unreachable_store": "The records cannot be reached",
    "not_acceptable": "The API has no answer of a welcome media type",
    "invalid_sandbox": "Nothing can have this sandbox name",
    "too_many_sandboxes": "There is no room for another sandbox",
    "unknown_api": "No such API is served",
    "unknown_sandbox": "No such sandbox",
    "unknown_snapshot": "No such snapshot",
    "unknown_scenario": "No such scenario",
    "unknown_fault": "No such fault rule",
    "unknown_entry": "The journal has no such entry",
    "unknown_resource": "Nothing has this id",
    "unknown_control": "No such control action",
    "impossible_control": "The control action cannot be done",
    "broken_description": "The description of this operation cannot be used",
    "lying_stub": "The mock's answer breaks the API's description",
    "crashed_stub": "The stub failed",
    "unsettled_stub": "The stub lost every race for its records",
}
"""Every problem type and its title."""


def problem(kind: str, status: int, detail: str, **members: Json) -> Reply:
    """Returns a problem document.

    Args:
        kind: A key of `TITLES`.
        status: The HTTP status.
        detail: What happened this time, one paragraph.
        **members: Further members, such as `operation` or `violations`.
    """
    body: Record = {
        "type": _TYPE + kind,
        "title": TITLES[kind],
        "status": status,
        "detail": detail,
        **members,
    }
    return Reply(status, body, {"content-type": PROBLEM_JSON})


def refusal_problem(refusal: Refusal) -> Reply:
    """Words a refusal where the API has no words of its own."""
    members: Record = {}
    if refusal.call is not None:
        members["operation"] = refusal.call.operation.label
    if refusal.violations:
        members["violations"] = [
            {
                "in": item.place,
                "name": item.name,
                "pointer": item.pointer,
                "keyword": item.keyword,
                "message": item.message,
            }
            for item in refusal.violations
        ]
    status = refusal.status or STATUSES[refusal.kind]
    reply = problem(refusal.kind, status, refusal.detail, **members)
    if refusal.kind == "unauthenticated" and refusal.call is not None:
        headers = {**reply.headers, "www-authenticate": challenges(refusal.call.operation)}
        return Reply(reply.status, reply.body, headers)
    return reply


def challenges(operation: Operation) -> str:
    """Returns how to show credentials for an operation, as RFC 9110 section 11.6.1 has it."""
    names = dict.fromkeys(name for wanted in operation.security for name in wanted)
    words = []
    for scheme in (operation.schemes[name] for name in names if name in operation.schemes):
        if scheme.type == "http":
            words.append(scheme.http_scheme.capitalize() + ' realm="mock"')
        elif scheme.type == "apiKey":
            words.append(f'ApiKey in="{scheme.place}", name="{scheme.parameter}"')
        else:
            words.append('Bearer realm="mock"')
    return ", ".join(dict.fromkeys(words)) or "Bearer"


def defect_problem(kind: str, label: str, detail: str, found: tuple[SchemaViolation, ...]) -> Reply:
    """Words a fault of a stub: the operation, and a pointer to each wrong place."""
    return problem(
        kind,
        500,
        detail,
        operation=label,
        violations=[
            {"pointer": item.pointer, "keyword": item.keyword, "message": item.message}
            for item in found
        ],
    )
