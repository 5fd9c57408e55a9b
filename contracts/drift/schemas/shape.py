"""A term as a whole: which types, values and bounds its schemas leave together."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from contracts.drift.schemas.exact import bound_of, exact, same_values, spelled
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.term import Group, Term, parts
from contracts.drift.schemas.words import SAID
from specs.values import Json

ATOMS: Final = ("null", "boolean", "integer", "fraction", "string", "array", "object")
"""Types that have nothing in common; `number` is both `integer` and `fraction`."""

_TYPED: Final = frozenset(("type", SAID))

NUMBERS: Final = frozenset(("integer", "fraction"))


def atoms(word: Json) -> frozenset[str]:
    """Returns the types that `type` admits."""
    names = [word] if isinstance(word, str) else word if isinstance(word, list) else list(ATOMS)
    found: set[str] = set()
    for name in names:
        found |= NUMBERS if name == "number" else {name}
    return frozenset(found) & frozenset(ATOMS)


def atom_of(value: Json) -> str:
    """Returns the type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "fraction"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


@dataclass(frozen=True, slots=True)
class Limit:
    """The strictest of several bounds, and who says it."""

    value: Fraction
    is_open: bool
    place: Place
    word: str


class Shape:
    """What a term leaves; its groups are not looked into."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self.places: list[Place] = _gathered(term)
        self.groups: list[Group] = []
        self.barred: tuple[Place, ...] = (
            *term.barred,
            *(place.source.child(place, "not") for _, _, place in self.says("not")),
        )
        self.is_false = any(place.schema is False for place in self.places)
        self.types = frozenset(ATOMS)
        for place in self.places:
            self._add(place)
        for place in self.barred:
            if isinstance(place.schema, dict) and place.schema.keys() <= _TYPED:
                self.types -= atoms(place.word("type")) if "type" in place.schema else self.types
        self.values = self._listed()
        if self.values is not None:
            self.types &= {atom_of(one) for one in self.values}
        if self.is_false:
            self.types = frozenset()
        if any(multiple.denominator == 1 for multiple, _ in self.multiples()):
            self.types -= {"fraction"}
        self.required: dict[str, Place] = {
            name: place
            for place in self.places
            for name in _list(place.word("required"))
            if isinstance(name, str)
        }

    def _add(self, place: Place) -> None:
        if not isinstance(place.schema, dict):
            return
        self.types &= atoms(place.word("type"))
        words = [word for word in ("anyOf", "oneOf") if isinstance(place.word(word), list)]
        if "if" in place.schema and place.schema.keys() & {"then", "else"}:
            words.append("if")
        groups = [Group(place, word) for word in words]
        self.groups += [group for group in groups if group.key not in self.term.chosen]

    def _listed(self) -> list[Json] | None:
        """Returns the values that all lists have and no type forbids, if there is a list."""
        found: list[Json] | None = None
        for word, said, _ in self.says("enum", "const"):
            said = [said] if word == "const" else _list(said)
            found = said if found is None else same_values(found, said)
        if found is None:
            return None
        return [one for one in found if atom_of(one) in self.types]

    @property
    def is_integral(self) -> bool:
        """Whether all its numbers are whole."""
        return "fraction" not in self.types

    @cached_property
    def tags(self) -> dict[str, frozenset[str]]:
        """The members that have but a few values, with these, spelled; as far as easily seen."""
        found: dict[str, frozenset[str]] = {}
        for place in self.places:
            members = place.word("properties")
            for name in members if isinstance(members, dict) else ():
                values = _values_of(place.source.child(place, "properties", name))
                if values is not None:
                    found[name] = found[name] & values if name in found else values
        return found

    def says(self, *words: str) -> Iterator[tuple[str, Json, Place]]:
        """Yields what its schemas say by keywords."""
        for place in self.places:
            if isinstance(place.schema, dict):
                for word in words:
                    if word in place.schema:
                        yield word, place.schema[word], place

    def upper(self) -> Limit | None:
        """Returns the strictest upper bound of its numbers."""
        found: Limit | None = None
        for word, said, place in self.says("maximum", "exclusiveMaximum"):
            one = bound_of(said, is_open=word != "maximum", is_integral=self.is_integral, up=True)
            if one is not None and (
                found is None or (one[0], not one[1]) < (found.value, not found.is_open)
            ):
                found = Limit(one[0], one[1], place, word)
        return found

    def lower(self) -> Limit | None:
        """Returns the strictest lower bound of its numbers."""
        found: Limit | None = None
        for word, said, place in self.says("minimum", "exclusiveMinimum"):
            one = bound_of(said, is_open=word != "minimum", is_integral=self.is_integral, up=False)
            if one is not None and (
                found is None or (one[0], one[1]) > (found.value, found.is_open)
            ):
                found = Limit(one[0], one[1], place, word)
        return found

    def multiples(self) -> list[tuple[Fraction, Place]]:
        """Returns the divisors of its numbers."""
        found = [(exact(said), place) for _, said, place in self.says("multipleOf")]
        return [(value, place) for value, place in found if value is not None and value > 0]

    def size(self, word: str) -> Limit | None:
        """Returns the strictest size that a keyword demands, such as of `maxLength`."""
        found: Limit | None = None
        for _, said, place in self.says(word):
            value = exact(said)
            if value is None:
                continue
            if found is None or (value < found.value if word[:3] == "max" else value > found.value):
                found = Limit(value, False, place, word)
        return found


def _values_of(place: Place) -> frozenset[str] | None:
    """Returns the values that a schema lists, spelled."""
    for one in (place, place.source.target(place)):
        if one is not None and isinstance(one.schema, dict):
            if "const" in one.schema:
                return frozenset((spelled(one.schema["const"]),))
            if isinstance(one.schema.get("enum"), list):
                return frozenset(map(spelled, one.schema["enum"]))
    return None


def _gathered(term: Term) -> list[Place]:
    found: dict[Json, Place] = {}
    for place in term.places:
        for part in parts(place):
            found.setdefault(id(part.schema), part)
    return list(found.values())


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
