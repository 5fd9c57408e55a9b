"""A value that meets too much, such as two branches of `oneOf`, changed until it no longer does."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.making.asked import Spot
from mockserver.replies.shapes.shape import Places, Shape
from mockserver.replies.shapes.shapes import Order
from specs.errors import SpecError
from specs.schemas import CompiledSchema
from specs.values import Json, Record

if TYPE_CHECKING:
    from mockserver.replies.making.maker import Maker

_ODD: Final[tuple[Json, ...]] = ("amber", 7, 0.5, True, [], {}, None)
"""One value of each type."""
_TURNS: Final = 4
_MOST: Final = 120
_DEEPEST: Final = 5


def strayed(maker: "Maker", shape: Shape, value: Json, spot: Spot) -> tuple[Json] | None:
    """Returns a value changed so that it meets no barred schema any more; None if none is found.

    Args:
        maker: Makes members.
        shape: What the value was made for, every choice made.
        value: Meets a schema that is barred.
        spot: Where it stands.
    """
    return _Straying(maker, shape, spot).changed(value) if shape.barred else None


class _Straying:
    def __init__(self, maker: "Maker", shape: Shape, spot: Spot) -> None:
        self._maker = maker
        self._shape = shape
        self._spot = spot
        self._wanted = _judges(maker, tuple(shape.taken))
        self._barred = _judges(maker, tuple(shape.barred))

    def changed(self, value: Json) -> tuple[Json] | None:
        """Returns the value with one change after another, each of which leaves fewer barred."""
        if not all(judge.is_valid(value) for judge in self._wanted.values()):
            return None
        met = self._met(value)
        while met:
            candidates = islice(self._candidates(met[0], value), _MOST)
            better = next((one for one in candidates if self._is_better(one, len(met))), None)
            if better is None:
                return None
            value, met = better[0], self._met(better[0])
        return (value,)

    def _candidates(self, place: str, value: Json) -> Iterator[tuple[Json]]:
        breaks = _Breaks(self._maker)
        return ((one,) for one in breaks.of(self._shape, (place,), value, self._spot))

    def _is_better(self, found: tuple[Json], count: int) -> bool:
        self._maker.take_step(self._shape.places)
        return len(self._met(found[0])) < count and all(
            judge.is_valid(found[0]) for judge in self._wanted.values()
        )

    def _met(self, value: Json) -> list[str]:
        return [place for place, judge in self._barred.items() if judge.is_valid(value)]


def _judges(maker: "Maker", places: Places) -> dict[str, CompiledSchema]:
    found = {}
    for place in places:
        try:
            found[place] = maker.shapes.compiled(place)
        except SpecError:
            continue
    return found


class _Breaks:
    """Small changes that most likely break a schema and keep another."""

    def __init__(self, maker: "Maker") -> None:
        self._maker = maker
        self._shapes = maker.shapes

    def of(self, own: Shape, barred: Places, value: Json, spot: Spot) -> Iterator[Json]:
        """Yields changed values.

        Args:
            own: What they shall still meet.
            barred: What they shall not meet.
            value: The value to change.
            spot: Where it stands.
        """
        try:
            other = self._shapes.decided(barred, Order())
        except CannotGenerate:
            return
        if isinstance(value, dict):
            yield from self._of_object(own, other, value, spot)
        elif isinstance(value, list):
            yield from self._of_array(own, other, value, spot)
        elif not own.places:
            yield from _ODD
        else:
            yield from self._again(own.places, spot)

    def _of_object(self, own: Shape, other: Shape, value: Record, spot: Spot) -> Iterator[Json]:
        yield {name: item for name, item in value.items() if name in own.required}
        for name in other.required:
            if name in value and name not in own.required:
                yield {one: item for one, item in value.items() if one != name}
        mine = own.declared()
        for name in sorted(other.declared(), key=mine.__contains__):
            places, theirs = self._shapes.member(own, name), self._shapes.member(other, name)
            if places is None or (places and places == theirs):
                continue
            for item in self._items(places, theirs, value.get(name), spot.inside(name)):
                yield {**value, name: item}
        if any(self._shapes.at(part.rest or "") is False for part in other.objects):
            for name in mine:
                places = self._shapes.member(own, name)
                if name not in other.declared() and name not in value and places is not None:
                    for item in self._items(places, None, None, spot.inside(name)):
                        yield {**value, name: item}
            if self._shapes.member(own, "amber") == ():
                yield {**value, "amber": "birch"}

    def _of_array(self, own: Shape, other: Shape, value: list[Json], spot: Spot) -> Iterator[Json]:
        places, theirs = self._shapes.item(own, 0), self._shapes.item(other, 0)
        if places is not None and (not places or places != theirs):
            first = value[0] if value else None
            for item in self._items(places, theirs, first, spot.item(0, 0)):
                yield [item, *value[1:]]
        yield from ([], value[:1], [*value, *value])

    def _items(
        self, places: Places, theirs: Places | None, value: Json, spot: Spot
    ) -> Iterator[Json]:
        """Yields values for one set of schemas, as far as possible not for another."""
        if not places:
            yield from _ODD
            return
        made = list(self._again(places, spot)) if value is None else [value]
        if len(spot.path) < _DEEPEST and theirs:
            for shape in islice(self._shapes.decisions(places), 1):
                for one in made:
                    yield from self.of(shape, theirs, one, spot)
        yield from made if value is None else self._again(places, spot)

    def _again(self, places: Places, spot: Spot) -> Iterator[Json]:
        for turn in range(_TURNS):
            try:
                yield self._maker.another(places, spot, turn)
            except CannotGenerate:
                return
