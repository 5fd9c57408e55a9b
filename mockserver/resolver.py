"""Connexion's view of the APIs: the compiled lane in front, its stock stack for the rest.

Connexion is handed only the operations that take more than JSON: forms, multipart, text. Of those
it does the routing and the parsing; judging stays in the lane, so every refusal is worded in one
place.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from connexion.context import scope as stock_scope
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from connexion.middleware.abstract import SpecMiddleware
from connexion.operations import AbstractOperation
from connexion.resolver import Resolution, Resolver
from connexion.spec import Specification
from starlette.exceptions import HTTPException

from mockserver.lane.address import UnusableName, read_address
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.operation import CompiledOperation, too_large
from mockserver.lane.request import (
    BodyTooLarge,
    ClientLeft,
    Receive,
    Request,
    Scope,
    Send,
    replayed,
)
from mockserver.lane.served import ServedApi, ServedApis, Target
from mockserver.lane.stock import Fields, StockRequest, stock_path
from mockserver.problems import problem
from mockserver.state import Sandboxes
from specs.bundle import Bundle
from specs.errors import SpecError, sentence

_BODY_HEADERS: Final = (b"content-type", b"content-length", b"transfer-encoding")
_STATE: Final = "mockserver"
"""Key in the ASGI scope that carries the matched operation to the stock stack."""


class LaneMiddleware(SpecMiddleware):  # type: ignore[misc]
    """Answers what is compiled; passes the rest on to the API's place in the stock stack."""

    def __init__(
        self,
        app: Callable[..., Awaitable[None]],
        *,
        apis: ServedApis,
        sandboxes: Sandboxes,
    ) -> None:
        self._app = app
        self._apis = apis
        self._sandboxes = sandboxes
        self._bases: dict[str, str] = {}

    def add_api(
        self, specification: Specification, *, base_path: str = "", name: str = "", **_: object
    ) -> None:
        """Learns where Connexion has put an API."""
        del specification
        self._bases[name] = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            name, scope = read_address(scope)
        except UnusableName as error:
            await send_answer(render(problem("invalid_sandbox", 400, str(error)), "refusal"), send)
            return
        request = Request(scope, receive, self._sandboxes.get(name))
        try:
            found = self._apis.find(request)
            if isinstance(found, Answer):
                answer = found
            elif found[0].is_compiled:
                answer = await found[0].answer(request, found[1])
            else:
                await self._pass_on(request, *found, send)
                return
        except (ClientLeft, asyncio.CancelledError):
            # Nobody waits for an answer: the client left, or the server is being stopped.
            return
        except SpecError as error:
            answer = render(problem("broken_description", 501, str(error)), "refusal")
        except Exception as error:  # noqa: BLE001 - the outer edge: nothing else answers
            answer = crashed(f"{request.method} {scope['path']}", error)
        await send_answer(answer, send)

    async def _pass_on(
        self, request: Request, target: Target, values: tuple[str, ...], send: Send
    ) -> None:
        """Points a request at its operation's own path in the stock stack, where nothing clashes.

        The stock stack sees no body: its handler decorator would parse it, and answer what it
        cannot parse, before the caller is known.
        """
        assert isinstance(target, CompiledOperation)
        try:
            raw = await request.read_body()
        except ClientLeft:
            return
        except BodyTooLarge:
            bare = target.bare_call(request, values)
            await send_answer(target.refuse(too_large(bare)), send)
            return
        path = self._bases[target.api] + stock_path(target)
        headers = [pair for pair in request.scope["headers"] if pair[0] not in _BODY_HEADERS]
        scope = {
            **request.scope,
            "path": path,
            "raw_path": path.encode("latin-1"),
            "headers": headers,
            "extensions": dict(request.scope.get("extensions") or {}),
            _STATE: (request, values, raw),
        }
        await self._app(scope, replayed(b""), send)


async def send_answer(answer: Answer, send: Send) -> None:
    """Puts an answer on the wire."""
    status, headers, body = answer
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class StockResolver(Resolver):  # type: ignore[misc]
    """Hands every operation of an API to the compiled operation that judges and answers it."""

    def __init__(self, api: ServedApi) -> None:
        super().__init__()
        self._api = api
        self._operations = {
            (compiled.operation.method, stock_path(compiled)): compiled
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
    request: Request
    request, values, raw = stock_scope[_STATE]
    parser = operation.uri_parser_class(operation.parameters, operation.body_definition())
    bare = compiled.bare_call(request, values)

    async def parse() -> Fields:
        return await _parse(ConnexionRequest(request.scope, replayed(raw), uri_parser=parser))

    stock = StockRequest(bundle, compiled, request, bare, raw, parse)
    answer = await compiled.settle(request, bare, stock.read)
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
    return ConnexionResponse(
        status_code=answer.status,
        content_type=headers.pop("content-type", None),
        headers=headers,
        body=answer.body,
    )


async def _parse(request: ConnexionRequest) -> Fields:
    fields: list[tuple[str, str]] = []
    try:
        form, files = await request.form(), await request.files()
    except HTTPException as error:
        detail = sentence(f"The body cannot be read as a form: {error.detail}")
        raise UnreadableBody("malformed_body", detail) from error
    for name, given in form.items():
        texts = given if isinstance(given, list) else [given]
        fields += [(name, str(text)) for text in texts]
    for name, uploads in files.items():
        for item in uploads:
            fields.append((name, (await item.read()).decode("latin-1")))
            await item.close()
    return tuple(fields)
