"""Containment of schemas, pair by pair: what is within what, and where it is not.

A pair holds if its own keywords hold and all pairs that it leads to do. Pairs may lead back to
themselves; such a circle holds unless something in it fails. So the pairs form a graph, and a pair
fails exactly if a failing keyword can be reached from it.
"""

from collections.abc import Iterator
from typing import Final

from contracts.drift.schemas.alternatives import prove_alternatives, types_told
from contracts.drift.schemas.apartness import are_apart
from contracts.drift.schemas.arrays import prove_arrays
from contracts.drift.schemas.case import Case
from contracts.drift.schemas.emptiness import is_empty, live_types
from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.expansion import NOTHING, Edge, Expansion, Failure, Leaf
from contracts.drift.schemas.finite import are_read, prove_values
from contracts.drift.schemas.objects import prove_objects
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.sameness import Sameness
from contracts.drift.schemas.scalars import prove_numbers, prove_texts
from contracts.drift.schemas.shape import Shape, atoms
from contracts.drift.schemas.term import Term, choices, identity, parts
from specs.values import ABSENT, Json

_MOST_CHOSEN: Final = 4
"""Groups of forms that are gone through together; each multiplies the cases."""
_MOST_CHOICES: Final = 200
_MOST_PAIRS: Final = 4000
"""How many pairs are looked at to answer a question on the way."""

_PRIMITIVES: Final = frozenset(("boolean", "integer", "fraction"))

Pair = tuple[Json, Json]
_Found = tuple[tuple[str, ...], tuple[Term, ...], Term, Place]


