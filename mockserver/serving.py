"""A server on a socket: taking the port, running the loop, stopping it."""

import errno
import socket
from collections.abc import Callable
from functools import partial
from typing import Final

import uvicorn

from mockserver.app import MockServer
from mockserver.errors import AddressUnusable
from mockserver.express.protocol import ExpressProtocol, Round

_BACKLOG: Final = 2048
_LAST_PORT: Final = 65535


def take_port(host: str, port: int) -> socket.socket:
    """Binds a listening socket; port 0 lets the system choose.

    Raises:
        AddressUnusable: The address cannot be had.
    """
    if not 0 <= port <= _LAST_PORT:
        do = f"Choose one from 1 to {_LAST_PORT}, or 0 for a free one"
        raise AddressUnusable(host, port, "there is no such port", do)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise AddressUnusable(host, port, *_reason(error, port)) from error
    listener.listen(_BACKLOG)
    return listener


def _reason(error: OSError, port: int) -> tuple[str, str]:
    """Returns why an address cannot be had, and what to do."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        do = "Give an address of this machine with -h, such as -h 127.0.0.1"
        return "the host is no address of this machine", do
    if error.errno == errno.EACCES:
        return "it is reserved", "Choose a port above 1023 with -p"
    other = port + 1 if port < _LAST_PORT else 0
    do = f"Stop the program that holds it, or choose another port with -p, such as -p {other}"
    return str(error.strerror or error).lower(), do


def url_of(listener: socket.socket) -> str:
    """Returns the base URL of a listening socket, as callers on this machine write it."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - told apart
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class AnnouncingServer(uvicorn.Server):
    """uvicorn's loop; it speaks up once it answers and can be stopped, not before."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to answer, then announces it."""
        await super().startup(sockets)
        if self.started:
            self._announce()


def server_for(app: MockServer, announce: Callable[[], None] = lambda: None) -> uvicorn.Server:
    """Returns a server loop for a mock; `run(sockets=[...])` serves until it is told to stop.

    Args:
        app: The mock.
        announce: Called once the server answers.
    """
    return AnnouncingServer(
        uvicorn.Config(
            app,
            http=partial(ExpressProtocol, answering=app, turn=Round()),  # type: ignore[arg-type] # it is called as a class is
            ws="none",
            lifespan="on",
            access_log=False,
            log_level="critical",  # whatever a request meets is answered and logged in the lane
            server_header=False,
            timeout_graceful_shutdown=2,
        ),
        announce,
    )
