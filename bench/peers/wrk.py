"""The load generator: wrk, one thread on a processor of its own."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.peers.processors import Places, busy_seconds, cpu_seconds, take_place
from bench.peers.started import Started
from bench.peers.work import Request

SCRIPT: Final = Path(__file__).with_name("load.lua")
CONNECTIONS: Final = 32
_PROGRAM: Final = "wrk"
_MARK: Final = "FIGURES "
SECONDS: Final = 1
"""Of one load; many short ones in turn tell more than a few long ones."""
_FEW: Final = 200
"""Fewer answers say little."""
_LONGER_SECONDS: Final = 4
_PATIENCE_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Load:
    """What came of one load."""

    requests: int
    seconds: float
    refused: int
    """Answers that were not of class 2xx or 3xx."""
    broken: int
    """Connections that were not made, broke, or had to wait too long."""
    p50_us: float
    p99_us: float
    cpu_seconds: float
    """Of the server."""
    others_cores: float
    """Processors that neither server nor load generator used, but somebody else."""
    cores: float
    """Processors that the server used."""

    @property
    def per_second(self) -> float:
        """Requests that were answered in a second."""
        return self.requests / self.seconds

    @property
    def cpu_us(self) -> float:
        """Processor time of the server for a request, in microseconds."""
        return self.cpu_seconds / max(self.requests, 1) * 1e6

    @property
    def failed(self) -> int:
        """Requests without a good answer."""
        return self.refused + self.broken


def wrk_is_there() -> bool:
    """Returns whether the load generator is installed."""
    return shutil.which(_PROGRAM) is not None


def load(
    started: Started,
    request: Request,
    places: Places,
    *,
    connections: int = CONNECTIONS,
) -> Load:
    """Sends a request again and again for a second, or longer if hardly any answer came.

    Args:
        started: To whom.
        request: What.
        places: Where the load generator may run.
        connections: At the same time; each one waits for its answer.

    Raises:
        subprocess.SubprocessError: The load generator failed, or did not come to its end.
    """
    short = _load(started, request, places, connections, SECONDS)
    if short.requests >= _FEW:
        return short
    return _load(started, request, places, connections, _LONGER_SECONDS)


def _load(
    started: Started, request: Request, places: Places, connections: int, seconds: int
) -> Load:
    pids = started.family
    own, cpu, busy = os.times(), cpu_seconds(pids), busy_seconds()
    begun = time.perf_counter()
    ran = subprocess.run(
        [_PROGRAM, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(SCRIPT), started.url],
        env=_environment(started, request),
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + _PATIENCE_SECONDS,
        preexec_fn=lambda: take_place(places.load),
    )
    wall = time.perf_counter() - begun
    cpu, busy, after = cpu_seconds(pids) - cpu, busy_seconds() - busy, os.times()
    generator = after.children_user + after.children_system
    generator -= own.children_user + own.children_system
    told = json.loads(ran.stdout.rpartition(_MARK)[2].partition("\n")[0])
    return Load(
        requests=told["requests"],
        seconds=told["microseconds"] / 1e6,
        refused=told["refused"],
        broken=told["broken"],
        p50_us=told["p50"],
        p99_us=told["p99"],
        cpu_seconds=cpu,
        others_cores=max(0.0, (busy - cpu - generator) / wall),
        cores=cpu / wall,
    )


def _environment(started: Started, request: Request) -> dict[str, str]:
    environment = os.environ | {"METHOD": request.method, "TARGET": request.path}
    if request.written_body is not None:
        environment["BODY"] = request.written_body
    if started.server.token is not None:
        environment["TOKEN"] = started.server.token
    return environment
