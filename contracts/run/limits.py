"""What all workers of a run share: the rate, the budget of requests, and the end of time."""

import sqlite3
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from contracts.target import Rate

_LONGEST_WAIT: Final = 120.0
"""Seconds that a server may tell the suite to wait."""


class OutOfBudget(Exception):
    """No more requests may be sent, or time is up; `str()` says which."""


class Limits(Protocol):
    """Asked before each request."""

    def take(self) -> None:
        """Waits until a request may be sent.

        Raises:
            OutOfBudget: It may not be sent at all.
        """

    def pause(self, seconds: float) -> None:
        """Lets everybody wait, because the target says so."""


class OwnLimits:
    """The limits of a run in one process."""

    def __init__(
        self,
        *,
        rate: Rate | None = None,
        budget: int | None = None,
        ends_at: float | None = None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate = rate
        self._left = budget
        self._ends_at = ends_at
        self._now = now
        self._sleep = sleep
        self._sent: deque[float] = deque()

    def take(self) -> None:
        """Waits for its turn."""
        if self._ends_at is not None and self._now() >= self._ends_at:
            raise OutOfBudget("time was up")
        if self._left is not None:
            if self._left <= 0:
                raise OutOfBudget("the request budget was spent")
            self._left -= 1
        if self._rate is None:
            return
        now = self._now()
        while self._sent and self._sent[0] <= now - self._rate.seconds:
            self._sent.popleft()
        if len(self._sent) >= self._rate.requests:
            turn = self._sent[0] + self._rate.seconds
            if self._ends_at is not None and turn >= self._ends_at:
                raise OutOfBudget("time was up")
            self._sleep(turn - now)
            self._sent.popleft()
        self._sent.append(self._now())

    def pause(self, seconds: float) -> None:
        """Waits, two minutes at most, and not beyond the end of the run."""
        self._sleep(_until(self._now(), seconds, self._ends_at))


class SharedLimits:
    """The limits of a run in several processes, kept in one small database beside its files."""

    def __init__(
        self,
        file: Path,
        *,
        rate: Rate | None = None,
        budget: int | None = None,
        ends_at: float | None = None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate = rate
        self._budget = budget
        self._ends_at = ends_at
        self._now = now
        self._sleep = sleep
        self._database = sqlite3.connect(file, timeout=60, isolation_level=None)
        self._database.execute("CREATE TABLE IF NOT EXISTS turn (at REAL NOT NULL)")
        self._database.execute("CREATE TABLE IF NOT EXISTS pause (until REAL NOT NULL)")

    def take(self) -> None:
        """Waits for its turn among all workers."""
        if self._ends_at is not None and self._now() >= self._ends_at:
            raise OutOfBudget("time was up")
        turn = self._paused() if self._rate is None and self._budget is None else self._turn()
        if self._ends_at is not None and turn >= self._ends_at:
            raise OutOfBudget("time was up")
        wait = turn - self._now()
        if wait > 0:
            self._sleep(wait)

    def pause(self, seconds: float) -> None:
        """Lets all workers wait, two minutes at most, and not beyond the end of the run."""
        wait = _until(self._now(), seconds, self._ends_at)
        self._database.execute("INSERT INTO pause VALUES (?)", (self._now() + wait,))
        self._sleep(wait)

    def _paused(self) -> float:
        """Returns until when the target wants no request; a time that is past if it does not."""
        (until,) = self._database.execute("SELECT MAX(until) FROM pause").fetchone()
        return until or 0.0

    def _turn(self) -> float:
        """Books the next turn and returns its time."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            now = self._now()
            (count,) = self._database.execute("SELECT COUNT(*) FROM turn").fetchone()
            if self._budget is not None and count >= self._budget:
                raise OutOfBudget("the request budget was spent")
            turn = now
            if self._rate is not None and count >= self._rate.requests:
                row = self._database.execute(
                    "SELECT at FROM turn ORDER BY at DESC LIMIT 1 OFFSET ?",
                    (self._rate.requests - 1,),
                ).fetchone()
                turn = max(now, row[0] + self._rate.seconds)
            turn = max(turn, self._paused())
            self._database.execute("INSERT INTO turn VALUES (?)", (turn,))
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")
        return turn


def _until(now: float, seconds: float, ends_at: float | None) -> float:
    """Returns how long to wait, if so many seconds are asked for."""
    wait = min(seconds, _LONGEST_WAIT)
    return wait if ends_at is None else max(0.0, min(wait, ends_at - now))
