"""The time of a sandbox, and the only place that reads the machine's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import perf_counter  # noqa: TID251 - the one place that may
from typing import Final

from specs.values import Record

LATEST: Final = datetime.max.replace(tzinfo=UTC)
"""Time stands still here rather than fail."""

YEARS: Final = range(1971, 9000)
"""Years in which an API can live: its records lie some years before and after the clock."""

stopwatch: Final = perf_counter
"""Returns seconds from some fixed moment on; they do not jump as the time of day may."""

TimeSource = Callable[[], datetime]
"""Tells the time that every clock is set against, in UTC."""

_MICROSECOND: Final = timedelta(microseconds=1)


def real_time() -> datetime:
    """Returns the machine's time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that may


@dataclass(frozen=True, slots=True)
class Clock:
    """How the time of a sandbox differs from its source: set off, or stopped."""

    offset: timedelta = timedelta()
    frozen_at: datetime | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether time stands still."""
        return self.frozen_at is not None

    def at(self, source: datetime) -> datetime:
        """Returns the time in UTC, given what the source tells now."""
        if self.frozen_at is not None:
            return self.frozen_at
        if not self.offset:
            return source
        try:
            return source + self.offset
        except OverflowError:
            return LATEST

    def moved_to(self, instant: datetime, source: datetime) -> "Clock":
        """Returns the clock set to an instant; a frozen one stays frozen there.

        Raises:
            ValueError: The instant has no time zone.
        """
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        instant = instant.astimezone(UTC)
        if self.is_frozen:
            return Clock(frozen_at=instant)
        return Clock(instant - source)

    def advanced(self, by: timedelta, source: datetime) -> "Clock":
        """Returns the clock moved by a span, backwards if it is negative."""
        return self.moved_to(self.at(source) + by, source)

    def frozen(self, source: datetime) -> "Clock":
        """Returns the clock stopped where it is."""
        return Clock(frozen_at=self.at(source))

    def running(self, source: datetime) -> "Clock":
        """Returns the clock running on from where it is."""
        return Clock(self.frozen_at - source) if self.frozen_at is not None else self

    def to_record(self) -> Record:
        """Returns the clock as JSON: the offset in microseconds, or the instant it stands at."""
        if self.frozen_at is not None:
            return {"frozen_at": self.frozen_at.isoformat()}
        return {"offset": self.offset // _MICROSECOND}

    @classmethod
    def from_record(cls, record: Record) -> "Clock":
        """Returns the clock that `to_record` wrote."""
        if "frozen_at" in record:
            return cls(frozen_at=datetime.fromisoformat(record["frozen_at"]))
        return cls(record["offset"] * _MICROSECOND)
