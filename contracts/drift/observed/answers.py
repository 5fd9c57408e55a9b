"""An answer against what the document says of its status: media type, headers, body, codes."""

from collections.abc import Iterator
from typing import Final

from contracts.drift.observed.bodies import Bodies
from contracts.drift.observed.codes import is_about, judge_codes
from contracts.drift.observed.headers import Headers
from contracts.drift.observed.media import media_of
from contracts.drift.observed.observation import Edit
from contracts.drift.observed.sighting import Hole, Place, Sighting
from contracts.finding import Exchange, Reply, Severity
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Operation, Response
from specs.values import ABSENT

_EXPLAINED: Final = frozenset(
    (401, 404, 405, 406, 408, 411, 413, 414, 415, 417, 421, 426, 429, 431, 502, 503, 504)
)
"""Statuses that HTTP itself explains, or that a proxy gives: a client knows them anyway."""
_SILENT: Final = (304, *range(100, 200))
"""Statuses that belong to the transport; no document need name them."""
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
        yield from self._headers.judge(exchange, response)
        if exchange.request.method != "HEAD" and reply.status not in _BODILESS:
            yield from self._body(exchange, operation, response)

    def _body(
        self, exchange: Exchange, operation: Operation, response: Response
    ) -> Iterator[Sighting]:
        reply = exchange.reply
        if reply is None:
            return
        place = Place("response", str(reply.status))
        media = media_of(response.media, reply.content_type or "")
        if media is None or not reply.body:
            yield from _unknown_media(reply, response)
            return
        if media.schema is None or not is_json(reply.content_type or media.content_type):
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
        holes=_media_holes(reply, operation.pointer, ("responses", status)),
    )


def _unknown_media(reply: Reply, response: Response) -> Iterator[Sighting]:
    if not response.media:
        return  # a document that describes no body forbids none
    place = Place("response", str(reply.status), part="media type")
    known = " or ".join(one.content_type for one in response.media)
    if not reply.body:
        if reply.header("content-length") == "0" and all(
            is_json(one.content_type) and one.schema for one in response.media
        ):
            body = Place("response", str(reply.status))
            yield Sighting("type_differs", body, "a JSON body", "no body", response.pointer)
        return
    yield Sighting(
        rule="undocumented_media_type",
        place=place,
        expected=known,
        got=reply.content_type or "no Content-Type",
        pointer=response.pointer,
        holes=_media_holes(reply, response.pointer, ()),
    )


def _media_holes(reply: Reply, where: str, frame: tuple[str, ...]) -> tuple[Hole, ...]:
    kind = reply.content_type
    if not kind or not reply.body:
        return ()
    value = reply.json if is_json(kind) and reply.json is not ABSENT else ""
    names = (*frame, "content", kind, "schema")
    return (Hole(where, names[0], names[1:], value),)
