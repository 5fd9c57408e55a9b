"""Makes objects: which members, under which names."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.making.asked import Spot
from mockserver.replies.shapes.fitting import fits, fits_text
from mockserver.replies.shapes.shape import Places, Shape, place_of
from mockserver.replies.shapes.shapes import Order
from mockserver.replies.values.draws import Draw, seed_at
from mockserver.replies.values.words import WORDS
from specs.values import Record

if TYPE_CHECKING:
    from mockserver.replies.making.maker import Maker

_AS_WRITTEN: Final = Order()
_NAMES: Final = 60
_SOME: Final = 2
"""Members in a map whose names are free."""


def make_object(maker: "Maker", shape: Shape, spot: Spot) -> Record:
    """Returns an object.

    Raises:
        CannotGenerate: A required member cannot be made.
    """
    begun = shape.homes - maker.around
    maker.around |= begun
    try:
        return _Members(maker, shape, spot).made()
    finally:
        maker.around -= begun


class _Members:
    def __init__(self, maker: "Maker", shape: Shape, spot: Spot) -> None:
        self._maker = maker
        self._shape = shape
        self._spot = spot
        self._fixed = (maker.wish.fixed or {}) if not spot.path else {}
        self._wanted = self._all_wanted()
        self._made: Record = {}
        self._room: int | None = None
        """How many members that may be left out there is room for; None: any number."""

    def _all_wanted(self) -> dict[str, None]:
        """Returns the names that have to be there, with those that they need."""
        wanted = dict(self._shape.required)
        wanted.update(dict.fromkeys(self._shape.tags))
        wanted.update(dict.fromkeys(self._fixed))
        path = self._spot.path
        wanted.update(
            (one[-1], None) for one in sorted(self._maker.lessons.wanted) if one[:-1] == path
        )
        return self._with_needed(wanted)

    def _with_needed(self, names: dict[str, None]) -> dict[str, None]:
        open_names = list(names)
        while open_names and self._shape.needs:
            for needed in self._shape.needs.get(open_names.pop(), ()):
                if needed not in names:
                    names[needed] = None
                    open_names.append(needed)
        return names

    def made(self) -> Record:
        """Returns the members: those that have to be there, and those that are worth it."""
        most = self._shape.members.most
        self._room = None if most is None else most - len(self._wanted)
        declared = self._shape.declared()
        for name in declared:
            if name in self._wanted:
                self._put(name)
            elif self._is_worth_it(name):
                self._try(name)
        for name in self._wanted:
            if name not in self._made:
                self._put(name)
        self._fill(declared)
        return self._made

    def _put(self, name: str) -> None:
        if name in self._fixed:
            self._made[name] = self._fixed[name]
            return
        places = self._maker.shapes.member(self._shape, name)
        if places is None:
            if name in self._shape.required:
                raise CannotGenerate(
                    f"the member {name} is not allowed at {place_of(self._shape.places)}"
                )
            return
        tag = self._shape.tags.get(name)
        spot = self._spot.inside(name)
        if tag is not None and self._may_be(places, tag) and not self._maker.was_wrong(spot):
            self._made[name] = tag
        else:
            self._made[name] = self._maker.value(places, spot)

    def _may_be(self, places: Places, tag: str) -> bool:
        """Whether a member may hold the word that tells which schema was chosen."""
        return fits(self._maker.shapes.shape(places), tag, self._maker.shapes)

    def _try(self, name: str) -> None:
        """Adds a member that may be left out, with those that it needs, if all that can be."""
        wanted = self._with_needed({name: None})
        needed = [one for one in wanted if one not in self._made and one not in self._wanted]
        if self._room is not None and len(needed) > self._room:
            return
        before = dict(self._made)
        try:
            for one in needed:
                self._put(one)
        except CannotGenerate:
            self._made = before
            return
        if self._room is not None:
            self._room -= len(needed)

    def _is_worth_it(self, name: str) -> bool:
        maker, shapes = self._maker, self._maker.shapes
        if maker.lessons.is_bare or name in self._shape.hidden or name in self._shape.forbidden:
            return False
        path = (*self._spot.path, name)
        places = None if path in maker.lessons.omitted else shapes.member(self._shape, name)
        if places is None or not self._is_name(name):
            return False
        try:
            member = shapes.shape(places)
        except CannotGenerate:
            return False
        if member.is_hidden or member.homes & maker.around:
            return False
        types = member.types or ("string",)
        return types[0] not in ("object", "array") or not maker.is_full(self._spot)

    def _is_name(self, name: str) -> bool:
        return all(
            fits_text(self._maker.shapes.shape((place,)), name, self._maker.shapes)
            for place in self._shape.names
        )

    def _fill(self, declared: dict[str, None]) -> None:
        """Adds members under names of its own choice: as many as needed, and some to a map."""
        least = self._shape.members.least
        is_map = not declared and any(
            part.patterns or isinstance(self._maker.shapes.at(part.rest or ""), dict)
            for part in self._shape.objects
        )
        is_rich = is_map and not self._maker.lessons.is_bare and not self._maker.is_full(self._spot)
        wished = max(least, min(_SOME, self._most()) if is_rich else 0)
        for name in self._free_names() if len(self._made) < wished else ():
            places = self._maker.shapes.member(self._shape, name)
            if places is None or name in self._made or not self._is_name(name):
                continue
            if len(self._made) >= least and self._begins_again(places):
                break
            self._made[name] = self._maker.value(places, self._spot.inside(name))
            if len(self._made) >= wished:
                break

    def _most(self) -> int:
        return _SOME if self._shape.members.most is None else self._shape.members.most

    def _begins_again(self, places: Places) -> bool:
        return bool(self._maker.shapes.shape(places).homes & self._maker.around)

    def _free_names(self) -> Iterator[str]:
        shapes, seed = self._maker.shapes, self._spot.seed
        for place in self._shape.names:
            shape = shapes.decided((place,), _AS_WRITTEN)
            if shape.values is not None:
                yield from (item for item in shape.values if isinstance(item, str))
            for index in range(_NAMES):
                yield self._maker.text(shape, seed_at(seed, index))
        for part in self._shape.objects:
            for pattern, _ in part.patterns:
                texts = shapes.pattern_texts(pattern).texts(Draw(seed), 0, _NAMES)
                yield from (text for text in texts if shapes.matches(pattern, text))
        first = Draw(seed).below(len(WORDS))
        yield from (WORDS[(first + index) % len(WORDS)] for index in range(len(WORDS)))
        yield from (f"{WORDS[index % len(WORDS)]}{index}" for index in range(10 * _NAMES))
