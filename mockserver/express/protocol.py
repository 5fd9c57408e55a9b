"""HTTP on a socket: what the express can answer is answered as soon as it is read."""

import asyncio
from typing import Any, Protocol

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from mockserver.express.express import Express
from mockserver.express.finding import LIMIT_BYTES, Found
from mockserver.express.head import Head
from mockserver.express.ready import Ready
from mockserver.faults import TRANSPORT
from mockserver.lane.answers import render
from mockserver.problems import problem


class Answering(Protocol):
    """An application that may have an express."""

    @property
    def express(self) -> Express | None:
        """What answers plain valid calls at once."""


class Round:
    """The requests that became whole when the loop last looked at its sockets.

    All of them are answered once the sockets are read, before any answer leaves. A processor that
    does the same thing again and again has learnt how it branches: answers made one after the
    other take a good deal less time than in turn with reading, parsing and sending.
    """

    def __init__(self) -> None:
        self._waiting: list[ExpressProtocol] = []

    def join(self, protocol: "ExpressProtocol") -> None:
        """Lets the whole request of a connection be answered with the others."""
        if not self._waiting:
            protocol.loop.call_soon(self._answer)
        self._waiting.append(protocol)

    def _answer(self) -> None:
        waiting, self._waiting = self._waiting, []
        for protocol in waiting:
            try:
                protocol.answer_whole()
            except Exception as error:  # noqa: BLE001 - the others have nothing to do with it
                protocol.break_off(error)
        for protocol in waiting:
            protocol.send_answer()


class ExpressProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but that plain requests are answered as soon as they are whole.

    What uvicorn makes for every request (a scope, a cycle, a task) is made for the others only.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        answering: Answering,
        turn: Round,
    ) -> None:
        """Serves one connection.

        Args:
            config: uvicorn's, as the others.
            server_state: Shared by all connections.
            app_state: The state of the application.
            _loop: The loop that it runs in.
            answering: The application.
            turn: Shared by all connections of a loop.
        """
        super().__init__(config, server_state, app_state, _loop)
        self._answering = answering
        self._round = turn
        self._whole: tuple[Found, bytes, bool] | None = None
        """A request that waits for its answer, its body, and whether the connection stays."""
        self._ready: tuple[Ready, bool] | None = None
        """An answer that waits to be sent, and whether the connection stays."""
        self._held: list[bytes] | None = None
        """The body of a request that is held back until it is whole."""
        self._held_bytes = 0
        self._found: Found | None = None
        self._is_headed = False
        self._head: Head | None = None
        """The headers of the request before: those of the next one are mostly the same."""
        self._stamped: tuple[list[tuple[bytes, bytes]] | None, bytes] = (None, b"")
        self._is_reading = False
        self._used_at = 0.0
        self._watch: asyncio.TimerHandle | None = None

    def answer_whole(self) -> None:
        """Answers the request that is whole, if there is one, or lets it begin; sends nothing."""
        whole, self._whole = self._whole, None
        if whole is None:
            return
        found, body, stays = whole
        express = self._answering.express
        ready = express.answer(found, body) if express is not None else None
        if ready is not None:
            self._ready = ready, stays
            return
        self._held = [body]
        self._release()
        # The parser has forgotten by now what the head said of the connection.
        self.cycle.keep_alive = stays
        super().on_message_complete()

    def send_answer(self) -> None:
        """Sends the answer that is ready, if there is one."""
        made, self._ready = self._ready, None
        if made is None:
            return
        self.server_state.total_requests += 1
        self._used_at = self.loop.time()
        if self.transport.is_closing():
            return
        (form, said), stays = made
        head = form.head(len(said)) if stays else form.last_head(len(said))
        self.transport.write(STATUS_LINE[form.status] + self._stamp() + head + said)
        if not stays:
            self.transport.close()
        elif self._watch is None:
            self._watch = self.loop.call_later(self.timeout_keep_alive, self._look)

    def _finish(self) -> None:
        """Answers and sends now what would have its turn in a moment."""
        self.answer_whole()
        self.send_answer()

    def on_message_begin(self) -> None:
        """Begins a request, once the one before is answered."""
        self._finish()
        self.url = b""
        self.headers = []
        self._held = None
        self._is_headed = False
        self._is_reading = True

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a header; one that follows the body is none (RFC 9110, section 6.5.1)."""
        if not self._is_headed:
            self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Holds a request back that the express may answer; lets the others begin."""
        self._is_headed = True
        if self.transport.is_closing():
            return
        self._found = self._find() if self._may_hold() else None
        if self._found is None:
            self._begin()
        else:
            self._held = []
            self._held_bytes = 0

    def on_body(self, body: bytes) -> None:
        """Takes a part of the body."""
        held = self._held
        if held is None:
            if not self.transport.is_closing():
                super().on_body(body)
            return
        held.append(body)
        self._held_bytes += len(body)
        if self._held_bytes > LIMIT_BYTES:
            self._release()

    def on_message_complete(self) -> None:
        """Answers the request, or lets it begin."""
        self._is_reading = False
        held, found = self._held, self._found
        if held is not None and found is not None:
            body = held[0] if len(held) == 1 else b"".join(held)
            self._held = None
            self._whole = found, body, self.parser.should_keep_alive()
            self._round.join(self)
        elif not self.transport.is_closing():
            super().on_message_complete()

    def break_off(self, error: Exception) -> None:
        """Ends the connection because of a failure of our own."""
        self.logger.error("A request could not be answered.", exc_info=error)
        self.transport.abort()

    def eof_received(self) -> None:
        """Answers before the connection ends: the client still listens."""
        self._finish()
        super().eof_received()

    def shutdown(self) -> None:
        """Answers what came, then ends the connection as soon as it is idle."""
        self._finish()
        if self._held is not None:
            # It has begun, so it is answered.
            self._release()
        super().shutdown()

    def on_response_complete(self) -> None:
        """Lets the next request begin, if it is there already."""
        self._used_at = self.loop.time()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends."""
        self._finish()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answers bytes that are no HTTP request, or one beyond the parser's limits."""
        self._finish()
        status, headers, body = render(
            problem("malformed_request", 400, f"This is not HTTP that is read here. {msg}"),
            "refusal",
        )
        lines = [b"HTTP/1.1 %d Bad Request" % status, b"connection: close"]
        lines += [name + b": " + value for name, value in headers]
        self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        self.transport.close()

    def _may_hold(self) -> bool:
        cycle = self.cycle
        return (
            self._answering.express is not None
            and (cycle is None or cycle.response_complete)
            and not self.pipeline
            and not self.flow.write_paused
            and not self.parser.should_upgrade()
            and self.parser.get_http_version() == "1.1"
        )

    def _begin(self) -> None:
        """Lets a request begin as uvicorn has it, with the connection that a fault may need."""
        url, lines = self.url, self.headers
        super().on_message_begin()
        self.url = url
        for name, value in lines:
            super().on_header(name, value)
        self.scope["extensions"] = {TRANSPORT: self.transport}  # type: ignore[dict-item] # a transport is no dict
        super().on_headers_complete()

    def _release(self) -> None:
        """Lets a request begin that was held back."""
        held, self._held = self._held, None
        self._begin()
        for part in held or ():
            super().on_body(part)

    def _find(self) -> Found | None:
        """Returns what the request is for, if the express may answer it."""
        express, url = self._answering.express, self.url
        path, _, query = url.partition(b"?")
        if express is None or b"#" in url or not path.startswith(b"/") or path[:2] == b"//":
            # Not a plain path and query: uvicorn's parser knows what it means.
            return None
        head = self._head
        if head is None or head.lines != self.headers:
            head = self._head = Head(self.headers)
        return express.find(self.parser.get_method().decode("ascii"), path, query, head)

    def _stamp(self) -> bytes:
        """Returns the headers that every answer has, such as the date."""
        lines = self.server_state.default_headers
        if lines is not self._stamped[0]:
            # uvicorn makes a new list each second.
            text = b"".join(name + b": " + value + b"\r\n" for name, value in lines)
            self._stamped = (lines, text)
        return self._stamped[1]

    def _look(self) -> None:
        """Closes the connection if it was idle for so long; looks again later if it was not."""
        self._watch = None
        if self.transport is None or self.transport.is_closing():
            return
        is_in_lane = self.cycle is not None and not self.cycle.response_complete
        is_made = self._whole is not None or self._ready is not None
        is_busy = self._is_reading or is_made or is_in_lane
        left = self.timeout_keep_alive - (self.loop.time() - self._used_at)
        if not is_busy and left <= 0:
            self.transport.close()
        else:
            wait = self.timeout_keep_alive if is_busy else left
            self._watch = self.loop.call_later(wait, self._look)
