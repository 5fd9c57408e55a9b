"""What happens to every answer on its way out: told apart by Prefer, journalled, sent."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mockserver.errors import StoreUnreachable
from mockserver.faults import send_with
from mockserver.faults.wire import Sleep
from mockserver.journal import Entry, Journal, NotedRefusal
from mockserver.lane.answers import Answer
from mockserver.lane.preferences import with_preferences
from mockserver.lane.request import Request, Send

_LOGGER: Final = logging.getLogger("mockserver.journal")

Heed = Callable[[Entry], None]
"""Is told of every answer that was sent."""

Stopwatch = Callable[[], float]
"""Seconds from some fixed moment on."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Sends answers and takes them down."""

    journal: Journal
    stopwatch: Stopwatch
    sleep: Sleep = asyncio.sleep
    heed: Heed | None = None

    async def deliver(self, request: Request, answer: Answer, send: Send, begun: float) -> None:
        """Takes an answer down, then sends it as a fault lets it arrive.

        Args:
            request: What is answered.
            answer: The answer of an API, or the refusal of one.
            send: ASGI's `send`.
            begun: When the request came, by the stopwatch.
        """
        trace = request.trace
        if not trace.proxied:
            answer = with_preferences(answer, trace.forced)
        sent = without_body(answer) if request.method == "HEAD" else answer
        entry = self._entry(request, sent, begun)
        try:
            await self.journal.add(request.sandbox.name, entry)
        except StoreUnreachable as error:
            # What was done is done, so it is answered.
            _LOGGER.error("An entry of the journal is lost: %s", error)
        await self._send(request, sent, send)
        if self.heed is not None:
            self.heed(entry)

    async def _send(self, request: Request, sent: Answer, send: Send) -> None:
        trace = request.trace
        if trace.delay_seconds:
            await self.sleep(trace.delay_seconds)
        if trace.fault is None:
            await send_answer(sent, send)
            return
        await send_with(
            sent,
            trace.fault,
            scope=request.scope,
            receive=request.receive,
            send=send,
            sleep=self.sleep,
        )

    def _entry(self, request: Request, answer: Answer, begun: float) -> Entry:
        trace = request.trace
        operation = trace.operation
        return Entry(
            at=request.sandbox.last_known_time(),
            sandbox=request.sandbox.name,
            method=request.method,
            path=request.raw_path,
            query=request.scope["query_string"],
            headers=request.scope["headers"],
            body=trace.body,
            status=answer.status,
            answer_headers=answer.headers,
            answer_body=answer.body,
            seconds=self.stopwatch() - begun,
            api=trace.api,
            operation=operation.label if operation is not None else "",
            operation_id=(operation.operation_id or "") if operation is not None else "",
            speaker="" if trace.proxied else _speaker(answer),
            refusal=NotedRefusal.of(trace.refusal) if trace.refusal is not None else None,
            fault=trace.fault.rule if trace.fault is not None else "",
            forced=tuple(f"{name}={text}" for name, text in trace.forced.applied)
            if trace.forced is not None
            else (),
            proxied=trace.proxied,
            notes=(*_notes(request), *trace.notes),
        )


async def send_answer(answer: Answer, send: Send) -> None:
    """Puts an answer on the wire."""
    status, headers, body = answer
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def without_body(answer: Answer) -> Answer:
    """Returns an answer as HEAD has it: all of it but the body (RFC 9110, section 9.3.2)."""
    return answer._replace(body=b"")


def _notes(request: Request) -> tuple[str, ...]:
    """Returns what else there is to say of a request."""
    hints = request.trace.forced.hints if request.trace.forced is not None else ()
    if not request.trace.body and request.headers.get("content-length", "0") != "0":
        return (*hints, "The body was not read: the answer did not depend on it.")
    return hints


def _speaker(answer: Answer) -> str:
    return next((value.decode() for name, value in answer.headers if name == b"mock-answer"), "")
