"""An accepted request against what the document asks of it."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl

from contracts.drift.observed.bodies import Bodies
from contracts.drift.observed.forms import FORM, form_value
from contracts.drift.observed.media import media_of, sent_kind
from contracts.drift.observed.observation import Edit
from contracts.drift.observed.parameters import Parameters
from contracts.drift.observed.sighting import Hole, Place, Sighting
from contracts.drift.observed.standing import Standing
from contracts.drift.traffic.recorded import unseen
from contracts.finding import Exchange, Request
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Media, Operation
from specs.values import ABSENT, Json

_BODY: Final = Place("request")


class Requests:
    """Judges requests that the server has accepted."""

    def __init__(self, bundle: Bundle, bodies: Bodies) -> None:
        self._document = bundle.document
        self._bodies = bodies
        self._standing = Standing(bundle, "request")
        self._parameters = Parameters(bundle.document, bodies)

    def judge(self, exchange: Exchange, operation: Operation) -> Iterator[Sighting]:
        """Yields how a request differs from what the document admits."""
        request, hidden = exchange.request, unseen(exchange)
        are_headers_known = "request headers" not in hidden
        yield from self._parameters.judge(request, operation, are_headers_known=are_headers_known)
        declared = operation.request_body
        if declared is None or "request body" in hidden:
            return
        if not request.body:
            if declared.required:
                edits = (Edit("put", declared.pointer, "required", False),)
                yield Sighting(
                    "missing_field", _BODY, "a body", "no body", declared.pointer, edits=edits
                )
            return
        kind = sent_kind(request.header("content-type"), declared.media, known=are_headers_known)
        media = media_of(declared.media, kind)
        if media is not None:
            yield from self._body(request, media, kind)
        elif kind and declared.media:
            known = " or ".join(one.content_type for one in declared.media)
            value: Json = "" if request.json is ABSENT else request.json
            if kind == FORM:
                text = (request.body or b"").decode("utf-8", "replace")
                value = {**dict(parse_qsl(text, keep_blank_values=True))}
            yield Sighting(
                rule="undocumented_media_type",
                place=Place("request", part="media type"),
                expected=known,
                got=kind,
                pointer=declared.pointer,
                holes=(Hole(declared.pointer, "content", (kind, "schema"), value),),
            )

    def _body(self, request: Request, media: Media, kind: str) -> Iterator[Sighting]:
        if media.schema is None:
            return
        value: Json = ABSENT
        if kind == FORM:
            value = form_value(request.body or b"", media.schema, self._standing, self._document)
        elif is_json(kind):
            value = request.json
            if value is ABSENT:
                yield Sighting("type_differs", _BODY, "JSON", "no JSON", media.schema)
        if value is not ABSENT:
            yield from self._bodies.judge(value, media.schema, _BODY)
