"""Instants as records keep them: RFC 3339 in UTC, to the second."""

from datetime import UTC, datetime


def parse_instant(text: str) -> datetime:
    """Returns the aware datetime of an RFC 3339 text.

    Raises:
        ValueError: The text is not RFC 3339 or has no time zone.
    """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return instant.astimezone(UTC)


def format_instant(instant: datetime) -> str:
    """Returns an aware datetime as RFC 3339 in UTC, its fraction of a second cut off.

    >>> format_instant(datetime(2026, 1, 15, 12, tzinfo=UTC))
    '2026-01-15T12:00:00Z'
    """
    told = instant.astimezone(UTC).isoformat(timespec="seconds")
    return told.removesuffix("+00:00") + "Z"
