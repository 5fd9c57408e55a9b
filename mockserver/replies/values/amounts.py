"""Numbers between bounds and on steps, computed exactly and written as JSON writes them."""

import math
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.likely import Scale
from specs.values import Json

_FAR: Final = Fraction(10**12)
"""Bounds beyond this say only what a machine can hold."""
_MOST_DIGITS: Final = 40
_PLAIN: Final[Scale] = (Fraction(1), Fraction(100), 0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number has to meet."""

    low: Fraction | None = None
    low_is_out: bool = False
    """Whether the lowest number itself is excluded."""
    high: Fraction | None = None
    high_is_out: bool = False
    steps: tuple[Fraction, ...] = ()
    """It is a multiple of each."""

    def allow(self, number: Fraction) -> bool:
        """Whether a number meets them."""
        return (
            (self.low is None or number > self.low or (number == self.low and not self.low_is_out))
            and (
                self.high is None
                or number < self.high
                or (number == self.high and not self.high_is_out)
            )
            and all(number % step == 0 for step in self.steps)
        )


def exact(number: float) -> Fraction | None:
    """Returns a JSON number as it was written; None for what is no number.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    if isinstance(number, int):
        return Fraction(number)
    return Fraction(repr(number)) if math.isfinite(number) else None


def number_within(bounds: Bounds, draw: Draw, *, whole: bool, scale: Scale | None) -> Json:
    """Returns a number that meets the bounds, or None if there is none.

    Args:
        bounds: What it has to meet.
        draw: Chooses.
        whole: Whether it has no fraction.
        scale: Where it preferably lies; as far as the bounds allow it.
    """
    low, high, digits = _window(bounds, scale or _PLAIN)
    steps = [*bounds.steps, Fraction(1)] if whole else list(bounds.steps)
    if steps:
        found = _on_step(_common(steps), bounds, draw, (low, high))
    else:
        found = _free(bounds, draw, (low, high), digits if scale is not None else 2)
    if found is None:
        return None
    if found.denominator == 1 and (whole or abs(found) < 2**53):
        return int(found) if whole or steps else float(found)
    return float(found)


def _window(bounds: Bounds, scale: Scale) -> tuple[Fraction, Fraction, int]:
    """Returns where to look: the preferred numbers, moved to where the bounds are."""
    low, high, digits = scale
    span = high - low
    least = bounds.low if bounds.low is not None and bounds.low > -_FAR else None
    most = bounds.high if bounds.high is not None and bounds.high < _FAR else None
    if least is not None and least > low:
        low, high = least, max(high, least + span)
    if most is not None and most < high:
        low, high = max(min(low, most - span), low if low <= most else most - span), most
        low = max(low, least) if least is not None else low
    if bounds.high is not None:
        high = min(high, bounds.high)
    if bounds.low is not None:
        low = max(low, bounds.low)
    return low, high, digits


def _common(steps: list[Fraction]) -> Fraction:
    """Returns the smallest number that is a multiple of each step."""
    top, bottom = 1, 0
    for step in steps:
        top, bottom = lcm(top, step.numerator), math.gcd(bottom, step.denominator)
    return Fraction(top, bottom)


def _on_step(
    step: Fraction, bounds: Bounds, draw: Draw, window: tuple[Fraction, Fraction]
) -> Fraction | None:
    first, last = math.ceil(window[0] / step), math.floor(window[1] / step)
    if bounds.low is not None and bounds.low_is_out and first * step == bounds.low:
        first += 1
    if bounds.high is not None and bounds.high_is_out and last * step == bounds.high:
        last -= 1
    if first <= last:
        return draw.between(first, last) * step
    for near in (first, last, first + 1, last - 1, 0):
        if bounds.allow(near * step):
            return near * step
    return None


def _free(
    bounds: Bounds, draw: Draw, window: tuple[Fraction, Fraction], digits: int
) -> Fraction | None:
    low, high = window
    if low > high:
        return None
    part = Fraction(draw.below(10_001), 10_000)
    for places in (digits, *range(2, _MOST_DIGITS, 2)):
        for middle in (low + (high - low) * part, (low + high) / 2):
            found = _as_written(round(middle, places))
            if bounds.allow(found):
                return found
    for edge in (low, high, _beside(low, math.inf), _beside(high, -math.inf)):
        if bounds.allow(edge):
            return edge
    return None


def _as_written(number: Fraction) -> Fraction:
    """Returns the number that JSON's readers will see."""
    return Fraction(repr(float(number)))


def _beside(number: Fraction, towards: float) -> Fraction:
    return Fraction(math.nextafter(float(number), towards))
