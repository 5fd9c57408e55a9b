"""Spans of time as people write them: a number and one of s, m, h, d."""

import re
from datetime import timedelta
from typing import Final

_SPAN: Final = re.compile(r"([+-]?\d{1,9})([smhd])")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_span(text: str) -> timedelta:
    """Returns the span of a text such as `90m` or `-2d`.

    Raises:
        ValueError: The text is no span.

    >>> parse_span("-90m")
    datetime.timedelta(days=-1, seconds=81000)
    """
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no span")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
