"""Which form of one schema is which of another, when both list several: told by what they hold."""

from collections.abc import Iterable

from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.members import Members
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.shape import Shape
from contracts.drift.schemas.term import Term

_Marks = dict[str, frozenset[str]]
"""The few values that members admit which tell forms apart, by name."""


def kindred(ours: Iterable[Place], theirs: Iterable[Place]) -> list[tuple[Place, Place]]:
    """Returns the forms that belong together, the closest first; each is in one pair at most.

    Forms that have nothing in common, or that a member with a fixed value tells apart, are no
    pair, whatever their order.
    """
    first, second = [[(one, *_traits(one)) for one in side] for side in (ours, theirs)]
    ranked = sorted(
        (
            (-closeness, left, right)
            for left, mine in enumerate(first)
            for right, other in enumerate(second)
            if (closeness := _closeness(mine, other)) > 0
        ),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, left, right in ranked:
        if left not in taken[0] and right not in taken[1]:
            taken[0].add(left)
            taken[1].add(right)
            found.append((first[left][0], second[right][0]))
    return found


def _traits(form: Place) -> tuple[str, frozenset[str], _Marks]:
    """Returns the name of a form, what its members are called, and which have fixed values."""
    target = form.source.target(form)
    shape = Shape(Term((form,)))
    members = Members(shape, only_sent=False)
    marks = {}
    for name in members.names:
        listed = Shape(members.term(name)).values
        if listed is not None:
            marks[name] = frozenset(spelled(one) for one in listed)
    kinds = frozenset(f"type {one}" for one in shape.types) if not members.names else frozenset()
    return target.where if target is not None else "", frozenset(members.names) | kinds, marks


def _closeness(
    mine: tuple[Place, str, frozenset[str], _Marks],
    other: tuple[Place, str, frozenset[str], _Marks],
) -> float:
    _, name, held, marks = mine
    _, other_name, other_held, other_marks = other
    shared = marks.keys() & other_marks.keys()
    if any(not marks[one] & other_marks[one] for one in shared):
        return 0
    together = held | other_held
    alike = len(held & other_held) / len(together) if together else 1
    agreeing = sum(marks[one] == other_marks[one] for one in shared)
    return alike + agreeing + (2 if name and name == other_name else 0)
