"""Where every request comes in: its sandbox, its operation, its answer on the way out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol, cast

from mockserver.errors import TooManySandboxes
from mockserver.lane.address import UnusableName, read_address
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.delivery import Delivery, send_answer
from mockserver.lane.operation import too_large
from mockserver.lane.request import BodyTooLarge, ClientLeft, Receive, Request, Scope, Send
from mockserver.lane.served import ADMIN_NAME, Finder, Settling, Streaming, Target
from mockserver.problems import problem
from mockserver.state import Sandboxes
from mockserver.stubkit import Refused
from specs.errors import SpecError

_SCENARIO: Final = "mock-scenario"
"""Header that names the scenario, as `api/name`, that a sandbox is to be in."""

Enter = Callable[[str, Request], Awaitable[None]]
"""Loads the scenario of that name into a request's sandbox, unless that was done already."""


@dataclass(slots=True)
class Passed:
    """A request on its way through the stock stack."""

    request: Request
    target: Settling
    values: tuple[str, ...]
    answer: Answer | None = None
    """The answer as the target gave it, which the stock stack would not keep as it is."""


class Stock(Protocol):
    """Parses what the lane does not."""

    async def answer(self, passed: Passed) -> Answer:
        """Answers a request whose body has been read."""


class Lane:
    """Answers every request; the stock stack parses what takes more than JSON."""

    def __init__(
        self,
        apis: Finder,
        sandboxes: Sandboxes,
        delivery: Delivery,
        *,
        enter: Enter,
        stock: Stock,
    ) -> None:
        self._apis = apis
        self._sandboxes = sandboxes
        self._delivery = delivery
        self._enter = enter
        self._stock = stock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        begun = self._delivery.stopwatch()
        try:
            name, scope = read_address(scope)
        except UnusableName as error:
            await send_answer(render(problem("invalid_sandbox", 400, str(error)), "refusal"), send)
            return
        try:
            request = Request(scope, receive, self._sandboxes.get(name))
        except TooManySandboxes as error:
            refusal = problem("too_many_sandboxes", 507, str(error))
            await send_answer(render(refusal, "refusal"), send)
            return
        try:
            wanted = request.headers.get(_SCENARIO)
            if wanted is not None:
                await self._enter(wanted, request)
            found = self._apis.find(request)
            if not isinstance(found, Answer) and found[0].is_streaming:
                await cast("Streaming", found[0]).stream(request, found[1], send)
                return
            answer = found if isinstance(found, Answer) else await self._answer(request, *found)
        except (ClientLeft, asyncio.CancelledError):
            # Nobody waits for an answer: the client left, or the server is being stopped.
            return
        except Refused as refused:
            answer = render(refused.reply, "refusal")
        except SpecError as error:
            answer = render(problem("broken_description", 501, str(error)), "refusal")
        except Exception as error:  # noqa: BLE001 - the outer edge: nothing else answers
            answer = crashed(f"{request.method} {scope['path']}", error)
        if request.trace.api == ADMIN_NAME:
            await send_answer(answer, send)
        else:
            await self._delivery.deliver(request, answer, send, begun)

    async def _answer(self, request: Request, target: Target, values: tuple[str, ...]) -> Answer:
        if target.is_compiled:
            return await target.answer(request, values)
        passed = Passed(request, cast("Settling", target), values)
        try:
            await request.read_body()
        except BodyTooLarge:
            bare = passed.target.reader.bare_call(request, values)
            return passed.target.refuse(too_large(bare), request.trace)
        return await self._stock.answer(passed)
