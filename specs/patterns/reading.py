"""Text of a regular expression -> a tree of what it asks for.

Patterns are worded as ECMA-262 has it. Where the validator understands one in another way, the
tree follows the validator, since it is the one that judges.
"""

from dataclasses import dataclass
from typing import Final

from specs.patterns.parts import (
    ENDLESS,
    NOTHING,
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
from specs.patterns.sets import (
    DOT,
    ESCAPED,
    Ranges,
    any_case,
    inverted,
    joined,
    property_ranges,
)


class UnreadablePattern(Exception):
    """The text is no regular expression, or one of a dialect that is not known."""


def read_pattern(text: str) -> Part:
    """Returns the tree of a pattern.

    Raises:
        UnreadablePattern: It is none.
    """
    reader = _Reader(text)
    part = reader.either()
    if reader.at < len(text):
        raise UnreadablePattern(f"{text[reader.at]!r} closes nothing")
    return part


_MOST_REPEATS: Final = 100_000
_CONTROLS: Final = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
_REPEATS: Final = {"*": (0, ENDLESS), "+": (1, ENDLESS), "?": (0, 1)}


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    groups: int = 0
    ignores_case: bool = False

    def _next(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

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
        if len(parts) == 1:
            return parts[0]
        return Either(tuple(parts), min(part.least for part in parts))

    def _row(self) -> Part:
        parts: list[Part] = []
        while self._next() not in ("", "|", ")"):
            part = self._repeated(self._one())
            if part is not NOTHING:
                parts.append(part)
        if len(parts) == 1:
            return parts[0]
        return Row(tuple(parts), sum(part.least for part in parts))

    def _repeated(self, part: Part) -> Part:
        bounds = self._bounds()
        if bounds is None:
            return part
        # a lazy or possessive mark changes what is taken, not what is allowed
        if self._next() in ("?", "+"):
            self.at += 1
        return Again(part, *bounds, part.least * bounds[0])

    def _bounds(self) -> tuple[int, int] | None:
        mark = self._next()
        if mark in _REPEATS and mark:
            self.at += 1
            return _REPEATS[mark]
        end = self.text.find("}", self.at)
        least, comma, most = self.text[self.at + 1 : end].partition(",")
        if mark != "{" or not least.isdecimal() or not (most.isdecimal() or not most):
            return None
        self.at = end + 1
        low = int(least)
        high = int(most) if most else ENDLESS if comma else low
        if high < low or low > _MOST_REPEATS:
            raise UnreadablePattern("these bounds of a repetition make no sense")
        return low, high

    def _one(self) -> Part:
        taken = self._take()
        if taken == "(":
            return self._group()
        if taken == "[":
            return Letter(self._set())
        if taken == ".":
            return Letter(DOT)
        if taken in "^$":
            return Edge(taken)
        if taken == "\\":
            return self._escaped()
        if taken in "*+?":
            raise UnreadablePattern(f"{taken!r} repeats nothing")
        return Letter(self._cased(((ord(taken), ord(taken)),)))

    def _cased(self, ranges: Ranges) -> Ranges:
        return any_case(ranges) if self.ignores_case else ranges

    def _group(self) -> Part:
        for start, is_wanted, is_ahead in (
            ("?=", True, True), ("?!", False, True), ("?<=", True, False), ("?<!", False, False),
        ):  # fmt: skip
            if self._has(start):
                return Look(self._closed(), is_wanted, is_ahead)
        if self._has("?:"):
            return self._closed()
        if self._has("?<") or self._has("?P<"):
            return self._remembered(self._until(">"))
        if self._has("?"):
            return self._flags()
        return self._remembered()

    def _flags(self) -> Part:
        start = self.at
        while self._next().isalpha() or self._next() == "-":
            self.at += 1
        on, _, off = self.text[start : self.at].partition("-")
        before = self.ignores_case
        self.ignores_case = "i" not in off and ("i" in on or before)
        if self._has(")"):
            return NOTHING
        if self._has(":"):
            part = self._closed()
            self.ignores_case = before
            return part
        raise UnreadablePattern("this kind of group is not known")

    def _remembered(self, *names: str) -> Part:
        self.groups += 1
        number = str(self.groups)
        part = self._closed()
        return Group(part, (number, *names), part.least)

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
        if taken in ("A", "z"):
            self.at += 1
            return Edge("^" if taken == "A" else "$")
        if taken in ("Z", "<", ">"):
            raise UnreadablePattern(f"the edge {taken!r} is not known")
        if self._has("k<"):
            return Echo(self._until(">"))
        if taken.isdecimal() and taken != "0":
            self.at += 1
            return Echo(taken)
        return Letter(self._cased(self._escaped_ranges()))

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
        # a bracket that closes at once would leave nothing to choose from: it is a character
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
        together = self._cased(joined(*found))
        return inverted(together) if is_inverted else together

    def _member(self) -> Ranges:
        taken = self._take()
        if taken != "\\":
            return ((ord(taken), ord(taken)),)
        if self._has("b"):
            return ((8, 8),)
        return self._escaped_ranges()
