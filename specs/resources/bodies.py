"""Where things stand in a body: a list or one thing, bare or wrapped."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from specs.resources.shapes import Shape, Shapes
from specs.resources.words import is_same_word, plain, vocabulary
from specs.values import pointer

_LISTS: Final = vocabulary(
    "data items item results result records content contents entries values value list rows"
    " objects resources hits elements collection entities nodes documents docs members"
)
"""Plain names under which APIs put the things of a list."""
_WRAPPERS: Final = vocabulary(
    "data result response payload item resource entity body record object content embedded"
)
"""Plain names under which APIs put one thing, or all that is not about the answer itself."""
_DEEPEST: Final = 2
"""Wrappers inside one another."""


@dataclass(frozen=True, slots=True)
class Found:
    """Things in a body."""

    holder: str
    """JSON pointer of the thing, or of the list, inside the body; empty: the body itself."""
    schema: str
    """JSON pointer of the schema of the thing, or of one item of the list."""


Judge = Callable[[Shape], bool]
"""Whether a shape is that of a thing."""


class Bodies:
    """Finds things in the bodies of one document."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def lists(self, where: str, word: str) -> Iterator[Found]:
        """Yields the lists of objects in a body, most likely first.

        Args:
            where: JSON pointer of the schema of the body.
            word: The name of the kind.
        """
        shape = self._shapes.at(where)
        if shape.is_array:
            if self._holds_objects(shape):
                yield Found("", shape.items or "")
            return
        found = list(self._inner_lists(shape, word, "", 0))
        ranked = sorted(found, key=lambda entry: entry[0])
        yield from (one for _, one in ranked)

    def things(self, where: str, word: str) -> Iterator[Found]:
        """Yields the objects in a body that may be one thing: the body itself, what it wraps."""
        shape = self._shapes.at(where)
        if not shape.is_object:
            return
        yield Found("", where)
        yield from self._wrapped(shape, word, "", 0)

    def thing(self, where: str, word: str, is_thing: Judge) -> Found | None:
        """Returns the outermost object that is a thing; else the body, or its one wrapped object.

        Args:
            where: JSON pointer of the schema of the body.
            word: The name of the kind.
            is_thing: Judges a shape, say by its id.
        """
        candidates = list(self.things(where, word))
        for found in candidates:
            if is_thing(self._shapes.at(found.schema)):
                return found
        wrapped = [found for found in candidates if found.holder]
        if wrapped and self._wraps_only(self._shapes.at(where), word):
            return wrapped[0]
        return candidates[0] if candidates else None

    def _inner_lists(
        self, shape: Shape, word: str, holder: str, depth: int
    ) -> Iterator[tuple[int, Found]]:
        if not shape.is_object or depth > _DEEPEST:
            return
        for name, member in shape.members.items():
            inner = self._shapes.at(member.where)
            where = holder + pointer(name)
            if inner.is_array and self._holds_objects(inner):
                yield self._rank(name, word) + 3 * depth, Found(where, inner.items or "")
            elif inner.is_object and _may_wrap(name, word):
                yield from self._inner_lists(inner, word, where, depth + 1)

    def _wrapped(self, shape: Shape, word: str, holder: str, depth: int) -> Iterator[Found]:
        if depth >= _DEEPEST:
            return
        is_only = len(shape.members) == 1
        names = sorted(shape.members, key=lambda name: not is_same_word(name, word))
        for name in names:
            inner = self._shapes.at(shape.members[name].where)
            if inner.is_object and (is_only or _may_wrap(name, word)):
                where = holder + pointer(name)
                yield Found(where, shape.members[name].where)
                yield from self._wrapped(inner, word, where, depth + 1)

    def _wraps_only(self, shape: Shape, word: str) -> bool:
        """Whether a body has nothing of its own beside what it wraps."""
        inner = [name for name in shape.members if _may_wrap(name, word)]
        return len(shape.members) == 1 or any(shape.members[name].is_required for name in inner)

    def _holds_objects(self, shape: Shape) -> bool:
        return shape.items is not None and self._shapes.at(shape.items).is_object

    def _rank(self, name: str, word: str) -> int:
        if is_same_word(name, word):
            return 0
        return 1 if plain(name) in _LISTS else 2


def _may_wrap(name: str, word: str) -> bool:
    return plain(name) in _WRAPPERS or is_same_word(name, word)


def is_alike(one: Shape, other: Shape, id_member: str | None = None) -> bool:
    """Whether two shapes describe the same things: the same schema, or enough common members.

    Args:
        one: A shape.
        other: Another.
        id_member: Name of the member that holds the id; sharing it is enough.
    """
    if one.where == other.where:
        return True
    if not one.is_object or not other.is_object:
        return False
    common = one.members.keys() & other.members.keys()
    least = min(len(one.members), len(other.members))
    return bool(common) and (id_member in common or 2 * len(common) >= least)
