"""A call inside this process: it has no connection, so it is given one that can be cut."""

from collections.abc import Awaitable, Callable, Mapping

from mockserver.faults.connection import TRANSPORT, transport_of
from mockserver.faults.wire import Message, Receive, Scope, Send

App = Callable[[Scope, Receive, Send], Awaitable[None]]


class LocalConnection:
    """Stands for the connection of one call; once it is cut, the client has left."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.is_cut = False

    def get_extra_info(self, name: str) -> None:
        """Knows of no socket."""

    def abort(self) -> None:
        """Is cut."""
        self.is_cut = True

    def close(self) -> None:
        """Is cut."""
        self.is_cut = True

    async def receive(self) -> Message:
        """Returns the next part of the request, or that the client has left."""
        return {"type": "http.disconnect"} if self.is_cut else await self._receive()


async def with_connection(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """Serves one ASGI connection; a call inside this process can be cut as one on a socket can.

    What is raised comes from out here, for no application between takes it for a failure.

    Args:
        app: The application.
        scope: The ASGI scope.
        receive: ASGI's `receive`.
        send: ASGI's `send`.

    Raises:
        ConnectionResetError: The call was cut, as a client on a socket would have seen it.
    """
    if scope["type"] != "http" or transport_of(scope) is not None:
        await app(scope, receive, send)
        return
    line = LocalConnection(receive)
    known: Mapping[str, object] = scope.get("extensions") or {}
    await app({**scope, "extensions": {**known, TRANSPORT: line}}, line.receive, send)
    if line.is_cut:
        raise ConnectionResetError("a fault rule of the mock broke this connection off")
