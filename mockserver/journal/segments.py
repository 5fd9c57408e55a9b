"""How a path lies against a path template, segment by segment."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_VALUE: Final = 0.05
"""A value where the template has a parameter: a literal that fits is nearer."""
_GAP: Final = 0.7
"""A segment that only one side has."""
_CASE: Final = 0.1
_FORM: Final = 0.6
"""A value that has not the form which the template gives it, such as `{id}.json`."""
_LITERAL: Final = 0.3
"""A literal that differs in a letter; one that differs in all of them costs 1."""
_ALIKE: Final = 0.75
"""What costs less has a good part of its letters in common."""

_PARAMETER: Final = re.compile(r"\{[^{}]+\}")


class Step(NamedTuple):
    """One place of an alignment. A side that has nothing there is None."""

    place: int
    """Number of the path's segment, from 1; of the last one before the place if it has none."""
    given: str | None
    wanted: str | None
    cost: float

    @property
    def differs(self) -> bool:
        """Whether a request with this segment is not for this template."""
        return self.cost > _VALUE

    @property
    def is_alike(self) -> bool:
        """Whether both sides have a literal here, the same one or nearly so."""
        both = self.given is not None and self.wanted is not None and "{" not in self.wanted
        return both and self.cost < _ALIKE


class Likeness:
    """How far the segments of one path are from those of templates; each pair is judged once."""

    def __init__(self, segments: Sequence[str]) -> None:
        self.segments = segments
        self._pairs = [_pairs(segment) for segment in segments]
        self._known: list[dict[str, float]] = [{} for _ in segments]
        self._pairs_of: dict[str, set[str]] = {}

    def cost(self, index: int, wanted: str) -> float:
        """Returns how far a segment is from one of a template."""
        known = self._known[index]
        cost = known.get(wanted)
        if cost is None:
            cost = known[wanted] = self._cost(index, wanted)
        return cost

    def _cost(self, index: int, wanted: str) -> float:
        given = self.segments[index]
        if given == wanted:
            return 0.0
        if "{" in wanted:
            return _VALUE if _has_form(given, wanted) else _FORM
        if given.casefold() == wanted.casefold():
            return _CASE
        mine, theirs = self._pairs[index], self._theirs(wanted)
        alike = 2 * len(mine & theirs) / (len(mine) + len(theirs))
        return _LITERAL + (1 - _LITERAL) * (1 - alike)

    def _theirs(self, wanted: str) -> set[str]:
        if wanted not in self._pairs_of:
            self._pairs_of[wanted] = _pairs(wanted)
        return self._pairs_of[wanted]


def distance(likeness: Likeness, template: Sequence[str], limit: float) -> float | None:
    """Returns the cost of the cheapest alignment, None if it is more than the limit."""
    if abs(len(likeness.segments) - len(template)) * _GAP > limit:
        return None
    # What both have at their beginning is part of a cheapest alignment.
    start = 0
    for given, wanted in zip(likeness.segments, template, strict=False):
        if given != wanted:
            break
        start += 1
    rest = template[start:]
    line = [_GAP * column for column in range(len(rest) + 1)]
    for row in range(start, len(likeness.segments)):
        line = _next_line(likeness, row, rest, line)
        if min(line) > limit:
            return None
    return line[-1] if line[-1] <= limit else None


def align(likeness: Likeness, template: Sequence[str]) -> list[Step]:
    """Returns the cheapest alignment of a path and a template, from left to right."""
    costs = _costs(likeness, template)
    steps: list[Step] = []
    row, column = len(likeness.segments), len(template)
    while row or column:
        here = costs[row][column]
        given = likeness.segments[row - 1] if row else None
        # What is too much is looked for at the end first: people add to a path rather there.
        if row and here == costs[row - 1][column] + _GAP:
            steps.append(Step(row, given, None, _GAP))
            row -= 1
        elif column and here == costs[row][column - 1] + _GAP:
            steps.append(Step(row, None, template[column - 1], _GAP))
            column -= 1
        else:
            cost = likeness.cost(row - 1, template[column - 1])
            steps.append(Step(row, given, template[column - 1], cost))
            row, column = row - 1, column - 1
    return steps[::-1]


def _costs(likeness: Likeness, template: Sequence[str]) -> list[list[float]]:
    """Returns the cost of each beginning of the path against each beginning of the template."""
    lines = [[_GAP * column for column in range(len(template) + 1)]]
    for row in range(len(likeness.segments)):
        lines.append(_next_line(likeness, row, template, lines[-1]))
    return lines


def _next_line(
    likeness: Likeness, row: int, template: Sequence[str], above: list[float]
) -> list[float]:
    best = above[0] + _GAP
    line = [best]
    for column, wanted in enumerate(template):
        pair = above[column] + likeness.cost(row, wanted)
        gap = min(best, above[column + 1]) + _GAP
        best = min(gap, pair)
        line.append(best)
    return line


def _has_form(given: str, wanted: str) -> bool:
    parts = [re.escape(part) for part in _PARAMETER.split(wanted)]
    return re.fullmatch(".+".join(parts), given, re.DOTALL) is not None


def _pairs(segment: str) -> set[str]:
    """Returns the pairs of neighbours in a segment, its ends among them."""
    framed = f"^{segment.casefold()}$"
    return {framed[index : index + 2] for index in range(len(framed) - 1)}
