"""Makes one value from shapes.

A child is made from the seed of its place, so a change in one place leaves all others as they were.
"""

import copy
from typing import Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.making.asked import Spot, Steps, Tools, Wish
from mockserver.replies.making.choosing import Choosing, Shortest
from mockserver.replies.making.item_maker import make_array
from mockserver.replies.making.lessons import Lessons, Path
from mockserver.replies.making.member_maker import make_object
from mockserver.replies.making.strays import strayed
from mockserver.replies.shapes.endings import DEEPEST
from mockserver.replies.shapes.fitting import fits
from mockserver.replies.shapes.shape import Places, Shape, place_of
from mockserver.replies.shapes.shapes import Order
from mockserver.replies.values.draws import Draw, seed_at
from specs.errors import SpecError
from specs.schemas import CompiledSchema, SchemaViolation
from specs.values import ABSENT, Json, Missing

_MOST_VALUES: Final = 300
"""Values in one answer beyond which optional lists and objects are left out."""
_RICH: Final = 5
"""Levels down to which optional lists and objects are filled in."""
_CAREFUL_TRIES: Final = 16
_HOPELESS: Final = 4
_RARE: Final = 15
"""The try from which a text rather is different than good to look at."""
_WEIGHT: Final = {"array": 1, "object": 2}
"""Types by how much they hold; all others hold nothing."""


