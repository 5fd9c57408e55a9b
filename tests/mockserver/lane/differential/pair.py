"""Two mocks that are asked the same: the compiled pipeline, and the plain lane alone."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from mockserver.app import MockServer
from mockserver.journal import Entry
from mockserver.journal.query import Query
from mockserver.lane.lane import Lane
from mockserver.settings import Settings
from mockserver.state import DEFAULT
from mockserver.state.store import OF
from specs.values import Json
from tests.mockserver.lane.differential.messages import Answered, Sent, exchange
from tests.support.worlds import HandSet


class Differs(AssertionError):
    """The two mocks do not agree."""

    def __init__(
        self, where: str, compiled: object, plain: object, steps: Sequence[object]
    ) -> None:
        self.where = where
        self.compiled = compiled
        self.plain = plain
        self.steps = tuple(steps)
        """The steps that came to it."""
        told = "\n--\n".join(map(str, steps))
        super().__init__(
            f"{where}\n\n=== after ===\n{told}\n\n=== compiled ===\n{compiled}\n\n"
            f"=== plain ===\n{plain}"
        )


@dataclass(frozen=True, slots=True)
class Later:
    """Time goes on."""

    seconds: float

    def __str__(self) -> str:
        return f"(+{self.seconds} s)"


Step = Sent | Later
Kind = TypeVar("Kind")
Result = TypeVar("Result")


class Pair:
    """Two mocks at one time, with one seed, in one event loop."""

    def __init__(
        self,
        apis: Sequence[str],
        *,
        runner: asyncio.Runner,
        compiles: tuple[bool, bool] = (True, False),
        **settings: Any,
    ) -> None:
        """Starts both.

        Args:
            apis: What they serve.
            runner: Runs the loop in which they live.
            compiles: Whether each of them has the compiled pipeline.
            **settings: All else that is set.
        """
        self.clock = HandSet()
        self.start = self.clock.now
        self.runner = runner
        self.compiled, self.plain = (
            MockServer(Settings(apis=tuple(apis), compile=one, **settings), time=self.clock)
            for one in compiles
        )
        self.steps = 0

    @property
    def both(self) -> tuple[MockServer, MockServer]:
        return self.compiled, self.plain

    def agree_on(self, steps: Iterable[Step]) -> list[Answered]:
        """Asks both the same from a new start, and holds one against the other.

        Raises:
            Differs: An answer is another one, or what remains is. It tells the fewest steps that
                were found to come to it.
        """
        return self.run(list(steps), self._agree_on)

    def run(self, steps: list[Kind], ask: Callable[[list[Kind]], Awaitable[Result]]) -> Result:
        """Asks both something, and where they differ something ever smaller.

        Raises:
            Differs: They do not agree.
        """
        try:
            return self.runner.run(ask(steps))
        except Differs as found:
            raise self._smallest(steps, ask, found) from None

    def _smallest(
        self, steps: list[Kind], ask: Callable[[list[Kind]], Awaitable[object]], found: "Differs"
    ) -> "Differs":
        size = len(steps)
        while size:
            size //= 2
            at = 0
            while size and at < len(steps):
                fewer = steps[:at] + steps[at + size :]
                try:
                    self.runner.run(ask(fewer))
                    at += size
                except Differs as smaller:
                    steps, found = fewer, smaller
        for at, step in enumerate(steps):
            for other in _lesser(step):
                try:
                    self.runner.run(ask([*steps[:at], other, *steps[at + 1 :]]))
                except Differs as smaller:
                    steps[at], found = other, smaller
                    break
        return found

    async def _agree_on(self, steps: list[Step]) -> list[Answered]:
        await self.forget()
        answers: list[Answered] = []
        for number, step in enumerate(steps):
            if isinstance(step, Later):
                self.clock.advance(seconds=step.seconds)
                continue
            mine, theirs = [await exchange(app, step) for app in self.both]
            self.steps += 1
            if _comparable(step, mine) != _comparable(step, theirs):
                raise Differs("The answers differ.", mine, theirs, steps[: number + 1])
            answers.append(mine)
        await self.agree_on_the_rest(steps)
        return answers

    async def agree_on_the_rest(self, steps: Sequence[object]) -> None:
        """Holds state and journal of one against the other's.

        Raises:
            Differs: They are not the same.
        """
        for look in (_states, _journals):
            mine, theirs = [await look(app) for app in self.both]
            if mine != theirs:
                where = f"What remains differs: {look.__name__}"
                raise Differs(where, *_apart(mine, theirs), steps)

    async def forget(self) -> None:
        """Makes both new-born."""
        self.clock.now = self.start
        for app in self.both:
            for name in await _known_names(app):
                await app.sandboxes.drop(name)
                await app.journal.drop(name)


def _lesser(step: object) -> Iterator[Any]:
    """Yields the same with less in it, from nearly nothing on."""
    packets = getattr(step, "packets", ())
    for start in range(len(packets) - 1, 0, -1):
        yield replace(step, packets=packets[start:])  # type: ignore[type-var] # it has packets
    for end in range(1, len(packets)):
        yield replace(step, packets=packets[:end])  # type: ignore[type-var]


async def _known_names(app: MockServer) -> list[str]:
    """Returns the names of all sandboxes that requests have chosen, also where nothing happened."""
    return sorted({DEFAULT, *await app.sandboxes.names(), *app.sandboxes._open})


async def _states(app: MockServer) -> dict[str, Json]:
    """Returns all that the stores of a mock hold, byte for byte."""
    found: dict[str, Json] = {}
    for name in await app.sandboxes.names():
        snapshots = [name + OF + kept for kept in await app.sandboxes.snapshots(name)]
        for stored in (name, *snapshots):
            store = app.sandboxes.storage.store(stored)
            for collection in sorted(await store.collections()):
                records, _ = await store.read_all(collection)
                # The order counts too: it is that of a list.
                found[f"{stored} {collection}"] = list(dict(records).items())
    return found


async def _journals(app: MockServer) -> dict[str, Json]:
    """Returns all entries of a mock, without what a stopwatch says."""
    found: dict[str, Json] = {}
    for name in await _known_names(app):
        found[f"{name} extent"] = await app.journal.extent(name)
        for entry in await app.journal.entries(name, Query()):
            found[f"{name} {entry.number}"] = _told(entry)
    return found


def _told(entry: Entry) -> Json:
    """Returns all members of an entry by name; a list of headers is as good as a tuple of them."""
    found = {one.name: getattr(entry, one.name) for one in fields(entry) if one.name != "seconds"}
    for name in ("headers", "answer_headers"):
        found[name] = [tuple(line) for line in found[name]]
    return found


def _apart(mine: dict[str, Json], theirs: dict[str, Json]) -> tuple[Json, Json]:
    """Returns the members that two values do not share."""
    mixed = {**mine, **theirs}
    names = [name for name in mixed if mine.get(name) != theirs.get(name)][:3]
    found = []
    for one in (mine, theirs):
        shown = {}
        for name in names:
            value, other = one.get(name), (theirs if one is mine else mine).get(name)
            if isinstance(value, dict) and isinstance(other, dict):
                value = {n: v for n, v in value.items() if other.get(n) != v}
            shown[name] = value
        found.append(shown)
    return found[0], found[1]


def _comparable(step: Sent, answer: Answered) -> object:
    """Returns what must be the same of an answer; the journal tells how long things took."""
    if step.path.partition(b"_mock/")[2].startswith(b"journal"):
        return answer.status
    return answer


@contextmanager
def counted(*, of: MockServer):
    """Counts the requests to a mock that its plain lane answers."""
    count = [0]
    plain = Lane.__call__

    async def counting(self, scope, receive, send):
        if self._sandboxes is of.sandboxes:
            count[0] += 1
        await plain(self, scope, receive, send)

    Lane.__call__ = counting
    try:
        yield count
    finally:
        Lane.__call__ = plain
