"""A store is filled by many requests behind each other; a refusal is not taken for success."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bench.peers.filling import make

CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}"
REFUSED = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}"
HEAD = b"POST /marketing-solutions/campaigns HTTP/1.1\r\n"

Talk = Callable[[socket.socket], None]


@contextmanager
def listening(*talks: Talk) -> Iterator[str]:
    """A server that talks to one client after the other."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for talk in talks:
                client, _ = listener.accept()
                with client:
                    talk(client)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(10)


def answering(answer: bytes, seen: list[int]) -> Talk:
    """Answers each request, and notes how many there were."""

    def talk(client: socket.socket) -> None:
        text, answered = b"", 0
        while chunk := client.recv(1 << 16):
            text += chunk
            bodies = text.count(b"}}}}")
            client.sendall(answer * (bodies - answered))
            answered = bodies
        seen.append(text.count(HEAD))

    return talk


def hanging_up(client: socket.socket) -> None:
    client.recv(1 << 16)


def test_as_many_are_made_as_were_asked() -> None:
    seen: list[int] = []
    with listening(answering(CREATED, seen)) as url:
        make(url, "token", 123)

    assert seen == [123]


def test_a_refusal_is_told() -> None:
    with listening(answering(REFUSED, [])) as url, pytest.raises(OSError, match="400 Bad Request"):
        make(url, "token", 1)


def test_a_connection_that_was_closed_is_opened_again() -> None:
    seen: list[int] = []
    with listening(hanging_up, answering(CREATED, seen)) as url:
        make(url, "token", 60)

    assert seen == [60]


def test_a_server_that_closes_every_connection_is_given_up() -> None:
    with listening(hanging_up, hanging_up, hanging_up) as url, pytest.raises(ConnectionError):
        make(url, "token", 1)
