"""The part of an index that one answer needs: where it begins and ends in the lists."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from mockserver.state.postings import Entry
from mockserver.state.selection import Selection
from specs.values import ABSENT

Bound: TypeAlias = Callable[[list[Entry]], int]
"""Tells how many entries of a list may be found."""


class Run(NamedTuple):
    """What stands under one key: of the starting state, and of the store."""

    beneath: list[Entry]
    own: list[Entry]
    beneath_size: int
    own_size: int
    covered_size: int
    """How many of the starting state count no longer."""

    @property
    def size(self) -> int:
        """How many records there are."""
        return self.beneath_size + self.own_size - self.covered_size

    @property
    def is_mixed(self) -> bool:
        """Whether those of the store do not all stand behind those of the starting state."""
        beneath, own = self.beneath, self.own
        return bool(self.covered_size or (beneath and own and own[0] < beneath[-1]))


def part_of(run: Run, selection: Selection, left_out: list[Entry]) -> list[str]:
    """Returns the ids of a part of a run that is not mixed, at once.

    Args:
        run: The run.
        selection: What is asked of it.
        left_out: Those of the run that are left out.
    """
    start, limit = selection.start, selection.limit
    before = run.beneath_size
    places = [
        bisect_left(run.beneath, entry)
        if before and entry <= run.beneath[before - 1]
        else before + bisect_left(run.own, entry)
        for entry in left_out
    ]
    for place in sorted(places):
        if place <= start:
            start += 1
    stop = run.size if limit is None else min(run.size, start + limit + len(left_out))
    part = run.beneath[start : min(before, stop)] if start < before else []
    if stop > before:
        part += run.own[max(0, start - before) : stop - before]
    if not left_out:
        return [entry[-1] for entry in part]
    return [entry[-1] for entry in part if entry[-1] not in selection.without][:limit]


def bound_of(selection: Selection, age: int | None) -> Bound:
    """Returns what tells how many entries of a list may be found."""
    if selection.up_to is not ABSENT:
        return lambda entries: bisect_right(entries, selection.up_to, key=_rank)
    if age is not None:
        return lambda entries: bisect_left(entries, (age,))
    return len


def _rank(entry: Entry) -> Any:  # noqa: ANN401 - whatever the order says
    return entry[0]
