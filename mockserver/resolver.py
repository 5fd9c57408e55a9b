"""Connexion's view of the APIs: the compiled lane in front, its stock stack for the rest.

Connexion is handed only the operations that take more than JSON: forms, multipart, text. Of those
it does the routing and the parsing; judging stays in the lane, so every refusal is worded in one
place.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, cast

from connexion.context import scope as stock_scope
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from connexion.middleware.abstract import SpecMiddleware
from connexion.operations import AbstractOperation
from connexion.resolver import Resolution, Resolver
from connexion.spec import Specification
from starlette.exceptions import HTTPException

from mockserver.errors import TooManySandboxes
from mockserver.lane.address import UnusableName, read_address
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.delivery import Delivery, send_answer
from mockserver.lane.operation import CompiledOperation, too_large
from mockserver.lane.request import (
    BodyTooLarge,
    ClientLeft,
    Message,
    Receive,
    Request,
    Scope,
    Send,
    replayed,
)
from mockserver.lane.served import ADMIN_NAME, Finder, ServedApi, Settling, Streaming, Target
from mockserver.lane.stock import Fields, StockRequest, stock_path
from mockserver.problems import problem
from mockserver.state import Sandboxes
from mockserver.stubkit import Refused
from specs.bundle import Bundle
from specs.errors import SpecError, sentence

_BODY_HEADERS: Final = (b"content-type", b"content-length", b"transfer-encoding")
_SCENARIO: Final = "mock-scenario"
"""Header that names the scenario, as `api/name`, that a sandbox is to be in."""

Enter = Callable[[str, Request], Awaitable[None]]
"""Loads the scenario of that name into a request's sandbox, unless that was done already."""

_STATE: Final = "mockserver"
"""Key in the ASGI scope that carries the matched operation to the stock stack."""


class LaneMiddleware(SpecMiddleware):  # type: ignore[misc]
    """Answers what is compiled; passes the rest on to the API's place in the stock stack."""

    def __init__(
        self,
        app: Callable[..., Awaitable[None]],
        *,
        apis: Finder,
        sandboxes: Sandboxes,
        delivery: Delivery,
        enter: Enter,
    ) -> None:
        self._app = app
        self._apis = apis
        self._sandboxes = sandboxes
        self._delivery = delivery
        self._enter = enter
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
        begun = self._delivery.stopwatch()
        try:
            name, scope = read_address(scope)
        except UnusableName as error:
            await send_answer(render(problem("invalid_sandbox", 400, str(error)), "refusal"), send)
            return
        try:
            request = Request(scope, receive, self._sandboxes.get(name))
        except TooManySandboxes as error:
            refusal = problem("too_many_sandboxes", 507, str(error))
            await send_answer(render(refusal, "refusal"), send)
            return
        try:
            wanted = request.headers.get(_SCENARIO)
            if wanted is not None:
                await self._enter(wanted, request)
            found = self._apis.find(request)
            if not isinstance(found, Answer) and found[0].is_streaming:
                await cast("Streaming", found[0]).stream(request, found[1], send)
                return
            answer = found if isinstance(found, Answer) else await self._answer(request, *found)
        except (ClientLeft, asyncio.CancelledError):
            # Nobody waits for an answer: the client left, or the server is being stopped.
            return
        except Refused as refused:
            answer = render(refused.reply, "refusal")
        except SpecError as error:
            answer = render(problem("broken_description", 501, str(error)), "refusal")
        except Exception as error:  # noqa: BLE001 - the outer edge: nothing else answers
            answer = crashed(f"{request.method} {scope['path']}", error)
        if request.trace.api == ADMIN_NAME:
            await send_answer(answer, send)
        else:
            await self._delivery.deliver(request, answer, send, begun)

    async def _answer(self, request: Request, target: Target, values: tuple[str, ...]) -> Answer:
        if target.is_compiled:
            return await target.answer(request, values)
        passed = _Passed(request, cast("Settling", target), values)
        try:
            await request.read_body()
        except BodyTooLarge:
            bare = passed.target.reader.bare_call(request, values)
            return passed.target.refuse(too_large(bare), request.trace)
        return await self._pass_on(passed)

    async def _pass_on(self, passed: "_Passed") -> Answer:
        """Points a request at its operation's own path in the stock stack, where nothing clashes.

        The stock stack sees no body: its handler decorator would parse it, and answer what it
        cannot parse, before the caller is known.
        """
        request, target = passed.request, passed.target
        path = self._bases[target.api] + stock_path(target.operation)
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


@dataclass(slots=True)
class _Passed:
    """A request on its way through the stock stack."""

    request: Request
    target: Settling
    values: tuple[str, ...]
    answer: Answer | None = None
    """The answer as the target gave it, which the stock stack would not keep as it is."""


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
    passed: _Passed = stock_scope[_STATE]
    request, raw = passed.request, passed.request.trace.body
    parser = operation.uri_parser_class(operation.parameters, operation.body_definition())
    bare = compiled.reader.bare_call(request, passed.values)

    async def parse() -> Fields:
        return await _parse(ConnexionRequest(request.scope, replayed(raw), uri_parser=parser))

    stock = StockRequest(bundle, compiled, request, bare, raw, parse)
    passed.answer = await passed.target.settle(request, bare, stock.read)
    return ConnexionResponse(status_code=passed.answer.status)


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
