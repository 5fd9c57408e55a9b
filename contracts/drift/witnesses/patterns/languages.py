"""Sets of texts, closed under and, or, not; each knows what is left of it after a character.

A set of texts is a number; equal ones mostly have the same number. What is left of a set after a
character is its derivative (Brzozowski 1964).
"""

from typing import Final, TypeAlias

from specs.patterns import UnreadablePattern
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
from specs.patterns.sets import ANY, Ranges

Texts: TypeAlias = int

_UNROLLED: Final = 3
"""How often a part comes again that looks around."""


class Languages:
    """Makes sets of texts and takes them apart."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Texts] = {}
        self._shapes: list[tuple[object, ...]] = []
        self._empty: list[bool] = []
        self._after: dict[tuple[Texts, int], Texts] = {}
        self.nothing = self._new(("nothing",), has_empty=False)
        """The set without any text."""
        self.nil = self._new(("nil",), has_empty=True)
        """The set of the empty text only."""
        self.everything = -1
        self.everything = self._again(self.letter(ANY), 0, None)
        """All texts."""

    def matching(self, part: Part) -> Texts:
        """Returns all texts in which a pattern is found somewhere.

        Raises:
            UnreadablePattern: It refers back to what it matched; no set says that.
        """
        here = self._made(part, self.everything, is_start=True)
        later = self._made(part, self.everything, is_start=False)
        return self.either(here, self.row(self._again(self.letter(ANY), 1, None), later))

    def letter(self, ranges: Ranges) -> Texts:
        """Returns the texts of one character out of a set."""
        return self._new(("letter", ranges), has_empty=False) if ranges else self.nothing

    def row(self, first: Texts, second: Texts) -> Texts:
        """Returns the texts that start with one of the first and end with one of the second."""
        if self.nothing in (first, second):
            return self.nothing
        if first == self.nil:
            return second
        if second == self.nil:
            return first
        if second == self.everything and self._empty[first]:
            return self.everything
        if self._shapes[first][0] == "row":
            # always leaning to the right, so that the same row has one number
            _, head, tail = self._shapes[first]
            return self.row(head, self.row(tail, second))  # type: ignore[arg-type]
        return self._new(("row", first, second), self._empty[first] and self._empty[second])

    def either(self, *parts: Texts) -> Texts:
        """Returns the union."""
        found = self._flat("either", parts) - {self.nothing}
        if self.everything in found:
            return self.everything
        if len(found) < 2:
            return next(iter(found), self.nothing)
        key = ("either", *sorted(found))
        return self._new(key, any(self._empty[one] for one in found))

    def both(self, *parts: Texts) -> Texts:
        """Returns what is in all of some sets."""
        found = self._flat("both", parts) - {self.everything}
        if self.nothing in found or any(self.other(one) in found for one in found):
            return self.nothing
        if len(found) < 2:
            return next(iter(found), self.everything)
        return self._new(("both", *sorted(found)), all(self._empty[one] for one in found))

    def other(self, part: Texts) -> Texts:
        """Returns all other texts."""
        if self._shapes[part][0] == "other":
            return self._shapes[part][1]  # type: ignore[return-value]
        if part == self.nothing:
            return self.everything
        if part == self.everything:
            return self.nothing
        return self._new(("other", part), not self._empty[part])

    def has_empty(self, part: Texts) -> bool:
        """Whether the empty text is in a set."""
        return self._empty[part]

    def after(self, part: Texts, code: int) -> Texts:
        """Returns what can follow a character."""
        key = part, code
        if key not in self._after:
            self._after[key] = self._derived(part, code)
        return self._after[key]

    def ranges(self) -> set[Ranges]:
        """Returns all sets of characters that were made."""
        return {shape[1] for shape in self._shapes if shape[0] == "letter"}  # type: ignore[misc]

    def _new(self, shape: tuple[object, ...], has_empty: bool) -> Texts:
        if shape not in self._known:
            self._known[shape] = len(self._shapes)
            self._shapes.append(shape)
            self._empty.append(has_empty)
        return self._known[shape]

    def _flat(self, kind: str, parts: tuple[Texts, ...]) -> set[Texts]:
        found: set[Texts] = set()
        for one in parts:
            shape = self._shapes[one]
            found.update(shape[1:] if shape[0] == kind else (one,))  # type: ignore[arg-type]
        return found

    def _again(self, part: Texts, few: int, many: int | None) -> Texts:
        if many == 0 or part == self.nil:
            return self.nil
        if part == self.nothing:
            return self.nothing if few else self.nil
        if (few, many) == (1, 1):
            return part
        return self._new(("again", part, few, many), few == 0 or self._empty[part])

    def _derived(self, part: Texts, code: int) -> Texts:
        match self._shapes[part]:
            case ("letter", ranges):
                is_in = any(low <= code <= high for low, high in ranges)  # type: ignore[attr-defined]
                return self.nil if is_in else self.nothing
            case ("row", int(first), int(second)):
                found = self.row(self.after(first, code), second)
                return self.either(found, self.after(second, code)) if self._empty[first] else found
            case ("either", *parts):
                return self.either(*(self.after(one, code) for one in parts))  # type: ignore[arg-type]
            case ("both", *parts):
                return self.both(*(self.after(one, code) for one in parts))  # type: ignore[arg-type]
            case ("other", int(inner)):
                return self.other(self.after(inner, code))
            case ("again", int(inner), int(few), many):
                left = None if many is None else many - 1  # type: ignore[operator]
                rest = self._again(inner, max(0, few - 1), left)
                return self.row(self.after(inner, code), rest)
        return self.nothing

    def _made(self, part: Part, then: Texts, *, is_start: bool) -> Texts:
        """Returns the texts of a part that others follow."""
        match part:
            case Letter(ranges):
                return self.row(self.letter(ranges), then)
            case Row(parts):
                return self._made_row(parts, then, is_start=is_start)
            case Either(parts):
                return self.either(*(self._made(one, then, is_start=is_start) for one in parts))
            case Again(inner, few, many):
                most = None if many == ENDLESS else many
                return self._made_again(inner, (few, most), then, is_start=is_start)
            case Group(inner):
                return self._made(inner, then, is_start=is_start)
            case Echo():
                raise UnreadablePattern("it refers back to what it matched")
            case Look(inner, is_wanted, True):
                ahead = self._made(inner, self.everything, is_start=is_start)
                return self.both(ahead if is_wanted else self.other(ahead), then)
            case Edge("^"):
                return then if is_start else self.nothing
            case Edge("$"):
                return self.both(then, self.nil)
        # what looks back is not known here; whoever asked judges the text
        return then

    def _made_row(self, parts: tuple[Part, ...], then: Texts, *, is_start: bool) -> Texts:
        starts = [is_start]
        for part in parts:
            starts.append(starts[-1] and not _takes_room(part))
        for part, start in zip(reversed(parts), reversed(starts[:-1]), strict=True):
            then = self._made(part, then, is_start=start)
        return then

    def _made_again(
        self, part: Part, bounds: tuple[int, int | None], then: Texts, *, is_start: bool
    ) -> Texts:
        few, many = bounds
        if _is_plain(part):
            once = self._made(part, self.nil, is_start=False)
            return self.row(self._again(once, few, many), then)
        few = min(few, _UNROLLED)
        for _ in range(few, _UNROLLED if many is None else min(many, _UNROLLED)):
            then = self.either(then, self._made(part, then, is_start=is_start and few == 0))
        for index in range(few):
            then = self._made(part, then, is_start=is_start and index == few - 1)
        return then


def _is_plain(part: Part) -> bool:
    """Whether a part only consumes characters, and asks nothing of what stands around."""
    match part:
        case Letter():
            return True
        case Row(parts) | Either(parts):
            return all(_is_plain(one) for one in parts)
        case Again(inner) | Group(inner):
            return _is_plain(inner)
        case _:
            return False


def _takes_room(part: Part) -> bool:
    """Whether a part can consume a character."""
    match part:
        case Letter():
            return True
        case Row(parts) | Either(parts):
            return any(_takes_room(one) for one in parts)
        case Again(inner) | Group(inner):
            return _takes_room(inner)
        case _:
            return False
