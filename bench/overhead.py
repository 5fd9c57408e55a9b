"""What the suite itself costs per exchange, beside Schemathesis's `case.call_and_validate()`.

`python -m bench.overhead [API] [--rounds N] [--json FILE]`. Both take the same generated cases to
the same application in this process, one case after the other, first the one and then the other
of them. What the application takes is not counted. Everything is processor time of this process.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from schemathesis import Case, GenerationMode
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation.drivers import CoverageGenerator, ExamplesGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.overrides import Override
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import ignored_auth

from bench.tables import markdown
from contracts.run.book import Book
from contracts.run.bridge.conversion import TheirCase, convert
from contracts.run.bridge.known import KnownValues, always_first
from contracts.run.bridge.loading import load_schema, operation_of
from contracts.run.documents import Documents
from contracts.run.guard import Guard
from contracts.run.journal import Journal
from contracts.run.limits import OwnLimits
from contracts.run.sender import Sender
from contracts.run.suite import server_app
from contracts.run.transport import AsgiTransport
from contracts.target import Secrets, Target, in_process_target
from contracts.target.credentials import DEFAULT, show
from specs.bundle import Bundle
from specs.discovery import discover
from specs.operation import Operation

OURS: Final = "ours"
PLAIN: Final = "call_and_validate()"
LEAN: Final = "call_and_validate(), client kept, `ignored_auth` left out"
_NOTHING: Final = KnownValues({})
_SECONDS: Final = 30.0

AsgiApp = Callable[..., Awaitable[None]]


class Clock:
    """Processor seconds by part; what runs inside another part counts for the inner one only."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inside: list[float] = []

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Counts what happens inside for a part."""
        self._inside.append(0.0)
        started = time.process_time()
        try:
            yield
        finally:
            spent = time.process_time() - started
            self.seconds[name] = self.seconds.get(name, 0.0) + spent - self._inside.pop()
            if self._inside:
                self._inside[-1] += spent

    def around(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """Returns a function that is counted for a part."""

        def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the function takes
            with self.part(name):
                return function(*args, **kwargs)

        return counted


class ClockedApp:
    """An application whose own time is known; it answers nothing but HTTP."""

    def __init__(self, app: AsgiApp, clock: Clock) -> None:
        self._app = app
        self.clock = clock
        self.calls = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        """Answers a call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self.calls += 1
        with self.clock.part("application"):
            await self._app(scope, receive, send)


@dataclass(slots=True)
class Tally:
    """What one of them spent in one round."""

    name: str
    clock: Clock = field(default_factory=Clock)
    exchanges: int = 0
    calls: int = 0
    found: int = 0
    """Cases about which it reported something."""

    def each(self, part: str) -> float:
        """Returns the microseconds of a part per exchange."""
        return 1e6 * self.clock.seconds.get(part, 0.0) / self.exchanges

    @property
    def overhead(self) -> float:
        """Microseconds per exchange without the application."""
        own = sum(spent for part, spent in self.clock.seconds.items() if part != "application")
        return 1e6 * own / self.exchanges


class Ours:
    """The suite: from a generated case to a judged exchange that is in the book."""

    def __init__(self, bundle: Bundle, target: Target) -> None:
        self.tally = Tally(OURS)
        clock = self.tally.clock
        self.app = ClockedApp(server_app("mock", [bundle]), clock)
        self._transport = AsgiTransport(self.app)
        self._book = Book(
            bundle,
            item="overhead",
            secrets=Secrets(),
            documents=Documents(bundle),
            limit_seconds=_SECONDS,
        )
        self._sender = Sender(
            bundle=bundle,
            api=target.apis[bundle.name],
            transport=self._transport,
            guard=Guard.of(bundle, may_write=True),
            limits=OwnLimits(),
            journal=Journal(None),
            timeout_seconds=_SECONDS,
            sent=clock.around(self._book.judge, "checks and book"),
        )

    def take(self, case: TheirCase, operation: Operation) -> None:
        """Sends and judges one case."""
        before = len(self._book.found)
        with self.tally.clock.part("building the exchange"):
            made = convert(case, operation, "coverage", _NOTHING, always_first)
        if made is None:
            raise ValueError("a case that cannot be sent")
        with self.tally.clock.part("sending"):
            self._sender.send(made[0].request, operation, note=made[0].note)
        self.tally.exchanges += 1
        self.tally.found += len(self._book.found) > before

    def close(self) -> None:
        """Lets go of the application."""
        self._transport.close()


