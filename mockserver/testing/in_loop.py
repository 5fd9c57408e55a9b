"""An application that lives in one event loop, called from another one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from mockserver.lane.request import Message, Receive, Scope, Send

Result = TypeVar("Result")
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class InLoop:
    """Runs an ASGI application in its own loop, so that all its requests meet in that one.

    A store in memory is atomic in one loop only; a test's client has a loop of its own.
    """

    def __init__(self, app: Application, loop: asyncio.AbstractEventLoop) -> None:
        """Names the application and the loop, which runs in another thread."""
        self._app = app
        self._loop = loop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection; what is awaited for the caller is awaited in the caller's loop."""
        here = asyncio.get_running_loop()

        async def received() -> Message:
            return await _in(here, receive())

        async def sent(message: Message) -> None:
            await _in(here, send(message))

        await _in(self._loop, self._app(scope, received, sent))


async def _in(loop: asyncio.AbstractEventLoop, work: Awaitable[Result]) -> Result:
    """Returns what work comes to that is done in a loop of another thread."""

    async def done() -> Result:
        return await work

    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(done(), loop))
