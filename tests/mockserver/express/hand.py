"""One connection without a socket: bytes are handed over, and time moves by hand."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from uvicorn.server import ServerState

from mockserver.app import MockServer
from mockserver.serving import server_for

HIGH_BYTES = 64 * 1024
"""So much may lie unread before the server is told to wait."""


class HandLoop:
    """A loop whose clock stands until somebody moves it."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._timers: list[HandTimer] = []

    def time(self) -> float:
        return self._now

    def call_later(self, delay: float, callback: Callable[..., None], *more: Any) -> "HandTimer":
        timer = HandTimer(self._now + delay, lambda: callback(*more))
        self._timers.append(timer)
        return timer

    def call_soon(self, callback: Callable[..., Any], *more: Any) -> asyncio.Handle:
        return asyncio.get_running_loop().call_soon(callback, *more)

    def create_task(self, work: Coroutine[Any, Any, None], **more: Any) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(work, **more)

    def advance(self, seconds: float) -> None:
        """Moves the clock; what is due by then happens at its time."""
        end = self._now + seconds
        while due := [one for one in self.timers if one.when <= end]:
            timer = min(due, key=lambda one: one.when)
            self._now = timer.when
            timer.cancel()
            timer.callback()
        self._now = end

    @property
    def timers(self) -> list["HandTimer"]:
        """Those that are still to come."""
        return [one for one in self._timers if not one.is_cancelled]


class HandTimer:
    def __init__(self, when: float, callback: Callable[[], None]) -> None:
        self.when = when
        self.callback = callback
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class Connection(asyncio.Transport):
    """A client that hands bytes to a server, and reads when it likes."""

    def __init__(self, app: MockServer, *, beside: "Connection | None" = None) -> None:
        """Connects to a mock, or to the server that another client is connected to."""
        super().__init__()
        self.loop = beside.loop if beside is not None else HandLoop()
        self.state = beside.state if beside is not None else ServerState()
        self.unread = bytearray()
        self.is_read = True
        """Whether the server reads."""
        self.is_aborted = False
        self._is_closing = False
        self._is_full = False
        self.config = beside.config if beside is not None else server_for(app).config
        if not self.config.loaded:
            self.config.load()
        self.protocol: Any = self.config.http_protocol_class(
            config=self.config, server_state=self.state, app_state={}, _loop=self.loop
        )
        self.protocol.connection_made(self)

    async def send(self, *parts: bytes) -> None:
        """Hands parts over, and lets the server do what it can do without more."""
        for part in parts:
            self.protocol.data_received(part)
            await self.turn()

    async def take(self) -> bytes:
        """Reads all that is there."""
        text = bytes(self.unread)
        self.unread.clear()
        if self._is_full:
            self._is_full = False
            self.protocol.resume_writing()
        await self.turn()
        return text

    async def ask(self, *parts: bytes) -> bytes:
        """Sends parts, and reads what is answered."""
        await self.send(*parts)
        text = b""
        while self.unread:
            text += await self.take()
        return text

    async def turn(self) -> None:
        """Lets everybody go on until they wait for something from outside."""
        for _ in range(30):
            await asyncio.sleep(0)

    def leave(self) -> None:
        """The client is gone."""
        self._is_closing = True
        self.protocol.connection_lost(None)

    def write(self, data: Any) -> None:
        assert not self._is_closing, f"written after the end: {data!r}"
        self.unread += data
        if len(self.unread) > HIGH_BYTES and not self._is_full:
            self._is_full = True
            self.protocol.pause_writing()

    def is_closing(self) -> bool:
        return self._is_closing

    def close(self) -> None:
        self._is_closing = True

    def abort(self) -> None:
        self.is_aborted = self._is_closing = True

    def pause_reading(self) -> None:
        self.is_read = False

    def resume_reading(self) -> None:
        self.is_read = True

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        del name
        return default
