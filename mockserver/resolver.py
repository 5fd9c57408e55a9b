"""Connexion's view of the APIs: the compiled lane in front, its stock stack for the rest.

Connexion is handed only the operations whose requests the lane cannot read itself (forms,
multipart, deep objects). Of those it does the routing and the parsing; judging stays here, so
every refusal is worded in one place.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from connexion.context import scope as stock_scope
from connexion.datastructures import MediaTypeDict
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from connexion.middleware.abstract import SpecMiddleware
from connexion.operations import AbstractOperation
from connexion.resolver import Resolution, Resolver
from connexion.spec import OpenAPISpecification, Specification
from starlette.exceptions import HTTPException

from mockserver.lane.answers import Answer
from mockserver.lane.forms import FORM_TYPES
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
from mockserver.lane.stock import ParsedRequest, judge_parsed
from mockserver.stubkit import Refusal
from specs.bundle import Bundle
from specs.errors import sentence
from specs.media_types import split_content_type
from specs.values import Record

_BODY_HEADERS: Final = (b"content-type", b"content-length", b"transfer-encoding")
_STATE: Final = "mockserver"
"""Key in the ASGI scope that carries the matched operation to the stock stack."""


class StockSpecification(OpenAPISpecification):  # type: ignore[misc]
    """A document that the specs kernel has judged already."""

    @classmethod
    def _validate_spec(cls, spec: Record) -> None:
        """Nothing is left to judge; Connexion's own judge knows 3.0 only."""


class LaneMiddleware(SpecMiddleware):  # type: ignore[misc]
    """Answers what is compiled; passes the rest on to the API's place in the stock stack."""

    def __init__(
        self,
        app: Callable[..., Awaitable[None]],
        *,
        apis: ServedApis,
        prepare: Callable[[], Awaitable[None]],
    ) -> None:
        self._app = app
        self._apis = apis
        self._prepare = prepare
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
        await self._prepare()
        request = Request(scope, receive)
        found = self._apis.find(request)
        if isinstance(found, Answer):
            await send_answer(found, send)
            return
        target, values = found
        if not target.is_compiled:
            await self._pass_on(request, target, values, send)
            return
        try:
            answer = await target.answer(request, values)
        except ClientLeft:
            return
        await send_answer(answer, send)

    async def _pass_on(
        self, request: Request, target: Target, values: tuple[str, ...], send: Send
    ) -> None:
        """Points a request at its API's own base path, where no other API can shadow it.

        The stock stack sees no body: its handler decorator would parse it, and answer what it
        cannot parse, before the caller is known.
        """
        assert isinstance(target, CompiledOperation)
        api = self._apis.get(target.api)
        assert api is not None
        try:
            raw = await request.read_body()
        except ClientLeft:
            return
        except BodyTooLarge:
            bare = target.bare_call(request, values)
            await send_answer(target.refuse(too_large(bare)), send)
            return
        base = self._bases[target.api]
        headers = [pair for pair in request.scope["headers"] if pair[0] not in _BODY_HEADERS]
        scope = {
            **request.scope,
            "path": base + request.scope["path"].removeprefix(api.base),
            "raw_path": (base + request.raw_path.removeprefix(api.base)).encode("latin-1"),
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
            (compiled.operation.method, compiled.operation.path): compiled
            for compiled in api.operations
        }

    def resolve(self, operation: AbstractOperation) -> Resolution:
        """Returns the handler of a Connexion operation, under an id that no other one has."""
        compiled = self._operations[operation.method.upper(), operation.path]

        async def handle() -> ConnexionResponse:
            return await _answer_from_stock(self._api.bundle, compiled, operation)

        return Resolution(handle, f"{self._api.name}|{compiled.operation.label}")


class _NoJudge:
    """Stands where Connexion's parameter validator stands: judging happens in the lane."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def validate(self, scope: object) -> None:
        """Accepts everything."""


VALIDATORS: Final = {
    "parameter": _NoJudge,
    "body": MediaTypeDict({}),
    "response": MediaTypeDict({}),
}
"""Connexion's validator map with every judge taken out."""


async def _answer_from_stock(
    bundle: Bundle, compiled: CompiledOperation, operation: AbstractOperation
) -> ConnexionResponse:
    request: Request
    request, values, raw = stock_scope[_STATE]
    # Connexion's routing found the path parameters; its parser reads everything else.
    scope = {**request.scope, "path_params": stock_scope["path_params"]}
    parser = operation.uri_parser_class(operation.parameters, operation.body_definition())
    stock_request = ConnexionRequest(scope, replayed(raw), uri_parser=parser)
    bare = replace(compiled.bare_call(request, values), path=dict(stock_request.path_params))
    try:
        parsed = await _parsed(stock_request, raw)
    except HTTPException as error:
        detail = sentence(f"The body cannot be read as a form: {error.detail}")
        answer = compiled.refuse(Refusal("malformed_body", detail, call=bare))
    else:
        answer = await compiled.settle(
            request, bare, lambda: judge_parsed(bundle, compiled, bare, parsed)
        )
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
    return ConnexionResponse(
        status_code=answer.status,
        content_type=headers.pop("content-type", None),
        headers=headers,
        body=answer.body,
    )


async def _parsed(request: ConnexionRequest, raw: bytes) -> ParsedRequest:
    fields: list[tuple[str, str]] = []
    if split_content_type(request.headers.get("content-type", ""))[0] in FORM_TYPES:
        for name, given in (await request.form()).items():
            texts = given if isinstance(given, list) else [given]
            fields += [(name, str(text)) for text in texts]
        for name, uploads in (await request.files()).items():
            fields += [(name, (await item.read()).decode("latin-1")) for item in uploads]
    return ParsedRequest(request.path_params, request.query_params, tuple(fields), raw)
