"""An answer on its way to the client, as a fault lets it arrive."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from itertools import pairwise
from typing import Any, Protocol

from mockserver.faults.connection import Connection, break_off, close, transport_of
from mockserver.faults.fault import Drip, Fault, Garble, Hang, Reset, Truncate

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Sleep = Callable[[float], Awaitable[object]]
"""Waits for some seconds of real time."""


class Sendable(Protocol):
    """An answer as it stands on the wire."""

    @property
    def status(self) -> int:
        """The status code."""

    @property
    def headers(self) -> Iterable[tuple[bytes, bytes]]:
        """Names in lower case, and values."""

    @property
    def body(self) -> bytes:
        """The whole body."""


async def send_with(
    answer: Sendable | None,
    fault: Fault | None,
    *,
    scope: Scope,
    receive: Receive,
    send: Send,
    sleep: Sleep,
) -> None:
    """Sends an answer as a fault lets it arrive.

    Args:
        answer: The answer; None only if the fault sends none (`Fault.has_answer`).
        fault: What the call meets, if anything.
        scope: The ASGI scope; its extension `mock.transport` is the connection.
        receive: ASGI's `receive`; used to learn that the client has left.
        send: ASGI's `send`.
        sleep: Waits in real time.

    Raises:
        ConnectionResetError: The connection ends too early, and it is none that can be cut: a
            call inside this process.
    """
    if fault is None:
        await _send(answer, send)
        return
    if fault.delay_seconds:
        await sleep(fault.delay_seconds)
    match fault.effect:
        case Reset():
            await _end(scope, receive, break_off)
        case Hang(limit_seconds):
            if not await _leaves(receive, sleep(limit_seconds)):
                await _end(scope, receive, close)
        case Truncate(at):
            if await _send_part(answer, at, send):
                await _end(scope, receive, close)
        case Garble(marks):
            assert answer is not None
            await _send(answer, send, garbled(answer.body, marks))
        case Drip(count, pause):
            await _send_pieces(answer, (count, pause), send, sleep)
        case None:
            await _send(answer, send)


def garbled(body: bytes, marks: Iterable[tuple[float, int]]) -> bytes:
    """Returns a body in which some bytes are others.

    Args:
        body: The bytes.
        marks: Where, from 0 (the first byte) to 1 (the last), and by which byte.
    """
    spoiled = bytearray(body)
    for place, byte in marks if body else ():
        spoiled[round(place * (len(body) - 1))] = byte
    return bytes(spoiled)


def pieces(body: bytes, count: int) -> list[bytes]:
    """Returns a body in so many pieces of about equal length, none of them empty.

    >>> pieces(b"abcde", 3)
    [b'a', b'bc', b'de']
    """
    count = max(min(count, len(body)), 1)
    ends = [len(body) * number // count for number in range(count + 1)]
    return [body[start:end] for start, end in pairwise(ends)]


async def _send(answer: Sendable | None, send: Send, body: bytes | None = None) -> None:
    assert answer is not None, "only a fault without an answer has none"
    await _begin(answer, send)
    await send(_body(answer.body if body is None else body))


async def _send_part(answer: Sendable | None, at: float, send: Send) -> bool:
    """Sends a part of the body; returns whether anything is missing. No body is sent as it is."""
    assert answer is not None
    size = len(answer.body)
    if size == 0:
        await _send(answer, send)
        return False
    await _begin(answer, send)
    await send(_body(answer.body[: min(int(size * at), size - 1)], more=True))
    return True


async def _send_pieces(
    answer: Sendable | None, drip: tuple[int, float], send: Send, sleep: Sleep
) -> None:
    assert answer is not None
    await _begin(answer, send)
    first, *others = pieces(answer.body, drip[0])
    await send(_body(first, more=bool(others)))
    for number, piece in enumerate(others, start=1):
        await sleep(drip[1])
        await send(_body(piece, more=number < len(others)))


async def _begin(answer: Sendable, send: Send) -> None:
    start = {"type": "http.response.start", "status": answer.status}
    await send({**start, "headers": list(answer.headers)})


def _body(part: bytes, *, more: bool = False) -> Message:
    return {"type": "http.response.body", "body": part, "more_body": more}


async def _end(scope: Scope, receive: Receive, cut: Callable[[Connection], None]) -> None:
    """Ends the connection and waits until the server has noticed."""
    transport = transport_of(scope)
    if transport is None:
        raise ConnectionResetError("the mock was told to break this connection off")
    cut(transport)
    await _left(receive)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _leaves(receive: Receive, limit: Awaitable[object]) -> bool:
    """Waits for the client to leave, up to a limit; returns whether it has left."""
    leaving = asyncio.ensure_future(_left(receive))
    waiting = asyncio.ensure_future(limit)
    try:
        await asyncio.wait((leaving, waiting), return_when=asyncio.FIRST_COMPLETED)
        return leaving.done()
    finally:
        for task in (leaving, waiting):
            task.cancel()
        await asyncio.gather(leaving, waiting, return_exceptions=True)
