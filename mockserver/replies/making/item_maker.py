"""Makes arrays: how many items, and which."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.shape import Places, Shape
from mockserver.replies.values.sameness import mark
from specs.values import Json

if TYPE_CHECKING:
    from mockserver.replies.making.maker import Maker, Spot

_USUAL: Final = 2
_TURNS: Final = 3
_TRIES: Final = 60


def make_array(maker: "Maker", shape: Shape, spot: "Spot") -> list[Json]:
    """Returns an array.

    Raises:
        CannotGenerate: Fewer items than are needed can be made.
    """
    return _Items(maker, shape, spot).made()


class _Items:
    def __init__(self, maker: "Maker", shape: Shape, spot: "Spot") -> None:
        self._maker = maker
        self._shape = shape
        self._spot = spot
        self._first = max((len(part.first) for part in shape.arrays), default=0)
        self._extra = list(_shared(shape) if spot.turn % 2 else _single(shape))
        """Schemas that one item each has to meet, beyond those for all items."""
        self._seen: set[str] = set()

    def made(self) -> list[Json]:
        """Returns the items."""
        least = max(self._shape.items.least, len(self._extra))
        wished = self._wished(least)
        made: list[Json] = []
        for index in range(wished):
            if index >= least and self._stops_at(index):
                break
            try:
                made.append(self._item(index, wished))
            except CannotGenerate:
                if len(made) < least:
                    raise
                break
        return made

    def _wished(self, least: int) -> int:
        """Returns how many items there shall be."""
        turn = self._spot.turn
        is_limited = any(one.most is not None for one in self._shape.contained)
        if turn % 2 or is_limited or self._maker.lessons.is_bare:
            return least
        usual = max(self._first, _USUAL if len(self._spot.path) <= _USUAL else 1)
        ends = [self._shape.items.most] + [
            len(part.first)
            for part in self._shape.arrays
            if self._maker.shapes.at(part.rest or "") is False
        ]
        most = min((end for end in ends if end is not None), default=None)
        wished = max(least, usual) + turn // 2 % _TURNS
        return wished if most is None else max(least, min(wished, most))

    def _stops_at(self, index: int) -> bool:
        """Whether an item that may be left out is left out."""
        places = self._maker.shapes.item(self._shape, index)
        if places is None:
            return True
        try:
            shape = self._maker.shapes.shape(places)
        except CannotGenerate:
            return True
        if shape.homes & self._maker.around:
            return True
        is_deep = (shape.types or ("",))[0] in ("object", "array")
        return is_deep and index >= self._first and self._maker.is_full(self._spot)

    def _item(self, index: int, wished: int) -> Json:
        places = self._maker.shapes.item(self._shape, index)
        if places is None:
            raise CannotGenerate(f"no more than {index} items are allowed at {self._where()}")
        # what has to be among the items comes last, where no place is spoken for, or else first
        last = self._spot.turn % 4 < _USUAL
        among = index - (wished - len(self._extra)) if last else index
        if 0 <= among < len(self._extra):
            places = (*places, *self._extra[among])
        return self._different(places, index)

    def _different(self, places: Places, index: int) -> Json:
        count = max(0, index - self._first)
        if not self._shape.is_unique:
            return self._maker.value(places, self._spot.item(index, count))
        for turn in range(_TRIES + 8 * index):
            spot = self._spot.item(index + turn * 1_000_003, count + turn)
            spot = spot._replace(path=(*self._spot.path, str(index)))
            is_usual = turn < _TRIES // 4
            item = (
                self._maker.value(places, spot)
                if is_usual
                else self._maker.another(places, spot, turn)
            )
            if mark(item) not in self._seen:
                self._seen.add(mark(item))
                return item
        raise CannotGenerate(f"too few different items were found at {self._where()}")

    def _where(self) -> str:
        return self._shape.places[0] if self._shape.places else "the root"


def _single(shape: Shape) -> Iterator[Places]:
    """Yields what has to be among the items, each in an item of its own."""
    yield from ((one.place,) for one in shape.contained for _ in range(one.least))


def _shared(shape: Shape) -> Iterator[Places]:
    """Yields what has to be among the items, in as few items as possible."""
    for index in range(max((one.least for one in shape.contained), default=0)):
        yield tuple(one.place for one in shape.contained if one.least > index)
