"""Which operation a request without one comes nearest to, and how it differs from it first."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final
from urllib.parse import unquote

from specs.operation import Operation

_CLOSER_LOOK: Final = 24
"""How many operations are compared letter by letter."""
_LEAST: Final = 0.4
"""What is less alike is not near."""
_PARAMETER: Final = 0.9
"""How alike a value is to a parameter; a literal that fits is more so."""
_SAME_METHOD: Final = 0.05
_LONGEST: Final = 40
"""Characters of a segment that a difference shows."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """An operation that a request nearly meant."""

    label: str
    difference: str
    """The first one, as a clause."""


def nearest(method: str, path: str, operations: Sequence[Operation]) -> Nearest | None:
    """Returns the operation that a request comes nearest to, None if none is near.

    Args:
        method: The request's method.
        path: Its path below the base path, percent-encoded.
        operations: The API's.
    """
    given = [unquote(segment) for segment in _split(path)]
    rough = sorted(operations, key=lambda one: -_rough(given, one.path))[:_CLOSER_LOOK]
    best: tuple[float, Operation] | None = None
    for operation in rough:
        alike = _alike(given, _split(operation.path))
        alike += _SAME_METHOD * (operation.method == method)
        if alike >= _LEAST and (best is None or alike > best[0]):
            best = (alike, operation)
    if best is None:
        return None
    return Nearest(best[1].label, _difference(method, path, given, best[1]))


def _rough(given: Sequence[str], template: str) -> float:
    wanted = _split(template)
    same = len(set(given) & set(wanted))
    places = sum(
        1.0 if one == other else 0.5 * ("{" in other)
        for one, other in zip(given, wanted, strict=False)
    )
    return same + places - 0.5 * abs(len(given) - len(wanted))


def _alike(given: Sequence[str], wanted: Sequence[str]) -> float:
    """Returns how alike a path is to a template, from 0 to 1: the best of all alignments."""
    literals = [other for other in wanted if "{" not in other]
    if literals and not any(_alike_segments(one, other) for one in given for other in literals):
        return 0.0
    before = [0.0] * (len(wanted) + 1)
    for one in given:
        row = [0.0]
        for place, other in enumerate(wanted):
            row.append(
                max(before[place] + _alike_segments(one, other), before[place + 1], row[place])
            )
        before = row
    return before[-1] / max(len(given), len(wanted), 1)


def _alike_segments(given: str, wanted: str) -> float:
    if given == wanted:
        return 1.0
    if "{" in wanted:
        return _PARAMETER if given else 0.0
    alike = SequenceMatcher(None, given.casefold(), wanted.casefold()).ratio()
    return alike if alike > 0.5 else 0.0


def _difference(method: str, path: str, given: Sequence[str], operation: Operation) -> str:
    wanted = _split(operation.path)
    for place, (one, other) in enumerate(zip(given, wanted, strict=False), start=1):
        if one != other and ("{" not in other or not one):
            return f"segment {place} is `{_short(one)}`, the operation has `{_short(other)}`"
    if len(given) > len(wanted):
        further = given[len(wanted)]
        return f"the path goes on with `{_short(further)}`, where the operation's ends"
    if len(given) < len(wanted):
        return f"the path ends where the operation's goes on with `{_short(wanted[len(given)])}`"
    if path.endswith("/") != operation.path.endswith("/"):
        return (
            "the path ends with a slash, the operation's does not"
            if path.endswith("/")
            else "the path lacks the slash with which the operation's ends"
        )
    return f"the path fits, but the method is {method}, not {operation.method}"


def _split(path: str) -> list[str]:
    segments = path.split("/")[1:]
    return segments[:-1] if len(segments) > 1 and not segments[-1] else segments


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
