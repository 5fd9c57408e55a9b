"""One run: every server in turn, then the sizes; what cannot be measured is left out, told so."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.peers.catalogue import OURS, Kind, Server, all_bundled
from bench.peers.effort import Effort
from bench.peers.figures import work_of_others
from bench.peers.installed import Installed
from bench.peers.measuring import Bench, WrongAnswer, measured, more_starts, told_starts
from bench.peers.processors import Places
from bench.peers.scaling import with_campaigns, with_operations
from bench.peers.settling import Unsettled
from bench.peers.started import NotStarted, started
from bench.peers.versions import machine, versions
from specs.values import Record

_TROUBLE = (
    NotStarted,
    Unsettled,
    WrongAnswer,
    OSError,
    http.client.HTTPException,
    subprocess.SubprocessError,
)
"""What may happen to one server without ending the run."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is measured so far; told on standard error, and kept in a file after each step."""

    figures: Record
    keep: Path | None
    end: float
    """After that nothing new is begun."""

    def step(self, name: str, measure: Callable[[], Record]) -> Record | None:
        """Measures one thing if there is time, and returns its figures if there are any."""
        if time.monotonic() > self.end:
            self.leave_out(name, "the time is up")
            return None
        sys.stderr.write(f"{name} ...\n")
        begun = time.monotonic()
        try:
            told = measure()
        except _TROUBLE as trouble:
            self.leave_out(name, str(trouble))
            return None
        sys.stderr.write(f"{name}: {time.monotonic() - begun:.0f} s\n")
        return told

    def leave_out(self, name: str, why: str) -> None:
        """Tells what is not measured."""
        self.figures["left_out"].append({"name": name, "why": why})
        sys.stderr.write(f"{name} is left out: {why}\n")

    def save(self) -> None:
        """Writes the figures so far."""
        if self.keep is not None:
            self.keep.write_text(json.dumps(self.figures, indent=1) + "\n", "utf-8")


def measure(
    servers: Sequence[Server],
    installed: Installed,
    effort: Effort,
    *,
    only: set[str] | None,
    places: Places,
    folder: Path,
    keep: Path | None,
) -> Record:
    """Measures the servers and returns all figures.

    Args:
        servers: All that there are; the first one is the bare server.
        installed: Where they are.
        effort: How much is measured.
        only: The names of those that are measured; None means all but those on request.
        places: Where they run.
        folder: For their files.
        keep: File for the figures.
    """
    about: Record = {
        "date": time.strftime("%Y-%m-%d"),
        "effort": effort.name,
        "pinned": places.server is not None,
        "machine": machine(),
        "versions": versions(installed),
    }
    figures: Record = {"about": about, "left_out": [], "servers": {}, "all_bundled": {}}
    figures |= {"operations": {}, "stored": {}}
    progress = Progress(figures, keep, time.monotonic() + effort.minutes * 60)
    measurable = [server for server in servers if effort.everything or not server.slower]
    wanted = chosen(measurable if only is None else servers, only, progress)
    with started(servers[0], folder, places) as bare:
        bench = Bench(bare, places, folder, effort)
        try:
            _each(bench, wanted, progress)
        finally:
            about["others"] = work_of_others(bench.loads)
            progress.save()
    return figures


def chosen(servers: Sequence[Server], only: set[str] | None, progress: Progress) -> list[Server]:
    """Returns the servers to measure; of one that is not installed a line is told.

    Args:
        servers: All that there are.
        only: The names of those that are wanted; None means all but those on request.
        progress: Is told which are left out.
    """
    wanted = []
    for server in servers:
        if server.name not in only if only else server.on_request:
            continue
        if server.missing is None:
            wanted.append(server)
        else:
            progress.leave_out(server.name, f"{server.missing.name} is not installed")
    return wanted


def _each(bench: Bench, wanted: Sequence[Server], progress: Progress) -> None:
    """Measures ours before the others, so that it is not ours that there is no time for."""
    ours = [server for server in wanted if server.kind is Kind.OURS]
    others = [server for server in wanted if server.kind is not Kind.OURS]
    for server in ours:
        _loads(bench, server, progress)
        if server.name == OURS:
            _stored(bench, server, progress)
        _operations(bench, server, progress)
    for server in others:
        _loads(bench, server, progress)
    for server in others if bench.effort.everything else ():
        _operations(bench, server, progress)


def _loads(bench: Bench, server: Server, progress: Progress) -> None:
    told = progress.step(server.name, partial(measured, bench, server))
    if told is not None:
        progress.figures["servers"][server.name] = told
        progress.save()


def _stored(bench: Bench, server: Server, progress: Progress) -> None:
    told = progress.step("the start with all APIs", partial(_starts, bench, all_bundled()))
    progress.figures["all_bundled"] = told or {}
    for size in bench.effort.stored:
        name = f"{server.name}, {size} campaigns"
        told = progress.step(name, partial(with_campaigns, bench, server, size))
        if told is not None:
            progress.figures["stored"][str(size)] = told
            progress.save()


def _operations(bench: Bench, server: Server, progress: Progress) -> None:
    for size in bench.effort.operations if server.scales else ():
        name = f"{server.name}, {size} operations"
        told = progress.step(name, partial(with_operations, bench, server, size))
        if told is not None:
            named: Record = {"title": server.title, "kind": server.kind.value, "sizes": {}}
            of_server = progress.figures["operations"].setdefault(server.name, named)
            of_server["sizes"][str(size)] = told
            progress.save()


def _starts(bench: Bench, server: Server) -> Record:
    with started(server, bench.folder, bench.places) as one:
        pass
    return told_starts([one, *more_starts(bench, server, one, bench.effort.starts)])
