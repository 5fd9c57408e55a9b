"""How a stub says which of its functions does what, and how they are gathered."""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol, TypeVar

from mockserver.state import World
from mockserver.stubkit.call import (
    Call,
    Credentials,
    Refusal,
    Reply,
    TokenRequest,
    WantedError,
)
from specs.errors import InvalidPart, nearest_name
from specs.values import Json, Record

Handler = Callable[[Call, World], Awaitable[Reply]]
Authenticator = Callable[[Call, Credentials, World], Awaitable[Json]]
Refuser = Callable[[Refusal], Reply]
ErrorWorder = Callable[[Call, WantedError], Reply | None]
TokenIssuer = Callable[[TokenRequest, World], Awaitable[Reply]]
ControlAction = Callable[[Json, World], Awaitable[Json]]

_MARK: Final = "__mockserver_role__"
_PLAIN: Final = ("refuse", "word_error")
"""Roles of functions that only find words, so that they need no world."""

Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Control:
    """A mock-only action: it reaches state that no documented operation reaches."""

    name: str
    schema: Record
    """JSON Schema of the body that it takes."""
    action: ControlAction
    description: str


@dataclass(frozen=True, slots=True)
class Stub:
    """The behaviour of one API. Each part is optional."""

    operations: Mapping[str, Handler] = field(default_factory=dict)
    """Handlers by operationId."""
    authenticate: Authenticator | None = None
    refuse: Refuser | None = None
    word_error: ErrorWorder | None = None
    token_issuers: Mapping[str, TokenIssuer] = field(default_factory=dict)
    """By name of the oauth2 scheme whose token URL they answer."""
    controls: Mapping[str, Control] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Role:
    kind: str
    name: str = ""
    schema: Record = field(default_factory=dict)


class _Mark(Protocol):
    def __call__(self, function: Function) -> Function: ...


def operation(operation_id: str) -> _Mark:
    """Marks the handler of an operation: `async (call, world) -> Reply`."""
    return _marked(_Role("operation", operation_id))


def issue_token(scheme: str) -> _Mark:
    """Marks what answers the token URL of an oauth2 scheme: `async (request, world) -> Reply`."""
    return _marked(_Role("token", scheme))


def control(name: str, *, schema: Record) -> _Mark:
    """Marks a mock-only action: `async (body, world) -> value`.

    Args:
        name: Its name in the admin API.
        schema: JSON Schema 2020-12 of the body.
    """
    return _marked(_Role("control", name, schema))


def authenticate(function: Function) -> Function:
    """Marks what judges credentials: `async (call, credentials, world) -> principal`."""
    return _marked(_Role("authenticate"))(function)


def refuse(function: Function) -> Function:
    """Marks what words the mock's own refusals: `(refusal) -> Reply`."""
    return _marked(_Role("refuse"))(function)


def word_error(function: Function) -> Function:
    """Marks what words a documented error on demand: `(call, error) -> Reply | None`."""
    return _marked(_Role("word_error"))(function)


def gather(module: ModuleType, *, operation_ids: Iterable[str], schemes: Iterable[str]) -> Stub:
    """Collects the marked functions of a stub's module.

    Args:
        module: The loaded stub; a package names its handlers in its `__init__`.
        operation_ids: The ids that the document knows.
        schemes: The security schemes that the document knows.

    Raises:
        InvalidPart: A function claims an unknown operation or scheme, or two claim the same part.
    """
    known = {"operation": set(operation_ids), "token": set(schemes)}
    found: dict[tuple[str, str], Any] = {}
    roles: dict[tuple[str, str], _Role] = {}
    for function in vars(module).values():
        role = getattr(function, _MARK, None) if inspect.isfunction(function) else None
        if not isinstance(role, _Role):
            continue
        key = (role.kind, role.name)
        if role.kind in known and role.name not in known[role.kind]:
            raise _unknown(function, role, known[role.kind])
        if found.get(key, function) is not function:
            what = f"two functions claim the {role.kind} {role.name}".rstrip()
            raise _misplaced(function, what, "Keep one of them", "one function for each")
        if inspect.iscoroutinefunction(function) != (role.kind not in _PLAIN):
            word = "a plain function" if role.kind in _PLAIN else "an `async def`"
            what = f"{function.__name__} is not {word}"
            raise _misplaced(function, what, f"Make it {word}", f"{word} here")
        found[key], roles[key] = function, role
    return Stub(
        operations=_named(found, "operation"),
        authenticate=found.get(("authenticate", "")),
        refuse=found.get(("refuse", "")),
        word_error=found.get(("word_error", "")),
        token_issuers=_named(found, "token"),
        controls={
            name: Control(name, roles["control", name].schema, action, _summary(action))
            for name, action in _named(found, "control").items()
        },
    )


def _marked(role: _Role) -> _Mark:
    def mark(function: Function) -> Function:
        setattr(function, _MARK, role)
        return function

    return mark


def _named(found: Mapping[tuple[str, str], Any], kind: str) -> dict[str, Any]:
    return {name: function for (role, name), function in found.items() if role == kind}


def _summary(function: Callable[..., object]) -> str:
    return (inspect.getdoc(function) or "").partition("\n")[0]


def _unknown(function: Callable[..., object], role: _Role, known: set[str]) -> InvalidPart:
    what = "operationId" if role.kind == "operation" else "security scheme"
    return _misplaced(
        function,
        f"the stub names the {what} {role.name!r}, which the document does not have",
        nearest_name(role.name, known),
    )


def _misplaced(
    function: Callable[..., object], wrong: str, do: str = "", expected: str = ""
) -> InvalidPart:
    code = function.__code__
    return InvalidPart(
        wrong, file=Path(code.co_filename), line=code.co_firstlineno, expected=expected, do=do
    )
