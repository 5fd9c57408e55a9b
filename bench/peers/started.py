"""Starts a server, waits for its first good answer, and ends it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.peers.asking import Answer, ask
from bench.peers.catalogue import Server
from bench.peers.processors import Places, cpu_seconds, family, memory_mib, take_place
from bench.peers.work import GET, SPEC, Request

_POLL_SECONDS: Final = 0.005
_PATIENCE_SECONDS: Final = 60
_LAST_WORDS: Final = 600
"""Characters of its log that are shown of a server that could not be started."""


class NotStarted(RuntimeError):
    """A server ended, or gave no good answer in time."""

    def __init__(self, name: str, why: str, log: Path) -> None:
        said = log.read_text("utf-8", "replace").strip()[-_LAST_WORDS:] if log.exists() else ""
        super().__init__(f"{name} {why}" + (f"; it said: {said}" if said else ""))
        self.log = log


@dataclass(frozen=True, slots=True)
class Started:
    """A server that answers."""

    server: Server
    url: str
    pid: int
    log: Path
    seconds: float
    """From its start to its first good answer."""
    start_cpu_seconds: float
    """Processor time that it had used by then."""

    @property
    def family(self) -> list[int]:
        """Its process and those that it started."""
        return family(self.pid)

    @property
    def memory_mib(self) -> float:
        """What it uses now."""
        return memory_mib(self.family)

    def ask(self, request: Request, *, token: bool = True) -> Answer:
        """Sends one of the common requests.

        Args:
            request: Which one.
            token: Send credentials where the server needs them.
        """
        credentials = self.server.token if token else None
        return ask(self.url, request.method, request.path, request.body, token=credentials)


@contextmanager
def started(
    server: Server,
    folder: Path,
    places: Places,
    *,
    spec: Path = SPEC,
    path: str = GET.path,
    more: Sequence[str] = (),
    any_answer: bool = False,
) -> Iterator[Started]:
    """Runs a server in a session of its own; ends the whole session at the end.

    Args:
        server: Which one.
        folder: For its files; each server gets a folder of its own in it.
        places: Where it may run.
        spec: The file that it is to serve.
        path: What is read until it is answered well.
        more: More words of its command.
        any_answer: Take any answer for a good one.

    Raises:
        NotStarted: It ended, or gave no good answer in time.
    """
    work = folder / server.name.replace(" ", "-") / spec.stem
    if server.prepare is not None and not work.exists():
        work.mkdir(parents=True)
        server.prepare(spec, work)
    work.mkdir(parents=True, exist_ok=True)
    port, log = _free_port(), work / "log"
    words = {"port": str(port), "spec": str(spec), "work": str(work)}
    command = [_filled(word, words) for word in (*server.command, *more)]
    added = {name: _filled(value, words) for name, value in server.environment.items()}
    place = places.server if server.pinned else None
    with log.open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=work,
            env=os.environ | added,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=lambda: take_place(place),
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(process, server, url, path, log, any_answer=any_answer)
        seconds = time.perf_counter() - begun
        cpu = cpu_seconds(family(process.pid))
        yield Started(server, url, process.pid, log, seconds, cpu)
    finally:
        _end(process)


def _filled(word: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        word = word.replace("{" + name + "}", value)
    return word


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait(
    process: subprocess.Popen[bytes],
    server: Server,
    url: str,
    path: str,
    log: Path,
    *,
    any_answer: bool,
) -> None:
    last = ""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise NotStarted(server.name, f"ended with {process.returncode}", log)
        with suppress(OSError):
            answer = ask(url, "GET", path, token=server.token)
            if any_answer or answer.status == 200:
                return
            last = f"; the last one was {answer.status}"
        time.sleep(_POLL_SECONDS)
    raise NotStarted(server.name, f"gave no good answer in {_PATIENCE_SECONDS} s{last}", log)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def fresh(folder: Path) -> None:
    """Empties the folder of the servers' files."""
    shutil.rmtree(folder, ignore_errors=True)
