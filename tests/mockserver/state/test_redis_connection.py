"""One connection for all: commands leave together, answers find who asked, silence ends it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import hiredis
import pytest

from mockserver.state.redis_address import Address
from mockserver.state.redis_connection import (
    Connection,
    Disconnected,
    Refused,
    Unanswered,
    connect,
)


class Listener(asyncio.Protocol):
    """A server that answers each command with its last word, or as it is told to."""

    def __init__(self) -> None:
        self.commands: list[list[bytes]] = []
        self.reads = 0
        self.answer: Callable[[list[bytes]], bytes] = lambda words: b"+%b\r\n" % words[-1]
        self._reader = hiredis.Reader()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.reads += 1
        self._reader.feed(data)
        while (command := self._reader.gets()) is not False:
            self.commands.append(command)
            self.transport.write(self.answer(command))


def tell(
    story: Callable[[Connection, Listener], Awaitable[object]],
    url: str = "redis://",
    **options: float,
) -> object:
    """Runs a story over a connection to a listener."""

    async def whole() -> object:
        listener = Listener()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: listener, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with asyncio.timeout(30), server:
            address = replace(Address.read(url), host="127.0.0.1", port=port)
            connection, _ = await connect(address, **options)
            try:
                return await story(connection, listener)
            finally:
                connection.close()
                listener.transport.abort()

    return asyncio.run(whole())


def test_commands_of_one_turn_of_the_loop_leave_in_one_write():
    async def story(connection: Connection, listener: Listener) -> object:
        asked = [connection.ask(("ECHO", str(number))) for number in range(50)]
        return await asyncio.gather(*asked), listener.reads

    found, reads = tell(story)
    assert found == [b"%d" % number for number in range(50)]
    assert reads == 1


def test_an_answer_that_nobody_waits_for_any_more_is_not_somebody_elses():
    async def story(connection: Connection, listener: Listener) -> object:
        asked = [connection.ask(("ECHO", word)) for word in "abc"]
        asked[1].cancel()
        return [await asked[0], await asked[2]]

    assert tell(story) == [b"a", b"c"]


def test_whoever_settles_hears_of_the_answer_first():
    async def story(connection: Connection, listener: Listener) -> object:
        heard: list[object] = []
        future = connection.ask(("ECHO", "a"), lambda answer: heard.append((answer, future.done())))
        await future
        return heard

    assert tell(story) == [(b"a", False)]


def test_a_refusal_is_told_to_the_one_that_asked():
    async def story(connection: Connection, listener: Listener) -> object:
        listener.answer = lambda words: b"-ERR no\r\n" if words[-1] == b"a" else b"+yes\r\n"
        asked = [connection.ask(("ECHO", word)) for word in "ab"]
        return await asyncio.gather(*asked, return_exceptions=True)

    refused, answered = tell(story)
    assert isinstance(refused, Refused)
    assert answered == b"yes"


def test_what_cannot_be_said_leaves_no_gap():
    async def story(connection: Connection, listener: Listener) -> object:
        with pytest.raises(UnicodeEncodeError):
            connection.ask(("ECHO", "\ud800"))
        return await connection.ask(("ECHO", "a"))

    assert tell(story) == b"a"


def test_a_server_that_hangs_up_fails_all_that_is_owed():
    async def story(connection: Connection, listener: Listener) -> object:
        lost: list[object] = []
        connection.lost = lambda: lost.append(None)
        listener.answer = lambda words: listener.transport.abort() or b""
        asked = [connection.ask(("ECHO", word)) for word in "ab"]
        found = await asyncio.gather(*asked, return_exceptions=True)
        with pytest.raises(Disconnected):
            connection.ask(("ECHO", "c"))
        return found, len(lost), connection.is_open

    found, lost, is_open = tell(story)
    assert [type(one) for one in found] == [Disconnected, Disconnected]
    assert (lost, is_open) == (1, False)


def test_a_server_that_says_nothing_is_given_up():
    async def story(connection: Connection, listener: Listener) -> object:
        listener.answer = lambda words: b""
        return await asyncio.gather(connection.ask(("ECHO", "a")), return_exceptions=True)

    (found,) = tell(story, patience_seconds=0.05)
    assert isinstance(found, Unanswered)


def test_what_is_no_answer_of_redis_ends_the_connection():
    async def story(connection: Connection, listener: Listener) -> object:
        listener.answer = lambda words: b"HTTP/1.1 400 Bad Request\r\n"
        return await asyncio.gather(connection.ask(("ECHO", "a")), return_exceptions=True)

    (found,) = tell(story)
    assert isinstance(found, Disconnected)


def test_the_user_comes_before_the_first_command():
    async def story(connection: Connection, listener: Listener) -> object:
        await connection.ask(("ECHO", "a"))
        return listener.commands

    found = tell(story, "redis://ann:sesame@anywhere/2")
    assert found == [[b"AUTH", b"ann", b"sesame"], [b"SELECT", b"2"], [b"ECHO", b"a"]]


def test_what_is_told_has_left_when_it_is_sent():
    async def story(connection: Connection, listener: Listener) -> object:
        heard: list[object] = []
        connection.tell(("ECHO", "a" * 10_000_000), heard.append)
        await connection.sent()
        # Far more than the system takes at once, so the listener has read most of it by now.
        return connection._transport.get_write_buffer_size(), listener.reads > 0

    assert tell(story) == (0, True)


def test_no_version_is_drawn_twice():
    async def story(connection: Connection, listener: Listener) -> object:
        connection.count_from(7 * 10**12)
        return [connection.next_version() for _ in range(3)]

    found = tell(story)
    assert len(set(found)) == 3
    assert all(version % 10 == 0 for version in found)


def test_nothing_waiting_is_no_reason_to_be_told_to_wait():
    """An encrypted connection says stop as soon as it holds as much as the limit: never at 0."""

    class Encrypted(asyncio.Transport):
        def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
            self.high = high

    async def limit() -> int | None:
        connection, transport = Connection(asyncio.get_running_loop(), 1), Encrypted()
        connection.connection_made(transport)
        return transport.high

    assert asyncio.run(limit()) == 1
