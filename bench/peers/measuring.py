"""Measures one server: the common work under load and alone, start, memory, and what it checks."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers.catalogue import Kind, Server
from bench.peers.effort import Effort
from bench.peers.figures import Pair, figures_of_loads, figures_of_pairs
from bench.peers.probes import checks_and_memory, response_check
from bench.peers.processors import Places
from bench.peers.started import Started, started
from bench.peers.work import COMMON, EXPECTED, SEVEN, SPEC, Request, campaigns_in
from bench.peers.wrk import Load, load
from specs.values import Record

_LONG_START_SECONDS = 8
"""A server that takes longer is started once."""


class WrongAnswer(RuntimeError):
    """A server did not do the common work."""

    def __init__(self, name: str, request: str, said: str) -> None:
        super().__init__(f"{name} answered {request} otherwise than was expected: {said[:200]}")
        self.request = request


@dataclass(frozen=True, slots=True)
class Bench:
    """What all measurements of one run share."""

    bare: Started
    places: Places
    folder: Path
    effort: Effort
    loads: list[Load] = field(default_factory=list)
    """All of them, to tell what else the machine did."""

    def load(self, one: Started, request: Request, *, connections: int = 32) -> Load:
        """Loads a server and keeps what came of it."""
        came = load(one, request, self.places, connections=connections)
        self.loads.append(came)
        return came

    def pair(self, one: Started, request: Request, *, bare_first: bool) -> Pair:
        """Loads the bare server and another one, one right after the other."""
        if bare_first:
            bare = self.load(self.bare, request)
            return Pair(bare, self.load(one, request))
        other = self.load(one, request)
        return Pair(self.load(self.bare, request), other)

    def pairs(self, one: Started, request: Request, rounds: int) -> list[Pair]:
        """Returns some pairs, the order changing."""
        turns = range(rounds)
        return [self.pair(one, request, bare_first=turn % 2 == 0) for turn in turns]


def measured(bench: Bench, server: Server) -> Record:
    """Returns all figures of a server.

    Args:
        bench: With what.
        server: It is started, loaded, asked, ended; then started some times more.

    Raises:
        NotStarted: It gives no good answer.
        WrongAnswer: It does other work than the rest.
        OSError: It stopped answering.
        subprocess.SubprocessError: The load generator failed.
    """
    with started(server, bench.folder, bench.places) as one:
        settle(one)
        idle, starts = one.memory_mib, [one]
        figures = _loaded(bench, one)
        checks = {} if server.kind is Kind.FLOOR else checks_and_memory(one)
    if server.kind is not Kind.FLOOR:
        asked = bench.effort.everything
        checks["response"] = (
            response_check(one, bench.folder, bench.places) if asked else "not asked"
        )
    starts += more_starts(bench, server, one, bench.effort.starts)
    return {
        "title": server.title,
        "kind": server.kind.value,
        "note": server.note,
        "pinned": server.pinned and bench.places.server is not None,
        "checks": checks,
        "start": told_starts(starts),
        "memory_mib": {"idle": round(idle, 1), "loaded": figures.pop("memory_mib")},
        **figures,
    }


def works_of(server: Server) -> tuple[Request, ...]:
    """Returns what a server is asked under load; a search that finds seven needs real records."""
    return (*COMMON, SEVEN) if server.token else COMMON


def settle(one: Started) -> None:
    """Puts a server's records right, and looks at its answers to the common work.

    Raises:
        WrongAnswer: They are not those that were expected.
    """
    if one.server.settle is not None:
        one.server.settle(one.url)
    for request in works_of(one.server):
        answer = one.ask(request)
        count = campaigns_in(request, answer.body)
        if answer.status != 200 or (count != EXPECTED[request.name] and not one.server.fixed):
            raise WrongAnswer(one.server.name, request.name, f"{answer.status}, {answer.text}")


def _loaded(bench: Bench, one: Started) -> Record:
    warm = min(one.server.warm, bench.effort.most_warm)
    for _ in range(warm if one.server.kind is Kind.PEER or bench.effort.everything else 0):
        for request in COMMON:
            bench.load(one, request)
    works = works_of(one.server)
    pairs: dict[str, list[Pair]] = {request.name: [] for request in works}
    memory = 0.0
    for turn in range(bench.effort.rounds):
        for request in works:
            pairs[request.name].append(bench.pair(one, request, bare_first=turn % 2 == 0))
        memory = max(memory, one.memory_mib)
    loads = {name: figures_of_pairs(of_work) for name, of_work in pairs.items()}
    return {"loads": loads, "alone": alone(bench, one), "memory_mib": round(memory, 1)}


def alone(bench: Bench, one: Started) -> Record:
    """Returns the figures of loads over one connection: one request at a time."""
    works = COMMON if bench.effort.everything else COMMON[:1]
    rounds = range(bench.effort.alone_rounds)
    return {
        request.name: figures_of_loads([bench.load(one, request, connections=1) for _ in rounds])
        for request in works
    }


def more_starts(
    bench: Bench,
    server: Server,
    first: Started,
    number: int,
    *,
    spec: Path = SPEC,
    path: str = COMMON[0].path,
) -> list[Started]:
    """Starts a server again and again, and returns what was told of it each time.

    Args:
        bench: With what.
        server: Which one.
        first: How it started before.
        number: How often, the first time counted.
        spec: The file that it serves.
        path: What it is asked.
    """
    told = []
    for _ in range(number - 1 if first.seconds < _LONG_START_SECONDS else 0):
        with started(server, bench.folder, bench.places, spec=spec, path=path) as again:
            told.append(again)
    return told


def told_starts(starts: list[Started]) -> Record:
    """Returns the medians of some starts."""

    def median(value: Callable[[Started], float]) -> float:
        return round(statistics.median(value(start) for start in starts), 3)

    return {
        "seconds": median(lambda start: start.seconds),
        "cpu_seconds": median(lambda start: start.start_cpu_seconds),
        "times": len(starts),
    }
