"""Puts a witness together from the way that led to a leaf.

The proof knows which forms it has chosen on the way to a leaf. So what goes wrong at the leaf is
made first, and each level around it is then made to hold it. Nothing of the other forms has to be
looked at; whether the outcome is a witness, the validators tell.
"""

from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType
from typing import Final

from contracts.drift.schemas.expansion import Failure, Leaf
from contracts.drift.schemas.members import Members, matches
from contracts.drift.schemas.pure import Place, PureSchemas
from contracts.drift.schemas.shape import Shape
from contracts.drift.schemas.term import Term
from contracts.drift.schemas.words import SAID
from contracts.drift.witnesses.building import Builder
from contracts.drift.witnesses.demand import Demand
from specs.values import ABSENT, Json, Record, split_pointer

_MOST: Final = 24
"""How many values are made of a leaf."""
_FEW: Final = 8
"""Of so many schemas that are ruled out, values of a leaf are made to keep clear."""
_HERE: Final = "\0here"
"""Stands where what goes wrong is to be put."""

_BESIDE: Final = MappingProxyType(
    {
        "additionalProperties": ("properties", "patternProperties"),
        "items": ("prefixItems",),
    }
)
"""What a keyword looks at beside itself."""

_NOT_ALONE: Final = frozenset(("if", "then", "else", "unevaluatedItems", "unevaluatedProperties"))
"""Keywords that mean nothing without others."""

_GATHERED: Final = frozenset(("$ref", "allOf", SAID))
"""Words of which a shape has gathered what they demand."""

_Key = tuple[object, ...]


class Composer:
    """Makes whole values in which one leaf goes wrong."""

    def __init__(self, inner: PureSchemas, outer: PureSchemas, *, undeclared: bool) -> None:
        self._builder = Builder(
            {"inner": inner.resolve, "outer": outer.resolve}, undeclared=undeclared
        )
        self._bare: dict[_Key, tuple[Term, tuple[Json, ...]]] = {}
        self._around: dict[_Key, tuple[Json, ...]] = {}
        self._wrong: dict[_Key, tuple[Json, ...]] = {}

    def values(self, failure: Failure) -> Iterator[Json]:
        """Yields values that should fit the inner schema, and fail the outer one at a leaf."""
        made = self._values_of_leaf(failure)
        for term, step in reversed(list(zip(failure.trail, failure.path, strict=True))):
            around = self._around_gap(term, step) if made else ()
            made = tuple(islice((_put(one, value) for value in made for one in around), _MOST))
        yield from made

    def _values_of_leaf(self, failure: Failure) -> tuple[Json, ...]:
        key = failure.inner.key, failure.leaf
        if key not in self._wrong:
            schemas = self._schemas(failure.inner)
            asked = (*(Demand(one, "inner") for one in schemas), *_asked(failure.leaf))
            barred = failure.inner.barred[:_FEW]
            clear = tuple(Demand(one.schema, "inner", False, ()) for one in barred)
            found = self._builder.values((*asked, *clear), _MOST) if clear else ()
            self._wrong[key] = found or self._builder.values(asked, _MOST)
        return self._wrong[key]

    def _around_gap(self, term: Term, step: str) -> tuple[Json, ...]:
        """Returns values of a term with a gap where a member or an item may be put."""
        key = term.key, step
        if key not in self._around:
            shape = Shape(term)
            found: list[Json] = []
            for gap in _gaps(shape, step):
                schemas = (*(_open(one, step) for one in self._schemas(term)), gap)
                found += self._builder.values(tuple(Demand(one, "inner") for one in schemas), 2)
            self._around[key] = tuple(found)
        return self._around[key]

    def _schemas(self, term: Term) -> tuple[Json, ...]:
        """Returns the schemas of a term without the choices that are made."""
        key = term.key
        if key not in self._bare:
            bare = tuple(_bare(place, term) for place in Shape(term).places)
            self._bare[key] = term, tuple(one for one in bare if one not in (True, {}))
        return self._bare[key][1]


