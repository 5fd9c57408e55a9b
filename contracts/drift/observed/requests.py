"""An accepted request against what the document asks of it."""

from collections.abc import Iterator
from typing import Final

from contracts.drift.observed.bodies import Bodies
from contracts.drift.observed.media import media_of
from contracts.drift.observed.parameters import Parameters
from contracts.drift.observed.sighting import Place, Sighting
from contracts.finding import Request
from specs.bundle import Bundle
from specs.media_types import is_json, split_content_type
from specs.operation import Operation
from specs.values import ABSENT

_BODY: Final = Place("request")


class Requests:
    """Judges requests that the server has accepted."""

    def __init__(self, bundle: Bundle, bodies: Bodies) -> None:
        self._bodies = bodies
        self._parameters = Parameters(bundle.document, bodies)

    def judge(self, request: Request, operation: Operation) -> Iterator[Sighting]:
        """Yields how a request differs from what the document admits."""
        yield from self._parameters.judge(request, operation)
        declared = operation.request_body
        if declared is None:
            return
        if not request.body:
            if declared.required:
                yield Sighting("missing_field", _BODY, "a body", "no body", declared.pointer)
            return
        kind = split_content_type(request.header("content-type") or "")[0]
        media = media_of(declared.media, kind)
        if media is None:
            if kind and declared.media:
                known = " or ".join(one.content_type for one in declared.media)
                rule, said = "undocumented_media_type", declared.pointer
                yield Sighting(rule, Place("request", part="media type"), known, kind, said)
            return
        if media.schema is None or not is_json(kind):
            return
        if request.json is ABSENT:
            yield Sighting("type_differs", _BODY, "JSON", "no JSON", media.schema)
        else:
            yield from self._bodies.judge(request.json, media.schema, _BODY)
