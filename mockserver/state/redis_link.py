"""A Redis server as a process talks to it: connected when needed, found again when it was gone."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from mockserver.errors import StoreUnreachable
from mockserver.state import redis_scripts as scripts
from mockserver.state.redis_address import Address
from mockserver.state.redis_connection import (
    Connection,
    Disconnected,
    Refused,
    Settle,
    Words,
    connect,
)
from mockserver.state.redis_scripts import Script

_MOST_WAITING: Final = 8
"""Connections kept for reads that wait; each of them waits alone."""
_VERSIONS_EACH: Final = 10**12
"""Of one connection, which lives shorter than to write as often."""


class RedisLink:
    """One server, by one connection of an event loop and some more for reads that wait."""

    def __init__(self, url: str, prefix: str, begun: Callable[[], None]) -> None:
        """Names a server; nothing is sent yet.

        Args:
            url: Its URL.
            prefix: Begins every key.
            begun: Is called when a connection is made and when it is lost: what was remembered of
                the server may be of another life of it.

        Raises:
            ValueError: The URL is not one of Redis.
        """
        self._url = url
        self._prefix = prefix
        self._address = Address.read(url)
        self._begun = begun
        self._connection: Connection | None = None
        self._connecting: asyncio.Task[Connection] | None = None
        self._idle: list[Connection] = []
        self._scripts: list[Script] = []

    def load(self, *known: Script) -> None:
        """Has the server know scripts from the beginning of each connection on."""
        self._scripts += known

    def current(self) -> Connection | None:
        """Returns the connection of this event loop, None if there is none."""
        found = self._connection
        is_mine = found is not None and found.is_open and found.loop is asyncio.get_running_loop()
        return found if is_mine else None

    async def connection(self) -> Connection:
        """Returns the connection of this event loop; all who need a new one wait for the same.

        Raises:
            StoreUnreachable: There is none to be had.
        """
        found = self.current()
        if found is not None:
            return found
        loop = asyncio.get_running_loop()
        if self._connecting is None or self._connecting.get_loop() is not loop:
            self._connecting = loop.create_task(self._connect())
            self._connecting.add_done_callback(self._connected)
        try:
            return await asyncio.shield(self._connecting)
        except (OSError, Refused) as error:
            raise self.unreachable(error) from error

    async def ask(self, words: Words, *, is_harmless: bool, settle: Settle | None = None) -> Any:  # noqa: ANN401 - Redis says
        """Sends a command and waits for the answer.

        Args:
            words: The command.
            is_harmless: Whether it may be sent again over another connection, since it changes
                nothing. Otherwise one whose answer was lost may have been carried out.
            settle: Is called with every answer before this returns.

        Raises:
            StoreUnreachable: No answer comes.
        """
        try:
            try:
                return await (self.current() or await self.connection()).ask(words, settle)
            except Disconnected:
                if not is_harmless:
                    raise
                return await (await self.connection()).ask(words, settle)
        except (OSError, Refused) as error:
            raise self.unreachable(error) from error

    async def run(
        self, script: Script, words: Words, *, is_harmless: bool, settle: Settle | None = None
    ) -> Any:  # noqa: ANN401 - Redis says
        """Runs a script with the prefix as its key; `ask` says the rest."""
        try:
            called = ("EVALSHA", script.name, 1, self._prefix, *words)
            return await self.ask(called, is_harmless=is_harmless, settle=settle)
        except StoreUnreachable as error:
            if not _is_unknown(error.__cause__):
                raise
        spelled = ("EVAL", script.text, 1, self._prefix, *words)
        return await self.ask(spelled, is_harmless=is_harmless, settle=settle)

    async def tell(self, script: Script, words: Words, failed: Callable[[Exception], None]) -> None:
        """Runs a script for which nobody waits; it is on its way when this returns.

        Args:
            script: The script.
            words: Its arguments.
            failed: Is called if it turns out that it may not have been carried out.

        Raises:
            StoreUnreachable: It cannot be sent.
        """
        connection = self.current() or await self.connection()

        def settle_again(answer: object) -> None:
            if isinstance(answer, Exception):
                failed(self.unreachable(answer))

        def settle(answer: object) -> None:
            if _is_unknown(answer) and connection.is_open:
                connection.tell(("EVAL", script.text, 1, self._prefix, *words), settle_again)
            else:
                settle_again(answer)

        connection.tell(("EVALSHA", script.name, 1, self._prefix, *words), settle)
        await connection.sent()

    async def wait_for(self, words: Words) -> Any:  # noqa: ANN401 - Redis says
        """Sends a command whose answer takes its time, over a connection of its own.

        Raises:
            StoreUnreachable: No answer comes.
        """
        loop = asyncio.get_running_loop()
        connection = None
        while self._idle and connection is None:
            taken = self._idle.pop()
            connection = taken if taken.is_open and taken.loop is loop else None
        try:
            if connection is None:
                connection, _ = await connect(self._address)
            return await connection.ask(words)
        except (OSError, Refused) as error:
            raise self.unreachable(error) from error
        finally:
            if connection is not None and connection.is_open:
                if connection.is_quiet and len(self._idle) < _MOST_WAITING:
                    self._idle.append(connection)
                else:
                    connection.close()

    async def close(self) -> None:
        """Closes the connections once all that was told has arrived."""
        found = self.current()
        if found is not None:
            await asyncio.wait([found.ask(("PING",))])
            found.close()
        loop = asyncio.get_running_loop()
        for connection in self._idle:
            if connection.loop is loop:
                connection.close()
        self._idle.clear()

    def unreachable(self, error: Exception) -> StoreUnreachable:
        """Returns what to tell whoever needs the records."""
        return StoreUnreachable(self._url, str(error) or type(error).__name__)

    async def _connect(self) -> Connection:
        loads = [("SCRIPT", "LOAD", script.text) for script in self._scripts]
        first = ("EVAL", scripts.VERSIONS.text, 1, self._prefix)
        connection, said = await connect(self._address, [first, *loads])
        connection.count_from(int(said[0]) * _VERSIONS_EACH)
        connection.lost = self._begun
        self._connection = connection
        self._begun()
        return connection

    def _connected(self, done: asyncio.Task[Connection]) -> None:
        if self._connecting is done:
            self._connecting = None
        if not done.cancelled():
            done.exception()  # Whoever waited has heard of it.


def _is_unknown(answer: object) -> bool:
    """Whether the server has forgotten a script, so that nothing was done."""
    return isinstance(answer, Refused) and str(answer).startswith("NOSCRIPT")
