"""How a body is shown: indented, cut where it is long, with the place of the finding marked."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Final

import orjson

from contracts.reports.json_lines import indented
from contracts.reports.visible import visible
from specs.values import pointer as joined
from specs.values import split_pointer

MOST_LINES: Final = 40
MOST_COLUMNS: Final = 240
_BEFORE: Final = 6
"""Lines that stand above a marked line, where lines before them are cut."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body, safe to look at."""

    text: str
    marked: bool = False
    """Whether the finding points here."""
    is_note: bool = False
    """Whether the line is ours: it says what was cut."""


def body_lines(body: bytes, pointer: str = "") -> tuple[Line, ...]:
    """Returns a body as lines; the place of a JSON pointer is marked and never cut."""
    if not body:
        return ()
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return _binary(body)
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError:
        return _cut([_line(part) for part in text.removesuffix("\n").split("\n")])
    places, lines = zip(*indented(text), strict=True)
    at = _nearest(places, pointer)
    return _cut([_line(part, marked=number == at) for number, part in enumerate(lines)], at)


def _nearest(places: tuple[str, ...], pointer: str) -> int | None:
    """Returns the line of a pointer, or of the nearest value that encloses it."""
    parts = split_pointer(pointer)
    for length in range(len(parts), 0, -1):
        wanted = joined(*parts[:length])
        if wanted in places:
            return places.index(wanted)
    return None


def _line(text: str, *, marked: bool = False) -> Line:
    more = len(text) - MOST_COLUMNS
    shown = visible(text[:MOST_COLUMNS].removesuffix("\r"))
    return Line(f"{shown}… ({more} more characters)" if more > 0 else shown, marked)


def _cut(lines: list[Line], at: int | None = None) -> tuple[Line, ...]:
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    if at is None or at < MOST_LINES - _BEFORE:
        return (*lines[:MOST_LINES], _left_out(len(lines) - MOST_LINES))
    start = at - _BEFORE
    end = min(len(lines), at + MOST_LINES - 2 * _BEFORE)
    shown = [*lines[:_BEFORE], _left_out(start - _BEFORE), *lines[start:end]]
    return (*shown, _left_out(len(lines) - end)) if end < len(lines) else tuple(shown)


def _left_out(number: int) -> Line:
    return Line(f"… {number} more lines", is_note=True)


def _binary(body: bytes) -> tuple[Line, ...]:
    text = b64encode(body).decode()
    lines = [Line(text[start : start + 76]) for start in range(0, len(text), 76)]
    return (Line(f"{len(body)} bytes that are no text, as base64:", is_note=True), *_cut(lines))
