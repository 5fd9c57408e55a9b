"""Connexion's view of the APIs: the compiled lane in front, its stock stack for the rest.

Connexion is handed only the operations whose requests the lane cannot read itself (forms,
multipart, deep objects). Of those it does the routing and the parsing; judging stays here, so
every refusal is worded in one place.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from connexion import request as stock_request
from connexion.datastructures import MediaTypeDict
from connexion.lifecycle import ConnexionResponse
from connexion.middleware.abstract import SpecMiddleware
from connexion.resolver import Resolution, Resolver
from connexion.spec import OpenAPISpecification, Specification

from mockserver.lane.answers import Answer
from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.forms import media_for, typed_form
from mockserver.lane.operation import CompiledOperation, ReadRequest
from mockserver.lane.request import ClientLeft, Receive, Request, Scope, Send
from mockserver.lane.served import ServedApi, ServedApis, Target
from mockserver.stubkit import Call, Violation
from specs.bundle import Bundle
from specs.media_types import split_content_type
from specs.operation import METHODS
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Record

_STATE: Final = "mockserver"
"""Key in the ASGI scope that carries the matched operation to the stock stack."""

_BODY_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class StockSpecification(OpenAPISpecification):  # type: ignore[misc]
    """A document that the specs kernel has judged already, of version 3.0 or 3.1."""

    @classmethod
    def _set_defaults(cls, spec: Record) -> None:
        super()._set_defaults(spec)
        spec.setdefault("paths", {})

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
            await self._app(self._stock_scope(request, target, values), receive, send)
            return
        try:
            answer = await target.answer(request, values)
        except ClientLeft:
            return
        await send_answer(answer, send)

    def _stock_scope(self, request: Request, target: Target, values: tuple[str, ...]) -> Scope:
        """Points a request at its API's own base path, where no other API can shadow it."""
        assert isinstance(target, CompiledOperation)
        api = self._apis.get(target.api)
        assert api is not None
        path = request.scope["path"].removeprefix(api.base)
        base = self._bases[target.api]
        return {
            **request.scope,
            "path": base + path,
            "raw_path": (base + request.raw_path.removeprefix(api.base)).encode("latin-1"),
            "extensions": dict(request.scope.get("extensions") or {}),
            _STATE: (request, target, values),
        }


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

    def resolve(self, operation: Any) -> Resolution:  # noqa: ANN401 - Connexion's own type
        """Returns the handler of a Connexion operation, under an id that no other one has."""
        compiled = self._operations[operation.method.upper(), operation.path]

        async def handle() -> ConnexionResponse:
            return await _answer_from_stock(self._api.bundle, compiled)

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


def stock_document(api: ServedApi) -> Record | None:
    """Returns the document that Connexion is handed; None if the lane reads every request.

    It holds the operations that the lane cannot read, without what Connexion would judge.
    """
    left = {
        (compiled.operation.path, compiled.operation.method.lower())
        for compiled in api.operations
        if not compiled.is_compiled
    }
    if not left:
        return None
    view = api.bundle.schemas.view("request")
    paths: Record = {}
    for path, method in left:
        item = _followed(view, view["paths"][path])
        raw = _followed(view, item[method])
        shared = {k: v for k, v in item.items() if k not in METHODS and k != "$ref"}
        operation = {k: v for k, v in raw.items() if k not in ("security", "requestBody")}
        paths.setdefault(path, dict(shared))[method] = {
            **operation,
            "responses": {"200": {"description": "judged in the lane"}},
        }
    parts = {**view.get("components", {}), "securitySchemes": {}, "responses": {}}
    return {
        "openapi": "3.0.3",
        "info": {"title": api.name, "version": "1"},
        "paths": paths,
        "components": parts,
    }


def _followed(view: Record, value: Json) -> Record:
    from specs.document import fragment
    from specs.values import find

    while "$ref" in value:
        value = find(view, fragment(value["$ref"]))
    found: Record = value
    return found


async def _answer_from_stock(bundle: Bundle, compiled: CompiledOperation) -> ConnexionResponse:
    request: Request
    request, _, values = stock_request.scope[_STATE]
    bare = replace(compiled.bare_call(request, values), path=dict(stock_request.path_params))
    seen = await _read_stock(bundle, compiled, bare)
    answer = await compiled.settle(request, bare, lambda: seen)
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
    return ConnexionResponse(
        status_code=answer.status,
        content_type=headers.pop("content-type", None),
        headers=headers,
        body=answer.body,
    )


async def _read_stock(bundle: Bundle, compiled: CompiledOperation, bare: Call) -> ReadRequest:
    violations: list[Violation] = []
    call = replace(
        bare,
        path=_judged(bundle, compiled, "path", stock_request.path_params, violations),
        query=_judged(bundle, compiled, "query", stock_request.query_params, violations),
        header=_judged(bundle, compiled, "header", bare.raw_headers, violations),
    )
    declared = compiled.operation.request_body
    if declared is None:
        return ReadRequest(call, tuple(violations))
    content_type = bare.raw_headers.get("content-type")
    media = media_for(declared, content_type)
    if media is None:
        taken = ", ".join(item.content_type for item in declared.media)
        detail = f"The content type {content_type!r} is not taken here; send {taken}."
        unreadable = UnreadableBody("unsupported_media_type", detail)
        return ReadRequest(call, tuple(violations), unreadable)
    kind, _ = split_content_type(content_type or media.content_type)
    if kind in _BODY_FORMS:
        form = await stock_request.form()
        files = await stock_request.files()
        texts = [(name, str(text)) for name, given in form.items() for text in _many(given)]
        for name, uploads in files.items():
            texts += [(name, (await item.read()).decode("latin-1")) for item in uploads]
        body: Json = typed_form(bundle, media.schema, texts)
    else:
        raw = await stock_request.body()
        body = raw.decode("utf-8", "replace") if raw else ABSENT
    schema = bundle.schemas.compile(media.schema, "request") if media.schema else None
    violations.extend(_body_violations(schema, body, kind, required=declared.required))
    return ReadRequest(replace(call, body=body), tuple(violations))


def _body_violations(
    schema: CompiledSchema | None, body: Json, kind: str, *, required: bool
) -> list[Violation]:
    if body is ABSENT:
        missing = Violation("body", "", "", "required", "the body is missing")
        return [missing] if required else []
    if schema is None or not (kind in _BODY_FORMS or kind.startswith("text/plain")):
        return []
    return [
        Violation("body", "", item.pointer, item.keyword, item.message)
        for item in schema.violations(body)
    ]


def _judged(
    bundle: Bundle,
    compiled: CompiledOperation,
    place: str,
    given: Mapping[str, Json],
    violations: list[Violation],
) -> dict[str, Json]:
    values: dict[str, Json] = {}
    for parameter in compiled.operation.parameters:
        if parameter.place != place:
            continue
        name = parameter.name.lower() if place == "header" else parameter.name
        if name not in given:
            if parameter.required:
                violations.append(Violation(place, parameter.name, "", "required", "is required"))
            elif parameter.default is not ABSENT:
                values[parameter.name] = parameter.default
            continue
        values[parameter.name] = value = given[name]
        if parameter.schema is not None:
            found = bundle.schemas.compile(parameter.schema, "request").violations(value)
            violations.extend(
                Violation(place, parameter.name, item.pointer, item.keyword, item.message)
                for item in found
            )
    return values


def _many(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
