"""How deep a value has to be at least: what tells an end from a circle that has none."""

from typing import Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.shape import Places, Shape
from mockserver.replies.shapes.shapes import Shapes

DEEPEST: Final = 30
"""Levels beyond which a schema is taken to demand itself for ever."""
_PLAIN: Final = frozenset(("string", "number", "integer", "boolean", "null"))
_MOST_COMBINATIONS: Final = 40


class Endings:
    """The least depth of values, worked out when a value grows deep."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._known: dict[tuple[Places, int], bool] = {}

    def least_depth(self, places: Places) -> int | None:
        """Returns how many levels a value has at least; None if it never ends."""
        for depth in range(DEEPEST):
            if self._may_end(places, depth):
                return depth
        return None

    def _may_end(self, places: Places, depth: int) -> bool:
        if depth < 0:
            return False
        key = (places, depth)
        if key not in self._known:
            self._known[key] = False
            self._known[key] = self._look(places, depth)
        return self._known[key]

    def _look(self, places: Places, depth: int) -> bool:
        try:
            for index, shape in enumerate(self._shapes.decisions(places)):
                if self._ends(shape, depth):
                    return True
                if index >= _MOST_COMBINATIONS:
                    break
        except CannotGenerate:
            return False
        return False

    def _ends(self, shape: Shape, depth: int) -> bool:
        types = shape.types or ()
        if shape.values is not None or any(name in _PLAIN for name in types):
            return True
        if "array" in types and self._array_ends(shape, depth - 1):
            return True
        return "object" in types and self._object_ends(shape, depth - 1)

    def _array_ends(self, shape: Shape, depth: int) -> bool:
        for index in range(shape.items.least):
            places = self._shapes.item(shape, index)
            if places is None or not self._may_end(places, depth):
                return False
            if all(index >= len(part.first) for part in shape.arrays):
                break
        return all(self._may_end((one.place,), depth) for one in shape.contained if one.least > 0)

    def _object_ends(self, shape: Shape, depth: int) -> bool:
        for name in shape.required:
            places = self._shapes.member(shape, name)
            if places is None or not self._may_end(places, depth):
                return False
        return True
