"""A request for one operation, read and judged whatever its body is."""

from dataclasses import replace
from functools import cached_property

from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.form_fields import Fields, Parse, parse_form
from mockserver.lane.other_bodies import OtherBodies
from mockserver.lane.parts import OperationParts
from mockserver.lane.reading import ReadRequest, RequestReader
from mockserver.lane.request import Request
from mockserver.stubkit import Call, Violation
from specs.media_types import is_json
from specs.operation import Media


class AnyReader:
    """Reads the requests for one operation that may take more than JSON."""

    def __init__(self, parts: OperationParts, reader: RequestReader) -> None:
        """Names an operation; nothing is compiled yet.

        Args:
            parts: The parts of the operation.
            reader: Reads all that is no body, and JSON.
        """
        self._parts = parts
        self._reader = reader

    @cached_property
    def _bodies(self) -> OtherBodies:
        declared = self._parts.operation.request_body
        assert declared is not None, "without a body there is no other one"
        return OtherBodies(self._parts.bundle, declared)

    async def read(
        self, request: Request, bare: Call, raw: bytes, parse: Parse | None = None
    ) -> ReadRequest:
        """Returns the call that a request makes, and what is wrong with it.

        Args:
            request: The raw request.
            bare: The call with raw values.
            raw: The body.
            parse: Parses it, if it is a form; the lane's own parser by default.
        """
        if self._parts.reads_json_only:
            return self._reader.read(request, bare, raw)
        violations: list[Violation] = []
        call = self._reader.read_parameters(request, bare, violations)

        async def parse_here(_: Media) -> Fields:
            return await parse_form(request, raw)

        try:
            kind, media = self._bodies.find(bare.raw_headers.get("content-type"))
            if is_json(kind):
                return self._reader.read_json(request, call, raw, violations)
            body, wrong = await self._bodies.read(raw, kind, media, parse or parse_here)
        except UnreadableBody as unreadable:
            return ReadRequest(call, tuple(violations), unreadable)
        return ReadRequest(replace(call, body=body), (*violations, *wrong))
