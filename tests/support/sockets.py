"""A server of bytes on loopback: it says what it is told, at any pace, whole or not."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from threading import Thread

Handle = Callable[["Caller"], Awaitable[None]]


class Caller:
    """One connection of a client."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stop: asyncio.Event
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._stop = stop

    async def request(self) -> bytes:
        """Reads a request to the end of its head, and its body by its length."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                return head + await self._reader.readexactly(int(line.partition(b":")[2]))
        return head

    async def say(self, *parts: bytes, pause: float = 0.0) -> None:
        """Sends bytes part by part, until the server stops."""
        for part in parts:
            self._writer.write(part)
            await self._writer.drain()
            if pause and await self.stopped(pause):
                return

    async def stopped(self, seconds: float | None = None) -> bool:
        """Waits for the end of the server, or so long."""
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return False
        return True


class _Connections:
    """The connections of one server, each with the task that serves it."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._writers: list[asyncio.StreamWriter] = []

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one connection."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.append(task)
        self._writers.append(writer)
        try:
            await self._handle(Caller(reader, writer, self._stop))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def end(self, server: asyncio.Server) -> None:
        """Closes everything; the loop needs some turns to take a socket and to let go of it."""
        server.close()
        self._stop.set()
        for _ in range(20):
            for task in self._tasks:
                task.cancel()
            await asyncio.sleep(0)
        for writer in self._writers:
            writer.transport.abort()
        for _ in range(5):
            await asyncio.sleep(0)


@contextmanager
def speaking(handle: Handle) -> Iterator[str]:
    """Serves on a free port, in a thread, and gives the base URL."""
    loop = asyncio.new_event_loop()
    connections = _Connections(handle)
    server = loop.run_until_complete(asyncio.start_server(connections.connected, "127.0.0.1", 0))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(connections.end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def reply_bytes(
    body: bytes = b"", *headers: bytes, status: bytes = b"200 OK", length: int | None = None
) -> bytes:
    """An HTTP/1.1 answer; its length may be told wrongly."""
    told = len(body) if length is None else length
    lines = [b"HTTP/1.1 " + status, b"Content-Length: " + str(told).encode(), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
