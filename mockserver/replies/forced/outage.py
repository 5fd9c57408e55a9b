"""Answers with a status that the operation does not document, and what a status demands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from mockserver.problems import refusal_problem
from mockserver.replies.errors import CannotGenerate
from mockserver.replies.forced.making import Maker
from mockserver.stubkit import Call, Json, Refusal, Reply, Stub
from mockserver.stubkit.call import phrase_of
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Operation, Response

_FIRST_ERROR: Final = 400
_METHOD_NOT_ALLOWED: Final = 405
_UNAUTHORIZED: Final = 401
_RETRIED: Final = (429, 503)
RETRY_AFTER_SECONDS: Final = 1
"""How long a client is asked to wait: short enough for a test, long enough to be seen."""


def undeclared_reply(status: int, call: Call, *, stub: Stub, maker: Maker) -> Reply:
    """Returns an answer with a status that the operation does not document.

    An error is worded by the stub's `@refuse`; without one the body is that of the nearest error
    that the operation does document; without that it is a problem document. Anything below 400
    has no body.
    """
    if status < _FIRST_ERROR:
        return Reply(status)
    refusal = Refusal("outage", f"{phrase_of(status)}.", call=call, status=status)
    if stub.refuse is not None:
        reply = stub.refuse(refusal)
    else:
        reply = _borrowed(status, call.operation, maker) or refusal_problem(refusal)
    return replace(reply, status=status)


def with_demanded_headers(reply: Reply, call: Call, *, bundle: Bundle, stub: Stub) -> Reply:
    """Returns an answer with the headers that HTTP demands of its status, where they are missing.

    How to show credentials is left to a stub that has words for refusals.

    Source: RFC 9110, sections 10.2.1, 10.2.3 and 11.6.1; RFC 6585, section 4.
    """
    demanded: dict[str, str] = {}
    if reply.status in _RETRIED:
        demanded["retry-after"] = str(RETRY_AFTER_SECONDS)
    elif reply.status == _METHOD_NOT_ALLOWED:
        demanded["allow"] = ", ".join(_other_methods(call.operation, bundle))
    elif reply.status == _UNAUTHORIZED and stub.refuse is None:
        asked = refusal_problem(Refusal("unauthenticated", "", call=call))
        demanded["www-authenticate"] = asked.headers["www-authenticate"]
    given = {name.lower() for name in reply.headers}
    missing = {
        name: text
        for name, text in demanded.items()
        if name not in given and _may_have(call.operation.response(reply.status), name, bundle)
    }
    return replace(reply, headers={**reply.headers, **missing}) if missing else reply


def _other_methods(operation: Operation, bundle: Bundle) -> list[str]:
    """Returns the methods of a path, but for the one that is said not to be allowed."""
    methods = {other.method for other in bundle.operations if other.path == operation.path}
    return sorted(methods - {operation.method})


def _may_have(response: Response | None, name: str, bundle: Bundle) -> bool:
    """Whether the description of an answer, if it has one, allows the value of a header here."""
    declared = response.headers if response is not None else ()
    schema = next((header.schema for header in declared if header.name.lower() == name), None)
    if schema is None:
        return True
    values = (RETRY_AFTER_SECONDS, str(RETRY_AFTER_SECONDS)) if name == "retry-after" else ("GET",)
    compiled = bundle.schemas.compile(schema, "response")
    return any(compiled.is_valid(value) for value in values)


def _borrowed(status: int, operation: Operation, maker: Maker) -> Reply | None:
    """Returns the body of the documented error whose status is nearest, if there is one."""
    errors = {
        int(known): media.content_type
        for known, response in operation.responses.items()
        if known.isdecimal() and int(known) >= _FIRST_ERROR
        for media in response.media[:1]
        if is_json(media.content_type)
    }
    for known in sorted(errors, key=lambda other: (other // 100 != status // 100, other)):
        try:
            reply = maker.reply(accept=errors[known], status=known).reply
        except CannotGenerate:
            continue
        return replace(reply, body=_retold(reply.body, known, status), headers=_kind(reply.headers))
    return None


def _retold(body: Json, known: int, status: int) -> Json:
    """Returns a body that says its own status with the status that it is sent with."""
    if isinstance(body, dict) and body.get("status") == known:
        return {**body, "status": status}
    return body


def _kind(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in headers.items() if name.lower() == "content-type"}
