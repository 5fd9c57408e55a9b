"""Text of a regular expression -> its parts."""

from dataclasses import dataclass
from typing import Final

from contracts.drift.witnesses.patterns.parts import Again, Edge, Either, Letter, Look, Part, Row
from contracts.drift.witnesses.patterns.sets import (
    ESCAPED,
    LINE_ENDS,
    Ranges,
    any_case,
    inverted,
    joined,
    property_ranges,
)


class UnreadablePattern(Exception):
    """The text is no regular expression, or says what cannot be said by its parts."""


def read_pattern(text: str) -> Part:
    """Returns the parts of a pattern.

    Raises:
        UnreadablePattern: It has none, or it refers back to what it matched.
    """
    reader = _Reader(text)
    part = reader.either()
    if reader.at < len(text):
        raise UnreadablePattern(f"{text[reader.at]!r} closes nothing")
    return part


_CONTROLS: Final = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
_REPEATS: Final[dict[str, tuple[int, int | None]]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_LOOKS: Final = (
    ("?=", True, True), ("?!", False, True), ("?<=", True, False), ("?<!", False, False),
)  # fmt: skip


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    ignores_case: bool = False

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self) -> str:
        taken = self._next()
        if not taken:
            raise UnreadablePattern("it ends too early")
        self.at += 1
        return taken

    def _has(self, start: str) -> bool:
        if self.text.startswith(start, self.at):
            self.at += len(start)
            return True
        return False

    def _until(self, end: str) -> str:
        found = self.text.find(end, self.at)
        if found < 0:
            raise UnreadablePattern(f"{end!r} is missing")
        taken, self.at = self.text[self.at : found], found + len(end)
        return taken

    def either(self) -> Part:
        parts = [self._row()]
        while self._has("|"):
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _row(self) -> Part:
        parts: list[Part] = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._repeated(self._one()))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _repeated(self, part: Part) -> Part:
        while (bounds := self._bounds()) is not None:
            # a lazy mark changes what is taken first, not what is allowed
            self._has("?")
            part = Again(part, *bounds)
        return part

    def _bounds(self) -> tuple[int, int | None] | None:
        if (mark := self._next()) in _REPEATS:
            self.at += 1
            return _REPEATS[mark]
        end = self.text.find("}", self.at)
        least, comma, most = self.text[self.at + 1 : end].partition(",")
        if mark != "{" or not least.isdecimal() or not (most.isdecimal() or not most):
            return None
        self.at = end + 1
        return int(least), int(most) if most else None if comma else int(least)

    def _one(self) -> Part:
        taken = self._take()
        if taken == "(":
            return self._group()
        if taken == "[":
            return self._letter(self._set())
        if taken == ".":
            return Letter(inverted(LINE_ENDS))
        if taken in "^$":
            return Edge(taken)
        if taken == "\\":
            return self._escaped()
        if taken in "*+?":
            raise UnreadablePattern(f"{taken!r} repeats nothing")
        return self._letter(((ord(taken), ord(taken)),))

    def _letter(self, ranges: Ranges) -> Part:
        return Letter(any_case(ranges) if self.ignores_case else ranges)

    def _group(self) -> Part:
        for start, is_wanted, is_ahead in _LOOKS:
            if self._has(start):
                return Look(self._closed(), is_wanted, is_ahead)
        if self._has("?<") or self._has("?P<"):
            self._until(">")
        elif self._has("?") and not self._has(":"):
            return self._flags()
        return self._closed()

    def _flags(self) -> Part:
        end = min(
            (self.text.find(end, self.at) for end in ":)" if end in self.text[self.at :]),
            default=-1,
        )
        if end < 0:
            raise UnreadablePattern("a group does not end")
        on, _, off = self.text[self.at : end].partition("-")
        before, self.ignores_case = self.ignores_case, "i" in on and "i" not in off
        self.at = end + 1
        if self.text[end] == ")":
            return Row()
        part = self._closed()
        self.ignores_case = before
        return part

    def _closed(self) -> Part:
        part = self.either()
        if not self._has(")"):
            raise UnreadablePattern("')' is missing")
        return part

    def _escaped(self) -> Part:
        taken = self._next()
        if taken in ("b", "B"):
            self.at += 1
            return Edge(taken)
        if taken == "k" or (taken.isdecimal() and taken != "0"):
            raise UnreadablePattern("it refers back to what it matched")
        return self._letter(self._escaped_ranges())

    def _escaped_ranges(self) -> Ranges:
        taken = self._take()
        if taken in ESCAPED:
            return ESCAPED[taken]
        if taken in ("p", "P"):
            name = self._until("}")[1:] if self._next() == "{" else self._take()
            found = property_ranges(name)
            return inverted(found) if taken == "P" else found
        code = self._code(taken)
        return ((code, code),)

    def _code(self, taken: str) -> int:
        if taken in _CONTROLS:
            return _CONTROLS[taken]
        if taken == "c" and self._next().isalpha():
            return ord(self._take()) % 32
        if taken in ("u", "x") and self._has("{"):
            return self._hex(self._until("}"))
        if taken in ("u", "x"):
            size = 4 if taken == "u" else 2
            digits, self.at = self.text[self.at : self.at + size], self.at + size
            return self._hex(digits if len(digits) == size else "")
        return ord(taken)

    def _hex(self, digits: str) -> int:
        try:
            return int(digits, 16)
        except ValueError:
            raise UnreadablePattern(f"{digits!r} names no character") from None

    def _set(self) -> Ranges:
        is_inverted = self._has("^")
        found: list[Ranges] = [((93, 93),)] if self._has("]") else []
        while not self._has("]"):
            low = self._member()
            if self._next() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self._member()
                if len(low) == len(high) == 1 and low[0][0] <= high[0][1]:
                    found.append(((low[0][0], high[0][1]),))
                    continue
                found += [low, ((45, 45),), high]
            else:
                found.append(low)
        together = joined(*found)
        return inverted(together) if is_inverted else together

    def _member(self) -> Ranges:
        taken = self._take()
        if taken != "\\":
            return ((ord(taken), ord(taken)),)
        if self._has("b"):
            return ((8, 8),)
        return self._escaped_ranges()
