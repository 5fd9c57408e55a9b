"""JSON read piece by piece: values are cut out of a text that is never held whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from contracts.drift.traffic.kept import Kept

_CHUNK: Final = 1 << 20
_NESTING: Final = 6
"""Brackets within brackets that one match can pass; deeper ones are passed one by one."""


def _runs(levels: int) -> bytes:
    """Returns a pattern of all that may stand between the brackets of a value."""
    string = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
    run = rb'(?:[^"{}\[\]]++|%s)*+' % string
    for _ in range(levels):
        run = rb'(?:[^"{}\[\]]++|%s|[{\[]%s[}\]])*+' % (string, run)
    return run


_RUN: Final = re.compile(_runs(_NESTING), re.DOTALL)
_WHOLE: Final = re.compile(rb"[{\[]%s[}\]]" % _runs(_NESTING), re.DOTALL)
_IN_STRING: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_SCALAR: Final = re.compile(rb"[^\s,:{}\[\]\"]*+")
_BETWEEN: Final = re.compile(rb"[\s,:]*+")


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Returns at most so many bytes; none at the end."""


class EndsEarly(Exception):
    """The text ends where more has to come."""


class Malformed(Exception):
    """Something stands where JSON has nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One value, as it is written."""

    start: int
    """Byte of the text at which it begins."""
    text: bytes | None
    """None if it is too long to be kept."""


class JsonText:
    """A JSON text, read once from its beginning to its end. Commas are not insisted on."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._data = b""
        self._at = 0
        self._passed = 0

    @property
    def byte(self) -> int:
        """How many bytes are read."""
        return self._passed + self._at

    def next_mark(self) -> bytes:
        """Returns the byte with which the next value, name or end begins; none at the end."""
        while True:
            self._at = _matched(_BETWEEN, self._data, self._at)
            if self._at < len(self._data):
                return self._data[self._at : self._at + 1]
            if not self._refill():
                return b""

    def names(self) -> Iterator[bytes]:
        """Yields the names of an object's members; the caller reads each value."""
        self._demand(b"{")
        while (mark := self.next_mark()) != b"}":
            if mark != b'"':
                raise EndsEarly if not mark else Malformed
            yield (self.value().text or b'""')[1:-1]
        self._at += 1

    def items(self) -> Iterator[Piece]:
        """Yields the items of a list."""
        self._demand(b"[")
        while (mark := self.next_mark()) != b"]":
            if not mark:
                raise EndsEarly
            yield self.value()
        self._at += 1

    def values(self) -> Iterator[Piece]:
        """Yields the values of a text that has several, one after the other."""
        while self.next_mark():
            yield self.value()

    def value(self, *, is_kept: bool = True) -> Piece:
        """Reads the next value.

        Raises:
            EndsEarly: The text ends within it, or before it.
            Malformed: There is no value.
        """
        mark = self.next_mark()
        start = self.byte
        kept = Kept(is_kept=is_kept)
        if mark in (b"{", b"["):
            self._bracketed(kept)
        elif mark == b'"':
            self._string(kept)
        else:
            self._scalar(kept)
        return Piece(start, kept.text)

    def _demand(self, mark: bytes) -> None:
        found = self.next_mark()
        if found != mark:
            raise Malformed if found else EndsEarly
        self._at += 1

    def _bracketed(self, kept: Kept) -> None:
        while True:
            whole = _WHOLE.match(self._data, self._at)
            if whole is not None:
                kept.add(whole[0])
                self._at = whole.end()
                return
            if len(self._data) - self._at >= _CHUNK or not self._refill():
                break
        depth = 0
        while True:
            self._pass(_matched(_RUN, self._data, self._at), kept)
            if self._at == len(self._data):
                self._need_more()
            elif self._data[self._at] == 0x22:
                self._string(kept)
            else:
                depth += 1 if self._data[self._at] in b"{[" else -1
                self._pass(self._at + 1, kept)
                if depth == 0:
                    return

    def _string(self, kept: Kept) -> None:
        self._pass(self._at + 1, kept)
        kept.begin_string()
        while True:
            self._pass(_matched(_IN_STRING, self._data, self._at), kept)
            if self._at < len(self._data) and self._data[self._at] == 0x22:
                break
            self._need_more()
        kept.end_string()
        self._pass(self._at + 1, kept)

    def _scalar(self, kept: Kept) -> None:
        begun = False
        while True:
            end = _matched(_SCALAR, self._data, self._at)
            begun = begun or end > self._at
            self._pass(end, kept)
            if end < len(self._data):
                break
            self._need_more()
        if not begun:
            raise Malformed

    def _pass(self, end: int, kept: Kept) -> None:
        kept.add(self._data[self._at : end])
        self._at = end

    def _need_more(self) -> None:
        if not self._refill():
            raise EndsEarly

    def _refill(self) -> bool:
        more = self._stream.read(_CHUNK)
        self._passed += self._at
        self._data = self._data[self._at :] + more
        self._at = 0
        return bool(more)


def _matched(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    found = pattern.match(data, at)
    return found.end() if found is not None else at
