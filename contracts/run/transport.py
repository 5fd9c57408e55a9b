"""The transports: how one request travels. Only the sender uses them."""

import asyncio
import re
import time
from collections.abc import Coroutine, MutableMapping
from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import unquote, urlsplit

from contracts.finding import Reply, Request
from contracts.finding.exchange import Failure
from contracts.run.lifespan import AsgiApp, Lifespan
from contracts.target import Tls

if TYPE_CHECKING:
    import httpx2

LARGEST_REPLY: Final = 16 * 1024 * 1024
"""Bytes of an answer that are read; the rest is cut off."""

_TARGET: Final = re.compile(r"[!-~]+")
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"(?:[^\x00-\x20\x7f](?:[^\x00-\x08\x0a-\x1f\x7f]*[^\x00-\x20\x7f])?)?")
_REPEATABLE: Final = ("GET", "HEAD", "OPTIONS")

_NO_TLS: Final = Tls(verify=False)
"""For plain HTTP: there is no certificate to trust, so none is read."""


class Unsendable(Exception):
    """HTTP cannot carry a request; `str()` is the reason. The target never saw it."""


class Transport(Protocol):
    """Sends one request and waits for its answer."""

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Returns the answer, or why there is none.

        Raises:
            Unsendable: The request cannot be written down as HTTP.
        """

    def close(self) -> None:
        """Lets go of connections."""


class HttpTransport:
    """Over sockets."""

    def __init__(self, tls: Tls) -> None:
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._clients: dict[bool, httpx2.AsyncClient] = {}
        """By whether they speak TLS."""

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Sends over the network; the whole answer has to come within the time."""
        import httpx2

        _check_writable(request)
        try:
            return self._loop.run_until_complete(self._within(timeout_seconds, base, request))
        except (TimeoutError, httpx2.TimeoutException):
            return "timeout"
        except httpx2.ConnectError:
            return "refused"
        except (httpx2.LocalProtocolError, httpx2.InvalidURL, UnicodeError) as error:
            raise Unsendable(str(error)) from error
        except httpx2.HTTPError:
            return "broken"

    def close(self) -> None:
        """Closes kept connections."""
        with suppress(KeyboardInterrupt):  # of a call that was cut off: asyncio tells it again
            self._loop.run_until_complete(asyncio.sleep(0))
        for client in self._clients.values():
            self._loop.run_until_complete(client.aclose())
        self._loop.close()

    def _client(self, base: str) -> "httpx2.AsyncClient":
        """Returns the client for a URL; it keeps its connections."""
        has_tls = base[:6].lower() == "https:"
        if has_tls not in self._clients:
            self._clients[has_tls] = _new_client(self._tls if has_tls else _NO_TLS)
        return self._clients[has_tls]

    async def _within(self, seconds: float, base: str, request: Request) -> Reply:
        async with asyncio.timeout(seconds):
            return await self._answer(base, request)

    async def _answer(self, base: str, request: Request) -> Reply:
        import httpx2

        try:
            return await self._once(base, request)
        except (httpx2.RemoteProtocolError, httpx2.ReadError):
            # The server may have closed the kept connection just now. Only what changes nothing
            # may be sent again; a server that closes on purpose does so again.
            if request.method not in _REPEATABLE:
                raise
            return await self._once(base, request)

    async def _once(self, base: str, request: Request) -> Reply:
        started = time.monotonic()
        headers = [(name.encode("ascii"), value.encode("utf-8")) for name, value in request.headers]
        target = (urlsplit(base).path + request.target).encode("ascii")
        async with self._client(base).stream(
            request.method,
            base,
            headers=headers,
            content=request.body,
            timeout=None,  # the limit binds the whole answer, not each read of it
            # As it is: a URL would be made nicer, `/a/../b` into `/b`.
            extensions={"target": target},
        ) as response:
            body = bytearray()
            async for part in response.aiter_bytes():
                body += part
                if len(body) > LARGEST_REPLY:
                    break
            return Reply(
                status=response.status_code,
                headers=tuple(response.headers.multi_items()),
                body=bytes(body),
                seconds=time.monotonic() - started,
            )


