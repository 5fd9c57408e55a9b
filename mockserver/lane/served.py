"""The APIs that a server answers for: compiled operations on one tree of paths."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from mockserver.errors import PathCollision
from mockserver.journal import Entry
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.operation import CompiledOperation, Reader
from mockserver.lane.parts import OperationParts
from mockserver.lane.path_tree import PathTree
from mockserver.lane.reading import RequestReader
from mockserver.lane.refusals import worded
from mockserver.lane.request import Request, Send, Trace
from mockserver.lane.token import TokenEndpoint, token_path
from mockserver.replies.late_handlers import LateHandlers
from mockserver.state import Sandbox
from mockserver.stubkit import Call, Refusal, Reply, Stub
from mockserver.stubkit.stub import TokenIssuer
from specs.bundle import Bundle
from specs.operation import Operation

_NO_VALUES: Final[tuple[str, ...]] = ()
ADMIN_NAME: Final = "_mock"
"""The admin API as an API; no folder can have this name."""


class Target(Protocol):
    """What answers one method of one path."""

    api: str

    @property
    def is_streaming(self) -> bool:
        """Whether it is `Streaming`."""

    @property
    def is_compiled(self) -> bool:
        """Whether the target reads requests itself, without the stock stack."""

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers a request."""


class Streaming(Target, Protocol):
    """A target that answers for as long as somebody listens."""

    async def stream(self, request: Request, values: tuple[str, ...], send: Send) -> None:
        """Answers a request by itself."""


class Settling(Target, Protocol):
    """A target whose requests the stock stack may have to parse."""

    operation: Operation
    reader: RequestReader

    def refuse(self, refusal: Refusal, trace: Trace) -> Answer:
        """Words a refusal."""

    async def settle(self, request: Request, bare: Call, read: Reader) -> Answer:
        """Answers a request that `read` reads."""


class Finder(Protocol):
    """Finds what answers a request."""

    def find(self, request: Request) -> tuple[Target, tuple[str, ...]] | Answer:
        """Returns what answers a request and its raw path parameters, or the refusal."""