class Maker:
    """One try at a value."""

    def __init__(self, tools: Tools, wish: Wish, lessons: Lessons, steps: Steps) -> None:
        self.shapes = tools.shapes
        self.wish = wish
        self.lessons = lessons
        self.exemplary: dict[Path, str] = {}
        """Where a written example was used, and where that stands in the document."""
        self.decided: dict[Path, Shape] = {}
        """What was asked of a place, every choice made."""
        self.unfit: dict[str, str] = {}
        """The schemas whose own examples they do not allow, and why."""
        self.around: set[str] = set()
        """Where the schemas of the values around the present one stand."""
        self._scalars = tools.scalars
        self._endings = tools.endings
        self._steps = steps
        self._left = _MOST_VALUES

    def root(self, places: Places) -> Json:
        """Returns a value for the schemas at some places.

        Raises:
            CannotGenerate: There is none, or none was found.
        """
        return self.value(places, Spot((), self.wish.seed, self.wish.name, 0))

    def value(self, places: Places, spot: Spot) -> Json:
        """Returns a value that most likely fits; the caller judges the whole."""
        self._left -= 1
        self.take_step(places)
        if len(spot.path) > DEEPEST:
            raise CannotGenerate(_endless(places))
        variation = self.lessons.variations[spot.path] if self.lessons.variations else 0
        if spot.path in self.lessons.careful:
            return self._careful(places, spot, variation)
        try:
            return self._made(places, spot, variation)
        except CannotGenerate:
            if not self._steps.may_retry() or not self._has_choice(places):
                raise
            return self._made(places, spot, variation + 1)

    def take_step(self, places: Places) -> None:
        """Counts a step of the work.

        Raises:
            CannotGenerate: There were too many.
        """
        self._steps.take(places)

    def _has_choice(self, places: Places) -> bool:
        shape = self.shapes.shape(places)
        return bool(shape.points) or len(shape.types or ()) > 1

    def another(self, places: Places, spot: Spot, turn: int) -> Json:
        """Returns one of several values for a place, without judging it."""
        self.take_step(places)
        return self._made(places, spot._replace(seed=seed_at(spot.seed, turn)), turn)

    def _careful(self, places: Places, spot: Spot, variation: int) -> Json:
        """Tries until the value is right by itself."""
        judges = [judge for place in places if (judge := self._judge(place)) is not None]
        reason = CannotGenerate(f"no valid value was found at {place_of(places)}")
        for step in range(_CAREFUL_TRIES):
            try:
                value = self._made(places, spot, variation * _CAREFUL_TRIES + step)
            except CannotGenerate as failure:
                reason = failure
                continue
            if all(judge.is_valid(value) for judge in judges):
                return value
            other = strayed(self, self.decided[spot.path], value, spot)
            if other is not None and all(judge.is_valid(other[0]) for judge in judges):
                return other[0]
        raise reason.with_traceback(None)

    def _judge(self, place: str) -> CompiledSchema | None:
        try:
            return self.shapes.compiled(place)
        except SpecError:
            return None

    def judged(self, place: str, value: Json) -> tuple[SchemaViolation, ...]:
        """Returns what is wrong with a value for the schema of one place."""
        judge = self._judge(place)
        return judge.violations(value) if judge is not None else ()

    def _made(self, places: Places, spot: Spot, variation: int) -> Json:
        is_short = self.is_short(places, spot)
        order: Order = Shortest(self._endings)
        if not is_short:
            order = Choosing(self.shapes, Draw(spot.seed), variation, around=self.around)
        elif self._endings.least_depth(places) is None:
            raise CannotGenerate(_endless(places))
        if variation:
            spot = spot._replace(seed=seed_at(spot.seed, variation), turn=variation)
        draw = Draw(spot.seed)
        shape = self.shapes.decided(places, order)
        self.decided[spot.path] = shape
        if shape.unfit:
            self.unfit.update(shape.unfit)
        written = self._written(shape, spot, variation)
        if written is not ABSENT:
            return written
        if shape.values is not None:
            return _one_of(shape.values, draw, variation)
        return self._by_type(shape, spot, draw, self._type(shape, variation, is_short=is_short))

    def is_short(self, places: Places, spot: Spot) -> bool:
        """Whether a value there has to come to an end soon: it is deep, or inside its like."""
        if len(spot.path) > _RICH * 2:
            return True
        return bool(self.around) and bool(self.shapes.shape(places).homes & self.around)

    def was_wrong(self, spot: Spot) -> bool:
        """Whether an earlier try was wrong there."""
        return spot.path in self.lessons.variations

    def is_full(self, spot: Spot) -> bool:
        """Whether optional lists and objects are left out there."""
        return self._left <= 0 or len(spot.path) >= _RICH

    def _written(self, shape: Shape, spot: Spot, variation: int) -> Json:
        """Returns a written example, else a default that is a plain value, else `ABSENT`."""
        if not self.wish.written or spot.path in self.lessons.plain:
            return ABSENT
        if self.wish.fixed and not spot.path:
            return ABSENT
        examples = shape.examples
        if examples and (spot.copy == 0 or len(examples) > 1):
            place, found = examples[(spot.copy + variation) % len(examples)]
            self.exemplary[spot.path] = place
            if isinstance(found, dict):
                return {
                    name: copy.deepcopy(item)
                    for name, item in found.items()
                    if name not in shape.hidden
                }
            return copy.deepcopy(found) if isinstance(found, list) else found
        default = shape.default
        # the default of a free text is as often an explanation as it is a value
        is_telling = isinstance(default, bool | int | float) or shape.values is not None
        if is_telling and variation == 0 and self._may_be_default(shape):
            self.exemplary[spot.path] = shape.places[0]
            return default
        return ABSENT

    def _may_be_default(self, shape: Shape) -> bool:
        default = shape.default
        is_plain = default is not None and not isinstance(default, dict | list | Missing)
        return is_plain and fits(shape, default, self.shapes)

    def _type(self, shape: Shape, variation: int, *, is_short: bool) -> str:
        types = shape.types or ("string",)
        if is_short:
            return min(types, key=lambda name: _WEIGHT.get(name, 0))
        return types[variation % len(types)] if variation else types[0]

    def _by_type(self, shape: Shape, spot: Spot, draw: Draw, kind: str) -> Json:
        match kind:
            case "object":
                return make_object(self, shape, spot)
            case "array":
                return make_array(self, shape, spot)
            case "string" | "integer" | "number":
                return self._scalar(shape, spot, draw, kind)
            case "boolean":
                return draw.below(2) == 1
            case _:
                return None

    def _scalar(self, shape: Shape, spot: Spot, draw: Draw, kind: str) -> Json:
        failures = self._steps.failures
        if failures[shape.places] >= _HOPELESS:
            raise CannotGenerate(f"no {kind} is valid at {place_of(shape.places)}")
        try:
            if kind == "string":
                is_rare = spot.turn >= _RARE
                return self._scalars.text(shape, draw, spot.name, is_rare=is_rare)
            return self._scalars.number(shape, draw, spot.name, whole=kind == "integer")
        except CannotGenerate:
            failures[shape.places] += 1
            raise

    def text(self, shape: Shape, seed: int) -> str:
        """Returns a text for the name of a member."""
        return self._scalars.text(shape, Draw(seed), "")


def _one_of(values: list[Json], draw: Draw, variation: int) -> Json:
    solid = len(values) - 1 if values[-1] is None and len(values) > 1 else len(values)
    found = values[(draw.below(solid) + variation) % (len(values) if variation else solid)]
    return copy.deepcopy(found) if isinstance(found, dict | list) else found


def _endless(places: Places) -> str:
    return f"the schema at {place_of(places)} demands itself without an end"
