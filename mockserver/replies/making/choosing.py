"""Which way is taken where a schema leaves a choice: a different one each time, the end if deep."""

from collections.abc import Set as AbstractSet

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.endings import Endings
from mockserver.replies.shapes.shape import Option, Point
from mockserver.replies.shapes.shapes import Order, Shapes
from mockserver.replies.values.draws import Draw

_ENDLESS = 1_000


class Choosing(Order):
    """Orders the options of one value's choices."""

    def __init__(
        self, shapes: Shapes, draw: Draw, variation: int, *, around: AbstractSet[str]
    ) -> None:
        """Begins a value.

        Args:
            shapes: The document's shapes.
            draw: Says which option comes first.
            variation: How often the value was wrong before; so many combinations are passed.
            around: Where the values around this one stand, which are not to be begun again.
        """
        self._shapes = shapes
        self._draw = draw
        self._left = variation
        self._is_first = variation == 0
        self._around = around
        self._firsts: dict[str, int] = {}

    def of(self, point: Point, depth: int) -> list[int]:
        """Returns the indexes of a point's options, the first to try first."""
        count = len(point.options)
        if point.where not in self._firsts:
            passed, self._left = self._left % count, self._left // count
            drawn = self._draw.below(count) if point.options[0].place is not None else 0
            self._firsts[point.where] = (drawn + passed) % count
        first = self._firsts[point.where]
        turned = [*range(first, count), *range(first)]
        if self._is_first:
            turned.sort(key=lambda index: self._poverty(point.options[index]))
        return turned

    def _poverty(self, option: Option) -> int:
        """Returns how little an option says: null is little, what stands around already is less."""
        if option.place is None:
            return 0
        try:
            shape = self._shapes.shape((option.place,))
        except CannotGenerate:
            return 3
        if shape.homes & self._around:
            return 2
        return 1 if shape.types == ("null",) else 0


class Shortest(Order):
    """Puts first the options that come to an end soonest."""

    def __init__(self, endings: Endings) -> None:
        self._endings = endings

    def of(self, point: Point, depth: int) -> list[int]:
        """Returns the indexes of a point's options, the shallowest first."""
        return sorted(range(len(point.options)), key=lambda i: self._cost(point, i))

    def _cost(self, point: Point, index: int) -> int:
        option = point.options[index]
        if option.place is None:
            # the second option of what may be null is null
            return -1 if index else 0
        depth = self._endings.least_depth((option.place,))
        return _ENDLESS if depth is None else depth
