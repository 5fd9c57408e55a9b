"""Which sandbox a request is for: by its path, a header or a cookie, in this order."""

from typing import Final
from urllib.parse import unquote

from mockserver.lane.request import Scope
from mockserver.lane.security import cookie_values
from mockserver.state import DEFAULT
from mockserver.state.sandboxes import NAME

HEADER: Final = "Mock-Sandbox"
COOKIE: Final = "mock-sandbox"

FIELD: Final = HEADER.lower().encode()
"""The header as it comes, in lower case."""
PREFIX: Final = b"/~"
"""Begins a path that names a sandbox."""


class UnusableName(ValueError):
    """A request names a sandbox as none can be called."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name[:80]!r} is no name of a sandbox: a letter or digit, then up to 63 letters,"
            " digits, dots, hyphens or underscores."
        )


def read_address(scope: Scope) -> tuple[str, Scope]:
    """Returns the name of a request's sandbox, and its scope with the name taken out of the path.

    Raises:
        UnusableName: Nothing can have this name.
    """
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    if raw.startswith(PREFIX):
        name, _, rest = raw.removeprefix(PREFIX).partition(b"/")
        path = b"/" + rest
        stripped = {**scope, "raw_path": path, "path": unquote(path.partition(b"?")[0])}
        return _checked(unquote(name)), stripped
    header = cookie = None
    for name, value in scope["headers"]:
        if name == FIELD:
            header = value
        elif name == b"cookie" and COOKIE.encode() in value:
            cookie = value
    if header is not None:
        return _checked(header.decode("latin-1").strip()), scope
    if cookie is not None:
        said = cookie_values(cookie.decode("latin-1")).get(COOKIE)
        return (_checked(said) if said is not None else DEFAULT), scope
    return DEFAULT, scope


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise UnusableName(name)
    return name
