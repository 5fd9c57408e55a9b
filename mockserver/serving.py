"""A server on a socket: taking the port, running the loop, stopping it."""

import errno
import socket
from typing import Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockserver.app import MockServer
from mockserver.errors import ConfigError
from mockserver.lane.answers import render
from mockserver.problems import problem

_BACKLOG: Final = 2048


class PlainSpeaking(HttpToolsProtocol):
    """uvicorn's protocol; what it cannot read as HTTP is answered in the mock's own words."""

    def send_400_response(self, msg: str) -> None:
        """Answers bytes that are no HTTP request, or one beyond the parser's limits."""
        status, headers, body = render(
            problem("malformed_request", 400, f"This is not HTTP that is read here. {msg}"),
            "refusal",
        )
        lines = [b"HTTP/1.1 %d Bad Request" % status, b"connection: close"]
        lines += [name + b": " + value for name, value in headers]
        self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        self.transport.close()


def take_port(host: str, port: int) -> socket.socket:
    """Binds a listening socket; port 0 lets the system choose.

    Raises:
        ConfigError: The address cannot be had.
    """
    if not 0 <= port <= 65535:
        raise ConfigError(f"{port} is not a port. Choose one from 1 to 65535, or 0 for a free one.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except socket.gaierror as error:
        listener.close()
        raise ConfigError(
            f"{host!r} is no address of this machine: {error.strerror}. Give one with -h, such as"
            " -h 127.0.0.1."
        ) from error
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise ConfigError(
                f"{host} is no address of this machine. Give one with -h, such as -h 127.0.0.1."
            ) from error
        raise ConfigError(
            f"Port {port} on {host} cannot be used: {error.strerror}. Another program, perhaps"
            f" another mock, may hold it. Stop that one, or choose another port with -p, such as"
            f" -p {port + 1 if port < 65535 else 0}."
        ) from error
    listener.listen(_BACKLOG)
    return listener


def url_of(listener: socket.socket) -> str:
    """Returns the base URL of a listening socket, as callers on this machine write it."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - told apart
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_for(app: MockServer) -> uvicorn.Server:
    """Returns a server loop for a mock; `run(sockets=[...])` serves until it is told to stop."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=PlainSpeaking,
            ws="none",
            lifespan="on",
            access_log=False,
            log_level="critical",  # whatever a request meets is answered and logged in the lane
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    )
