"""The connection under a request, and how it is ended too early."""

import socket
import struct
from collections.abc import Mapping
from typing import Any, Final, Protocol

TRANSPORT: Final = "mock.transport"
"""The extension of an ASGI scope under which the server puts the request's asyncio transport."""

_NO_LINGERING: Final = struct.pack("ii", 1, 0)
"""On, for no time: closing throws away what is unsent and tells the other side by a reset."""


class Connection(Protocol):
    """What an asyncio transport can do, as far as it is asked here."""

    def get_extra_info(self, name: str) -> Any:  # noqa: ANN401 - as asyncio has it
        """Returns a part of the connection, such as its socket, or None."""

    def abort(self) -> None:
        """Ends the connection at once."""

    def close(self) -> None:
        """Ends the connection once everything is sent."""


def transport_of(scope: Mapping[str, Any]) -> Connection | None:
    """Returns the transport that a request came over; None inside this process."""
    transport: Connection | None = (scope.get("extensions") or {}).get(TRANSPORT)
    return transport


def break_off(transport: Connection) -> None:
    """Ends a connection by TCP RST; what is unsent is lost."""
    found = transport.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGERING)
    transport.abort()


def close(transport: Connection) -> None:
    """Ends a connection once everything that was written is sent."""
    transport.close()
