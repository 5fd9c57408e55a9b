"""Raw HTTP over a socket, for requests that a well-behaved client would refuse to send."""

import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPResponse, parse_headers
from typing import BinaryIO
from urllib.parse import urlsplit

import orjson

from specs.values import Json

TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """One response as it stands on the wire."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name; equal names are joined by a comma."""
    content: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Json:
        return orjson.loads(self.content)


def connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT_SECONDS)


def head(
    method: str | bytes,
    target: str | bytes,
    headers: Iterable[tuple[str | bytes, str | bytes]] = (),
    *,
    host: str | None = "localhost",
) -> bytes:
    """Returns a request up to its body; texts go out as Latin-1, bytes as they are."""
    lines = [_bytes(method) + b" " + _bytes(target) + b" HTTP/1.1"]
    if host is not None:
        lines.append(b"Host: " + host.encode())
    lines += [_bytes(name) + b": " + _bytes(value) for name, value in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def read_answer(connection: socket.socket, method: str = "GET") -> Answer:
    response = HTTPResponse(connection, method=method)
    response.begin()
    content = response.read()
    headers: dict[str, str] = {}
    for name, value in response.getheaders():
        known = headers.get(name.lower())
        headers[name.lower()] = value if known is None else f"{known}, {value}"
    return Answer(response.status, headers, content)


def read_next_answer(stream: BinaryIO) -> Answer:
    """Reads one of several answers that share a connection."""
    status = int(stream.readline().split()[1])
    headers = {name.lower(): value for name, value in parse_headers(stream).items()}
    return Answer(status, headers, stream.read(int(headers["content-length"])))


def send(url: str, data: bytes | Iterable[bytes], *, method: str = "GET") -> Answer:
    """Sends bytes as they are and reads one answer; the server may answer before the end."""
    with connect(url) as connection:
        try:
            for piece in [data] if isinstance(data, bytes) else data:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return read_answer(connection, method)


def request(
    url: str,
    method: str,
    target: str | bytes,
    headers: Iterable[tuple[str | bytes, str | bytes]] = (),
    body: bytes | None = None,
) -> Answer:
    """Sends one well-framed request whose parts may be anything."""
    framing = [] if body is None else [("Content-Length", str(len(body)))]
    data = head(method, target, [*headers, *framing]) + (body or b"")
    return send(url, data, method=method)


def admin(url: str, method: str, path: str, body: bytes | None = None) -> Answer:
    """Calls the admin API, with a body of JSON or of what claims to be JSON."""
    headers = [("Content-Type", "application/json")] if body is not None else []
    return request(url, method, "/_mock" + path, headers, body)


def _bytes(text: str | bytes) -> bytes:
    return text.encode("latin-1") if isinstance(text, str) else text
