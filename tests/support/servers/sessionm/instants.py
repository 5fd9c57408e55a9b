"""The spellings of instants, and how one is read."""

import re
from datetime import UTC, datetime
from typing import Final

ZONED: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.][0-9]{1,9})?"
    r"(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
SPACED: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


def spaced(instant: datetime) -> str:
    """Returns `2017-07-03 19:04:18`."""
    return instant.replace(tzinfo=None).isoformat(" ", "seconds")


def zoned(instant: datetime) -> str:
    """Returns `2017-07-03T19:04:18.000Z`."""
    return instant.replace(tzinfo=None).isoformat("T", "milliseconds") + "Z"


def offset(instant: datetime) -> str:
    """Returns `2017-07-03T19:04:18+0000`."""
    return instant.replace(tzinfo=None).isoformat("T", "seconds") + "+0000"


def read(text: str, *, keep_zone: bool = True) -> datetime:
    """Reads an instant with its zone, to the second.

    Raises:
        ValueError: It is none.
    """
    found = ZONED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    zone = found[2].replace("Z", "+00:00") if keep_zone else "+00:00"
    try:
        return datetime.fromisoformat(found[1] + zone).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def is_instant(text: str) -> bool:
    """Whether a text is an instant in one of the two spellings of campaigns."""
    spelled = text.replace(" ", "T") + "Z" if SPACED.fullmatch(text) else text
    try:
        read(spelled)
    except ValueError:
        return False
    return True
