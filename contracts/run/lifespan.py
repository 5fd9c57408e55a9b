"""The start and the end of an ASGI application, without a server."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

AsgiApp = Callable[..., Awaitable[None]]


class Lifespan:
    """The start and the end of an application, as a server would tell it."""

    def __init__(self, app: AsgiApp, state: dict[str, Any]) -> None:
        """Takes the application, and the state that it may fill for its calls."""
        self._app = app
        self._state = state
        self._inbox: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self._outbox: asyncio.Queue[str] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Tells the application that it starts, and waits until it says something."""
        self._task = asyncio.create_task(self._run())
        await self._inbox.put({"type": "lifespan.startup"})
        await self._outbox.get()

    async def stop(self) -> None:
        """Tells the application that it is over, and waits for its end."""
        if self._task is not None and not self._task.done():
            await self._inbox.put({"type": "lifespan.shutdown"})
            await self._outbox.get()
            await self._task

    async def _run(self) -> None:
        async def send(message: MutableMapping[str, Any]) -> None:
            await self._outbox.put(message["type"])

        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": self._state}
        with suppress(Exception):  # an application without lifespan raises; it needs none
            await self._app(scope, self._inbox.get, send)
        await self._outbox.put("lifespan.over")
