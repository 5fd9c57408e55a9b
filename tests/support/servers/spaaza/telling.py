"""Sends the steps of a story to a server, without a socket."""

import asyncio
from collections.abc import Iterable
from json import dumps
from typing import Any, Final
from urllib.parse import urlencode

from tests.support.servers.kernel import FlawedServer
from tests.support.servers.spaaza.stories import Step

Reply = tuple[int, dict[str, str], bytes]
"""Status, headers and body."""
HUNG: Final[Reply] = (0, {}, b"")


async def one(app: FlawedServer, step: Step) -> Reply:
    """Sends one step; an answer that never comes is HUNG."""
    messages: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {
            "type": "http.request",
            "body": b"" if step.body is None else dumps(step.body).encode(),
        }

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": step.method,
        "path": step.path,
        "raw_path": step.path.encode(),
        "query_string": urlencode(step.query).encode(),
        "headers": [(name.encode(), value.encode()) for name, value in step.headers.items()],
    }
    try:
        await asyncio.wait_for(app(scope, receive, send), 0.3)
    except TimeoutError:
        return HUNG
    headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return messages[0]["status"], headers, messages[1]["body"]


def tell(app: FlawedServer, steps: Iterable[Step]) -> list[Reply]:
    """Sends the steps one after the other."""

    async def all_of_them() -> list[Reply]:
        return [await one(app, step) for step in steps]

    return asyncio.run(all_of_them())
