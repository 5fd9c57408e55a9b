"""Runs a command and says what it cost."""

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST_SECONDS = 600
"""A command that takes longer is ended."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that is over."""

    code: int
    seconds: float
    cpu_seconds: float
    """Of the command and of the processes that it waited for."""
    output: str
    note: str = ""


def script(name: str) -> str:
    """Returns the path of a command that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def ran(command: Sequence[str], folder: Path) -> Ran:
    """Runs a command in a folder and waits for its end."""
    cpu, started = _children(), time.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        note = f"ended after {LONGEST_SECONDS} s"
        return Ran(-1, time.monotonic() - started, _children() - cpu, "", note)
    return Ran(done.returncode, time.monotonic() - started, _children() - cpu, done.stdout)


def free_processors() -> float:
    """Returns how many processors two busy processes get here and now; 2.0 if two are free."""
    loop = "import time\nwhile time.process_time() < 1: pass"
    started, cpu = time.monotonic(), _children()
    busy = [subprocess.Popen([sys.executable, "-c", loop]) for _ in range(2)]
    for process in busy:
        process.wait()
    return (_children() - cpu) / (time.monotonic() - started)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
