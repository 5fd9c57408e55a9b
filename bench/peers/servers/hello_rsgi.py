"""The bare server for granian's own interface, RSGI."""

from typing import Any

from bench.peers.servers.hello import BODY


async def app(scope: Any, protocol: Any) -> None:  # noqa: ANN401
    """Answers an RSGI request."""
    if scope.proto != "http":
        return
    if scope.method != "GET":
        await protocol()
    protocol.response_bytes(200, [("content-type", "application/json")], BODY)
