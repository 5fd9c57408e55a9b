"""A value with something done at chosen places in it; what is not on the way there is shared."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from specs.overlay.origin import Origin, Part
from specs.overlay.target import Place

Change: TypeAlias = Callable[[Part, Place], Part | None]
"""Returns what shall stand at a place, or None if nothing shall."""


class _Branch:
    """The chosen places inside one value."""

    __slots__ = ("inner", "is_chosen")

    def __init__(self) -> None:
        self.is_chosen = False
        self.inner: dict[str | int, _Branch] = {}


def rewrite(root: Part, places: Iterable[Place], change: Change) -> Part | None:
    """Does a change at each of some places, the inner ones first.

    Every place is one of the value as it is handed in: what a change adds is not changed again,
    and removing an item does not make another one move into its place.

    Returns:
        The new value, or None if the root was removed. The old one is as it was.
    """
    tree = _Branch()
    for place in places:
        branch = tree
        for name in place:
            branch = branch.inner.setdefault(name, _Branch())
        branch.is_chosen = True
    return _rewritten(root, tree, change, ())


def _rewritten(part: Part, branch: _Branch, change: Change, place: Place) -> Part | None:
    if branch.inner:
        inside = _mapping if isinstance(part.value, dict) else _list
        part = inside(part, branch, change, place)
    return change(part, place) if branch.is_chosen else part


def _mapping(part: Part, branch: _Branch, change: Change, place: Place) -> Part:
    value, moved = dict(part.value), dict(part.origin.moved)
    for name, inner in branch.inner.items():
        made = _rewritten(part.part(name), inner, change, (*place, name))
        if made is None:
            del value[name]
        else:
            value[name], moved[str(name)] = made
    return Part(value, Origin(part.origin.source, part.origin.where, moved))


def _list(part: Part, branch: _Branch, change: Change, place: Place) -> Part:
    kept: list[Part] = []
    for index in range(len(part.value)):
        made: Part | None = part.part(index)
        if index in branch.inner:
            made = _rewritten(part.part(index), branch.inner[index], change, (*place, index))
        if made is not None:
            kept.append(made)
    moved = {str(index): item.origin for index, item in enumerate(kept)}
    origin = Origin(part.origin.source, part.origin.where, moved)
    return Part([item.value for item in kept], origin)