def _bare(place: Place, term: Term) -> Json:
    """Returns a schema without what it refers to, and without the choices that are made."""
    if not isinstance(place.schema, dict):
        return place.schema
    left = {word: said for word, said in place.schema.items() if word not in _GATHERED}
    for group in ("anyOf", "oneOf", "if"):
        if (id(place.schema), group) in term.chosen:
            for word in (group, "then", "else") if group == "if" else (group,):
                left.pop(word, None)
    return left


def _gaps(shape: Shape, step: str) -> Iterator[Record]:
    """Yields what demands a gap, for each thing that a step may be."""
    here = {"const": _HERE}
    said = [place.schema for place in shape.places if isinstance(place.schema, dict)]
    start = max((len(one.get("prefixItems", ())) for one in said), default=0)
    if "array" in shape.types and step.isdecimal() and int(step) < start:
        items = [*[True] * int(step), here]
        yield {"type": "array", "minItems": len(items), "prefixItems": items}
    if "array" in shape.types and step == "*":
        if max((one.get("minItems", 0) for one in said), default=0) > start + 1:
            yield {"type": "array", "prefixItems": [True] * start, "items": here}
        yield {"type": "array", "!some": {"from": start, "schema": here}}
    if "object" not in shape.types:
        return
    if step != "*":
        yield {"type": "object", "required": [step], "properties": {step: here}, "!made": True}
        return
    members = Members(shape)
    asked: Record = {"schema": here, "name": "*"}
    for pattern in members.patterns:
        yield {"type": "object", "!matching": {**asked, "pattern": pattern}}
    known = {"properties": sorted(members.names), "patterns": sorted(members.patterns)}
    yield {"type": "object", "!beyond": {**asked, **known}}


def _open(schema: Json, step: str) -> Json:
    """Returns a schema that says nothing of what stands at a step, so that a gap fits in."""
    if not isinstance(schema, dict):
        return schema
    left = dict(schema)
    if step == "*":
        for word in ("items", "additionalProperties", "unevaluatedProperties"):
            if isinstance(left.get(word), dict):
                left[word] = True
        if "patternProperties" in left:
            left["patternProperties"] = dict.fromkeys(left["patternProperties"], True)
        return left
    if step.isdecimal() and isinstance(left.get("prefixItems"), list):
        left["prefixItems"] = [
            True if str(at) == step else one for at, one in enumerate(left["prefixItems"])
        ]
    if step in left.get("properties", ()) or isinstance(left.get("additionalProperties"), dict):
        left["properties"] = {**left.get("properties", {}), step: True}
    if "patternProperties" in left:
        left["patternProperties"] = {
            pattern: True if matches(pattern, step) else one
            for pattern, one in left["patternProperties"].items()
        }
    return left


def _put(whole: Json, made: Json) -> Json:
    """Puts a value into a gap."""
    if isinstance(whole, list):
        return [_put(one, made) for one in whole]
    if isinstance(whole, dict):
        return {name: _put(one, made) for name, one in whole.items()}
    return made if whole == _HERE else whole


def _asked(leaf: Leaf) -> tuple[Demand, ...]:
    """Returns what a value is asked to be so that a leaf is wrong."""
    if leaf.kind == "required":
        return (Demand({"type": "object", "!absent": [leaf.value]}, "inner"),)
    if leaf.kind == "property":
        there = {"type": "object", "required": [leaf.value], "properties": {}, "!made": True}
        return (Demand(there, "inner"),)
    if leaf.kind == "enum" and leaf.value is not ABSENT:
        return (Demand({"const": leaf.value}, "inner"),)
    return tuple(Demand(_said(leaf, place), "outer", False, ()) for place in leaf.values)


def _said(leaf: Leaf, place: Place) -> Json:
    """Returns no more of an outer schema than what a leaf is about."""
    if not isinstance(place.schema, dict):
        return place.schema
    rest = split_pointer(leaf.outer)[len(split_pointer(place.where)) :]
    word = rest[0] if rest else ""
    if word not in place.schema or word in _NOT_ALONE:
        return {word: said for word, said in place.schema.items() if word != SAID}
    words = (word, *_BESIDE.get(word, ()))
    return {one: place.schema[one] for one in words if one in place.schema}
