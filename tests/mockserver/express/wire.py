"""Conversations over a socket of this machine, word by word."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mockserver.app import MockServer
from mockserver.journal.query import Query
from mockserver.journal.record import to_record
from mockserver.settings import Settings
from mockserver.testing import running
from specs.values import Record
from tests.mockserver.express.asking import laned
from tests.support.worlds import HandSet

CLOSE = b"Connection: close"
JSON = b"Content-Type: application/json"
LANED = b"Prefer: safe"
"""A header with which the lane answers as the express would."""

_WAIT_SECONDS = 10
_DATE = re.compile(rb"\r\ndate: [^\r]*")
_LENGTH = re.compile(rb"\r\ncontent-length: ([0-9]+)")


@dataclass(frozen=True)
class Until:
    """The client waits for these bytes before it goes on."""

    text: bytes


@dataclass(frozen=True)
class Answers:
    """The client waits until so many more answers are whole."""

    count: int = 1


@dataclass(frozen=True)
class Leaves:
    """The client says that nothing more will come."""


Step = bytes | Until | Answers | Leaves


def head(
    target: bytes = b"/things/1",
    *lines: bytes,
    method: bytes = b"GET",
    version: bytes = b"HTTP/1.1",
) -> bytes:
    """A request up to its body."""
    start = b" ".join((method, target, version))
    return b"\r\n".join((start, b"Host: localhost", *lines)) + b"\r\n\r\n"


def put(body: bytes = b'{"n":1}', *lines: bytes, target: bytes = b"/things/1") -> bytes:
    """A request with a body and its length."""
    return head(target, JSON, b"Content-Length: %d" % len(body), *lines, method=b"PUT") + body


def chunked(*chunks: bytes, lines: tuple[bytes, ...] = (CLOSE,), trailer: bytes = b"") -> bytes:
    """A request whose body comes in chunks."""
    start = head(b"/things/1", JSON, b"Transfer-Encoding: chunked", *lines, method=b"PUT")
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    return start + body + b"0\r\n" + trailer + b"\r\n"


def whole_answers(text: bytes) -> int:
    """Returns how many answers there are; none of them is chunked or lacks its body."""
    count = 0
    while b"\r\n\r\n" in text:
        start, _, rest = text.partition(b"\r\n\r\n")
        found = _LENGTH.search(start)
        length = int(found[1]) if found else 0
        if len(rest) < length:
            break
        count, text = count + 1, rest[length:]
    return count


def undated(text: bytes) -> bytes:
    """What was answered, without what the clock of the server says."""
    return _DATE.sub(b"", text)


def converse(url: str, *steps: Step) -> bytes:
    """Has a conversation and returns all that was answered, until the server closes.

    Raises:
        AssertionError: The server does not say what is waited for, or does not close.
    """
    host, port = url.removeprefix("http://").split(":")
    got = b""
    with socket.create_connection((host, int(port)), timeout=_WAIT_SECONDS) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for step in steps:
                match step:
                    case bytes():
                        line.sendall(step)
                    case Leaves():
                        line.shutdown(socket.SHUT_WR)
                    case Until(text):
                        while text not in got:
                            got += _more(line)
                    case Answers(count):
                        wanted = whole_answers(got) + count
                        while whole_answers(got) < wanted:
                            got += _more(line)
            while part := line.recv(65536):
                got += part
        except TimeoutError:
            raise AssertionError(f"the server is silent after {got!r}") from None
    return undated(got)


def _more(line: socket.socket) -> bytes:
    part = line.recv(65536)
    assert part, "the server has closed the connection"
    return part


class Wires:
    """Two mocks of the same API on sockets, one of them without the express."""

    def __init__(self, apps: tuple[MockServer, MockServer], urls: tuple[str, str]) -> None:
        self.app, self._plain = apps
        self.urls = urls

    def entries(self, sandbox: str) -> tuple[list[Record], list[Record]]:
        """Returns what both have taken down, but for how long it took."""
        told = []
        for app in (self.app, self._plain):
            entries = asyncio.run(app.journal.entries(sandbox, Query()))
            told.append([{**to_record(entry), "seconds": 0} for entry in entries])
        return told[0], told[1]

    def agree_on(self, *steps: Step) -> tuple[bytes, int]:
        """Returns what both answer, and how many requests the lane of the first has answered."""
        for url in self.urls:
            converse(url, put(b'{"n":1}', CLOSE))
        with laned(self.app) as numbers:
            mine = converse(self.urls[0], *steps)
            count = len(numbers)
        assert mine == converse(self.urls[1], *steps)
        return mine, count


@contextmanager
def wired(folder: str) -> Iterator[Wires]:
    """Serves an API twice, until the end of the test."""
    one, two = (
        MockServer(Settings(apis=(folder,), compile=compiled), time=HandSet())
        for compiled in (True, False)
    )
    with running(one) as mine, running(two) as plain:
        yield Wires((one, two), (mine, plain))
