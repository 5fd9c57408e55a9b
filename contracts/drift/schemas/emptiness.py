"""Whether schemas that are obeyed at once admit nothing at all, as far as that is easily seen."""

from typing import Final

from contracts.drift.schemas.admission import Unjudged, admits
from contracts.drift.schemas.arrays import own_items
from contracts.drift.schemas.members import Members
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.shape import NUMBERS, Shape
from contracts.drift.schemas.term import Term, branches, choices
from specs.values import ABSENT, Json

_DEPTH: Final = 3
"""How far members are looked into."""

_MOST_FORMS: Final = 12

_APART: Final = frozenset(("date", "date-time", "ipv4", "ipv6", "uuid", "email"))
"""Formats that no text has two of."""


def live_types(shape: Shape, depth: int = _DEPTH) -> frozenset[str]:
    """Returns the types of which a shape may admit some value."""
    if shape.values is not None:
        is_live = any(_is_live(shape, value) for value in shape.values)
        return frozenset(shape.types) if is_live else frozenset()
    return frozenset(kind for kind in shape.types if not _is_dead(shape, kind, depth))


def is_empty(term: Term, depth: int = _DEPTH) -> bool:
    """Returns whether a term is seen to admit nothing."""
    shape = Shape(term)
    if any(place.schema is True or place.schema == {} for place in shape.barred):
        return True
    if shape.is_false or not live_types(shape, depth):
        return True
    if depth <= 0:
        return False
    groups = [
        group
        for group in shape.groups
        if group.word == "if" or len(group.place.schema[group.word]) <= _MOST_FORMS
    ]
    if depth < _DEPTH and sum(len(branches(group)) for group in groups) > _MOST_FORMS:
        return False  # each choice among many leaves many more to look at
    return any(
        all(is_empty(choice, depth - 1) for choice in choices(term, group)) for group in groups
    )


def _is_live(shape: Shape, value: Json) -> bool:
    try:
        return all(admits(place, value) for place in shape.term.places) and not any(
            admits(place, value) for place in shape.term.barred
        )
    except Unjudged:
        return True


def _is_dead(shape: Shape, kind: str, depth: int) -> bool:
    if kind in NUMBERS:
        return _is_out_of_bounds(shape)
    if kind == "string":
        formats = {said for _, said, _ in shape.says("format")} & _APART
        return len(formats) > 1 or _is_crossed(shape, "minLength", "maxLength")
    if kind == "array":
        least = shape.size("minItems")
        ends = any(said is False for _, said, _ in shape.says("items"))
        if ends and least is not None and least.value > own_items(shape):
            return True
        return _is_crossed(shape, "minItems", "maxItems")
    if kind == "object":
        return _is_crossed(shape, "minProperties", "maxProperties") or _lacks(shape, depth)
    return False


def _is_crossed(shape: Shape, least: str, most: str) -> bool:
    low, high = shape.size(least), shape.size(most)
    return low is not None and high is not None and low.value > high.value


def _is_out_of_bounds(shape: Shape) -> bool:
    low, high = shape.lower(), shape.upper()
    if low is None or high is None:
        return False
    return low.value > high.value or (low.value == high.value and (low.is_open or high.is_open))


def _lacks(shape: Shape, depth: int) -> bool:
    """Whether a member is demanded that cannot be."""
    if not shape.required:
        return False
    if any(not shape.tags.get(name, True) for name in shape.required):
        return True
    members = Members(shape)
    for name in shape.required:
        term = members.term(name)
        if any(place.schema is False for place in term.places):
            return True
        if not members.can_have(name, undeclared=True):
            return True
        if depth > 0 and is_empty(term, depth - 1):
            return True
        if any(not _is_name(place, name) for place in shape.places):
            return True
    return False


def _is_name(place: Place, name: str) -> bool:
    """Whether `propertyNames` admits a name."""
    if place.word("propertyNames") is ABSENT:
        return True
    try:
        return admits(place.source.child(place, "propertyNames"), name)
    except Unjudged:
        return True
