"""An answer against what the document says of its status: media type, headers, body, codes."""

from collections.abc import Iterator
from typing import Final

from contracts.drift.observed.bodies import Bodies
from contracts.drift.observed.codes import is_about, judge_codes
from contracts.drift.observed.headers import Headers, is_of_http
from contracts.drift.observed.media import media_of, sent_kind
from contracts.drift.observed.observation import Edit
from contracts.drift.observed.sighting import Hole, Place, Sighting
from contracts.drift.traffic.recorded import unseen
from contracts.finding import Exchange, Reply, Severity
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Operation, Response
from specs.values import ABSENT

_EXPLAINED: Final = frozenset(
    (
        301,
        302,
        303,
        307,
        308,
        401,
        404,
        405,
        406,
        408,
        411,
        413,
        414,
        415,
        417,
        421,
        426,
        429,
        431,
        502,
        503,
        504,
    )
)
"""Statuses that HTTP itself explains, or that a proxy gives: a client knows them anyway."""
_SILENT: Final = (304, *range(100, 200))
"""Statuses that belong to the transport; no document need name them."""
_REDIRECTIONS: Final = range(300, 400)
_BODILESS: Final = (204, 205, 304)


class Answers:
    """Judges answers."""

    def __init__(self, bundle: Bundle, bodies: Bodies) -> None:
        self._bundle = bundle
        self._bodies = bodies
        self._headers = Headers(bundle.document, bodies)

    def judge(self, exchange: Exchange, operation: Operation) -> Iterator[Sighting]:
        """Yields how an answer differs; of an undocumented status nothing more is judged."""
        reply = exchange.reply
        if reply is None:
            return
        response = operation.response(reply.status)
        if response is None:
            if reply.status not in _SILENT:
                yield _unknown_status(reply, operation)
            return
        hidden = unseen(exchange)
        if "response headers" not in hidden:
            yield from self._headers.judge(exchange, response)
        if "response body" in hidden:
            yield from _other_media(reply, response)
        elif exchange.request.method != "HEAD" and reply.status not in _BODILESS:
            yield from self._body(exchange, operation, response)

    def _body(
        self, exchange: Exchange, operation: Operation, response: Response
    ) -> Iterator[Sighting]:
        reply = exchange.reply
        if reply is None:
            return
        place = Place("response", str(reply.status))
        known = "response headers" not in unseen(exchange)
        kind = sent_kind(reply.content_type, response.media, known=known)
        media = media_of(response.media, kind)
        if not reply.body:
            yield from _no_body(reply, response)
            return
        if media is None:
            yield from _other_media(reply, response) if known else ()
            return
        if media.schema is None or not is_json(kind or media.content_type):
            return
        if reply.json is ABSENT:
            yield Sighting("type_differs", place, "JSON", "no JSON", media.schema)
            return
        codes = dict(judge_codes(self._bundle, operation, exchange))
        yield from codes.values()
        for sighting in self._bodies.judge(reply.json, media.schema, place):
            if not any(is_about(one.place.path, sighting.place.path) for one in codes.values()):
                yield sighting


def _unknown_status(reply: Reply, operation: Operation) -> Sighting:
    is_explained = reply.status in _EXPLAINED and (reply.status != 404 or "{" in operation.path)
    severity: Severity | None = "warning" if is_explained else None
    status = str(reply.status)
    described = {status: {"description": "Seen, and not documented before."}}
    return Sighting(
        rule="undocumented_status",
        place=Place("response", status, part=""),
        expected=", ".join(sorted(operation.responses)) or "no status at all",
        got=status,
        pointer=operation.pointer,
        severity=severity,
        edits=(Edit("put", operation.pointer, "responses", described),),
        holes=(
            *_media_holes(reply, operation.pointer, ("responses", status)),
            *_header_holes(reply, operation.pointer, status),
        ),
    )


def _no_body(reply: Reply, response: Response) -> Iterator[Sighting]:
    """Yields that a body is missing, where JSON must be one and nothing else is known."""
    media = response.media
    is_json_only = all(is_json(one.content_type) and one.schema for one in media)
    if response.status == "default" or reply.status in _REDIRECTIONS:
        return  # who answers in the server's place sends no body either
    if media and is_json_only and reply.header("content-length") == "0":
        place = Place("response", str(reply.status))
        yield Sighting("type_differs", place, "a JSON body", "no body", response.pointer)


def _other_media(reply: Reply, response: Response) -> Iterator[Sighting]:
    """Yields a media type that is not documented; where none is, none is forbidden."""
    kind = reply.content_type
    if not response.media or media_of(response.media, kind or "") is not None:
        return
    if kind is None and not reply.body:
        return
    yield Sighting(
        rule="undocumented_media_type",
        place=Place("response", str(reply.status), part="media type"),
        expected=" or ".join(one.content_type for one in response.media),
        got=kind or "no Content-Type",
        pointer=response.pointer,
        holes=_media_holes(reply, response.pointer, ()),
    )


def _header_holes(reply: Reply, where: str, status: str) -> Iterator[Hole]:
    for name, value in reply.headers:
        if not is_of_http(name):
            yield Hole(where, "responses", (status, "headers", name, "schema"), value)


def _media_holes(reply: Reply, where: str, frame: tuple[str, ...]) -> tuple[Hole, ...]:
    kind = reply.content_type
    if not kind or not reply.body:
        return ()
    value = reply.json if is_json(kind) and reply.json is not ABSENT else ""
    names = (*frame, "content", kind, "schema")
    return (Hole(where, names[0], names[1:], value),)
