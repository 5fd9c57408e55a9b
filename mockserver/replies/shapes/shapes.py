"""Schemas of a document -> what they ask of one value together, worked out once and kept."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, TypeAlias

from jsonschema_rs import Draft202012Validator

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.collect import Collector
from mockserver.replies.shapes.families import Families
from mockserver.replies.shapes.fitting import settle
from mockserver.replies.shapes.places import resolved
from mockserver.replies.shapes.shape import Places, Point, Shape
from mockserver.replies.values.pattern_text import PatternTexts
from specs.bundle import Bundle
from specs.schemas import CompiledSchema, Direction
from specs.values import Json

Chosen: TypeAlias = tuple[tuple[str, int], ...]
"""The choices made: where, and which option."""

_MOST_KEPT: Final = 20_000
_MOST_TRIED: Final = 400
"""Ways of combining the options of one value that are looked at."""


class Shapes:
    """The shapes of one document as one direction sees it; each is made when it is first needed."""

    def __init__(self, bundle: Bundle, direction: Direction) -> None:
        self.document = bundle.document
        self.direction: Final = direction
        self._schemas = bundle.schemas
        self._families = Families(bundle.document)
        self._shapes: dict[tuple[Places, Chosen], Shape | CannotGenerate] = {}
        self._judges: dict[tuple[str, str], Draft202012Validator | None] = {}
        self._texts: dict[str, PatternTexts] = {}

    def shape(self, places: Places, chosen: Chosen = ()) -> Shape:
        """Returns what some schemas ask of one value; choices that are not made stay open.

        Raises:
            CannotGenerate: They contradict each other.
        """
        key = (places, chosen)
        found = self._shapes.get(key)
        if found is None:
            if len(self._shapes) >= _MOST_KEPT:
                self._shapes.clear()
            found = self._shapes[key] = self._made(places, dict(chosen))
        if isinstance(found, CannotGenerate):
            raise found.with_traceback(None)
        return found

    def _made(self, places: Places, chosen: Mapping[str, int]) -> Shape | CannotGenerate:
        collector = Collector(self.document, self._families, chosen, direction=self.direction)
        try:
            shape = collector.shape(places)
            settle(shape, self)
        except CannotGenerate as reason:
            return reason
        return shape

    def decided(self, places: Places, order: "Order") -> Shape:
        """Returns a shape with every choice made.

        Args:
            places: The schemas.
            order: Says in which order the options of a choice are tried.

        Raises:
            CannotGenerate: No combination of options is free of contradictions.
        """
        shape = self.shape(places)
        if not shape.points:
            return shape
        found = next(islice(self._decisions(places, (), order), 1), None)
        if found is None:
            raise CannotGenerate(f"no option is valid at {places[0]}")
        return found

    def _decisions(self, places: Places, chosen: Chosen, order: "Order") -> Iterator[Shape]:
        tried = 0
        stack = [chosen]
        while stack and tried < _MOST_TRIED:
            tried += 1
            chosen = stack.pop()
            try:
                shape = self.shape(places, chosen)
            except CannotGenerate:
                continue
            if not shape.points:
                yield shape
                continue
            point = shape.points[0]
            ways = order.of(point, len(chosen))
            stack.extend((*chosen, (point.where, index)) for index in reversed(ways))

    def decisions(self, places: Places) -> Iterator[Shape]:
        """Yields the shapes of all combinations of options, up to a bound."""
        return self._decisions(places, (), Order())

    def member(self, shape: Shape, name: str) -> Places | None:
        """Returns the schemas that a member has to meet; None if it is not allowed."""
        if name not in shape.member_places:
            shape.member_places[name] = self._member(shape, name)
        return shape.member_places[name]

    def _member(self, shape: Shape, name: str) -> Places | None:
        found: dict[str, None] = {}
        for part in shape.objects:
            matched = [place for pattern, place in part.patterns if self.matches(pattern, name)]
            if name in part.properties:
                matched.append(part.properties[name])
            elif not matched and part.rest is not None:
                matched.append(part.rest)
            found.update(dict.fromkeys(place for place in matched if place))
        if name in shape.forbidden or any(self.document.at(place) is False for place in found):
            return None
        return tuple(found)

    def item(self, shape: Shape, index: int) -> Places | None:
        """Returns the schemas that an item has to meet; None if there can be none."""
        found: dict[str, None] = {}
        for part in shape.arrays:
            place = part.first[index] if index < len(part.first) else part.rest
            if place:
                found[place] = None
        if any(self.document.at(place) is False for place in found):
            return None
        return tuple(found)

    def compiled(self, place: str) -> CompiledSchema:
        """Returns the validator of a schema.

        Raises:
            SpecError: The schema is broken.
        """
        return self._schemas.compile(place, self.direction)

    def home(self, place: str) -> str:
        """Returns where the schema of a place really stands."""
        return resolved(self.document, place)

    def matches(self, pattern: str, text: str) -> bool:
        """Whether a pattern is found in a text; one that is no pattern is found nowhere."""
        judge = self._judge("pattern", pattern)
        return judge is not None and judge.is_valid(text)

    def is_formatted(self, name: str, text: str) -> bool:
        """Whether a text has a format; every text has one that is not known."""
        judge = self._judge("format", name)
        return judge is None or judge.is_valid(text)

    def _judge(self, keyword: str, word: str) -> Draft202012Validator | None:
        key = (keyword, word)
        if key not in self._judges:
            try:
                self._judges[key] = Draft202012Validator({keyword: word}, validate_formats=True)
            except ValueError:
                self._judges[key] = None
        return self._judges[key]

    def is_pattern(self, pattern: str) -> bool:
        """Whether a text is a pattern."""
        return self._judge("pattern", pattern) is not None

    def pattern_texts(self, pattern: str) -> PatternTexts:
        """Returns what draws texts for a pattern."""
        if pattern not in self._texts:
            self._texts[pattern] = PatternTexts(pattern)
        return self._texts[pattern]

    def at(self, place: str) -> Json:
        """Returns the schema as it is written at a place."""
        return self.document.at(place)


class Order:
    """The order in which the options of choices are tried: as they are written."""

    def of(self, point: Point, depth: int) -> list[int]:
        """Returns the indexes of a point's options, the first to try first.

        Args:
            point: The choice.
            depth: How many choices of the same value were made before.
        """
        return list(range(len(point.options)))
