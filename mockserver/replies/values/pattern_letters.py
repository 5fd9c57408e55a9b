"""Which characters of a pattern are good to look at."""

from dataclasses import replace
from typing import Final

from specs.patterns.parts import Again, Either, Group, Letter, Look, Part, Row
from specs.patterns.sets import SURROGATES, Ranges

_PREFERRED: Final = (
    (97, 122), (65, 90), (48, 57), (45, 46), (95, 95), (32, 32), (33, 126),
    (0x3B1, 0x3C9), (0x430, 0x44F), (0x5D0, 0x5EA), (0x627, 0x63A), (0x905, 0x939),
    (0xE01, 0xE2E), (0x3041, 0x3096), (0x30A1, 0x30FA), (0x4E00, 0x4E8F), (0xAC00, 0xAC8F),
    (0x1F600, 0x1F64F),
)  # fmt: skip
"""Best first: a set that has some of an earlier range is read from there."""


def with_good_letters(part: Part) -> Part:
    """Returns a pattern that asks for those of its characters only that are good to look at."""
    match part:
        case Letter(ranges):
            return Letter(good_ranges(ranges))
        case Row(parts) | Either(parts):
            return replace(part, parts=tuple([with_good_letters(inner) for inner in parts]))
        case Again(inner) | Group(inner) | Look(inner):
            return replace(part, part=with_good_letters(inner))
        case _:
            return part


def good_ranges(ranges: Ranges) -> Ranges:
    """Returns those characters of a set that are best to look at, or all if none is plain."""
    for low, high in _PREFERRED:
        inside = tuple((max(low, one), min(high, last)) for one, last in ranges)
        inside = tuple((one, last) for one, last in inside if one <= last)
        if inside:
            return inside
    return tuple(
        pair for pair in ranges if not (pair[0] <= SURROGATES[1] and pair[1] >= SURROGATES[0])
    )