class Prover:
    """Decides pairs of an inner schema, whose values are sent, and an outer one, which reads."""

    def __init__(
        self,
        sameness: Sameness,
        *,
        undeclared: bool = False,
        is_text: bool = False,
        is_literal_about_rest: bool = False,
    ) -> None:
        self.undeclared = undeclared
        self.is_text = is_text
        self.is_literal_about_rest = is_literal_about_rest
        self._sameness = sameness
        self._made: dict[tuple[str, int], Place] = {}
        self._expanded: dict[Pair, Expansion | None] = {}
        self._holds: dict[Pair, bool] = {}
        self._disjoint: dict[Pair, bool] = {}
        self._empty: dict[Json, bool] = {}
        self._shapes: dict[Json, Shape] = {}
        self._ruled_out: dict[Json, bool] = {}
        self._kept: dict[Json, Json] = {}
        """What keys are made from the identity of, so that it stays theirs."""

    def is_same(self, first: Place, second: Place) -> bool:
        """Returns whether two schemas say the same, word by word."""
        return self._sameness.is_same(first, second)

    def made(self, schema: Json, near: Place) -> Place:
        """Returns the place of a schema that no document holds; the same for the same schema."""
        key = spelled(schema), id(near.source)
        if key not in self._made:
            self._made[key] = Place(schema, near.where, near.source)
        return self._made[key]

    def is_empty(self, term: Term) -> bool:
        """Returns whether a term is proved to admit nothing."""
        key = term.key
        if key not in self._empty:
            self._kept.setdefault(key, term)
            self._empty[key] = is_empty(term) or self._is_barred(self.shape(term))
        return self._empty[key]

    def _is_barred(self, shape: Shape) -> bool:
        return any(self.is_same(own, barred) for barred in shape.barred for own in shape.places)

    def is_ruled_out(self, term: Term) -> bool:
        """Returns whether a term is proved to admit nothing but what it rules out itself."""
        key = term.key
        if key not in self._ruled_out:
            self._ruled_out[key] = False  # until it is known
            self._kept.setdefault(key, term)
            self._ruled_out[key] = any(self.is_sure(term, one) for one in self.shape(term).barred)
        return self._ruled_out[key]

    def is_sure(self, inner: Term, outer: Place) -> bool:
        """Returns whether containment is proved, and does not hang on what is being proved."""
        return self.contained(inner, outer) and self._holds.get(self._key(inner, outer)) is True

    def disjoint(self, inner: Term, outer: Place) -> bool:
        """Returns whether two schemas are proved to have no value in common."""
        key = self._key(inner, outer)
        if key not in self._disjoint:
            self._disjoint[key] = False  # until it is known
            self._disjoint[key] = are_apart(self, inner, outer)
        return self._disjoint[key]

    def contained(self, inner: Term, outer: Place) -> bool:
        """Returns whether one schema is proved to be within another."""
        key = self._key(inner, outer)
        if key in self._holds:
            return self._holds[key]
        return self._explore(inner, outer)

    def leaves(self, inner: Term, outer: Place) -> Iterator[Failure]:
        """Yields what fails, nearest first, each with its shortest path in the value."""
        key = self._key(inner, outer)
        if key not in self._holds:
            self._explore(inner, outer, most=None)
        seen: set[Pair] = set()
        told: set[Leaf] = set()
        level: list[_Found] = [((), (), inner, outer)]
        while level:
            below: list[_Found] = []
            for path, trail, term, place in level:  # grows
                key = self._key(term, place)
                if key in seen or self._holds.get(key) is True:
                    continue
                seen.add(key)
                found = self._expand(term, place) or NOTHING
                for leaf in found.leaves:
                    if leaf not in told:
                        told.add(leaf)
                        yield Failure(path, leaf, term, place, trail)
                for edge in found.edges:
                    if edge.step:
                        ahead = (*path, *edge.step), (*trail, term)
                        below.append((*ahead, edge.inner, edge.outer))
                    else:
                        level.append((path, trail, edge.inner, edge.outer))
            level = below

    def _key(self, inner: Term, outer: Place) -> Pair:
        key = inner.key, identity(outer)
        self._kept.setdefault(key, (inner, outer))
        return key

    def shape(self, term: Term) -> Shape:
        """Returns a term as a whole; the same one for the same term."""
        key = term.key
        if key not in self._shapes:
            self._kept.setdefault(key, term)
            self._shapes[key] = Shape(term)
        return self._shapes[key]

    def _explore(self, inner: Term, outer: Place, most: int | None = _MOST_PAIRS) -> bool:
        """Looks at all pairs that can be reached, and settles each."""
        start = self._key(inner, outer)
        users: dict[Pair, list[Pair]] = {}
        failing: list[Pair] = []
        open_: list[Pair] = []
        waiting: list[tuple[Pair, Term, Place]] = [(start, inner, outer)]
        seen = {start}
        while waiting:
            key, term, place = waiting.pop()
            if most is not None and len(seen) > most:
                return False
            known = self._holds.get(key)
            if known is not None:
                failing += [] if known else [key]
                continue
            found = self._expand(term, place)
            if found is None:
                open_.append(key)
                continue
            if found.leaves:
                failing.append(key)
            for edge in found.edges:
                target = self._key(edge.inner, edge.outer)
                users.setdefault(target, []).append(key)
                if target not in seen:
                    seen.add(target)
                    waiting.append((target, edge.inner, edge.outer))
        failed = _reached(failing, users)
        unsure = _reached(open_, users)
        for key in seen:
            if key in failed:
                self._holds[key] = False
            elif key not in unsure:
                self._holds[key] = True
        return start not in failed

    def _expand(self, inner: Term, outer: Place) -> Expansion | None:
        """Returns what one step finds, or None while that very step is being made."""
        key = self._key(inner, outer)
        if key not in self._expanded:
            self._expanded[key] = None
            self._expanded[key] = self._step(inner, outer)
        return self._expanded[key]

    def _step(self, inner: Term, outer: Place) -> Expansion:
        shape = self.shape(inner)
        if outer.schema is True or any(self.is_same(own, outer) for own in shape.places):
            return NOTHING
        wanted = [
            part
            for part in parts(outer)
            if not any(self.is_same(own, part) for own in shape.places)
        ]
        if all(_is_idle(part) for part in wanted) or self.is_empty(inner):
            return NOTHING
        if shape.groups and len(inner.chosen) < _MOST_CHOSEN:
            found = choices(inner, shape.groups[0])
            if len(found) <= _MOST_CHOICES:
                live = [one for one in found if not self.is_empty(one)]
                return Expansion(edges=tuple(Edge((), one, outer) for one in live))
        leaves: list[Leaf] = []
        edges: list[Edge] = []
        for part in wanted:
            one = self._part(shape, part)
            leaves += one.leaves
            edges += one.edges
        return Expansion(tuple(leaves), tuple(edges))

    def _part(self, shape: Shape, part: Place) -> Expansion:
        types = live_types(shape)
        admitted = self._admitted(part)
        case = Case(self, shape, part, types & admitted)
        if isinstance(part.schema, bool):
            if not part.schema:
                case.fail("schema", (), ("something", "nothing"))
            return case.expansion()
        missing = types - admitted if not are_read(case) else frozenset()
        if self.is_text and _is_list_of_one(part) and missing & (_PRIMITIVES | {"string"}):
            target = part.source.child(part, "items")
            case.oblige(shape.term, target, "*")
            missing -= _PRIMITIVES | {"string"}
        if missing:
            _miss(case, types, missing)
        if not case.types:
            return case.expansion()
        if prove_values(case):
            return case.expansion()
        for rule in (prove_numbers, prove_texts, prove_arrays, prove_objects, prove_alternatives):
            rule(case)
        for word in ("$dynamicRef", "unevaluatedItems"):
            if part.word(word) not in (ABSENT, True):
                case.fail("schema", (word,), ("more", "less"))
        return case.expansion()

    def _admitted(self, part: Place) -> frozenset[str]:
        found = atoms(part.word("type"))
        if self.is_text and "string" in found:
            listed = part.word("enum")
            if isinstance(listed, list) and "true" in listed and "false" in listed:
                return found | {"boolean"}
            words = {"pattern", "format", "enum", "const", "maxLength", "minLength"}
            if isinstance(part.schema, dict) and not part.schema.keys() & words:
                return found | _PRIMITIVES
        return found


def _miss(case: Case, types: frozenset[str], missing: frozenset[str]) -> None:
    """Says that types are not admitted."""
    told = types_told(types), types_told(atoms(case.outer.word("type")))
    speaker = next((place for _, _, place in case.shape.says("type")), None)
    at = speaker.pointer("type") if speaker is not None else ""
    case.fail("null" if missing == {"null"} else "type", ("type",), told, inner=at)


def _is_list_of_one(place: Place) -> bool:
    """Whether one value, written as a text, is a list of that value."""
    least = place.word("minItems")
    return "items" in place.schema and (least is ABSENT or least <= 1)


def _is_idle(place: Place) -> bool:
    """Whether a schema demands nothing of its own."""
    words = {"$ref", "allOf", "x-said"}
    return place.schema is True or (isinstance(place.schema, dict) and place.schema.keys() <= words)


def _reached(starts: list[Pair], users: dict[Pair, list[Pair]]) -> set[Pair]:
    found, waiting = set(starts), list(starts)
    while waiting:
        for user in users.get(waiting.pop(), ()):
            if user not in found:
                found.add(user)
                waiting.append(user)
    return found
