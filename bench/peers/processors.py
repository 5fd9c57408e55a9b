"""Where processes run, and what they use: processor time and memory, as Linux tells it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE, _WAITING = 3, 4
"""Places in the first line of /proc/stat."""
_USER, _SYSTEM, _PARENT = 11, 12, 1
"""Places in a process's stat, counted behind its name."""


@dataclass(frozen=True, slots=True)
class Places:
    """The processors that a server and the load generator get; None leaves it to the kernel."""

    server: int | None
    load: int | None


def places(*, free: bool) -> Places:
    """Returns one processor for the server and another one for the load.

    Args:
        free: Pin nothing.
    """
    mine = sorted(os.sched_getaffinity(0))
    return Places(None, None) if free or len(mine) < 2 else Places(mine[0], mine[-1])


def take_place(processor: int | None) -> None:
    """Moves this process to a processor; called in a child before it runs its program."""
    if processor is not None:
        os.sched_setaffinity(0, {processor})


def family(root: int) -> list[int]:
    """Returns the ids of a process and of all that descend from it."""
    children: dict[int, list[int]] = {}
    for pid in _pids():
        with suppress(OSError):
            children.setdefault(int(_stat(pid)[_PARENT]), []).append(pid)
    found, rest = [], [root]
    while rest:
        pid = rest.pop()
        found.append(pid)
        rest += children.get(pid, [])
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """Returns the processor time of processes, in user and in system mode."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            fields = _stat(pid)
            ticks += int(fields[_USER]) + int(fields[_SYSTEM])
    return ticks / _TICKS


def memory_mib(pids: Iterable[int]) -> float:
    """Returns the memory of processes; what several share counts once (proportional set size)."""
    kibibytes = 0
    for pid in pids:
        with suppress(OSError):
            told = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
            lines = [line for line in told.splitlines() if line.startswith("Pss:")]
            kibibytes += sum(int(line.split()[1]) for line in lines)
    return kibibytes / 1024


def busy_seconds() -> float:
    """Returns the processor time of all that ever ran on the machine."""
    fields = [int(field) for field in Path("/proc/stat").read_text("utf-8").split()[1:9]]
    return (sum(fields) - fields[_IDLE] - fields[_WAITING]) / _TICKS


def _pids() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
