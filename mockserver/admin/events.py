"""The journal as it grows: server-sent events for as long as somebody listens."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Final

from mockserver.admin.journal import Journalled
from mockserver.admin.served_names import ServedNames
from mockserver.journal import Entry, Lost, Subscription, mask
from mockserver.journal.entry import RawHeaders
from mockserver.journal.events import OPENING, STILL_HERE, event_text, last_event
from mockserver.journal.journal import Timer
from mockserver.lane.answers import Answer
from mockserver.lane.request import Request, Send
from mockserver.lane.served import Target

LONGEST_SECONDS: Final = 3600.0
"""A stream ends after this; who still listens comes back by itself."""
QUIET_SECONDS: Final = 15.0
"""After so long without an entry a comment shows that the connection lives."""


class JournalStream:
    """What answers `GET /_mock/journal/events`, in front of its compiled operation.

    Who may listen, and to what, is the compiled operation's affair; once it has agreed, this
    goes on sending.
    """

    def __init__(
        self,
        compiled: Target,
        server: Journalled,
        *,
        timer: Timer = asyncio.timeout,
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        """Stands in for an operation.

        Args:
            compiled: The operation; it answers what is there already.
            server: Whose journal is told.
            timer: Ends a stream.
            quiet_seconds: How long nothing may be sent.
        """
        self.api = compiled.api
        self.is_compiled = True
        self.is_streaming = True
        self._compiled = compiled
        self._journal = server.journal
        self._names = ServedNames(server.served)
        self._timer = timer
        self._quiet_seconds = quiet_seconds

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers with what is there already."""
        return await self._compiled.answer(request, values)

    async def stream(self, request: Request, values: tuple[str, ...], send: Send) -> None:
        """Answers with what is there already and with what comes, until the client leaves."""
        # The place is taken first, so that no entry falls between the two.
        coming = self._journal.subscribe(request.sandbox.name, since=_since(request))
        try:
            answer = await self._compiled.answer(request, values)
            if answer.status != 200:
                await _begin(answer.status, answer.headers, send)
                await send({"type": "http.response.body", "body": answer.body})
                return
            headers = [pair for pair in answer.headers if pair[0] != b"content-length"]
            await _begin(200, [*headers, (b"x-accel-buffering", b"no")], send)
            await _go_on(OPENING, send)
            with suppress(TimeoutError):
                async with self._timer(LONGEST_SECONDS):
                    await self._tell(request, coming, send)
            await send({"type": "http.response.body", "body": b""})
        finally:
            await coming.aclose()

    async def _tell(self, request: Request, coming: Subscription, send: Send) -> None:
        left = asyncio.ensure_future(_departure(request))
        try:
            async with aclosing(self._texts(coming, left)) as texts:
                async for text in texts:
                    await _go_on(text, send)
        finally:
            left.cancel()

    async def _texts(
        self, coming: Subscription, left: "asyncio.Future[None]"
    ) -> AsyncGenerator[str, None]:
        """Yields events, and a comment whenever it was quiet for long, until the client leaves."""
        following = asyncio.ensure_future(_next(coming))
        try:
            while not left.done():
                await asyncio.wait(
                    (following, left),
                    timeout=self._quiet_seconds,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if following.done():
                    yield self._text(following.result())
                    following = asyncio.ensure_future(_next(coming))
                elif not left.done():
                    yield STILL_HERE
        finally:
            following.cancel()

    def _text(self, told: Entry | Lost) -> str:
        return event_text(told if isinstance(told, Lost) else mask(told, self._names.secrets))


async def _next(coming: Subscription) -> Entry | Lost:
    return await anext(coming)


async def _begin(status: int, headers: RawHeaders, send: Send) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _go_on(text: str, send: Send) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _departure(request: Request) -> None:
    """Returns when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _since(request: Request) -> int | None:
    """Returns the number of the last entry that the client knows."""
    known = last_event(request.headers.get("last-event-id"))
    return known if known is not None else last_event(dict(request.query).get("since"))
