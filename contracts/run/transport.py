"""The transports: how one request travels. Only the sender uses them."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlsplit

import httpx2

from contracts.finding import Reply, Request
from contracts.finding.exchange import Failure
from contracts.target import Tls

LARGEST_REPLY: Final = 16 * 1024 * 1024
"""Bytes of an answer that are read; the rest is cut off."""

AsgiApp = Callable[..., Awaitable[None]]


class Transport(Protocol):
    """Sends one request and waits for its answer."""

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Returns the answer, or why there is none."""

    def close(self) -> None:
        """Lets go of connections."""


class HttpTransport:
    """Over sockets."""

    def __init__(self, tls: Tls) -> None:
        certificate = (tls.certificate, tls.key) if tls.certificate and tls.key else tls.certificate
        self._client = httpx2.Client(
            verify=tls.ca if tls.verify and tls.ca else tls.verify,
            cert=certificate,
            trust_env=False,
            follow_redirects=False,
        )

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Sends over the network; the whole answer has to come within the time."""
        started = time.monotonic()
        headers = [
            (name.encode("latin-1", "replace"), value.encode("utf-8", "replace"))
            for name, value in request.headers
        ]
        try:
            with self._client.stream(
                request.method,
                f"{base}{request.target}",
                headers=headers,
                content=request.body,
                timeout=timeout_seconds,
            ) as response:
                body = bytearray()
                for part in response.iter_bytes():
                    body += part
                    if time.monotonic() - started > timeout_seconds:
                        return "timeout"
                    if len(body) > LARGEST_REPLY:
                        break
                return Reply(
                    status=response.status_code,
                    headers=tuple(response.headers.multi_items()),
                    body=bytes(body),
                    seconds=time.monotonic() - started,
                )
        except httpx2.ConnectTimeout:
            return "refused"
        except httpx2.TimeoutException:
            return "timeout"
        except httpx2.ConnectError:
            return "refused"
        except (httpx2.HTTPError, httpx2.InvalidURL):
            return "broken"

    def close(self) -> None:
        """Closes kept connections."""
        self._client.close()


class AsgiTransport:
    """Calls an ASGI application in this process, without a socket."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._state: dict[str, Any] = {}
        self._lifespan = _Lifespan(app, self._state)
        self._loop.run_until_complete(self._lifespan.start())

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Calls the application with one request."""
        started = time.monotonic()
        raw_path, _, raw_query = request.target.partition("?")
        raw_path = urlsplit(base).path + raw_path
        headers = [
            (name.lower().encode("latin-1", "replace"), value.encode("utf-8", "replace"))
            for name, value in request.headers
        ]
        if request.body is not None:
            headers.append((b"content-length", str(len(request.body)).encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": unquote(raw_path),
            "raw_path": raw_path.encode("ascii", "replace"),
            "query_string": raw_query.encode("ascii", "replace"),
            "root_path": "",
            "headers": [(b"host", b"localhost"), *headers],
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 50000),
            "state": dict(self._state),
        }
        try:
            got = self._loop.run_until_complete(
                asyncio.wait_for(_call(self._app, scope, request.body or b""), timeout_seconds)
            )
        except TimeoutError:
            return "timeout"
        except Exception:  # noqa: BLE001 - whatever the application raises, a server would drop the call
            return "broken"
        if got is None:
            return "broken"
        status, pairs, body = got
        return Reply(status, pairs, body, time.monotonic() - started)

    def close(self) -> None:
        """Tells the application that it is over."""
        self._loop.run_until_complete(self._lifespan.stop())
        self._loop.close()


Answered = tuple[int, tuple[tuple[str, str], ...], bytes]


async def _call(app: AsgiApp, scope: MutableMapping[str, Any], body: bytes) -> Answered | None:
    sent = False
    start: MutableMapping[str, Any] = {}
    parts: list[bytes] = []

    async def receive() -> MutableMapping[str, Any]:
        nonlocal sent
        if sent:
            await asyncio.Event().wait()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    if not start:
        return None
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]
    )
    return start["status"], headers, b"".join(parts)


class _Lifespan:
    """The start and the end of an application, as a server would tell it."""

    def __init__(self, app: AsgiApp, state: dict[str, Any]) -> None:
        self._app = app
        self._state = state
        self._inbox: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self._outbox: asyncio.Queue[str] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run())
        await self._inbox.put({"type": "lifespan.startup"})
        await self._outbox.get()

    async def stop(self) -> None:
        if self._task is not None and not self._task.done():
            await self._inbox.put({"type": "lifespan.shutdown"})
            await self._outbox.get()
            await self._task

    async def _run(self) -> None:
        async def send(message: MutableMapping[str, Any]) -> None:
            await self._outbox.put(message["type"])

        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": self._state}
        try:
            await self._app(scope, self._inbox.get, send)
        except Exception:  # noqa: BLE001 - an application without lifespan raises; it needs none
            await self._outbox.put("lifespan.unsupported")
