"""Costs against size: operations in the description, and campaigns in the store."""

import json
from pathlib import Path
from typing import Final

from bench.peers.asking import ask
from bench.peers.catalogue import Server
from bench.peers.figures import figures_of_pairs
from bench.peers.filling import fill
from bench.peers.many_operations import described, last_path
from bench.peers.measuring import Bench, WrongAnswer, more_starts, settle, told_starts
from bench.peers.settling import STATE
from bench.peers.started import started
from bench.peers.work import COMMON, EXPECTED, SEARCH, Request, campaigns_in
from specs.values import Record

_STARTS: Final = 3


def with_operations(bench: Bench, server: Server, operations: int) -> Record:
    """Returns the figures of reading one item, and of the start, with some operations.

    Args:
        bench: With what.
        server: One that answers from the file that it is given.
        operations: How many.

    Raises:
        NotStarted: It gives no good answer.
        OSError: It stopped answering.
        subprocess.SubprocessError: The load generator failed.
    """
    spec, path = _file(bench.folder, operations), last_path(operations)
    read = Request("read", "GET", path)
    with started(server, bench.folder, bench.places, spec=spec, path=path) as one:
        idle = one.memory_mib
        for _ in range(min(server.warm, bench.effort.most_warm)):
            bench.load(one, read)
        figures = figures_of_pairs(bench.pairs(one, read, bench.effort.size_rounds))
    number = min(_STARTS, bench.effort.starts)
    starts = [one, *more_starts(bench, server, one, number, spec=spec, path=path)]
    return {"read": figures, "start": told_starts(starts), "idle_mib": round(idle, 1)}


def with_campaigns(bench: Bench, server: Server, campaigns: int) -> Record:
    """Returns the figures of the common work over a store that holds some campaigns.

    Args:
        bench: With what.
        server: Our own, with the bundled API.
        campaigns: How many.

    Raises:
        NotStarted: It gives no good answer.
        Unsettled: It would not keep that many.
        WrongAnswer: A search finds others than its one.
        OSError: It stopped answering.
        subprocess.SubprocessError: The load generator failed.
    """
    with started(server, bench.folder, bench.places) as one:
        settle(one)
        seconds = fill(one.url, server.token, campaigns)
        for request in COMMON:
            bench.load(one, request)
        rounds = bench.effort.size_rounds
        pairs = {request.name: bench.pairs(one, request, rounds) for request in COMMON}
        memory = one.memory_mib
        found = one.ask(SEARCH)
        if campaigns_in(SEARCH, found.body) != EXPECTED[SEARCH.name]:
            raise WrongAnswer(server.name, SEARCH.name, found.text)
        kept = len(ask(one.url, "GET", STATE).body["campaign"])
    return {
        "loads": {name: figures_of_pairs(of_work) for name, of_work in pairs.items()},
        "filled_seconds": round(seconds, 2),
        "kept": kept,
        "memory_mib": round(memory, 1),
    }


def _file(folder: Path, operations: int) -> Path:
    file = folder / f"operations-{operations}.json"
    if not file.exists():
        file.write_text(json.dumps(described(operations)), "utf-8")
    return file
