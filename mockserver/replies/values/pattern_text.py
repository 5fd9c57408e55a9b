"""Texts that a regular expression most likely allows; whoever asks judges them."""

from collections.abc import Iterator
from typing import Final

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.pattern_letters import with_good_letters
from specs.patterns import UnreadablePattern, read_pattern
from specs.patterns.parts import (
    ENDLESS,
    Again,
    Echo,
    Edge,
    Either,
    Group,
    Letter,
    Look,
    Part,
    Row,
)

_TRIES: Final = 60
_PLAIN: Final = (
    "amber", "Amber", "AMBER", "a", "A", "1", "12", "123", "1234", "12345", "amber1", "A1", "0.5",
    "amber-birch", "2026-01-15", "2026-01-15T12:00:00Z", "12:00:00", "https://amber.example.test",
    "ann@example.test", "AB12", "00000000-0000-4000-8000-000000000000", "",
)  # fmt: skip
"""What is tried where a pattern cannot be read."""
_SHORT: Final = 4
_MOST_LETTERS: Final = 20_000
_MOST_WORK: Final = 100_000
"""Letters that are drawn for one pattern, all tries together."""


class _Stuck(Exception):
    """A part allows no text."""


class PatternTexts:
    """One pattern, read once, and the texts that are drawn for it."""

    def __init__(self, pattern: str) -> None:
        try:
            self._tree: Part | None = with_good_letters(read_pattern(pattern))
        except (UnreadablePattern, RecursionError):
            self._tree = None
        if self._tree is not None and self._tree.least > _MOST_LETTERS:
            self._tree = None
        self._looks = tuple(_wanted(self._tree)) if self._tree is not None else ()
        self._least = self._tree.least if self._tree is not None else 0

    def texts(self, draw: Draw, least: int, most: int) -> Iterator[str]:
        """Yields texts of `least` to `most` characters, as far as the pattern's shape is known."""
        tries = 0 if self._tree is None else max(1, min(_TRIES, _MOST_WORK // (self._least + 1)))
        for index in range(tries):
            text = self._one(
                draw, self._eager(index, least), max(0, min(most, _MOST_LETTERS) - self._least)
            )
            if text is None:
                break
            if self._looks and index:
                text = self._overlaid(text, draw, index)
            for padded in _padded(text, least):
                if least <= len(padded) <= most:
                    yield padded
        for text in _PLAIN:
            yield from (padded for padded in _padded(text, least) if len(padded) <= most)

    def _eager(self, index: int, least: int) -> int:
        """Returns how often a part may come again beyond its least."""
        if least > _SHORT:
            return least + index // 2
        # what is looked ahead for may be a length
        return index * 7 % 12 if self._looks else _SHORT + index // 8

    def _one(self, draw: Draw, eager: int, room: int) -> str | None:
        assert self._tree is not None
        try:
            return _Writer(draw, eager, room).text(self._tree)
        except (_Stuck, RecursionError):
            return None

    def _overlaid(self, text: str, draw: Draw, index: int) -> str:
        """Writes what has to stand somewhere ahead over the text."""
        at = 0 if index % 3 == 1 else draw.below(len(text) + 1)
        for look in self._looks:
            try:
                sample = _Writer(draw, index % 2, _MOST_LETTERS).text(look.part)
            except (_Stuck, RecursionError):
                continue
            text = text[:at] + sample + text[at + len(sample) :]
            at += len(sample)
        return text


def _padded(text: str, least: int) -> Iterator[str]:
    short = least - len(text)
    if short <= 0:
        yield text
    else:
        filler = ("a" if not text or text[-1].isalpha() else text[-1]) * short
        yield text + filler
        yield filler + text


def _wanted(part: Part) -> Iterator[Look]:
    """Yields what the pattern looks ahead for."""
    match part:
        case Look(is_wanted=True, is_ahead=True):
            yield part
        case Row(parts) | Either(parts):
            for inner in parts:
                yield from _wanted(inner)
        case Again(inner) | Group(inner):
            yield from _wanted(inner)
        case _:
            return


class _Writer:
    """Writes one text."""

    def __init__(self, draw: Draw, eager: int, room: int) -> None:
        self._draw = draw
        self._eager = eager
        self._room = room
        self._groups: dict[str, str] = {}

    def text(self, part: Part) -> str:
        match part:
            case Letter(ranges):
                if not ranges:
                    raise _Stuck
                return chr(self._draw.between(*self._draw.choice(ranges)))
            case Row(parts):
                return "".join([self.text(inner) for inner in parts])
            case Either(parts):
                return self._either(parts)
            case Again(inner, few, many):
                return self._again(inner, few, many)
            case Group(inner, names):
                text = self.text(inner)
                self._groups.update(dict.fromkeys(names, text))
                return text
            case Echo(name):
                return self._groups.get(name, "")
            case Look() | Edge():
                return ""

    def _either(self, parts: tuple[Part, ...]) -> str:
        costs = [inner.least for inner in parts]
        cheapest = min(costs)
        fitting = [index for index, cost in enumerate(costs) if cost - cheapest <= self._room]
        chosen = self._draw.choice(fitting or [costs.index(cheapest)])
        self._room -= costs[chosen] - cheapest
        return self.text(parts[chosen])

    def _again(self, part: Part, few: int, many: int) -> str:
        cost = max(1, part.least)
        extra = min(many - few if many < ENDLESS else self._eager, self._room // cost, self._eager)
        if extra > 0:
            extra = self._draw.between(extra // 2, extra)
            self._room -= extra * cost
        count = few + max(0, extra)
        if count > _MOST_LETTERS:
            raise _Stuck
        return "".join([self.text(part) for _ in range(count)])
