"""The connection under a request, and how it is ended too early."""

import socket
import struct
from asyncio import Transport
from collections.abc import Mapping
from typing import Any, Final

TRANSPORT: Final = "mock.transport"
"""The extension of an ASGI scope under which the server puts the request's asyncio transport."""

_NO_LINGERING: Final = struct.pack("ii", 1, 0)
"""On, for no time: closing throws away what is unsent and tells the other side by a reset."""


def transport_of(scope: Mapping[str, Any]) -> Transport | None:
    """Returns the transport that a request came over; None inside this process."""
    transport: Transport | None = (scope.get("extensions") or {}).get(TRANSPORT)
    return transport


def break_off(transport: Transport) -> None:
    """Ends a connection by TCP RST; what is unsent is lost."""
    found = transport.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGERING)
    transport.abort()


def close(transport: Transport) -> None:
    """Ends a connection once everything that was written is sent."""
    transport.close()
