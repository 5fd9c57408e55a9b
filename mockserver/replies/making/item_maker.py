"""Makes arrays: how many items, and which."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.making.asked import Spot
from mockserver.replies.shapes.shape import Places, Shape, place_of
from mockserver.replies.shapes.shapes import Order
from mockserver.replies.values.sameness import mark
from specs.values import Json

if TYPE_CHECKING:
    from mockserver.replies.making.maker import Maker

_AS_WRITTEN: Final = Order()
_USUAL: Final = 2
_TURNS: Final = 3
_TRIES: Final = 60
_MOST: Final = 5_000
_BOLD: Final = 15
"""The try from which another option is taken where there is a choice."""
_APART: Final = 1_000_003


def make_array(maker: "Maker", shape: Shape, spot: Spot) -> list[Json]:
    """Returns an array.

    Raises:
        CannotGenerate: Fewer items than are needed can be made.
    """
    return _Items(maker, shape, spot).made()


class _Items:
    def __init__(self, maker: "Maker", shape: Shape, spot: Spot) -> None:
        self._maker = maker
        self._shape = shape
        self._spot = spot
        self._is_odd = spot.turn % 2 == 1
        self._first = max((len(part.first) for part in shape.arrays), default=0)
        self._extra: dict[int, Places] = {}
        """What an item has to meet beyond the schemas for all items."""
        self._seen: set[str] = set()

    def made(self) -> list[Json]:
        """Returns the items."""
        count = sum if not self._is_odd else max
        contained = count([one.least for one in self._shape.contained] or [0])
        least = max(self._shape.items.least, contained)
        if least > _MOST:
            raise CannotGenerate(f"too many items are needed at {place_of(self._shape.places)}")
        wished = self._wished(least)
        self._assign(wished)
        made: list[Json] = []
        for index in range(wished):
            if index >= least and self._stops_at(index):
                break
            try:
                made.append(self._item(index))
            except CannotGenerate:
                if len(made) < least:
                    raise
                break
        return made

    def _wished(self, least: int) -> int:
        """Returns how many items there shall be."""
        is_limited = any(one.most is not None for one in self._shape.contained)
        if self._is_odd or is_limited or self._maker.lessons.is_bare:
            return least
        usual = max(self._first, _USUAL if len(self._spot.path) <= _USUAL else 1)
        ends = [self._shape.items.most] + [
            len(part.first)
            for part in self._shape.arrays
            if self._maker.shapes.at(part.rest or "") is False
        ]
        most = min((end for end in ends if end is not None), default=None)
        wished = max(least, usual) + self._spot.turn // 2 % _TURNS
        return wished if most is None else max(least, min(wished, most))

    def _assign(self, wished: int) -> None:
        """Says which items meet what has to be among them: the last ones, or else the first.

        Raises:
            CannotGenerate: Something has no item that could meet it.
        """
        positions = range(wished) if self._is_odd else range(wished - 1, -1, -1)
        for one in self._shape.contained:
            for _ in range(one.least):
                index = self._position(one.place, positions)
                if index is None:
                    raise CannotGenerate(f"no item can be what is needed at {one.place}")
                self._extra[index] = (*self._extra.get(index, ()), one.place)

    def _position(self, place: str, positions: Iterable[int]) -> int | None:
        for index in sorted(positions, key=lambda at: at in self._extra and not self._is_odd):
            taken = self._extra.get(index, ())
            places = self._maker.shapes.item(self._shape, index)
            if places is not None and place not in taken:
                try:
                    self._maker.shapes.decided((*places, *taken, place), _AS_WRITTEN)
                except CannotGenerate:
                    continue
                return index
        return None

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

    def _item(self, index: int) -> Json:
        places = self._maker.shapes.item(self._shape, index)
        if places is None:
            raise CannotGenerate(
                f"no more than {index} items are allowed at {place_of(self._shape.places)}"
            )
        places = (*places, *self._extra.get(index, ()))
        count = max(0, index - self._first)
        if self._shape.is_unique:
            return self._different(places, index, count)
        return self._maker.value(places, self._spot.item(index, count))

    def _different(self, places: Places, index: int, count: int) -> Json:
        """Returns an item that is not there yet."""
        for turn in range(_TRIES + 8 * index):
            spot = self._spot.item(index + turn * _APART, count + turn)
            spot = spot._replace(path=(*self._spot.path, str(index)))
            if turn < _BOLD:
                item = self._maker.value(places, spot)
            else:
                item = self._maker.another(places, spot, turn)
            if mark(item) not in self._seen:
                self._seen.add(mark(item))
                return item
        raise CannotGenerate(
            f"too few different items were found at {place_of(self._shape.places)}"
        )
