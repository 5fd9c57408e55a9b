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


@contextmanager
def speaking(handle: Handle) -> Iterator[str]:
    """Serves on a free port, in a thread, and gives the base URL."""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    writers: list[asyncio.StreamWriter] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            await handle(Caller(reader, writer, stop))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = loop.run_until_complete(asyncio.start_server(connected, "127.0.0.1", 0))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(_end(server, stop, writers), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(
    server: asyncio.Server, stop: asyncio.Event, writers: list[asyncio.StreamWriter]
) -> None:
    server.close()
    stop.set()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for writer in writers:
        writer.transport.abort()
    for _ in range(5):  # the loop lets go of a socket one turn after it is told to
        await asyncio.sleep(0)


def reply_bytes(
    body: bytes = b"", *headers: bytes, status: bytes = b"200 OK", length: int | None = None
) -> bytes:
    """An HTTP/1.1 answer; its length may be told wrongly."""
    told = len(body) if length is None else length
    lines = [b"HTTP/1.1 " + status, b"Content-Length: " + str(told).encode(), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