def _new_client(tls: Tls) -> "httpx2.AsyncClient":
    """Returns a client; one that trusts certificates of its own reads them, which takes a while."""
    # The application in this process needs none of it.
    import httpx2

    client = httpx2.AsyncClient(
        verify=tls.ca if tls.verify and tls.ca else tls.verify,
        cert=(tls.certificate, tls.key) if tls.certificate and tls.key else tls.certificate,
        trust_env=False,
        follow_redirects=False,
        # A server may close what it kept; few close it within a second.
        limits=httpx2.Limits(keepalive_expiry=1.0),
    )
    # Each call is a caller of its own: what one was given, the next one must not show.
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return client


def _check_writable(request: Request) -> None:
    """Makes sure that a request can be written down.

    Raises:
        Unsendable: It cannot.
    """
    try:
        target = request.target
    except UnicodeError as error:
        raise Unsendable(str(error)) from error
    if not _TARGET.fullmatch(target):
        raise Unsendable(f"the path {target!r} has characters that a path cannot have")
    for name, value in request.headers:
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise Unsendable(f"the header {name!r} has characters that a header cannot have")


Answered = tuple[int, tuple[tuple[str, str], ...], bytes]


class AsgiTransport:
    """Calls an ASGI application in this process, without a socket."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._state: dict[str, Any] = {}
        self._lifespan = Lifespan(app, self._state)
        self._awaited: asyncio.Task[Answered | None] | None = None
        self._loop.run_until_complete(self._lifespan.start())

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Calls the application with one request."""
        started = time.monotonic()
        try:
            target = (urlsplit(base).path + request.target).encode("ascii")
            headers = [
                (name.lower().encode("ascii"), value.encode("utf-8"))
                for name, value in request.headers
            ]
        except UnicodeError as error:
            raise Unsendable(str(error)) from error
        raw_path, _, raw_query = target.partition(b"?")
        if request.body is not None:
            headers.append((b"content-length", str(len(request.body)).encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": unquote(raw_path.decode()),
            "raw_path": raw_path,
            "query_string": raw_query,
            "root_path": "",
            "headers": [(b"host", b"localhost"), *headers],
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 50000),
            "state": dict(self._state),
        }
        got = self._within(timeout_seconds, _call(self._app, scope, request.body or b""))
        if isinstance(got, str):
            return got
        status, pairs, body = got
        if request.method == "HEAD":
            body = b""  # a server drops it before the wire, whatever the application says
        return Reply(status, pairs, body, time.monotonic() - started)

    def _within(
        self, seconds: float, call: Coroutine[Any, Any, Answered | None]
    ) -> Answered | Failure:
        """Returns the answer if it comes in time; the loop runs for this one task."""
        task = self._loop.create_task(call)
        if not self._run(task, seconds):
            task.cancel()
            self._run(task, seconds)
            return "timeout"
        return task.result() or "broken"

    def _run(self, task: "asyncio.Task[Answered | None]", seconds: float) -> bool:
        """Runs the loop until a task is over, or for so long; returns whether it is over."""
        timer = self._loop.call_later(seconds, self._loop.stop)
        self._awaited = task
        task.add_done_callback(self._stop)
        try:
            self._loop.run_forever()
        except BaseException:
            if task.done() and not task.cancelled():
                task.exception()  # it is raised here already; nobody needs to be told again
            raise
        finally:
            timer.cancel()
            task.remove_done_callback(self._stop)
            self._awaited = None
        return task.done()

    def _stop(self, task: object) -> None:
        # A task that ended in the turn in which its time was up is told of in the next run only.
        if task is self._awaited:
            self._loop.stop()

    def close(self) -> None:
        """Tells the application that it is over."""
        self._loop.run_until_complete(self._lifespan.stop())
        self._loop.close()


async def _call(app: AsgiApp, scope: MutableMapping[str, Any], body: bytes) -> Answered | None:
    """Returns the answer, or None if the application ends without a whole one."""
    sent = False
    start: MutableMapping[str, Any] = {}
    received = bytearray()
    is_whole = False

    async def receive() -> MutableMapping[str, Any]:
        nonlocal sent
        if sent:
            await asyncio.Event().wait()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal is_whole
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            is_whole = not message.get("more_body", False)
            if len(received) <= LARGEST_REPLY:
                received.extend(message.get("body", b""))

    try:
        await app(scope, receive, send)
    except Exception:  # noqa: BLE001 - whatever the application raises, a server would drop the call
        if not is_whole:
            return None
    if not start or not is_whole:
        return None
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in start.get("headers", ())
    )
    return start["status"], headers, bytes(received)
