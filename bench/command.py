"""The default run of `contracts test`, split by kind of item."""

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.running import ran
from specs.values import Record

FINE: Final = (0, 1)
"""Exit codes of a run that came to its end."""


@dataclass(frozen=True, slots=True)
class Share:
    """The items of one kind."""

    kind: str
    items: int
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class DefaultRun:
    """One run of all APIs against the mock in process."""

    workers: int
    seconds: float
    """From the start of the command to its end."""
    cpu_seconds: float
    findings: int
    shares: tuple[Share, ...]
    parts: dict[str, float]
    """Processor seconds by part, if there were clocks."""

    @property
    def items(self) -> int:
        """How many items ran."""
        return sum(share.items for share in self.shares)

    @property
    def requests(self) -> int:
        """How many requests were sent; control requests are not counted."""
        return sum(share.requests for share in self.shares)


def default_run(workers: int, *, clocked: bool = False, options: Sequence[str] = ()) -> DefaultRun:
    """Runs `contracts test` without a target.

    Args:
        workers: Processes.
        clocked: Whether clocks are put around its parts; one worker only.
        options: More options of the command.

    Raises:
        RuntimeError: The command did not come to its end.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clocks, report = folder / "clocks.json", folder / "report.json"
        start = ["-m", "bench.clocked", str(clocks)] if clocked else ["-m", "contracts"]
        run = ran(
            [
                sys.executable, *start, "test", "--workers", str(workers),
                "--run-home", str(folder / "runs"), "--report", f"json={report}", *options,
            ],
            folder,
        )  # fmt: skip
        if run.code not in FINE:
            raise RuntimeError(f"contracts test ended with {run.code}: {run.note} {run.output}")
        told: Record = json.loads(report.read_text("utf-8"))
        parts = _parts(json.loads(clocks.read_text("utf-8"))) if clocked else {}
    return DefaultRun(
        workers=workers,
        seconds=run.seconds,
        cpu_seconds=run.cpu_seconds,
        findings=len(told["findings"]),
        shares=_shares(told["items"]),
        parts=parts,
    )


def start_seconds() -> float:
    """Returns how long the command takes before anything is sent: `contracts plan`."""
    with tempfile.TemporaryDirectory() as name:
        run = ran([sys.executable, "-m", "contracts", "plan", "--json"], Path(name))
    return run.seconds


def _shares(items: list[Record]) -> tuple[Share, ...]:
    return tuple(
        Share(
            kind=kind,
            items=len(of_kind),
            requests=sum(sum(item["requests"].values()) for item in of_kind),
            seconds=sum(item["seconds"] for item in of_kind),
        )
        for kind in dict.fromkeys(item["kind"] for item in items)
        for of_kind in [[item for item in items if item["kind"] == kind]]
    )


def _parts(clocks: Record) -> dict[str, float]:
    parts: dict[str, float] = dict(clocks["seconds"])
    return {**parts, "the rest": clocks["all"] - sum(parts.values())}
