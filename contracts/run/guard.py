"""The guard: whether a request may be sent at all. It trusts nothing but the request itself."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from contracts.finding import Request
from contracts.run.paths import exact
from specs.bundle import Bundle
from specs.operation import Operation

SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))
_READING: Final = ("read", "list", "search")
_OVERRIDES: Final = frozenset(("x-http-method-override", "x-http-method", "x-method-override"))
"""Headers by which some servers take another method than the one on the wire."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Says no to what a target must not suffer."""

    may_write: bool
    side_effects: tuple[re.Pattern[str], ...]
    """Paths that change state although they are read with a safe method."""
    reads: frozenset[tuple[str, re.Pattern[str]]]
    """Method and exact path of what is declared to read although its method may write."""

    @classmethod
    def of(cls, bundle: Bundle, *, may_write: bool) -> "Guard":
        """Returns the guard of one API."""
        paths = {
            operation.path
            for operation in bundle.operations
            if operation.has_side_effects and operation.method in SAFE
        }
        reads = frozenset(
            (operation.method, exact(operation.path))
            for operation in bundle.operations
            if operation.method not in SAFE and not is_write(operation)
        )
        return cls(may_write, tuple(_loosely(path) for path in sorted(paths)), reads)

    def refusal(self, request: Request) -> str | None:
        """Returns why a request may not be sent, or None."""
        if self.may_write:
            return None
        if request.method not in SAFE and (
            _climbs(request.path)
            or not any(
                method == request.method and path.fullmatch(request.path)
                for method, path in self.reads
            )
        ):
            return f"{request.method} writes"
        if any(name.lower() in _OVERRIDES for name, _ in request.headers) or any(
            name == "_method" for name, _ in request.query
        ):
            return "it may be taken for another method"
        if request.method != "OPTIONS" and any(
            pattern.fullmatch(path)
            for path in _readings(request.path)
            for pattern in self.side_effects
        ):
            return "it has side effects"
        return None


def is_write(operation: Operation) -> bool:
    """Returns whether a call of an operation counts as a write.

    A POST that `x-resource` declares to read, list or search does not.
    """
    reads = operation.resource.get("action") in _READING
    if reads and not operation.extensions.get("x-side-effects"):
        return False
    return operation.has_side_effects


def _loosely(template: str) -> re.Pattern[str]:
    """Returns a pattern of all normal paths that some server may take for a template's."""
    parts = re.split(r"\{[^}]*\}", _normal(template))
    return re.compile(".+".join(map(re.escape, parts)) + r"(\.[a-z]+)?")


def _readings(path: str) -> set[str]:
    """Returns all that some server may take a path for: `..` may count, `?` may end it."""
    cut = re.split("[?#]", path, maxsplit=1)[0]
    plain = {_normal(path), _normal(cut)}
    return plain | {_climbed(normal) for normal in plain}


def _climbs(path: str) -> bool:
    """Returns whether some server may leave a path's template by `..`."""
    return ".." in _normal(path).split("/")


def _climbed(normal: str) -> str:
    """Returns a normal path with each `..` carried out.

    >>> _climbed("/x/../users/7/a/../opt_in")
    '/users/7/opt_in'
    """
    kept: list[str] = []
    for segment in normal.split("/")[1:]:
        if segment != "..":
            kept.append(segment)
        elif kept:
            kept.pop()
    return "/" + "/".join(kept)


def _normal(path: str) -> str:
    r"""Returns a path as the most lenient of servers reads it.

    >>> _normal("//Users\\\\7;v=1/%2e/opt%5Fin/")
    '/users/7/opt_in'
    """
    path = unquote(unquote(path)).replace("\\", "/").lower()
    segments = (segment.partition(";")[0].strip() for segment in path.split("/"))
    return "/" + "/".join(segment for segment in segments if segment not in ("", "."))
