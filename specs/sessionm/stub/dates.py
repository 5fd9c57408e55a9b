"""The three spellings of a date in this API, and the windows that dates bound.

State keeps instants as UTC text with a `Z`. Window starts are inclusive, ends are exclusive.
"""

from datetime import datetime

from mockserver.stubkit import format_instant, parse_instant


def whole_second(text: str) -> str:
    """Reads any ISO 8601 instant and returns it in UTC, cut to the second.

    Every spelling of this API then names the same instant.

    Raises:
        ValueError: The text names no instant, such as 31 February.
    """
    try:
        return format_instant(parse_instant(text))
    except OverflowError as error:
        raise ValueError(text) from error


def iso(stored: str | None) -> str | None:
    """Spells a stored instant as in created campaigns.

    >>> iso("2026-01-15T12:00:00Z")
    '2026-01-15T12:00:00Z'
    """
    return None if stored is None else stored[:19] + "Z"


def plain(stored: str | None) -> str | None:
    """Spells a stored instant as in customer lists and campaign information.

    >>> plain("2026-01-15T12:00:00Z")
    '2026-01-15 12:00:00'
    """
    return None if stored is None else f"{stored[:10]} {stored[11:19]}"


def with_offset(stored: str) -> str:
    """Spells a stored instant as in deals.

    >>> with_offset("2026-01-15T12:00:00Z")
    '2026-01-15T12:00:00+0000'
    """
    return stored[:19] + "+0000"


def has_begun(starts_at: str | None, now: datetime) -> bool:
    """Tells whether a window is past its start. No start: it has always been."""
    return starts_at is None or parse_instant(starts_at) <= now


def is_over(ends_at: str | None, now: datetime) -> bool:
    """Tells whether a window is past its end. No end: it never is."""
    return ends_at is not None and parse_instant(ends_at) <= now
