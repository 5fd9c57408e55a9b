"""How long an operation lives: deprecation, and the day of sunset."""

from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Final

from contracts.drift.change import Change
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.part import Part

SUNSET: Final = "x-sunset"


def compare_lifetimes(pair: Pair) -> Iterator[Change]:
    """Yields whether an operation became deprecated, and whether its end was moved."""
    base, revision = pair.parts
    if base.says("deprecated") != revision.says("deprecated"):
        rule = (
            "operation_deprecated"
            if revision.says("deprecated")
            else "operation_no_longer_deprecated"
        )
        place = Place("").of_word("deprecated", base, revision)
        words = ("deprecated" if one.says("deprecated") else "" for one in (base, revision))
        yield from pair.tell(rule, place, *words)
        return  # a day that comes or goes with it is part of the same news
    before, after = sunset(base), sunset(revision)
    if before != after:
        is_later = before is None or (after is not None and after > before)
        rule = "sunset_put_off" if is_later else "sunset_brought_forward"
        place = Place("").of_word(SUNSET, base, revision)
        words = (one.isoformat() if one is not None else "" for one in (before, after))
        yield from pair.tell(rule, place, *words)


def is_over(operation: Part, today: date | None) -> bool:
    """Returns whether an operation was deprecated and the day of its sunset has passed."""
    day = sunset(operation)
    return operation.says("deprecated") and day is not None and today is not None and day < today


def sunset(operation: Part) -> date | None:
    """Returns the day of sunset, as RFC 3339 or as the header `Sunset` has it."""
    text = operation.text(SUNSET)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None
