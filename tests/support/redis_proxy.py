"""A proxy before a Redis server that counts what is asked, and may keep answers to itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import hiredis

Command = tuple[bytes, ...]


class RedisProxy:
    """Passes commands and answers on, one after the other."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.commands: list[Command] = []
        """All that was asked, in order."""
        self.withheld: Callable[[Command], bool] = lambda command: False
        """Which answers are kept until `release`; what follows on that connection waits too."""
        self.url = ""
        self._released = asyncio.Event()
        self._asked = asyncio.Condition()
        self._serving: set[asyncio.Task[None]] = set()

    def release(self) -> None:
        """Gives out what was kept, and keeps nothing from now on."""
        self._released.set()

    async def asked(self, number: int) -> None:
        """Waits until so many commands have come."""
        async with self._asked:
            await self._asked.wait_for(lambda: len(self.commands) >= number)

    async def cut(self) -> None:
        """Ends all connections at once."""
        serving = list(self._serving)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)

    def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one connection."""
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream = await asyncio.open_connection("127.0.0.1", self.port)
        parser, answers = hiredis.Reader(), _Answers(upstream_reader)
        try:
            while data := await reader.read(65536):
                parser.feed(data)
                while (command := parser.gets()) is not False:
                    await self._pass_on(tuple(command), upstream, answers, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            upstream.transport.abort()
            writer.transport.abort()

    async def _pass_on(
        self,
        command: Command,
        upstream: asyncio.StreamWriter,
        answers: "_Answers",
        writer: asyncio.StreamWriter,
    ) -> None:
        async with self._asked:
            self.commands.append(command)
            self._asked.notify_all()
        upstream.write(hiredis.pack_command(command))
        answer = await answers.next()
        if self.withheld(command):
            await self._released.wait()
        writer.write(answer)


class _Answers:
    """Cuts a stream of answers into single ones, byte for byte."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def next(self) -> bytes:
        line = await self._reader.readuntil(b"\r\n")
        kind, rest = line[:1], line[1:-2]
        if kind == b"$" and int(rest) >= 0:
            return line + await self._reader.readexactly(int(rest) + 2)
        if kind == b"*":
            parts = [await self.next() for _ in range(max(0, int(rest)))]
            return line + b"".join(parts)
        return line


@asynccontextmanager
async def redis_proxy(port: int) -> AsyncIterator[RedisProxy]:
    """Runs a proxy before the server on a port until the block ends."""
    proxy = RedisProxy(port)
    server = await asyncio.start_server(proxy.begin, "127.0.0.1", 0)
    proxy.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    try:
        yield proxy
    finally:
        server.close()
        await proxy.cut()
