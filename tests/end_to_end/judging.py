"""Whether an answer is in its API's own words, and whether it left the state alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import httpx2

from specs.operation import Response
from specs.values import Json, find
from tests.end_to_end.doors import BUNDLES, Door
from tests.end_to_end.wire import Answer

ERROR_ENVELOPES: Final = {
    "criteo": "/components/schemas/Refusal",
    "spaaza": "/components/schemas/MethodNotAllowedBody",
    "sessionm": "/components/schemas/NotFoundError",
}
"""The schema of an error in general, for paths that no operation declares."""
CODES: Final = {"criteo": "/errors/0/code", "sessionm": "/errors/code", "spaaza": "/error/code"}
PROBLEM: Final = {"type", "title", "status", "detail"}
LEAKS: Final = re.compile(
    rb"Traceback|File \"|site-packages|object at 0x|mockserver\.|(?i:<!doctype|<html|</)"
    rb"|\b[A-Z][A-Za-z]+(?:Error|Exception)\b"
)


def code_of(api: str, answer: Answer) -> Json:
    return find(answer.json(), CODES[api])


def is_error(answer: Answer) -> bool:
    """Whether an answer says no; SessionM says so with HTTP 200 too."""
    return answer.status >= 400 or answer.json().get("status") == "error"


def assert_declared(door: Door, answer: Answer) -> None:
    """Checks status, content type, headers and body against the operation's own words."""
    declared = door.operation.response(answer.status)
    shown = f"{door}: {answer.status} {answer.content[:600]!r}"
    assert declared is not None, f"undeclared status, {shown}"
    assert_no_leak(answer)
    for header in declared.headers:
        assert not header.required or header.name.lower() in answer.headers, shown
    assert not list(_violations(door.api, declared, answer)), shown


def assert_refused(door: Door, answer: Answer) -> None:
    assert_declared(door, answer)
    assert is_error(answer), f"{door}: {answer.status} {answer.content[:600]!r}"


def assert_own_error(api: str, answer: Answer, status: int) -> None:
    """Checks an error for which no operation of the API can speak."""
    shown = f"{api}: {answer.status} {answer.content[:600]!r}"
    assert answer.status == status, shown
    assert answer.content_type == "application/json", shown
    assert_no_leak(answer)
    schema = BUNDLES[api].schemas.compile(ERROR_ENVELOPES[api], "response")
    assert not schema.violations(answer.json()), shown


def assert_problem(answer: Answer, status: int) -> None:
    shown = f"{answer.status} {answer.content[:600]!r}"
    assert answer.status == status, shown
    assert answer.content_type == "application/problem+json", shown
    assert answer.json().keys() >= PROBLEM, shown
    assert answer.json()["status"] == status, shown
    assert_no_leak(answer)


def assert_no_leak(answer: Answer) -> None:
    leak = LEAKS.search(answer.content)
    assert leak is None, f"{leak[0]!r} in {answer.content[:600]!r}"
    assert "html" not in answer.content_type


@contextmanager
def nothing_changes(mock: httpx2.Client) -> Iterator[None]:
    before = mock.get("/_mock/state").raise_for_status().content
    yield
    after = mock.get("/_mock/state").raise_for_status().content
    assert after == before


def _violations(api: str, declared: Response, answer: Answer) -> Iterator[str]:
    media = {one.content_type: one for one in declared.media}
    if not media:
        return
    if answer.content_type not in media:
        yield f"undeclared content type {answer.content_type!r}"
        return
    schema = media[answer.content_type].schema
    assert schema is not None
    compiled = BUNDLES[api].schemas.compile(schema, "response")
    for one in compiled.violations(answer.json()):
        yield f"{one.pointer}: {one.message}"
