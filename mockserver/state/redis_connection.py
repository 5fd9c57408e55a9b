"""One connection to a Redis server, shared by all calls of an event loop.

Nobody waits for a turn: the commands of one turn of the loop leave in one write, and the answers
come back in their order. Needs the extra `redis` of the package.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias, cast

import hiredis

from mockserver.state.redis_address import Address

Words: TypeAlias = tuple[str | bytes | int, ...]
"""A command with its arguments."""

Settle: TypeAlias = Callable[[Any], None]
"""Is handed an answer, or the exception that stands for it, the moment it comes."""

PATIENCE_SECONDS: Final = 5.0
"""How long a server may take to say anything at all while something is asked of it."""


class Disconnected(ConnectionError):
    """The connection is gone; what was asked over it may have been carried out."""


class Unanswered(OSError):
    """The server takes commands and says nothing."""


class Refused(Exception):
    """The server does not do what it is asked to."""


class Connection(asyncio.Protocol):
    """Sends commands and hands out the answers."""

    def __init__(self, loop: asyncio.AbstractEventLoop, patience_seconds: float) -> None:
        self.loop = loop
        self.is_open = False
        self.lost: Callable[[], None] = lambda: None
        """Is called once the connection is gone."""
        self._patience_seconds = patience_seconds
        self._transport: asyncio.Transport
        self._reader = hiredis.Reader()
        self._outgoing: list[bytes] = []
        self._owed: deque[tuple[asyncio.Future[Any] | None, Settle | None]] = deque()
        self._is_leaving = False
        self._blocked: asyncio.Future[None] | None = None
        """Is done once the server takes more."""
        self._watch: asyncio.TimerHandle | None = None
        self._answers = 0
        self._answers_before = 0
        self._first_version = 0
        self._versions = 0

    @property
    def is_quiet(self) -> bool:
        """Whether no answer is owed."""
        return not self._owed

    def ask(self, words: Words, settle: Settle | None = None) -> asyncio.Future[Any]:
        """Sends a command.

        Args:
            words: The command.
            settle: Is called with the answer before whoever waits for it, and if nobody does.

        Returns:
            The answer; its exception is `Refused`, `Disconnected` or `Unanswered`.
        """
        future = self.loop.create_future()
        self._send(words, future, settle)
        return future

    def tell(self, words: Words, settle: Settle) -> None:
        """Sends a command whose answer nobody waits for."""
        self._send(words, None, settle)

    async def sent(self) -> None:
        """Waits until all that was told is on its way."""
        # What leaves was put in line before this, so it leaves before this goes on.
        await asyncio.sleep(0)
        while self._blocked is not None:
            await asyncio.shield(self._blocked)

    def next_version(self) -> int:
        """Draws a version that was never drawn before, on no connection; it ends on 0."""
        self._versions += 1
        return (self._first_version + self._versions) * 10

    def count_from(self, first_version: int) -> None:
        """Sets where versions begin."""
        self._first_version = first_version

    def close(self) -> None:
        """Ends it; what is still owed fails."""
        self._end(Disconnected("it was closed"))

    def _send(
        self, words: Words, future: asyncio.Future[Any] | None, settle: Settle | None
    ) -> None:
        if not self.is_open:
            raise Disconnected("it is closed")
        packed = hiredis.pack_command(words)  # type: ignore[arg-type] # its stub means one word
        self._outgoing.append(packed)
        self._owed.append((future, settle))
        if not self._is_leaving:
            self._is_leaving = True
            self.loop.call_soon(self._leave)
        if self._watch is None:
            self._answers_before = self._answers
            self._watch = self.loop.call_later(self._patience_seconds, self._look)

    def _leave(self) -> None:
        if self._blocked is None and self.is_open:
            self._is_leaving = False
            data = b"".join(self._outgoing)
            self._outgoing.clear()
            self._transport.write(data)

    def _look(self) -> None:
        """Gives up if nothing has come since the last look."""
        self._watch = None
        if self._owed and self._answers == self._answers_before:
            self._end(Unanswered(f"it said nothing for {self._patience_seconds:g} seconds"))
        elif self._owed:
            self._answers_before = self._answers
            self._watch = self.loop.call_later(self._patience_seconds, self._look)

    def _end(self, error: Exception) -> None:
        if not self.is_open:
            return
        self.is_open = False
        self._transport.abort()
        if self._watch is not None:
            self._watch.cancel()
        if self._blocked is not None:
            self._blocked.set_result(None)
            self._blocked = None
        self.lost()
        while self._owed:
            self._settle(error)

    def _settle(self, answer: Any) -> None:  # noqa: ANN401 - Redis says
        future, settle = self._owed.popleft()
        if settle is not None:
            settle(answer)
        if future is not None and not future.done():
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins."""
        self._transport = cast("asyncio.Transport", transport)
        # Told of each command that has not left, `sent` can wait for it.
        self._transport.set_write_buffer_limits(high=1)
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        """Hands out the answers that have come."""
        reader, owed = self._reader, self._owed
        reader.feed(data)
        try:
            while (answer := reader.gets()) is not False:
                if not owed:
                    self._end(Disconnected("it answers what nobody asked"))
                    return
                self._answers += 1
                self._settle(Refused(str(answer)) if isinstance(answer, Exception) else answer)
        except hiredis.ProtocolError as error:
            self._end(Disconnected(f"it does not speak as Redis does: {error}"))

    def pause_writing(self) -> None:
        """Keeps what is said back until the server takes more."""
        if self._blocked is None:
            self._blocked = self.loop.create_future()

    def resume_writing(self) -> None:
        """Goes on."""
        if self._blocked is not None:
            self._blocked.set_result(None)
            self._blocked = None
        if self._is_leaving:
            self._leave()

    def connection_lost(self, exc: Exception | None) -> None:
        """Fails what is owed."""
        self._end(Disconnected(str(exc) if exc is not None else "it hung up"))


async def connect(
    address: Address, greeting: Iterable[Words] = (), *, patience_seconds: float | None = None
) -> tuple[Connection, list[Any]]:
    """Opens a connection and says what comes before all else.

    Args:
        address: The server.
        greeting: Commands to begin with.
        patience_seconds: How long it may take, and any answer afterwards; `PATIENCE_SECONDS`.

    Returns:
        The connection, and the answers to the greeting.

    Raises:
        OSError: There is no server, or it says nothing.
        Refused: It does not take the user, the database or the greeting.
    """
    loop = asyncio.get_running_loop()
    patience_seconds = patience_seconds or PATIENCE_SECONDS

    def begin() -> Connection:
        return Connection(loop, patience_seconds)

    async with asyncio.timeout(patience_seconds):
        tls = address.encryption()
        if address.path:
            _, connection = await loop.create_unix_connection(begin, address.path)
        else:
            _, connection = await loop.create_connection(begin, address.host, address.port, ssl=tls)
        try:
            before = [connection.ask(words) for words in address.greeting()]
            asked = [connection.ask(words) for words in greeting]
            answers = await asyncio.gather(*before, *asked)
        except BaseException:
            connection.close()
            raise
    return connection, answers[len(before) :]
