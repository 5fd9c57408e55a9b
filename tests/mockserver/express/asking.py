"""A mock with the express, held against one without, and which way each request went."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from mockserver.app import MockServer
from mockserver.lane.lane import Lane
from mockserver.lane.request import Scope
from tests.mockserver.lane.differential.messages import Answered, Line, Sent, exchange
from tests.mockserver.lane.differential.pair import Later, Pair

EXPRESS = "express"
LANE = "lane"


def ask(
    method: str,
    target: str,
    *lines: tuple[str, str],
    json_body: Any = None,
    body: bytes | tuple[bytes, ...] = (),
) -> Sent:
    """A request; `json_body` brings its content type with it, unless one is given."""
    headers: tuple[Line, ...] = tuple((name.encode(), value.encode()) for name, value in lines)
    if json_body is not None:
        body = json.dumps(json_body).encode()
        if not any(name.lower() == b"content-type" for name, _ in headers):
            headers = (*headers, (b"content-type", b"application/json"))
    pieces = (body,) if isinstance(body, bytes) else body
    return Sent(method, target.encode(), headers, pieces)


BIRTH = ask("PUT", "/things/1", json_body={"n": 1})
"""The first request to a sandbox, with which it is born: the lane answers it."""


class Asking:
    """Two mocks of the same APIs that must agree, and the way of each request to the first."""

    def __init__(self, *apis: str, **settings: Any) -> None:
        self._runner = asyncio.Runner()
        self.pair = Pair(apis, runner=self._runner, **settings)

    def close(self) -> None:
        self._runner.close()

    def __call__(self, *steps: Sent | Later) -> list[tuple[str, Answered]]:
        """Asks both mocks, which are new-born, and returns what they agree on.

        Raises:
            Differs: Answers, state or journal differ.
        """
        sent = [step for step in steps if isinstance(step, Sent)]
        with laned(self.pair.compiled) as numbers:
            answers = self.pair.agree_on(steps)
        ways = [LANE if number in numbers else EXPRESS for number in range(len(sent))]
        return list(zip(ways, answers, strict=True))

    def after_birth(self, *steps: Sent | Later) -> list[tuple[str, Answered]]:
        """The same for a default sandbox in which something has happened."""
        return self(BIRTH, *steps)[1:]

    def reload(self) -> None:
        for app in self.pair.both:
            self._runner.run(app.reload())


def asked(app: MockServer, *sent: Sent) -> list[Answered]:
    """Sends requests to one mock, one after the other."""

    async def story() -> list[Answered]:
        return [await exchange(app, one) for one in sent]

    return asyncio.run(story())


@contextmanager
def laned(app: MockServer) -> Iterator[set[int]]:
    """Notes which of the requests to a mock its lane is asked, by their numbers from 0 on."""
    numbers: set[int] = set()
    arrived = [0]
    whole, lane = MockServer.__call__, Lane.__call__

    async def arriving(self: MockServer, scope: Scope, receive: Any, send: Any) -> None:
        arrived[0] += self is app
        await whole(self, scope, receive, send)

    async def noting(self: Lane, scope: Scope, receive: Any, send: Any) -> None:
        if self._sandboxes is app.sandboxes:
            numbers.add(arrived[0] - 1)
        await lane(self, scope, receive, send)

    MockServer.__call__, Lane.__call__ = arriving, noting  # type: ignore[method-assign]
    try:
        yield numbers
    finally:
        MockServer.__call__, Lane.__call__ = whole, lane  # type: ignore[method-assign]


def bodies(told: Iterable[tuple[str, Answered]]) -> list[Any]:
    """The JSON of answers, in their order; None where there is no body."""
    return [json.loads(answer.body) if answer.body else None for _, answer in told]


def ways(told: Iterable[tuple[str, Answered]]) -> list[str]:
    """The ways that requests took."""
    return [way for way, _ in told]