class Front(Protocol):
    """What stands before the APIs of a server."""

    def before(self, apis: "ServedApis") -> Finder:
        """Returns what finds the answers from now on."""

    def heed(self, entry: Entry) -> None:
        """Is told of every answer that was sent."""

    async def aclose(self) -> None:
        """Ends it; the server answers no more."""


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
        self.shadowed: list[PathCollision] = []
        """Operations that an earlier one of the same path keeps from being reached."""
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
        base = prefix + (bundle.base_paths or ("",))[0]
        resources = LateHandlers(bundle, seed=self._seed)
        operations = tuple(
            CompiledOperation(
                OperationParts(
                    bundle, operation, stub, resources=resources, seed=self._seed, home=home
                )
            )
            for operation in bundle.operations
        )
        api = ServedApi(bundle, stub, base, operations)
        self._apis[bundle.name] = api
        for compiled in operations:
            operation = compiled.operation
            other = self._paths.add(base + operation.path, operation.method, compiled, bundle.name)
            if other is not None:
                self._collide(api, compiled, other)
        for other_base in bundle.base_paths[1:]:
            for compiled in operations:
                # The first server is the one that counts, where two lead to one path.
                path = prefix + other_base + compiled.operation.path
                self._paths.add(path, compiled.operation.method, compiled, bundle.name)
        for path, issuer in _token_issuers(bundle, stub).items():
            endpoint = TokenEndpoint(bundle.name, issuer)
            clash = self._paths.add(prefix + path, "POST", endpoint, bundle.name)
            if clash is not None and clash.api != bundle.name:
                raise self._collision(endpoint, clash)
        return api

    def add_target(self, template: str, methods: Iterable[str], target: Target) -> None:
        """Adds what answers a path that no description names."""
        for method in methods:
            other = self._paths.add(template, method, target, target.api)
            if other is not None:
                raise self._collision(target, other)

    def wrap(self, api: str, operation_id: str, wrap: Callable[[Target], Target]) -> None:
        """Puts something in front of an operation, which it is handed."""
        served = self._apis[api]
        for compiled in served.operations:
            if compiled.operation.operation_id == operation_id:
                path = served.base + compiled.operation.path
                self._paths.replace(path, compiled.operation.method, wrap(compiled))

    def match(self, path: str, method: str) -> tuple[Target, tuple[str, ...]] | None:
        """Returns what a path's description says of a method, and the raw path parameters."""
        methods, values = self._paths.literal(path), _NO_VALUES
        if methods is None:
            found = self._paths.find(path)
            if found is None:
                return None
            methods, values = found
        target = methods.get(method)
        return (target, values) if target is not None else None

    def find(self, request: Request) -> tuple[Target, tuple[str, ...]] | Answer:
        """Returns what answers a request and its raw path parameters, or the refusal."""
        match = self._paths.find(request.raw_path)
        if match is None:
            return self._unknown_path(request)
        target = match.methods.get(request.method) or _head(request, match.methods)
        if target is None:
            if request.method == "OPTIONS":
                return _options(match.methods)
            owner = next(iter(match.methods.values())).api
            allow = tuple(sorted(match.methods))
            detail = f"{request.scope['path']} takes {', '.join(allow)}, not {request.method}."
            return self.refuse(request, owner, Refusal("unknown_method", detail, allow=allow))
        request.trace.api = target.api
        if isinstance(target, CompiledOperation):
            request.trace.operation = target.operation
        return target, match.values

    def _unknown_path(self, request: Request) -> Answer:
        owner = self._paths.owner(request.raw_path)
        if owner is None or (owner == ADMIN_NAME and not _is_admin(request)):
            owner = self._only_api()
        detail = f"No operation has the path {request.scope['path']}."
        if owner is None:
            served = ", ".join(name for name in self._apis if not name.startswith("_"))
            detail += f" Served here: {served}."
        return self.refuse(request, owner, Refusal("unknown_path", detail))

    def _only_api(self) -> str | None:
        """Returns the one API that is served, if there is one; the admin API does not count."""
        names = [name for name in self._apis if not name.startswith("_")]
        return names[0] if len(names) == 1 else None

    def refuse(self, request: Request, owner: str | None, refusal: Refusal) -> Answer:
        """Words a refusal where no operation is known: as the API does, if there is one."""
        request.trace.api = owner or ""
        request.trace.refusal = refusal
        api = self._apis.get(owner) if owner is not None else None
        try:
            return render(worded(api.stub if api is not None else None, refusal), "refusal")
        except Exception as error:  # noqa: BLE001 - the outer edge: a stub may raise anything
            return crashed(f"{owner}, which words its refusals,", error)

    def _collide(self, api: ServedApi, mine: Target, other: Target) -> None:
        """Refuses two operations on one path; a vendor's file with two of its own keeps the first.

        Raises:
            PathCollision: They are of two APIs, or of an API that somebody writes here.
        """
        clash = self._collision(mine, other)
        if mine.api != other.api or api.bundle.folder is not None:
            raise clash
        self.shadowed.append(clash)

    def _collision(self, mine: Target, other: Target) -> PathCollision:
        places = (self._place(other), self._place(mine))
        return PathCollision(*places, is_one_api=mine.api == other.api)

    def _place(self, target: Target) -> str:
        document = self._apis[target.api].bundle.document
        if isinstance(target, CompiledOperation):
            operation = target.operation
            return f"{operation.label} of {target.api} ({document.place(operation.pointer)})"
        if isinstance(target, TokenEndpoint):
            where = document.place("/components/securitySchemes")
            return f"the token URL of {target.api} ({where})"
        return f"the page of {target.api}"


def _is_admin(request: Request) -> bool:
    return request.raw_path.startswith(f"/{ADMIN_NAME}")


def _head(request: Request, methods: Mapping[str, Target]) -> Target | None:
    """Returns what answers HEAD where only GET is described; nothing if GET changes state."""
    target = methods.get("GET") if request.method == "HEAD" else None
    if isinstance(target, CompiledOperation) and target.operation.has_side_effects:
        return None
    return target


def _options(methods: Mapping[str, Target]) -> Answer:
    """Returns the answer to OPTIONS where none is described: the methods of the path."""
    known = {*methods, "OPTIONS", *(("HEAD",) if "GET" in methods else ())}
    return render(Reply(204, headers={"allow": ", ".join(sorted(known))}), "generated")


def _token_issuers(bundle: Bundle, stub: Stub) -> dict[str, TokenIssuer | None]:
    """Returns what answers each token URL; schemes that share one share the issuer."""
    found: dict[str, TokenIssuer | None] = {}
    for scheme in bundle.schemes.values():
        if path := token_path(scheme):
            found[path] = found.get(path) or stub.token_issuers.get(scheme.name)
    return found
