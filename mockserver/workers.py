"""Several processes on one port: started, watched, replaced, stopped.

Each is a fork of the first one, made after everything is loaded, so they share their memory until
they write to it.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Final

from mockserver.errors import WorkersFail

Serve = Callable[[socket.socket, Callable[[], None]], None]
"""Serves on a socket until told to stop; calls what it is handed once it answers."""

_BACKLOG: Final = 2048
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)


def can_fork() -> bool:
    """Whether this system has what several workers need."""
    return hasattr(os, "fork")


def share_port(listener: socket.socket, count: int) -> list[socket.socket]:
    """Returns a socket for each of several workers; the one that is handed over is used up.

    On Linux each has its own, and the system deals connections out among them. Of one that all
    share, whoever wakes up first takes every connection that waits. A worker's socket outlives it:
    what waits there is met by the one that replaces it.
    """
    if count == 1 or sys.platform != "linux":
        return [listener] * count
    address, family = listener.getsockname(), listener.family
    # It had the port alone, so nobody else listens there: two servers are not to share one.
    listener.close()
    shares = []
    for _ in range(count):
        share = socket.socket(family, socket.SOCK_STREAM)
        share.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        share.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        share.bind(address)
        shares.append(share)
    for share in shares:
        share.listen(_BACKLOG)
    return shares


def run_workers(
    listeners: Sequence[socket.socket], serve: Serve, announce: Callable[[], None]
) -> None:
    """Serves by several processes until SIGINT or SIGTERM; one that dies is replaced.

    Args:
        listeners: The socket of each, as `share_port` gives them.
        serve: What each of them does.
        announce: Called once all of them answer.

    Raises:
        WorkersFail: One died before it answered.
    """
    group = _Workers(serve)
    # Waited for, not handled: so none is missed between two looks.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        for listener in listeners:
            group.start(listener)
        announce()
        while signal.sigwait(_SIGNALS) == signal.SIGCHLD:
            for listener in group.bury():
                group.start(listener)
    finally:
        group.stop()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Workers:
    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._listeners: dict[int, socket.socket] = {}
        """The socket of each process, by its id."""

    def start(self, listener: socket.socket) -> None:
        """Starts one and waits until it answers."""
        reader, writer = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            self._work(listener, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as ready:
            said = ready.read(1)
        if not said:
            _, status = os.waitpid(pid, 0)
            raise WorkersFail(os.waitstatus_to_exitcode(status))
        self._listeners[pid] = listener

    def bury(self) -> list[socket.socket]:
        """Returns the sockets of those that have died."""
        dead = [pid for pid in self._listeners if os.waitpid(pid, os.WNOHANG)[0]]
        return [self._listeners.pop(pid) for pid in dead]

    def stop(self) -> None:
        """Stops all and waits for them."""
        for pid in self._listeners:
            os.kill(pid, signal.SIGTERM)
        for pid in self._listeners:
            os.waitpid(pid, 0)
        self._listeners.clear()

    def _work(self, listener: socket.socket, writer: int) -> None:
        """Is what a worker does; never returns."""
        code = 1
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            # Ctrl-C reaches the whole group; the first process tells the others to stop.
            signal.signal(signal.SIGINT, signal.SIG_IGN)

            def tell() -> None:
                os.write(writer, b"!")
                os.close(writer)

            self._serve(listener, tell)
            code = 0
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
