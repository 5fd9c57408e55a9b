"""Faults as a client on a real socket meets them, whichever loop the server runs."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import IncompleteRead
from threading import Event, Thread

import pytest
import uvicorn

from mockserver.express.protocol import ExpressProtocol, Round
from mockserver.faults.fault import Drip, Fault, Garble, Hang, Reset, Truncate
from mockserver.faults.wire import Receive, Scope, Send, pieces, send_with
from mockserver.lane.answers import Answer, render
from mockserver.serving import take_port, url_of
from mockserver.stubkit import Reply
from tests.end_to_end.wire import connect, head, read_answer
from tests.support.faults import Gate

ANSWER = render(Reply(200, {"name": "tea", "size": ["small", "large"]}), "stub")
ASK = head("GET", "/things")
WAIT_SECONDS = 20


class Shop:
    """An application whose every answer meets one fault; it sleeps until it is let go on."""

    express = None

    def __init__(self, fault: Fault | None, answer: Answer = ANSWER) -> None:
        self.fault = fault
        self.answer = answer
        self.gate = Gate()
        self.finished = Event()
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send_with(
                self.answer, self.fault, scope=scope, receive=receive, send=send, sleep=self.gate
            )
        finally:
            self.finished.set()


@contextmanager
def served(app: Shop, loop: str) -> Iterator[str]:
    listener = take_port("127.0.0.1", 0)
    protocol = partial(ExpressProtocol, answering=app, turn=Round())
    server = uvicorn.Server(
        uvicorn.Config(app, http=protocol, loop=loop, lifespan="off", log_config=None)
    )
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield url_of(listener)
    finally:
        app.gate.open()
        server.should_exit = True
        thread.join(timeout=WAIT_SECONDS)
        listener.close()


@pytest.fixture(params=["asyncio", "uvloop"])
def asked(request, caplog):
    """Asks a server whose answers meet a fault; gives the connection, and the application."""

    @contextmanager
    def ask(fault: Fault | None, answer: Answer = ANSWER) -> Iterator[tuple[socket.socket, Shop]]:
        app = Shop(fault, answer)
        with served(app, request.param) as app.url, connect(app.url) as connection:
            connection.sendall(ASK)
            yield connection, app

    yield ask
    # A cut connection is no misbehaviour of the application to the server.
    assert [one.message for one in caplog.records if one.levelname in ("WARNING", "ERROR")] == []


def exactly(connection: socket.socket, size: int) -> bytes:
    """Reads so many bytes."""
    read = b""
    while len(read) < size:
        part = connection.recv(size - len(read))
        assert part, "the connection was closed"
        read += part
    return read


def nothing_is_there(connection: socket.socket) -> bool:
    """Whether nothing was received that is not read yet."""
    connection.setblocking(False)
    try:
        connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    finally:
        connection.settimeout(WAIT_SECONDS)
    return False


def test_an_answer_without_an_effect_arrives_whole(asked):
    with asked(Fault("a")) as (connection, _):
        assert read_answer(connection).content == ANSWER.body


def test_a_reset_connection_is_broken_off(asked):
    with asked(Fault("a", effect=Reset())) as (connection, app):
        with pytest.raises(ConnectionResetError):
            connection.recv(1)

        assert app.finished.wait(WAIT_SECONDS)


def test_a_truncated_answer_is_an_incomplete_read(asked):
    with asked(Fault("a", effect=Truncate(0.5))) as (connection, app):
        with pytest.raises(IncompleteRead) as caught:
            read_answer(connection)

        assert caught.value.partial == ANSWER.body[: len(ANSWER.body) // 2]
        assert caught.value.expected == len(ANSWER.body) - len(caught.value.partial)
        assert app.finished.wait(WAIT_SECONDS)


def test_a_long_answer_is_sent_before_it_is_cut(asked):
    body = b"x" * 3_000_000
    answer = Answer(200, [(b"content-length", b"3000000")], body)

    with asked(Fault("a", effect=Truncate(0.5)), answer) as (connection, _):
        with pytest.raises(IncompleteRead) as caught:
            read_answer(connection)

        assert len(caught.value.partial) == 1_500_000


def test_a_garbled_answer_is_no_json(asked):
    with asked(Fault("a", effect=Garble(((0.5, 7),)))) as (connection, _):
        answer = read_answer(connection)

        assert len(answer.content) == len(ANSWER.body)
        with pytest.raises(json.JSONDecodeError):
            json.loads(answer.content)


def test_a_dripping_answer_comes_piece_by_piece(asked):
    first, *others = pieces(ANSWER.body, 4)

    with asked(Fault("a", effect=Drip(4, 0.3))) as (connection, app):
        read = b""
        while not read.endswith(b"\r\n\r\n" + first):
            read += connection.recv(65536)
        for piece in others:
            assert nothing_is_there(connection)
            app.gate.let_one_pass()
            assert exactly(connection, len(piece)) == piece


def test_a_delayed_answer_comes_after_its_delay(asked):
    with asked(Fault("a", 1.5)) as (connection, app):
        assert app.gate.asked(WAIT_SECONDS) == 1.5
        assert nothing_is_there(connection)

        app.gate.let_one_pass()
        assert read_answer(connection).status == 200


def test_a_hanging_call_is_closed_in_the_end(asked):
    with asked(Fault("a", effect=Hang(300))) as (connection, app):
        assert app.gate.asked(WAIT_SECONDS) == 300
        assert nothing_is_there(connection)

        app.gate.let_one_pass()
        assert connection.recv(1) == b""


def test_a_hanging_call_ends_with_its_client(asked):
    with asked(Fault("a", effect=Hang(300))) as (connection, app):
        app.gate.asked(WAIT_SECONDS)
        connection.close()

        assert app.finished.wait(WAIT_SECONDS)


@pytest.mark.parametrize("effect", [Reset(), Truncate(0.5), Hang(1)])
def test_other_connections_live_on(asked, effect):
    with asked(Fault("a", effect=effect)) as (connection, app):
        app.gate.open()
        try:
            while connection.recv(65536):
                pass
        except ConnectionResetError:
            pass
        app.fault = None
        with connect(app.url) as other:
            other.sendall(ASK)

            assert read_answer(other).status == 200
