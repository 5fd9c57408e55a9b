"""Texts and numbers for a shape, those that a reader expects if they are allowed."""

from collections.abc import Iterator
from typing import Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.fitting import fits
from mockserver.replies.shapes.shape import Shape, place_of
from mockserver.replies.shapes.shapes import Shapes
from mockserver.replies.values.amounts import number_within
from mockserver.replies.values.draws import Draw
from mockserver.replies.values.formats import format_texts
from mockserver.replies.values.likely import MakeText, Scale, likely_scale, likely_text
from mockserver.replies.values.words import letters, word
from specs.values import Json

_FAR: Final = 10_000_000
_LONGEST: Final = 1_000_000
_TRIES: Final = 20


class Scalars:
    """Makes plain values; remembers what the names of properties say."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._texts: dict[str, MakeText | None] = {}
        self._scales: dict[str, Scale | None] = {}

    def text(self, shape: Shape, draw: Draw, name: str, *, is_rare: bool = False) -> str:
        """Returns a text.

        Args:
            shape: What it has to meet.
            draw: Chooses.
            name: Of the property that holds it, or nothing.
            is_rare: Whether it rather be different from others than good to look at.

        Raises:
            CannotGenerate: None was found.
        """
        if shape.letters.least > _LONGEST:
            raise CannotGenerate(f"the text at {place_of(shape.places)} is too long to be made up")
        for text in self._candidates(shape, draw, name, is_rare=is_rare):
            if fits(shape, text, self._shapes):
                return text
        wanted = f"the pattern {shape.patterns[0]!r}" if shape.patterns else "its length and format"
        raise CannotGenerate(f"no text was found for {wanted} at {place_of(shape.places)}")

    def _candidates(self, shape: Shape, draw: Draw, name: str, *, is_rare: bool) -> Iterator[str]:
        least = shape.letters.least
        most = _FAR if shape.letters.most is None else shape.letters.most
        if is_rare and not shape.patterns:
            yield letters(draw, max(least, min(most, 9)))
        for one in shape.formats:
            yield from format_texts(one, draw, least, most)
        if shape.is_base64:
            yield from format_texts("base64", draw, least, most)
        if not shape.formats or shape.patterns:
            yield self._sized(self._likely(name, draw), draw, least, most)
        for pattern in shape.patterns:
            yield from self._shapes.pattern_texts(pattern).texts(draw, least, most)
        for _ in range(_TRIES):
            yield self._sized(word(draw), draw, least, most)
        yield from (letters(draw, max(least, min(most, 9))) for _ in range(_TRIES))

    def _likely(self, name: str, draw: Draw) -> str:
        if name not in self._texts:
            self._texts[name] = likely_text(name)
        make = self._texts[name]
        return make(draw) if make is not None else word(draw)

    def _sized(self, text: str, draw: Draw, least: int, most: int) -> str:
        if len(text) > most:
            text = word(draw)[:most]
        if len(text) >= least:
            return text
        more = f"{text} {word(draw)} {word(draw)} {word(draw)} "
        text = (more * (least // len(more) + 1))[:least]
        return text if text[-1] != " " else f"{text[:-1]}s"

    def number(self, shape: Shape, draw: Draw, name: str, *, whole: bool) -> Json:
        """Returns a number.

        Raises:
            CannotGenerate: None lies between the bounds.
        """
        if name not in self._scales:
            self._scales[name] = likely_scale(name)
        for _ in range(_TRIES):
            found = number_within(shape.bounds, draw, whole=whole, scale=self._scales[name])
            if found is None:
                break
            if fits(shape, found, self._shapes):
                return found
        raise CannotGenerate(f"no number is valid at {place_of(shape.places)}")
