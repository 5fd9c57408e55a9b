"""On which line each part of a JSON text stands.

Nothing is indexed in advance: on the way to a place, the members beside it are skipped by the
parser itself, which costs a small part of a second in a file of several megabytes.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from specs.values import split_pointer

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_SKIP: Final = json.JSONDecoder().raw_decode


class _Member(NamedTuple):
    name: str
    """The name, or the index as text."""
    start: int
    """Offset of the key or item."""
    value: int
    """Offset of the value."""


class JsonLines:
    """The lines of a text that is known to be JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks: list[int] | None = None
        self._known: dict[int, dict[str, _Member]] = {}

    def line(self, where: str) -> int:
        """Returns the 1-based line of the value at a JSON pointer, or of its nearest ancestor."""
        value = start = _after_space(self._text, 0)
        for part in split_pointer(where):
            if value not in self._known:
                self._known[value] = {one.name: one for one in members(self._text, value)}
            found = self._known[value].get(part)
            if found is None:
                break
            start, value = found.start, found.value
        return self.line_at(start)

    def line_at(self, offset: int) -> int:
        """Returns the 1-based line of an offset."""
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self._text)]
        return bisect_right(self._breaks, offset - 1) + 1


def repeated_keys(text: str) -> Iterator[tuple[str, int]]:
    """Yields each key that stands twice in its object, with its later line."""
    lines = JsonLines(text)
    left = [_after_space(text, 0)]
    while left:
        seen: set[str] = set()
        for member in members(text, left.pop()):
            if member.name in seen:
                yield member.name, lines.line_at(member.start)
            seen.add(member.name)
            left.append(member.value)


def members(text: str, value: int) -> Iterator[_Member]:
    """Yields the members of the object or list that begins at an offset; none of other values."""
    kind = text[value]
    if kind not in "{[":
        return
    at, index = _after_space(text, value + 1), 0
    while text[at] not in "}]":
        start, name = at, str(index)
        if kind == "{":
            name, at = _SKIP(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
        yield _Member(name, start, at)
        _, at = _SKIP(text, at)
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)
        index += 1


def _after_space(text: str, offset: int) -> int:
    found = _SPACE.match(text, offset)
    return found.end() if found else offset