class Theirs:
    """Schemathesis: one `case.call_and_validate()`."""

    def __init__(self, bundle: Bundle, target: Target, *, is_lean: bool) -> None:
        self.tally = Tally(LEAN if is_lean else PLAIN)
        self.app = ClockedApp(server_app("mock", [bundle]), self.tally.clock)
        self._target = target.apis[bundle.name]
        self._is_lean = is_lean
        self._client = asgi.get_client(self.app) if is_lean else None

    def take(self, case: TheirCase, operation: Operation) -> None:
        """Sends and judges one case."""
        clock = self.tally.clock
        given = show(operation, self._target.roles.get(f"caller.{DEFAULT}", {}), {})
        excluded = [ignored_auth] if self._is_lean else []
        try:
            with clock.part("sending"):
                case.call_and_validate(
                    headers=dict(given.headers), session=self._client, excluded_checks=excluded
                )
        except (Failure, FailureGroup):
            self.tally.found += 1
        self.tally.exchanges += 1

    def close(self) -> None:
        """Lets go of the application."""
        if self._client is not None:
            self._client.close()


def clock_their_checks() -> None:
    """Puts a clock around the validation inside `call_and_validate()`."""
    inner = Case.validate_response

    def validate_response(case: TheirCase, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as theirs
        with case.operation.schema.app.clock.part("checks"):
            inner(case, *args, **kwargs)

    Case.validate_response = validate_response  # type: ignore[method-assign, assignment]


def cases_of(bundle: Bundle, app: ClockedApp | None = None) -> list[tuple[TheirCase, Operation]]:
    """Returns the examples and the boundary values of all operations, the same at each call."""
    schema = load_schema(bundle)
    schema.app = app
    found: list[tuple[TheirCase, Operation]] = []
    for operation in bundle.operations:
        theirs = operation_of(schema, operation)
        examples = ExamplesGenerator(
            operation=theirs, override=Override(), feedback=NO_FEEDBACK, fill_missing=False
        )
        coverage = CoverageGenerator(
            operation=theirs,
            generation_modes=list(GenerationMode),
            generation_config=schema.config.generation_for(operation=theirs, phase="coverage"),
            auth_storage=None,
            override=Override(),
            feedback=NO_FEEDBACK,
        )
        found += [(case, operation) for case in (*examples, *coverage)]
    return found


def one_round(bundle: Bundle, target: Target, sendable: list[int]) -> list[Tally]:
    """Takes all cases to all of them and returns what each spent."""
    takers: list[Ours | Theirs] = [
        Ours(bundle, target),
        Theirs(bundle, target, is_lean=False),
        Theirs(bundle, target, is_lean=True),
    ]
    cases = [cases_of(bundle, taker.app) for taker in takers]
    for warm in (True, False):
        for number, index in enumerate(sendable):
            turn = number % len(takers)
            for place in (*range(turn, len(takers)), *range(turn)):
                taker = takers[place]
                taker.take(*cases[place][index])
        if warm:
            cases = [cases_of(bundle, taker.app) for taker in takers]
            for taker in takers:
                taker.tally.clock.seconds.clear()
                taker.tally.exchanges = taker.tally.found = taker.app.calls = 0
    for taker in takers:
        taker.tally.calls = taker.app.calls
        taker.close()
    return [taker.tally for taker in takers]


def report(rounds: list[list[Tally]]) -> str:
    """Returns the table: medians of all rounds, in microseconds per exchange."""
    parts = ("building the exchange", "sending", "checks and book", "checks", "application")
    ours = statistics.median(tallies[0].overhead for tallies in rounds)
    rows = []
    for place, first in enumerate(rounds[0]):
        of_all = [tallies[place] for tallies in rounds]
        own = statistics.median(tally.overhead for tally in of_all)
        rows.append(
            (
                first.name,
                own,
                f"{own / ours:.1f}",
                *(statistics.median(tally.each(part) for tally in of_all) for part in parts),
                f"{first.calls / first.exchanges:.2f}",
                first.found,
            )
        )
    head = ("per exchange, us of CPU", "overhead", "ratio", *parts, "calls", "cases with a report")
    return markdown(head, rows)


def main() -> None:
    """Measures, prints the table, and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("api", nargs="?", default="criteo", help="a bundled API; criteo")
    parser.add_argument("--rounds", type=int, default=5, help="of which the medians are told; 5")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures, too")
    asked = parser.parse_args()
    clock_their_checks()
    bundle = discover([asked.api])[0]
    target = in_process_target([bundle])
    sendable = [
        index
        for index, (case, operation) in enumerate(cases_of(bundle))
        if convert(case, operation, "coverage", _NOTHING, always_first) is not None
    ]
    rounds = [one_round(bundle, target, sendable) for _ in range(asked.rounds)]
    sys.stdout.write(f"{len(sendable)} cases of {bundle.name}, {len(rounds)} rounds.\n\n")
    sys.stdout.write(report(rounds))
    if asked.json is not None:
        figures = [
            {tally.name: {"overhead": tally.overhead, **tally.clock.seconds} for tally in tallies}
            for tallies in rounds
        ]
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
