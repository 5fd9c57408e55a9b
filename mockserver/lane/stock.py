"""Operations that the lane does not parse: what the stock stack is handed of them."""

from dataclasses import dataclass
from urllib.parse import quote

from mockserver.lane.any_reading import AnyReader
from mockserver.lane.form_fields import Parse
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.reading import ReadRequest
from mockserver.lane.request import Request
from mockserver.lane.served import ServedApi
from mockserver.lane.way import joined_fields
from mockserver.stubkit import Call
from specs.bundle import Bundle
from specs.operation import Media, Operation
from specs.values import Record


def stock_path(operation: Operation) -> str:
    """Returns the path under which the stock stack knows an operation: no parameter, no clash."""
    return "/" + quote(operation.label, safe="").replace("%", "-")


def stock_document(api: ServedApi) -> Record | None:
    """Returns the document that the stock stack is handed; None if the lane reads every request.

    It holds the operations that the lane leaves, without anything that is judged in the lane.
    """
    left = [compiled for compiled in api.operations if not compiled.is_compiled]
    if not left:
        return None
    return {
        "openapi": "3.0.3",
        "info": {"title": api.name, "version": "1"},
        "paths": {
            stock_path(compiled.operation): {
                compiled.operation.method.lower(): {
                    "operationId": compiled.operation.label,
                    "responses": {"200": {"description": "judged in the lane"}},
                }
            }
            for compiled in left
        },
    }


def stock_body(bundle: Bundle, media: Media) -> Record:
    """Returns what the stock stack's parser has to know of a form: the arrays sent in one text."""
    joined = joined_fields(bundle, media)
    array = {"type": "array", "items": {"type": "string"}}
    return {
        "schema": {"type": "object", "properties": dict.fromkeys(joined, array)},
        "encoding": {
            name: {"style": told.get("style", "form"), "explode": False}
            for name, told in joined.items()
        },
    }


@dataclass(frozen=True, slots=True)
class StockRequest:
    """A request for an operation that the lane does not parse."""

    bundle: Bundle
    compiled: CompiledOperation
    """The operation, which reads all that it can by itself."""
    request: Request
    bare: Call
    """The call with raw values."""
    raw: bytes
    """The body."""
    parse: Parse
    """The stock stack's parser, for forms."""

    async def read(self) -> ReadRequest:
        """Returns the call that the request makes, and what is wrong with it."""
        reader = AnyReader(self.compiled.parts, self.compiled.reader)
        return await reader.read(self.request, self.bare, self.raw, self.parse)
