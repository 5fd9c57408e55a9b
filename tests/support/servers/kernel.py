"""What the test servers share: ASGI, a clock that stands still, control, an access log."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from json import JSONDecodeError, dumps, loads
from typing import Any, Final, Literal, Protocol
from urllib.parse import parse_qsl, unquote

START: Final = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
"""The time at which every test server starts."""
SPANS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}

Family = Literal[
    "state", "partial-success", "auth", "status-and-code", "wire", "robustness", "shape"
]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that a server can do wrong, switched on by its id."""

    id: str
    family: Family
    breaks: tuple[str, ...]
    """Documented rules (R154) or laws (LC1) that it breaks, or a generic promise by its words."""
    what: str
    """What the server then does, in one sentence."""


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came in."""

    method: str
    path: str
    """Percent-decoded, without the query."""
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    """By lower-case name; the last one counts."""
    body: bytes

    def values(self, name: str) -> list[str]:
        """Returns all values of a query parameter."""
        return [value for key, value in self.query if key == name]

    def value(self, name: str) -> str | None:
        """Returns the last value of a query parameter, or None."""
        values = self.values(name)
        return values[-1] if values else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sends back: a JSON value, bytes as they are, or nothing."""

    status: int
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str | None = "application/json"
    """None leaves the header out."""
    hangs: bool = False
    """Whether the answer never comes."""

    def wire(self) -> bytes:
        """Returns the body as it is sent."""
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else dumps(self.body, ensure_ascii=False).encode()


class Impossible(Exception):
    """A control action makes no sense; becomes 422."""


@dataclass(slots=True)
class Clock:
    """Time that stands still until it is moved."""

    now: datetime = START

    def advance(self, span: str) -> None:
        """Moves by `90m`, `-2d` and the like."""
        self.now += timedelta(seconds=int(span[:-1]) * SPANS[span[-1]])


class Backend(Protocol):
    """One API: everything but the wire."""

    def reset(self) -> None:
        """Goes back to the starting state; the clock stays."""

    def handle(self, request: Received) -> Answer:
        """Answers one documented request, or an undocumented one."""

    def control(self, action: str, body: dict[str, Any]) -> Any:
        """Makes something happen behind the scenes.

        Raises:
            KeyError: There is no such action.
            Impossible: It makes no sense.
        """


Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(slots=True)
class FlawedServer:
    """An ASGI application: one backend, and the control protocol under `/_mock`."""

    api: str
    backend: Backend
    clock: Clock
    log: list[tuple[str, str]] = field(default_factory=list)
    """Method and path with query of every request, control requests left out."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one HTTP request; lifespan messages are acknowledged."""
        if scope["type"] == "lifespan":
            await acknowledge(receive, send)
            return
        body = await whole_body(receive)
        raw_query = scope["query_string"].decode("latin-1")
        raw_path = scope.get("raw_path") or scope["path"].encode()
        request = Received(
            method=scope["method"],
            path=unquote(raw_path.decode("latin-1")),
            query=tuple(parse_qsl(raw_query, keep_blank_values=True)),
            headers={k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]},
            body=body,
        )
        if request.path.startswith("/_mock/"):
            answer = self.controlled(request)
        else:
            raw = raw_path.decode("latin-1")
            self.log.append((request.method, f"{raw}?{raw_query}" if raw_query else raw))
            answer = self.backend.handle(request)
        if answer.hangs:
            await asyncio.Event().wait()
        await respond(answer, request.method, send)

    def controlled(self, request: Received) -> Answer:
        """Answers a request of the control protocol."""
        path = request.path.removeprefix("/_mock/")
        try:
            body = loads(request.body) if request.body else {}
        except (JSONDecodeError, UnicodeDecodeError):
            return Answer(400, {"title": "not JSON"})
        if path == "reset":
            self.backend.reset()
            return Answer(204)
        if path == "clock":
            if request.method == "DELETE":
                self.clock.now = START
            if "now" in body:
                self.clock.now = datetime.fromisoformat(body["now"])
            if "advance" in body:
                self.clock.advance(body["advance"])
            now = self.clock.now.strftime("%Y-%m-%dT%H:%M:%SZ")
            return Answer(200, {"now": now, "frozen": True})
        parts = path.split("/")
        if len(parts) == 3 and parts[:2] == ["control", self.api]:
            try:
                return Answer(200, self.backend.control(parts[2], body))
            except Impossible as error:
                return Answer(422, {"title": str(error)})
            except KeyError:
                pass
        return Answer(404, {"title": "no such control"})


async def acknowledge(receive: Receive, send: Send) -> None:
    """Answers lifespan messages until the shutdown."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def whole_body(receive: Receive) -> bytes:
    """Reads the body of a request to its end."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def respond(answer: Answer, method: str, send: Send) -> None:
    """Sends an answer; HEAD and 204 get no body."""
    content = b"" if answer.status == 204 or method == "HEAD" else answer.wire()
    headers = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers]
    if content and answer.content_type is not None:
        headers.append((b"content-type", answer.content_type.encode("latin-1")))
    headers.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def known(flaws: Collection[str], catalogue: Collection[Flaw]) -> frozenset[str]:
    """Returns the flaws that are switched on.

    Raises:
        ValueError: The catalogue has no such flaw.
    """
    wanted = frozenset(flaws)
    unknown = wanted - {flaw.id for flaw in catalogue}
    if unknown:
        raise ValueError(f"no such flaw: {', '.join(sorted(unknown))}")
    return wanted
