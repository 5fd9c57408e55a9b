"""The members of the objects that a shape admits: which names, and what their values obey."""

import re
from collections.abc import Iterator
from functools import lru_cache

from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.shape import Shape
from contracts.drift.schemas.term import Term
from specs.values import ABSENT, Json


@lru_cache(maxsize=4096)
def matches(pattern: str, text: str) -> bool:
    """Returns whether a pattern is found in a text; of one that cannot be read, it is not."""
    try:
        return re.search(pattern, text) is not None
    except (re.error, RecursionError):
        return False


def named(place: Place, word: str) -> dict[str, Json]:
    """Returns the schemas of a keyword that holds them by name."""
    found = place.word(word)
    return found if isinstance(found, dict) else {}


def applied(place: Place, name: str) -> Iterator[Place]:
    """Yields the schemas that one schema applies to the member of a name."""
    source, is_met = place.source, False
    if name in named(place, "properties"):
        is_met = True
        yield source.child(place, "properties", name)
    for pattern in named(place, "patternProperties"):
        if matches(pattern, name):
            is_met = True
            yield source.child(place, "patternProperties", pattern)
    if not is_met and place.word("additionalProperties") is not ABSENT:
        yield source.child(place, "additionalProperties")


def is_hidden(place: Place) -> bool:
    """Returns whether a member is one that only the other side sends."""
    word = "readOnly" if place.source.direction == "request" else "writeOnly"
    target = place.source.target(place)
    return place.said(word) is True or (target is not None and target.said(word) is True)


class Members:
    """The members of a shape's objects."""

    def __init__(self, shape: Shape, *, only_sent: bool = True) -> None:
        """Gathers the members.

        Args:
            shape: What the objects obey.
            only_sent: Whether to leave out what only the other side sends.
        """
        self._shape = shape
        self.names: dict[str, Place] = {}
        """The names that are declared, with who names them first."""
        self.patterns: dict[str, Place] = {}
        self.is_closed = False
        """Whether only names and patterns are admitted."""
        self.is_open = False
        """Whether others are admitted in so many words."""
        is_told = False
        is_shut = False
        self._unsent = {
            name
            for place in shape.places
            for name in named(place, "properties")
            if only_sent and is_hidden(place.source.child(place, "properties", name))
        }
        for place in shape.places:
            for name in named(place, "properties"):
                if name not in self._unsent:
                    self.names.setdefault(name, place)
            for pattern in named(place, "patternProperties"):
                self.patterns.setdefault(pattern, place)
            rest = place.word("additionalProperties")
            self.is_closed |= rest is False
            others = place.word("unevaluatedProperties")
            self.is_open |= any(one is not ABSENT and one is not False for one in (rest, others))
            is_told |= any(one not in (ABSENT, False, True, {}) for one in (rest, others))
            is_shut |= others is False
        self.is_closed |= is_shut and not self.is_open
        self.is_open &= not self.is_closed
        self.is_dictionary = self.is_open and is_told
        """Whether it is said what others are: then one of them may have any name."""
        for name, place in shape.required.items():
            if not self.is_closed and name not in self._unsent:
                self.names.setdefault(name, place)

    def term(self, name: str) -> Term:
        """Returns what the value of a member obeys."""
        return Term(tuple(one for place in self._shape.places for one in applied(place, name)))

    def pattern_term(self, pattern: str) -> Term:
        """Returns what the values of members obey whose names match a declared pattern."""
        places = self._shape.places
        return Term(
            tuple(
                place.source.child(place, "patternProperties", pattern)
                for place in places
                if pattern in named(place, "patternProperties")
            )
        )

    def rest(self) -> Term:
        """Returns what the values of members obey that nothing names."""
        words = ("additionalProperties", "unevaluatedProperties")
        return Term(
            tuple(place.source.child(place, word) for word, _, place in self._shape.says(*words))
        )

    def can_have(self, name: str, *, undeclared: bool) -> bool:
        """Returns whether a producer may send a member of a name that the other side knows.

        That anything may stand beside the named members, as tools write it everywhere, does not
        make a producer hit upon a name of the other side's.
        """
        if name in self._unsent:
            return False
        if name in self.names or any(matches(pattern, name) for pattern in self.patterns):
            return True
        return self.is_dictionary or (undeclared and not self.is_closed)
