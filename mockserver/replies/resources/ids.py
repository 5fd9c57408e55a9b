"""The ids that things of a kind can have: as text in a path, as a value in a thing."""

import math
import re
import string
from collections.abc import Iterator
from random import Random
from typing import Final

from mockserver.replies.resources.fitting import CannotFit, Fitter
from mockserver.replies.resources.records import text_of
from mockserver.state.identity import random_source, uuid_from
from specs.resources import Kind, Shapes
from specs.resources.words import plain
from specs.values import ABSENT, Json, Missing

SINGLE: Final = "current"
"""The id of the one thing of a kind that has no more."""

_ATTEMPTS: Final = 12
_KEPT: Final = 2_000
"""Ids whose values are remembered."""
_LONGEST_KEPT: Final = 100
"""Characters of an id whose value is."""
_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_OPAQUE: Final = ("id", "number", "no", "key", "token", "code", "sid", "ref", "reference")
"""How the names of members end whose texts mean nothing."""
_ALPHABETS: Final = (string.digits, "0123456789abcdef", string.ascii_lowercase)

Scope = tuple[str, ...]
"""The ids of the things around a thing, outermost first, as text."""


class Ids:
    """Judges and makes the ids of one document's kinds."""

    def __init__(self, fitter: Fitter, shapes: Shapes) -> None:
        self._fitter = fitter
        self._shapes = shapes
        self._read: dict[tuple[str, str], Json | Missing] = {}

    def read(self, kind: Kind, text: str) -> Json | Missing:
        """Returns the value that a thing holds as its id, `ABSENT` if no thing can have it."""
        where = kind.identity.schema
        if kind.identity.member is None or where is None:
            return text
        known = self._read.get((where, text))
        if known is None:
            known = self._value(where, text)
            if len(self._read) >= _KEPT:
                self._read.clear()
            if len(text) <= _LONGEST_KEPT:
                self._read[where, text] = known
        return known

    def _value(self, where: str, text: str) -> Json | Missing:
        types = self._shapes.at(where).types
        readings: list[Json] = []
        if _INTEGER.fullmatch(text) and types != {"string"}:
            readings.append(int(text))
        if not types or "string" in types:
            readings.append(text)
        return next((one for one in readings if self._fitter.is_valid(where, one)), ABSENT)

    def may_name(self, kind: Kind, text: str) -> bool:
        """Whether an id fits both the path and the thing."""
        return bool(text) and self._fits_path(kind, text) and self.read(kind, text) is not ABSENT

    def made(self, kind: Kind, seed: int, scope: Scope) -> Iterator[str]:
        """Yields some ids, always the same for the same seed."""
        if self.are_counted(kind):
            first = self.first_number(kind)
            numbers = (str(number) for number in range(first, first + _ATTEMPTS))
            yield from (text for text in numbers if self.may_name(kind, text))
        for draw in range(_ATTEMPTS):
            source = random_source(seed, "/".join((kind.name, *scope, "$ids")), draw)
            text = self.drawn(kind, source)
            if text is not None:
                yield text

    def drawn(self, kind: Kind, source: Random) -> str | None:
        """Returns an id that is made up, or None if nothing says what ids look like."""
        if self.are_uuids(kind):
            return uuid_from(source)
        example = self._example(kind)
        for text in _alike(example, source, is_opaque=self._is_opaque(kind)) if example else ():
            if self.may_name(kind, text):
                return text
        for where in (kind.identity.schema, kind.identity.parameter):
            made = self._made(where, source) if where is not None else None
            if made is not None and self.may_name(kind, made):
                return made
        return None

    def _made(self, where: str, source: Random) -> str | None:
        try:
            return text_of(self._fitter.made(where, source))
        except CannotFit:
            return None

    def are_counted(self, kind: Kind) -> bool:
        """Whether ids are numbers, or texts that mean nothing and may look like numbers."""
        where = kind.identity.schema or kind.identity.parameter
        if where is None or self._shapes.at(where).types & {"integer", "number"}:
            return True
        example = self._example(kind)
        if example is not None and not _INTEGER.fullmatch(example):
            return False
        return self._is_opaque(kind) and self.may_name(kind, "1")

    def are_uuids(self, kind: Kind) -> bool:
        """Whether ids are UUIDs, by what is said of them or by how an example looks."""
        places = [where for where in (kind.identity.schema, kind.identity.parameter) if where]
        formats = {self._shapes.keyword(where, "format") for where in places}
        return "uuid" in formats or bool(_UUID.fullmatch(self._example(kind) or ""))

    def first_number(self, kind: Kind) -> int:
        """Returns the lowest number that is used as an id."""
        where = kind.identity.schema or kind.identity.parameter
        least = self._shapes.keyword(where, "minimum") if where is not None else None
        return max(1, math.ceil(least)) if isinstance(least, int | float) else 1

    def _is_opaque(self, kind: Kind) -> bool:
        return (plain(kind.identity.name) or "id").endswith(_OPAQUE)

    def _example(self, kind: Kind) -> str | None:
        """Returns an id as the document shows it."""
        for where in (kind.identity.schema, kind.identity.parameter):
            schema = self._shapes.schema(where) if where is not None else {}
            listed = schema.get("examples")
            several: list[Json] = listed if isinstance(listed, list) else []
            for value in (schema.get("example"), *several):
                text = text_of(value)
                if text is not None and self.may_name(kind, text):
                    return text
        return None

    def _fits_path(self, kind: Kind, text: str) -> bool:
        where = kind.identity.parameter
        if where is None:
            return True
        readings: list[Json] = [text]
        if _INTEGER.fullmatch(text):
            readings.append(int(text))
        return any(self._fitter.is_sendable(where, one) for one in readings)


def number_of(text: str) -> int | None:
    """Returns the number that an id is, or None.

    >>> number_of("12"), number_of("012"), number_of("a")
    (12, None, None)
    """
    return int(text) if _INTEGER.fullmatch(text) else None


def _alike(example: str, source: Random, *, is_opaque: bool) -> Iterator[str]:
    """Yields texts that look like an example: its last part drawn anew, or a number behind it."""
    if not is_opaque:
        yield f"{example}-{source.randrange(2, 1_000)}"
    head, last = _split(example)
    yield head + _redrawn(last, source)
    yield _redrawn(example, source)


def _split(text: str) -> tuple[str, str]:
    """Returns an id's prefix with its joint, and the rest; short rests are not parted.

    >>> _split("cus_9s6XKz"), _split("A-1")
    (('cus_', '9s6XKz'), ('', 'A-1'))
    """
    parts = re.split(r"(?<=[_:./-])", text)
    last = parts[-1]
    return ("".join(parts[:-1]), last) if len(last) >= 4 else ("", text)


def _redrawn(text: str, source: Random) -> str:
    """Returns a text with each letter and digit drawn anew from those of its sort."""
    letters = {letter.lower() for letter in text if letter.isalnum()}
    alphabet = next((one for one in _ALPHABETS if letters <= set(one)), None)
    made = ""
    for letter in text:
        if not letter.isascii() or not letter.isalnum():
            made += letter
            continue
        choices = alphabet or (string.digits if letter.isdigit() else string.ascii_lowercase)
        drawn = source.choice(choices)
        made += drawn.upper() if letter.isupper() else drawn
    return made
