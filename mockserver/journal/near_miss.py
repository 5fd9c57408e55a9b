"""Why a request matched no operation: the nearest ones, and the first difference of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import inf
from typing import Final
from urllib.parse import unquote

from mockserver.journal.segments import Likeness, Step, align, distance

_MOST: Final = 3
_OTHER_METHOD: Final = 0.25
_OTHER_END: Final = 0.1
_NO_BASE: Final = 0.3
_TOO_FAR: Final = 0.6
"""Share of a path's segments; what differs in more than that is not near."""
_SPREAD: Final = 0.5
"""What is this much farther than the nearest one is not told."""
_LONGEST: Final = 40
"""Characters of a segment that a difference shows."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An operation that a request nearly meant."""

    operation: str
    """Its label."""
    path: str
    """Its path template with all that stands before it."""
    difference: str
    """The first one, as a clause."""
    distance: float
    """How far the request is from it."""


class _Candidate:
    """One operation, held against a request."""

    __slots__ = ("base", "distance", "label", "lacks_base", "method", "path", "template")

    def __init__(self, label: str, path: str) -> None:
        self.label = label
        self.path = path
        self.method, _, own = label.partition(" ")
        self.base = path.removesuffix(own)
        self.template = _split(path)
        self.lacks_base = False
        """Whether it is nearer if what stands before the operation's own path is left out."""
        self.distance = 0.0

    def is_near(self, likeness: Likeness, limit: float) -> bool:
        """Measures the distance; whether it is small enough, and no more than the limit."""
        far = distance(likeness, self.template, min(limit, _reach(likeness, self.template)))
        base = _split(self.base)
        if base and likeness.segments[: len(base)] != base:
            own = self.template[len(base) :]
            limit = min(limit, _reach(likeness, own), far if far is not None else limit)
            bare = distance(likeness, own, limit - _NO_BASE)
            if bare is not None:
                self.template, self.lacks_base, far = own, True, bare + _NO_BASE
        self.distance = far if far is not None else 0.0
        return far is not None

    def is_alike(self, steps: Sequence[Step]) -> bool:
        """Whether the request has anything in common with it."""
        return any(step.is_alike for step in steps) or all("{" in one for one in self.template)


def near_misses(
    method: str, raw_path: str, operations: Iterable[tuple[str, str]]
) -> tuple[NearMiss, ...]:
    """Returns the operations that come nearest to a request, the nearest first.

    Args:
        method: The request's method.
        raw_path: Its path, percent-encoded.
        operations: Label, and path template with all that stands before it, of each.
    """
    likeness = Likeness([unquote(segment) for segment in _split(raw_path)])
    near: list[tuple[float, str, str, str]] = []
    limit = inf
    for label, path in operations:
        candidate = _Candidate(label, path)
        if not candidate.is_near(likeness, limit):
            continue
        far = candidate.distance + _OTHER_METHOD * (candidate.method != method)
        far += _OTHER_END * (_has_slash(path) != _has_slash(raw_path))
        if far > limit:
            continue
        steps = align(likeness, candidate.template)
        if candidate.is_alike(steps):
            limit = min(limit, far + _SPREAD)
            near.append((far, path, label, _difference(candidate, steps, method, raw_path)))
    return tuple(
        NearMiss(label, path, difference, round(far, 3))
        for far, path, label, difference in nsmallest(_MOST, near)
        if far <= limit
    )


def _difference(candidate: _Candidate, steps: Sequence[Step], method: str, raw_path: str) -> str:
    if candidate.lacks_base:
        return f"the path does not begin with {candidate.base}"
    step = next((step for step in steps if step.differs), None)
    if step is not None:
        return _told(step)
    if _has_slash(raw_path) != _has_slash(candidate.path):
        return (
            "the path ends with a slash, the operation's does not"
            if _has_slash(raw_path)
            else "the path lacks the slash with which the operation's ends"
        )
    if method == candidate.method:
        return "nothing: the operation has come since"
    return f"the path fits, but the method is {method}, not {candidate.method}"


def _told(step: Step) -> str:
    given, wanted = (_short(text or "") for text in (step.given, step.wanted))
    if step.given is None:
        where = f"after segment {step.place}" if step.place else "at its beginning"
        return f"the path lacks `{wanted}` {where}"
    if step.given == "":
        why = f", the operation has `{wanted}`" if wanted else ": two slashes stand in a row"
        return f"segment {step.place} is empty{why}"
    if step.wanted is None:
        return f"segment {step.place}, `{given}`, is one that the operation does not have"
    if "{" in step.wanted:
        return f"segment {step.place} is `{given}`, which is not of the form `{wanted}`"
    case = ", and upper case matters" if given.casefold() == wanted.casefold() else ""
    return f"segment {step.place} is `{given}`, the operation has `{wanted}`{case}"


def _split(path: str) -> list[str]:
    """Returns the segments of a path, without the empty one that a slash at the end makes."""
    segments = path.split("/")[1:]
    return segments[:-1] if segments and not segments[-1] else segments


def _reach(likeness: Likeness, template: Sequence[str]) -> float:
    """Returns how far a path may be from a template and still be near."""
    return _TOO_FAR * max(len(likeness.segments), len(template), 1)


def _has_slash(path: str) -> bool:
    return len(path) > 1 and path.endswith("/")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
