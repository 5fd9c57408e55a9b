"""One request as it stands on the wire, and the answer to it, for two mocks that must agree."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import unquote

from mockserver.lane.request import Message, Scope

Line = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request, not yet cut into bytes."""

    method: str
    target: bytes
    """Path and query as they are sent."""
    headers: tuple[Line, ...] = ()
    """Without those of its length; names in any case."""
    body: tuple[bytes, ...] = ()
    """The pieces in which it comes; empty if there is none."""
    host: str = "uvicorn"
    """Which server, or client without one, hands it over where no socket is: see `HOSTS`."""

    @property
    def path(self) -> bytes:
        return self.target.partition(b"?")[0]

    @property
    def query(self) -> bytes:
        return self.target.partition(b"?")[2]

    @property
    def content(self) -> bytes:
        return b"".join(self.body)

    def with_path(self, path: bytes) -> "Sent":
        return replace(self, target=path + self.target[len(self.path) :])

    def with_query(self, query: bytes) -> "Sent":
        return replace(self, target=self.path + (b"?" + query if query else b""))

    def with_member(self, member: bytes) -> "Sent":
        return self.with_query(self.query + b"&" + member if self.query else member)

    def with_header(self, name: bytes, value: bytes) -> "Sent":
        return replace(self, headers=(*self.headers, (name, value)))

    def without_header(self, name: bytes) -> "Sent":
        return replace(self, headers=tuple(one for one in self.headers if one[0].lower() != name))

    def instead(self, name: bytes, value: bytes) -> "Sent":
        return self.without_header(name.lower()).with_header(name, value)

    def with_body(self, *pieces: bytes) -> "Sent":
        return replace(self, body=pieces)

    def scope(self) -> Scope:
        """The scope that a server makes of it."""
        length = [(b"content-length", b"%d" % len(self.content))] if self.body else []
        return HOSTS[self.host](
            {
                "type": "http",
                "asgi": {"version": "3.0", "spec_version": "2.3"},
                "http_version": "1.1",
                "server": ("127.0.0.1", 4010),
                "client": ("127.0.0.1", 50000),
                "scheme": "http",
                "root_path": "",
                "state": {},
                "method": self.method,
                "path": unquote(self.path.decode("latin-1")),
                "raw_path": self.path,
                "query_string": self.query,
                "headers": [
                    (b"host", b"localhost:4010"),
                    *((name.lower(), value) for name, value in self.headers),
                    *length,
                ],
            }
        )

    def bytes(self, *framing: Line) -> bytes:
        """A request of HTTP/1.1 with its length, or with headers that frame it otherwise."""
        if not framing and self.body:
            framing = ((b"Content-Length", b"%d" % len(self.content)),)
        return head(self, *framing) + self.content

    def __str__(self) -> str:
        lines = [f"{self.method} {self.target.decode('latin-1')}"]
        lines += [f"{n.decode('latin-1')}: {v.decode('latin-1')}" for n, v in self.headers]
        lines += [f"{piece!r}" for piece in self.body]
        lines += [f"({self.host})"] if self.host != "uvicorn" else []
        return "\n".join(lines)


def _sparse(scope: Scope) -> Scope:
    """No more than ASGI demands."""
    needed = ("type", "asgi", "http_version", "method", "path", "query_string", "headers")
    return {name: scope[name] for name in needed}


HOSTS: Final[dict[str, Callable[[Scope], Scope]]] = {
    "uvicorn": lambda scope: scope,
    "sparse": _sparse,
    "tuples": lambda scope: {**scope, "headers": tuple(map(list, scope["headers"]))},
    "extended": lambda scope: {**scope, "extensions": {"http.response.pathsend": {}}},
    "whole_target": lambda scope: {
        **scope,
        "raw_path": scope["raw_path"] + b"?" + scope["query_string"],
    },
}
"""How the scopes of servers and clients differ."""


def head(sent: Sent, *framing: Line, version: bytes = b"HTTP/1.1") -> bytes:
    """A request up to its body."""
    lines = [b" ".join((sent.method.encode(), sent.target, version)), b"Host: localhost:4010"]
    lines += [name + b": " + value for name, value in (*sent.headers, *framing)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer byte for byte, or what was raised in its place."""

    status: int = 0
    headers: tuple[Line, ...] = ()
    body: bytes = b""
    is_whole: bool = False
    raised: str = ""

    def __str__(self) -> str:
        lines = [self.raised or str(self.status)]
        lines += [f"{n.decode('latin-1')}: {v.decode('latin-1')}" for n, v in self.headers]
        return "\n".join([*lines, repr(self.body), "" if self.is_whole else "(not whole)"])


LEFT: Final[Message] = {"type": "http.disconnect"}


async def exchange(app: Any, sent: Sent) -> Answered:
    """Sends a request to an ASGI application; the client stays until it is answered."""
    pieces = list(sent.body) or [b""]
    told: list[Message] = []

    async def receive() -> Message:
        if not pieces:
            return LEFT
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Message) -> None:
        told.append(message)

    raised = ""
    try:
        await app(sent.scope(), receive, send)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other mock must raise it too
        raised = f"{type(error).__name__}: {error}"
    starts = [one for one in told if one["type"] == "http.response.start"]
    bodies = [one for one in told if one["type"] == "http.response.body"]
    assert len(starts) <= 1
    return Answered(
        starts[0]["status"] if starts else 0,
        tuple((bytes(name), bytes(value)) for name, value in starts[0]["headers"])
        if starts
        else (),
        b"".join(one.get("body", b"") for one in bodies),
        bool(bodies) and not bodies[-1].get("more_body", False),
        raised,
    )
