"""Laws of operations: a body that cannot be what is documented is refused."""

from collections.abc import Iterator
from typing import Final

import orjson

from contracts.lawkit import (
    Bundle,
    Draw,
    Operation,
    Session,
    Site,
    Violation,
    json_media,
    law,
    valid_request,
)

from .refusals import at_most, can_judge, refused

_OTHER_TYPES: Final = ("text", 7, True, [1], {"": 0})
_UNSUPPORTED: Final = "415"


def body_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each operation that takes a JSON body."""
    for operation in bundle.operations:
        if json_media(operation) is not None and can_judge(bundle, operation):
            yield Site(operation)


def strict_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields those whose document says that other media types are refused."""
    return (site for site in body_sites(bundle) if is_strict(bundle, site.operation))


def lenient_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields the others."""
    return (site for site in body_sites(bundle) if not is_strict(bundle, site.operation))


def is_strict(bundle: Bundle, operation: Operation) -> bool:
    """Returns whether 415 is documented, rather than assumed."""
    response = operation.responses.get(_UNSUPPORTED)
    raw = bundle.document.at(response.pointer) if response is not None else None
    return isinstance(raw, dict) and not str(raw.get("description")).startswith("Assumed")


@law(
    says="A body that is no JSON, or JSON of another kind, is refused.",
    sites=body_sites,
    at_most=at_most(8),
)
def malformed_bodies_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Cuts a valid body short, breaks its encoding, leaves it out, and sends other JSON."""
    request = valid_request(session, session.operation)
    for what, raw in _malformed(session, orjson.dumps(request["json"])):
        request["json"] = raw
        exchange = session.call(session.operation, **request, note=what)
        yield from refused(session, exchange, expected=f"a refusal of {what}", cause=what)


@law(
    says="A body that calls itself something other than JSON is refused.",
    severity="warning",
    sites=strict_sites,
    at_most=at_most(1),
)
def unsupported_media_types_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends a valid body as plain text, where the document names 415."""
    yield from _as_text(session)


@law(
    says="A body that calls itself something other than JSON is refused.",
    basis="inferred",
    severity="warning",
    sites=lenient_sites,
    at_most=at_most(1),
)
def wrong_media_types_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends a valid body as plain text, where the document says nothing of it."""
    yield from _as_text(session)


def _as_text(session: Session) -> Iterator[Violation]:
    request = valid_request(session, session.operation)
    request["headers"] = {**request.get("headers", {}), "Content-Type": "text/plain"}
    exchange = session.call(session.operation, **request, note="JSON that calls itself text")
    yield from refused(session, exchange, expected="a refusal of text/plain", cause="text/plain")


def _malformed(session: Session, raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield "a body cut short", raw[: len(raw) * 2 // 3]
    yield "a body that is not UTF-8", raw[:-1] + b',"\xff\xfe":"\xc3"' + raw[-1:]
    if _needs_body(session.operation):
        yield "an empty body", b""
    media = json_media(session.operation)
    if media is None or media.schema is None:
        return
    schema = session.bundle.schemas.compile(media.schema, "request")
    for value in _OTHER_TYPES:
        if not schema.is_valid(value):
            text = orjson.dumps(value)
            yield f"the body {text.decode()}", text


def _needs_body(operation: Operation) -> bool:
    """Returns whether a body is needed; a search without one may be a search for all."""
    body = operation.request_body
    return (
        body is not None
        and body.required
        and operation.resource.get("action") not in ("list", "search")
    )
