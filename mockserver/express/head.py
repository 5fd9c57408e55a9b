"""The headers of a request, and what they say to the express: the same for many requests."""

from typing import Final

from mockserver.lane.address import COOKIE, FIELD
from mockserver.state import DEFAULT
from mockserver.stubkit import Credentials

Lines = list[tuple[bytes, bytes]]

_LEFT: Final = frozenset(
    (b"content-encoding", b"mock-scenario", b"origin", b"prefer", b"expect", b"upgrade")
)
"""Headers that ask for more than the operation's own answer."""
_COOKIE: Final = COOKIE.encode()


class Head:
    """All headers of a request. A client that keeps its connection mostly sends the same ones."""

    __slots__ = (
        "_headers",
        "bearer",
        "body_bytes",
        "bytes",
        "fields",
        "is_left",
        "lines",
        "sandbox",
    )

    def __init__(self, lines: Lines) -> None:
        """Looks at the headers.

        Args:
            lines: Names in lower case, and values, as they came; not changed afterwards.
        """
        self.lines = lines
        self.fields = dict(lines)
        """Values by name; the last one of a name."""
        self._headers: dict[str, str] | None = None
        self.bytes = sum(len(name) + len(value) for name, value in lines)
        """Length of all names and values."""
        self.bearer: dict[str, Credentials] = {}
        """A bearer token that is plainly shown, by the name of the scheme that asks for one."""
        self.sandbox = DEFAULT
        """The name of the sandbox that is meant unless the path names one."""
        self.is_left = not _LEFT.isdisjoint(self.fields)
        """Whether the lane has to answer."""
        if FIELD in self.fields:
            self.sandbox = self.fields[FIELD].decode("latin-1").strip()
        elif any(_COOKIE in value for name, value in lines if name == b"cookie"):
            self.is_left = True
        announced = self.fields.get(b"content-length", b"0")
        self.body_bytes = int(announced) if announced.isdigit() and len(announced) < 19 else -1
        """How long a body is announced; -1 if the length is not a plain one."""

    def headers(self) -> dict[str, str]:
        """Returns the values by name as text, for the caller to keep."""
        if self._headers is None:
            self._headers = {
                name.decode("latin-1"): value.decode("latin-1") for name, value in self.lines
            }
        return self._headers.copy()
