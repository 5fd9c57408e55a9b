"""Formats that stand for a range of numbers, which bounds may already keep within."""

from fractions import Fraction
from typing import Final

from contracts.drift.schemas.exact import exact
from contracts.drift.schemas.shape import Shape
from specs.values import ABSENT

_BITS: Final = {"int8": 8, "int16": 16, "int32": 32, "int64": 64}


def keeps_within(shape: Shape, form: object) -> bool:
    """Returns whether all numbers that a shape admits have a format of whole numbers.

    Formats that are no range of whole numbers are not judged: the answer is no.
    """
    bits = _BITS.get(form) if isinstance(form, str) else None
    if bits is None or not shape.types <= {"integer", "null"}:
        return False
    low, high = _range(bits)
    return _is_bound(shape, "inimum", low) and _is_bound(shape, "aximum", high)


def _is_bound(shape: Shape, word: str, limit: Fraction) -> bool:
    """Returns whether a bound, or a format, keeps numbers on the right side of a limit."""
    is_low = word == "inimum"
    for place in shape.places:
        for name in (f"m{word}", f"exclusiveM{word}"):
            number = exact(place.word(name))
            if number is not None and (number >= limit if is_low else number <= limit):
                return True
        said = place.said("format")
        if said is not ABSENT and said in _BITS:
            low, high = _range(_BITS[said])
            if low >= limit if is_low else high <= limit:
                return True
    return False


def _range(bits: int) -> tuple[Fraction, Fraction]:
    return Fraction(-(2 ** (bits - 1))), Fraction(2 ** (bits - 1) - 1)
