"""Connexion's view of the APIs: its stock stack for what the lane does not parse.

Connexion is handed only the operations whose forms the lane does not parse: those with arrays that
`encoding` sends in one text. Of those it does the routing and the parsing; judging stays in the
lane, so every refusal is worded in one place.
"""

from collections.abc import Iterable
from typing import Final

from connexion import AsyncApp
from connexion.context import scope as stock_scope
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from connexion.operations import AbstractOperation
from connexion.options import SwaggerUIOptions
from connexion.resolver import Resolution, Resolver
from connexion.uri_parsing import OpenAPIURIParser
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from mockserver.lane.answers import Answer
from mockserver.lane.form_fields import Fields, unreadable_form
from mockserver.lane.lane import Passed
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.request import Message, Request, replayed
from mockserver.lane.served import ServedApi
from mockserver.lane.stock import StockRequest, stock_body, stock_document, stock_path
from specs.bundle import Bundle
from specs.operation import Media

_BASE: Final = "/stock/"
_BODY_HEADERS: Final = (b"content-type", b"content-length", b"transfer-encoding")
_STATE: Final = "mockserver"
"""Key in the ASGI scope that carries the matched operation to the stock stack."""


class StockStack:
    """Connexion's stack for all operations of some APIs that the lane does not parse."""

    def __init__(self, apis: Iterable[ServedApi]) -> None:
        self._app = AsyncApp("mockserver")
        for api in apis:
            document = stock_document(api)
            if document is not None:
                self._app.add_api(
                    document,
                    base_path=_BASE + api.name,
                    name=api.name,
                    resolver=StockResolver(api),
                    swagger_ui_options=SwaggerUIOptions(swagger_ui=False, serve_spec=False),
                )

    async def answer(self, passed: Passed) -> Answer:
        """Points a request at its operation's own path in the stock stack, where nothing clashes.

        The stock stack sees no body: its handler decorator would parse it, and answer what it
        cannot parse, before the caller is known.
        """
        request, target = passed.request, passed.target
        path = _BASE + target.api + stock_path(target.operation)
        headers = [pair for pair in request.scope["headers"] if pair[0] not in _BODY_HEADERS]
        scope = {
            **request.scope,
            "method": target.operation.method,
            "path": path,
            "raw_path": path.encode("latin-1"),
            "headers": headers,
            "extensions": dict(request.scope.get("extensions") or {}),
            _STATE: passed,
        }
        caught = _Caught()
        await self._app(scope, replayed(b""), caught.send)
        return passed.answer or caught.answer()


class _Caught:
    """Keeps what the stock stack sends, so that it leaves by the same door as all else."""

    def __init__(self) -> None:
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], list(message["headers"])
        else:
            self._body.append(message.get("body", b""))

    def answer(self) -> Answer:
        return Answer(self._status, self._headers, b"".join(self._body))


class StockResolver(Resolver):  # type: ignore[misc]
    """Hands every operation of an API to the compiled operation that judges and answers it."""

    def __init__(self, api: ServedApi) -> None:
        super().__init__()
        self._api = api
        self._operations = {
            (compiled.operation.method, stock_path(compiled.operation)): compiled
            for compiled in api.operations
        }

    def resolve(self, operation: AbstractOperation) -> Resolution:
        """Returns the handler of a Connexion operation, under an id that no other one has."""
        compiled = self._operations[operation.method.upper(), operation.path]

        async def handle(**_: object) -> ConnexionResponse:
            return await _answer_from_stock(self._api.bundle, compiled, operation)

        return Resolution(handle, f"{self._api.name}|{compiled.operation.label}")


async def _answer_from_stock(
    bundle: Bundle, compiled: CompiledOperation, operation: AbstractOperation
) -> ConnexionResponse:
    passed: Passed = stock_scope[_STATE]
    request, raw = passed.request, passed.request.trace.body
    bare = compiled.reader.bare_call(request, passed.values)

    async def parse(media: Media) -> Fields:
        parser = operation.uri_parser_class([], stock_body(bundle, media))
        return await _parse(request, raw, parser)

    stock = StockRequest(bundle, compiled, request, bare, raw, parse)
    passed.answer = await passed.target.settle(request, bare, stock.read)
    return ConnexionResponse(status_code=passed.answer.status)


async def _parse(request: Request, raw: bytes, parser: OpenAPIURIParser) -> Fields:
    fields: list[tuple[str, str]] = []
    # Of a form the parser would join what was sent under one name; it is asked for the rest only.
    stock = ConnexionRequest(request.scope, replayed(raw), uri_parser=OpenAPIURIParser([], {}))
    try:
        form, files = await stock.form(), await stock.files()
    except (HTTPException, MultiPartException) as error:
        # Which of them it is depends on whether another application stands around this one.
        why = error.detail if isinstance(error, HTTPException) else error.message
        raise unreadable_form(why) from error
    joined = [name for name in form if name in parser.form_defns]
    form |= parser.resolve_form({name: form[name] for name in joined})
    for name, texts in form.items():
        fields += [(name, text) for text in texts]
    for name, uploads in files.items():
        for item in uploads:
            fields.append((name, (await item.read()).decode("latin-1")))
            await item.close()
    return tuple(fields)
