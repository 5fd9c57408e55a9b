"""Entries of a journal, and any journal against a plain list."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mockserver.journal import Entry, Journal, Lost, Query
from tests.support.documents import api, operation, parameter, response, takes
from tests.support.worlds import NOW

_ITEM = {"type": "object", "required": ["item"], "properties": {"item": {"type": "string"}}}
_ANSWER = {"200": response({"type": "object"}, example={"id": 1})}
SHOP = api(
    {
        "/orders": {
            "get": operation("listOrders", responses=_ANSWER),
            "post": operation("createOrder", requestBody=takes(_ITEM), responses=_ANSWER),
        },
        "/apps/{api_key}/orders/{id}": {
            "get": operation(
                "getOrder",
                parameters=[
                    parameter("api_key", "path", {"type": "string"}),
                    parameter("id", "path", {"type": "integer"}),
                ],
            )
        },
    }
)
"""A document with orders, of which some lie under a key in the path."""

JSON_HEADERS = ((b"content-type", b"application/json"),)
FORM_HEADERS = ((b"content-type", b"application/x-www-form-urlencoded"),)


def entry(**members: Any) -> Entry:
    """An entry of `POST /orders`, answered by a stub; members replace its own."""
    mine = {
        "at": NOW,
        "sandbox": "default",
        "method": "POST",
        "path": "/orders",
        "status": 201,
        "api": "shop",
        "operation": "POST /orders",
        "operation_id": "createOrder",
        "speaker": "stub",
    }
    return Entry(**{**mine, **members})


class Patience:
    """A timer whose time is up when the test says so."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._ends: list[asyncio.Timeout] = []

    def __call__(self, seconds: float) -> asyncio.Timeout:
        self.asked.append(seconds)
        self._ends.append(asyncio.timeout(None))
        return self._ends[-1]

    def run_out(self) -> None:
        """Ends everything that waits."""
        for end in self._ends:
            end.reschedule(asyncio.get_running_loop().time())


def impatient(seconds: float) -> asyncio.Timeout:
    """A timer that gives up as soon as there is anything to wait for."""
    del seconds
    return asyncio.timeout(0)


async def settle() -> None:
    """Lets everything run that can run."""
    for _ in range(10):
        await asyncio.sleep(0)


@contextmanager
def loop() -> Iterator[asyncio.Runner]:
    """An event loop for several steps."""
    with asyncio.Runner() as runner:
        yield runner


_BOXES = st.sampled_from(["a", "b"])
_PATHS = st.sampled_from(["/x", "/y"])


class JournalMachine(RuleBasedStateMachine):
    """Any journal against a list for each sandbox; a subclass says which journal.

    Nothing is dropped for want of room: `LIMIT` is what the journal has to be able to keep.
    """

    LIMIT = 50

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self.journal = self.make_journal()
        self.model: dict[str, list[tuple[int, str]]] = {}
        self.newest: dict[str, int] = {}
        self.readers: dict[str, tuple[Any, list[int]]] = {}

    def make_journal(self) -> Journal:
        raise NotImplementedError

    def teardown(self) -> None:
        for reader, _ in self.readers.values():
            self._runner.run(reader.aclose())
        self._runner.close()

    @precondition(lambda self: max(self.newest.values(), default=0) < self.LIMIT)
    @rule(sandbox=_BOXES, path=_PATHS)
    def add(self, sandbox: str, path: str) -> None:
        self._runner.run(self.journal.add(sandbox, entry(sandbox=sandbox, path=path)))

        self.newest[sandbox] = self.newest.get(sandbox, 0) + 1
        self.model.setdefault(sandbox, []).append((self.newest[sandbox], path))
        if sandbox in self.readers:
            self.readers[sandbox][1].append(self.newest[sandbox])

    @rule(sandbox=_BOXES, path=_PATHS, since=st.integers(0, 5), limit=st.none() | st.integers(1, 3))
    def ask(self, sandbox: str, path: str, since: int, limit: int | None) -> None:
        fitting = [
            number for number, at in self.model.get(sandbox, []) if at == path and number > since
        ]
        for newest_first in (False, True):
            query = Query(path=path, since=since, limit=limit, newest_first=newest_first)
            found = self._runner.run(self.journal.entries(sandbox, query))

            expected = fitting[::-1] if newest_first else fitting
            assert [one.number for one in found] == expected[:limit]

    @rule(sandbox=_BOXES)
    def clear(self, sandbox: str) -> None:
        self._runner.run(self.journal.clear(sandbox))

        self.model.pop(sandbox, None)
        if sandbox in self.readers:
            self.readers[sandbox][1].clear()

    @precondition(lambda self: not self.readers)
    @rule(sandbox=_BOXES)
    def drop(self, sandbox: str) -> None:
        self._runner.run(self.journal.drop(sandbox))

        self.model.pop(sandbox, None)
        self.newest.pop(sandbox, None)

    @rule(sandbox=_BOXES, since=st.none() | st.integers(0, 60))
    def listen(self, sandbox: str, since: int | None) -> None:
        async def subscribe() -> Any:
            return self.journal.subscribe(sandbox, since=since)

        if sandbox in self.readers:
            self._runner.run(self.readers.pop(sandbox)[0].aclose())
        kept = [number for number, _ in self.model.get(sandbox, [])]
        newest = self.newest.get(sandbox, 0)
        after = newest if since is None else since if since <= newest else 0
        expected = [number for number in kept if number > after]
        self.readers[sandbox] = (self._runner.run(subscribe()), expected)

    @rule(sandbox=_BOXES)
    def read(self, sandbox: str) -> None:
        reader, expected = self.readers.get(sandbox, (None, []))
        if not expected:
            return

        async def following() -> Entry | Lost:
            async with asyncio.timeout(10):
                found: Entry | Lost = await anext(reader)
                return found

        found = self._runner.run(following())
        assert isinstance(found, Entry)
        assert found.number == expected.pop(0)

    @invariant()
    def tells_how_much_there_is(self) -> None:
        for sandbox in ("a", "b"):
            extent = self._runner.run(self.journal.extent(sandbox))

            assert extent.kept == len(self.model.get(sandbox, []))
            assert (extent.newest, extent.dropped) == (self.newest.get(sandbox, 0), 0)
