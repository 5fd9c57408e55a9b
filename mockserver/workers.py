"""Several processes on one socket: started, watched, replaced, stopped.

Each is a fork of the first one, made after everything is loaded, so they share their memory until
they write to it.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Final

from mockserver.errors import WorkersFail

Serve = Callable[[Callable[[], None]], None]
"""Serves until told to stop; calls what it is handed once it answers."""

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)


def can_fork() -> bool:
    """Whether this system has what several workers need."""
    return hasattr(os, "fork")


def run_workers(count: int, serve: Serve, announce: Callable[[], None]) -> None:
    """Serves by several processes until SIGINT or SIGTERM; one that dies is replaced.

    Args:
        count: How many.
        serve: What each of them does.
        announce: Called once all of them answer.

    Raises:
        WorkersFail: One died before it answered.
    """
    group = _Workers(serve)
    # Waited for, not handled: so none is missed between two looks.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        for _ in range(count):
            group.start()
        announce()
        while signal.sigwait(_SIGNALS) == signal.SIGCHLD:
            for _ in range(group.bury()):
                group.start()
    finally:
        group.stop()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Workers:
    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._pids: set[int] = set()

    def start(self) -> None:
        """Starts one and waits until it answers."""
        reader, writer = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            self._work(writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as ready:
            said = ready.read(1)
        if not said:
            _, status = os.waitpid(pid, 0)
            raise WorkersFail(os.waitstatus_to_exitcode(status))
        self._pids.add(pid)

    def bury(self) -> int:
        """Returns how many have died."""
        count = 0
        for pid in list(self._pids):
            gone, _ = os.waitpid(pid, os.WNOHANG)
            if gone:
                self._pids.discard(pid)
                count += 1
        return count

    def stop(self) -> None:
        """Stops all and waits for them."""
        for pid in self._pids:
            os.kill(pid, signal.SIGTERM)
        for pid in self._pids:
            os.waitpid(pid, 0)
        self._pids.clear()

    def _work(self, writer: int) -> None:
        """Is what a worker does; never returns."""
        code = 1
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            # Ctrl-C reaches the whole group; the first process tells the others to stop.
            signal.signal(signal.SIGINT, signal.SIG_IGN)

            def tell() -> None:
                os.write(writer, b"!")
                os.close(writer)

            self._serve(tell)
            code = 0
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
