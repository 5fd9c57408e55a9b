"""One HTTP request as it came, read from ASGI once."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from mockserver.faults import Fault
from mockserver.lane.preferences import read_preferences, without_preferences
from mockserver.replies.forced import Forced, Preferences
from mockserver.state import Sandbox
from mockserver.stubkit import Refusal
from specs.operation import Operation

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LIMIT_BYTES: Final = 16 * 1024 * 1024
"""The largest body that is read."""


class BodyTooLarge(Exception):
    """The body is longer than `LIMIT_BYTES`."""


class ClientLeft(Exception):
    """The client closed the connection before its request was complete."""


@dataclass(slots=True)
class Trace:
    """What is noted about a request on its way, for whoever looks at it afterwards."""

    api: str = ""
    """The API that answers, as far as one is known."""
    operation: Operation | None = None
    refusal: Refusal | None = None
    body: bytes = b""
    """The body, as far as it was read."""
    fault: Fault | None = None
    """What a fault rule has done to the call."""
    forced: Forced | None = None
    """What became of the outcome that the client asked for."""
    proxied: str = ""
    """Base URL of the server that has answered in the mock's place."""
    notes: tuple[str, ...] = ()
    """What else there is to say, a sentence each."""

    @property
    def delay_seconds(self) -> float:
        """How much later the client asked the answer to come."""
        return self.forced.delay_seconds if self.forced is not None else 0.0


@dataclass(frozen=True)
class Request:
    """Method, path, headers and query of a request; its body is read on demand."""

    scope: Scope
    receive: Receive
    sandbox: Sandbox
    """The world that it meets."""
    trace: Trace = field(default_factory=Trace)

    @property
    def method(self) -> str:
        """The method in upper case."""
        method: str = self.scope["method"]
        return method

    @cached_property
    def raw_path(self) -> str:
        """The path as sent, percent-encoded."""
        raw = self.scope.get("raw_path")
        if raw is None:
            return quote(self.scope["path"])
        return str(raw.partition(b"?")[0].decode("latin-1"))

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """Header values by lower-case name; the last one of a name."""
        return {
            name.decode("latin-1"): value.decode("latin-1") for name, value in self.scope["headers"]
        }

    @cached_property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Every member of the query, decoded, in the order sent, but those the mock takes out."""
        return without_preferences(self._members)

    @cached_property
    def preferences(self) -> Preferences | None:
        """The outcome that the client asks for; None if it asks for none."""
        return read_preferences(self.scope["headers"], self._members)

    @cached_property
    def _members(self) -> tuple[tuple[str, str], ...]:
        raw: bytes = self.scope["query_string"]
        if not raw:
            return ()
        return tuple(parse_qsl(raw.decode("latin-1"), keep_blank_values=True))

    async def read_body(self) -> bytes:
        """Reads the whole body.

        Raises:
            BodyTooLarge: It is longer than `LIMIT_BYTES`; the rest is not read.
            ClientLeft: The client went away.
        """
        announced = self.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > LIMIT_BYTES:
            raise BodyTooLarge
        chunks: list[bytes] = []
        size = 0
        more = True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientLeft
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > LIMIT_BYTES:
                raise BodyTooLarge
            chunks.append(chunk)
            more = message.get("more_body", False)
        self.trace.body = b"".join(chunks) if len(chunks) > 1 else chunks[0]
        return self.trace.body


def replayed(body: bytes) -> Receive:
    """Returns a `receive` that gives a whole body once, then says that the client has left."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive
