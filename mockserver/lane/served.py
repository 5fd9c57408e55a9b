"""The APIs that a server answers for: compiled operations on one tree of paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from mockserver.errors import PathCollision
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.parts import OperationParts
from mockserver.lane.path_tree import PathTree
from mockserver.lane.refusals import worded
from mockserver.lane.request import Request
from mockserver.lane.token import TokenEndpoint, token_path
from mockserver.state import Sandbox
from mockserver.stubkit import Refusal, Stub
from mockserver.stubkit.stub import TokenIssuer
from specs.bundle import Bundle
from specs.values import Json


class Target(Protocol):
    """What answers one method of one path."""

    api: str

    @property
    def is_compiled(self) -> bool:
        """Whether the target reads requests itself, without the stock stack."""

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers a request."""


@dataclass(frozen=True, slots=True)
class ServedApi:
    """One API as it is served."""

    bundle: Bundle
    stub: Stub
    base: str
    """What stands before each documented path: a prefix and the path of `servers`."""
    operations: tuple[CompiledOperation, ...]

    @property
    def name(self) -> str:
        """The API's name."""
        return self.bundle.name


class ServedApis:
    """All APIs of one server, found by path."""

    def __init__(self, *, seed: int = 0) -> None:
        self._seed = seed
        self._apis: dict[str, ServedApi] = {}
        self._paths: PathTree[Target] = PathTree()

    def __iter__(self) -> Iterator[ServedApi]:
        return iter(self._apis.values())

    def get(self, name: str) -> ServedApi | None:
        """Returns an API by name."""
        return self._apis.get(name)

    def add(
        self, bundle: Bundle, stub: Stub, *, prefix: str = "", home: Sandbox | None = None
    ) -> ServedApi:
        """Compiles an API and adds its paths.

        Args:
            bundle: The API.
            stub: Its behaviour.
            prefix: Stands before every path.
            home: Where its operations run, whatever sandbox a request names.

        Raises:
            PathCollision: Another API already answers one of its paths.
            SpecError: A schema of the API is broken.
        """
        base = prefix + _server_path(bundle)
        operations = tuple(
            CompiledOperation(OperationParts(bundle, operation, stub, seed=self._seed, home=home))
            for operation in bundle.operations
        )
        api = ServedApi(bundle, stub, base, operations)
        self._apis[bundle.name] = api
        for compiled in operations:
            operation = compiled.operation
            other = self._paths.add(base + operation.path, operation.method, compiled, bundle.name)
            if other is not None:
                raise self._collision(compiled, other)
        for path, issuer in _token_issuers(bundle, stub).items():
            endpoint = TokenEndpoint(bundle.name, issuer)
            clash = self._paths.add(prefix + path, "POST", endpoint, bundle.name)
            if clash is not None and clash.api != bundle.name:
                raise self._collision(endpoint, clash)
        return api

    def find(self, request: Request) -> tuple[Target, tuple[str, ...]] | Answer:
        """Returns what answers a request and its raw path parameters, or the refusal."""
        match = self._paths.find(request.raw_path)
        if match is None:
            return self._unknown_path(request)
        target = match.methods.get(request.method)
        if target is None:
            owner = next(iter(match.methods.values())).api
            allow = tuple(sorted(match.methods))
            detail = f"{request.scope['path']} takes {', '.join(allow)}, not {request.method}."
            return self._refuse(owner, Refusal("unknown_method", detail, allow=allow))
        return target, match.values

    def _unknown_path(self, request: Request) -> Answer:
        owner = self._paths.owner(request.raw_path) or self._only_api()
        detail = f"No operation has the path {request.scope['path']}."
        if owner is None:
            served = ", ".join(name for name in self._apis if not name.startswith("_"))
            detail += f" Served here: {served}."
        return self._refuse(owner, Refusal("unknown_path", detail))

    def _only_api(self) -> str | None:
        """Returns the one API that is served, if there is one; the admin API does not count."""
        names = [name for name in self._apis if not name.startswith("_")]
        return names[0] if len(names) == 1 else None

    def _refuse(self, owner: str | None, refusal: Refusal) -> Answer:
        api = self._apis.get(owner) if owner is not None else None
        try:
            return render(worded(api.stub if api is not None else None, refusal), "refusal")
        except Exception as error:  # noqa: BLE001 - the outer edge: a stub may raise anything
            return crashed(f"{owner}, which words its refusals,", error)

    def _collision(self, mine: Target, other: Target) -> PathCollision:
        places = (self._place(other), self._place(mine))
        return PathCollision(*places, is_one_api=mine.api == other.api)

    def _place(self, target: Target) -> str:
        document = self._apis[target.api].bundle.document
        if isinstance(target, CompiledOperation):
            operation = target.operation
            return f"{operation.label} of {target.api} ({document.place(operation.pointer)})"
        return f"the token URL of {target.api} ({document.place('/components/securitySchemes')})"


def _token_issuers(bundle: Bundle, stub: Stub) -> dict[str, TokenIssuer | None]:
    """Returns what answers each token URL; schemes that share one share the issuer."""
    found: dict[str, TokenIssuer | None] = {}
    for scheme in bundle.schemes.values():
        if path := token_path(scheme):
            found[path] = found.get(path) or stub.token_issuers.get(scheme.name)
    return found


def _server_path(bundle: Bundle) -> str:
    servers: Json = bundle.document.data.get("servers") or [{}]
    first = servers[0] if isinstance(servers, list) and isinstance(servers[0], dict) else {}
    url = str(first.get("url", "/"))
    for name, variable in (first.get("variables") or {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    path = urlsplit(url).path.rstrip("/")
    return path if path.startswith("/") or not path else f"/{path}"
