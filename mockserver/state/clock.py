"""The mock's time. The only place that reads the real one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

LATEST: Final = datetime.max.replace(tzinfo=UTC)
"""Time stands still here rather than fail."""


def real_time() -> datetime:
    """Returns the machine's time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that may


class Clock:
    """A clock that can be set, moved and stopped; it runs along with its source otherwise."""

    def __init__(self, source: Callable[[], datetime] = real_time) -> None:
        self._source = source
        self._offset = timedelta()
        self._frozen_at: datetime | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether time stands still."""
        return self._frozen_at is not None

    def now(self) -> datetime:
        """Returns the mock's time, in UTC."""
        if self._frozen_at is not None:
            return self._frozen_at
        try:
            return self._source() + self._offset
        except OverflowError:
            return LATEST

    def set(self, instant: datetime) -> None:
        """Moves to an instant; a frozen clock stays frozen there.

        Raises:
            ValueError: The instant has no time zone.
        """
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        instant = instant.astimezone(UTC)
        if self._frozen_at is not None:
            self._frozen_at = instant
        else:
            self._offset = instant - self._source()

    def advance(self, by: timedelta) -> None:
        """Moves by a span, backwards if it is negative."""
        self.set(self.now() + by)

    def freeze(self) -> None:
        """Stops time where it is."""
        self._frozen_at = self.now()

    def resume(self) -> None:
        """Lets time run on from where it is."""
        if self._frozen_at is not None:
            self._offset = self._frozen_at - self._source()
            self._frozen_at = None

    def reset(self) -> None:
        """Goes back to the source's time, running."""
        self._offset = timedelta()
        self._frozen_at = None
