"""Two mocks behind loopback sockets, asked byte for byte the same, in one event loop.

Server and client share the loop: what was sent has arrived after some turns of it, so a packet that
is to come by itself does, and nobody waits.
"""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mockserver.app import MockServer
from mockserver.serving import server_for
from tests.mockserver.lane.differential.messages import Sent, exchange
from tests.mockserver.lane.differential.pair import Differs, Later, Pair

_TURNS: Final = 25
"""So many turns of the loop without a byte from the server mean that it waits."""
_DATE: Final = (b"date", b"Thu, 15 Jan 2026 12:00:00 GMT")

LEAVES: Final = b"(leaves)"
"""In the place of a packet: the client closes the connection at once."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one connection carries, packet by packet."""

    packets: tuple[bytes, ...]
    is_patient: bool = True
    """Whether the client waits for what the server says to each packet."""

    def __str__(self) -> str:
        shown = [one if len(one) < 2000 else one[:200] + b" ..." for one in self.packets]
        return "\n".join(map(repr, shown)) + ("" if self.is_patient else "\n(all at once)")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Conversations at one time: each says a packet in turn."""

    packets: tuple[Conversation, ...]

    def __str__(self) -> str:
        return "\n(beside)\n".join(map(str, self.packets))


Talk = Conversation | Crowd | Sent | Later


class Client:
    """One connection from the outside."""

    def __init__(self, end: socket.socket, line: asyncio.Transport) -> None:
        self._end = end
        self._line = line
        self.said = b""
        """All that the server has said."""
        self.is_over = False

    async def tell(self, packet: bytes, *, is_patient: bool) -> None:
        """Sends a packet, and hears what is said to it if there is time for that."""
        if packet == LEAVES:
            self._end.close()
            self.is_over = True
        if self.is_over:
            return
        try:
            while packet:
                try:
                    packet = packet[self._end.send(packet) :]
                except BlockingIOError:
                    await self.hear()
        except (BrokenPipeError, ConnectionResetError):
            self.said += b"(cannot be told)"
            self.is_over = True
        if is_patient:
            await self.hear()

    async def hear(self) -> None:
        """Waits until the server says no more."""
        silent = 0
        while silent < _TURNS:
            await asyncio.sleep(0)
            silent += 1
            try:
                more = self._end.recv(1 << 20)
            except BlockingIOError:
                continue
            except ConnectionResetError:
                self.said += b"(reset)"
                return
            if not more:
                self.said += b"(end)"
                return
            self.said, silent = self.said + more, 0

    async def leave(self) -> None:
        """Says that there is no more to come, and hears the server to its end."""
        if self._end.fileno() >= 0:
            await self.hear()
            self.said += b"(end of the client)"
            try:
                self._end.shutdown(socket.SHUT_WR)
                await self.hear()
            except OSError:
                self.said += b"(is gone)"
            self._end.close()
        await _turns(_TURNS)
        self._line.abort()
        await _turns(2)


class Door:
    """A mock behind a socket, as the server loop has it."""

    def __init__(self, app: MockServer) -> None:
        self.app = app
        self._server = server_for(app)
        self._server.config.load()
        self._server.server_state.default_headers = [_DATE]

    async def tell(self, crowd: Crowd) -> list[bytes]:
        """Returns all that the server says on each connection, until it ends."""
        clients = [await self._connect() for _ in crowd.packets]
        for turn in range(max(len(one.packets) for one in crowd.packets)):
            for client, one in zip(clients, crowd.packets, strict=True):
                if turn < len(one.packets):
                    await client.tell(one.packets[turn], is_patient=one.is_patient)
        for client in clients:
            await client.leave()
        # A call that hangs is not told that its client has left where others stand behind it.
        for task in list(self._server.server_state.tasks):
            task.cancel()
        await _turns(3)
        return [client.said for client in clients]

    async def _connect(self) -> Client:
        config, state = self._server.config, self._server.server_state
        with socket.create_server(("127.0.0.1", 0)) as listener:
            end = socket.create_connection(listener.getsockname())
            accepted, _ = listener.accept()
        end.setblocking(False)
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        accepted.setblocking(False)
        line, _ = await asyncio.get_running_loop().connect_accepted_socket(
            lambda: config.http_protocol_class(config=config, server_state=state, app_state={}),
            accepted,
        )
        return Client(end, line)


async def _turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


class WirePair:
    """A pair of mocks, each behind its door."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._doors = [Door(app) for app in pair.both]
        self.heard: list[bytes] = []

    def agree_on(self, talks: Sequence[Talk]) -> None:
        """Says the same to both, from a new start.

        Raises:
            Differs: One of them says something else, or what remains is something else.
        """
        self.pair.run(list(talks), self._agree_on)

    async def _agree_on(self, talks: list[Talk]) -> None:
        await self.pair.forget()
        for number, talk in enumerate(talks):
            if isinstance(talk, Later):
                self.pair.clock.advance(seconds=talk.seconds)
                continue
            if isinstance(talk, Sent):
                mine, theirs = [await exchange(app, talk) for app in self.pair.both]
            else:
                crowd = talk if isinstance(talk, Crowd) else Crowd((talk,))
                mine, theirs = [await door.tell(crowd) for door in self._doors]
            if mine != theirs:
                raise Differs("They say something else.", mine, theirs, talks[: number + 1])
            if isinstance(mine, list):
                self.heard += mine
        await self.pair.agree_on_the_rest(talks)
