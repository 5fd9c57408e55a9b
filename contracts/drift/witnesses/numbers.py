"""Numbers that satisfy bounds and steps, by exact arithmetic."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from math import ceil, floor, gcd
from typing import Final

from contracts.drift.witnesses.facts import Facts
from specs.values import Json

_SPAN: Final = 12
"""How many steps are looked at from each place that is worth a look."""
_HUGE: Final = 10**300
"""What is larger is no number to some readers."""
_LANDMARKS: Final = (1, 0, 10, 100, 1000, -1, 10**6, 10**10)


def numbers(facts: Facts, kind: str) -> Iterator[Json]:
    """Yields numbers of one kind, the plainest first.

    Args:
        facts: What is asked of them.
        kind: `integer` or `fraction`.
    """
    low, high = _bounds(facts)
    step = _step(facts, is_whole=kind == "integer")
    found = _stepped(low, high, step) if step else _between(low, high)
    seen: set[Fraction] = set()
    for number in found:
        is_inside = (low is None or low <= number) and (high is None or number <= high)
        if abs(number) > _HUGE or number in seen or not is_inside:
            continue
        if (number.denominator == 1) == (kind == "integer"):
            seen.add(number)
            yield written(number)


def exact(number: Json) -> Fraction:
    """Returns a JSON number as it is written.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def written(number: Fraction) -> Json:
    """Returns a number as JSON has it.

    >>> written(Fraction(3, 2)), written(Fraction(4, 2))
    (1.5, 2)
    """
    return number.numerator if number.denominator == 1 else float(number)


def _bounds(facts: Facts) -> tuple[Fraction | None, Fraction | None]:
    lows = [exact(one) for word in ("minimum", "exclusiveMinimum") for one in facts.all(word)]
    highs = [exact(one) for word in ("maximum", "exclusiveMaximum") for one in facts.all(word)]
    return max(lows, default=None), min(highs, default=None)


def _step(facts: Facts, *, is_whole: bool) -> Fraction | None:
    steps = [exact(one) for one in facts.all("multipleOf") if one > 0]
    if is_whole:
        steps.append(Fraction(1))
    if not steps:
        return None
    step = steps[0]
    for other in steps[1:]:
        step = Fraction(
            step.numerator * other.numerator // gcd(step.numerator, other.numerator),
            gcd(step.denominator, other.denominator),
        )
    return step


def _stepped(low: Fraction | None, high: Fraction | None, step: Fraction) -> Iterator[Fraction]:
    for number in _multiples(low, high, step):
        yield number * step


def _multiples(low: Fraction | None, high: Fraction | None, step: Fraction) -> Iterator[int]:
    first = ceil(low / step) if low is not None else None
    last = floor(high / step) if high is not None else None
    starts = [floor(one / step) if one >= 0 else -floor(-one / step) for one in _LANDMARKS]
    ends: list[Iterable[int]] = []
    if first is not None:
        ends.append(range(first, first + _SPAN))
    if last is not None:
        ends.append(range(last, last - _SPAN, -1))
    inside = [one for one in starts if _is_within(one, first, last)]
    yield from islice(inside, 4)
    for end in ends:
        yield from islice(end, 3)
    yield from inside
    for end in ends:
        yield from end
    yield from (one for near in range(_SPAN) for one in (near, -near))
    yield from (one * 10 + off for one in starts for off in (1, 3, 7))


def _is_within(one: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= one) and (last is None or one <= last)


def _between(low: Fraction | None, high: Fraction | None) -> Iterator[Fraction]:
    if low is not None and high is not None:
        yield (low + high) / 2
    half = Fraction(1, 2)
    for near in (low, high):
        if near is not None:
            for off in (half, half / 5, half / 50, half / 5000):
                yield from (near + off, near - off)
            yield near
    if low is not None and high is not None and low < high:
        width = high - low
        yield from (low + width * part / 7 for part in range(1, 7))
        yield from (low + width / 10**power for power in range(1, 8))
    for base in (0, 1, -1, 10, 1000, 10**6):
        for off in (half, Fraction(1, 4), Fraction(1, 10), Fraction(1, 3), Fraction(1, 100)):
            yield base + off
