"""Which requests go to the target, and which the mock answers."""

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from mockserver.errors import ConfigError
from mockserver.lane.answers import Answer
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.request import Request, Trace
from mockserver.lane.served import ADMIN_NAME, ServedApi, ServedApis, Target
from mockserver.lane.token import token_path
from mockserver.proxy.forwarding import Forwarding, ForwardingUnknown
from mockserver.proxy.relay import Relay
from mockserver.stubkit import Refusal
from specs.errors import nearest_name
from specs.operation import Operation


class Choosing:
    """Finds what answers a request: the target, or the mock where it is not asked for."""

    def __init__(self, apis: ServedApis, relay: Relay, *, only: tuple[str, ...]) -> None:
        """Chooses the operations.

        Args:
            apis: All that the mock serves.
            relay: Passes requests on.
            only: Globs over path templates, labels and operationIds; without one, all are meant.

        Raises:
            ConfigError: A glob means nothing.
        """
        self._apis = apis
        self._relay = relay
        self._only = only
        served = [api for api in apis if api.name != ADMIN_NAME]
        _refuse_idle(only, served)
        self._forwarding = {
            compiled: Forwarding(compiled, relay)
            for api in served
            for compiled in api.operations
            if self._is_meant(_names(compiled.operation, api.base))
        }

    def find(self, request: Request) -> tuple[Target, tuple[str, ...]] | Answer:
        """Returns what answers a request and its raw path parameters."""
        found = self._apis.find(request)
        trace = request.trace
        if ADMIN_NAME in (trace.api, request.raw_path.split("/")[1]):
            return found
        if isinstance(found, Answer):
            refusal, trace.refusal = trace.refusal, None
            clause = self._clause(request, refusal)
            return self._unknown(trace.api, refusal, clause), ()
        target, values = found
        if isinstance(target, CompiledOperation):
            return self._forwarding.get(target, target), values
        if self._is_meant(_token_names(request.raw_path)):
            return self._unknown(target.api, None, ""), ()
        return found

    def _unknown(self, api: str, refusal: Refusal | None, clause: str) -> ForwardingUnknown:
        return ForwardingUnknown(self._relay, self._apis, api=api, refusal=refusal, clause=clause)

    def _is_meant(self, names: tuple[str, ...]) -> bool:
        return not self._only or any(
            fnmatchcase(name, glob) for name in names for glob in self._only
        )

    def _clause(self, request: Request, refusal: Refusal | None) -> str:
        """Returns where the description lists the paths, or the methods of this one."""
        api = self._apis.get(request.trace.api)
        if refusal is None or api is None:
            return ""
        where = "/paths"
        for method in refusal.allow:
            other = replace(request, scope={**request.scope, "method": method}, trace=Trace())
            self._apis.find(other)
            if other.trace.operation is not None:
                where = other.trace.operation.pointer.rpartition("/")[0]
        return api.bundle.document.place(where)


def _refuse_idle(only: tuple[str, ...], served: list[ServedApi]) -> None:
    known = {name for api in served for name in _all_names(api)}
    for glob in only:
        if not any(fnmatchcase(name, glob) for name in known):
            near = nearest_name(glob, known)
            raise ConfigError(f"--only {glob} means no operation that is served. {near}".strip())


def _all_names(api: ServedApi) -> Iterator[str]:
    for compiled in api.operations:
        yield from _names(compiled.operation, api.base)
    for scheme in api.bundle.schemes.values():
        if path := token_path(scheme):
            yield from _token_names(path)


def _names(operation: Operation, base: str) -> tuple[str, ...]:
    path = base + operation.path
    label = f"{operation.method} {path}"
    names = (operation.path, path, operation.label, label, operation.operation_id or "")
    return tuple(dict.fromkeys(name for name in names if name))


def _token_names(path: str) -> tuple[str, ...]:
    return (path, f"POST {path}")
