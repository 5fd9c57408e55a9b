"""Sets of characters, as ranges of code points, and those that a pattern can name."""

from functools import lru_cache
from typing import Final, TypeAlias

import jsonschema_rs

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Code points from, to (both included), in order, none twice."""

_LAST: Final = 0x10FFFF
SURROGATES: Final = (0xD800, 0xDFFF)
"""Halves of characters, which no text holds."""
_LOOKED_AT: Final = ((0, 0x30FF), (0x4E00, 0x4EFF), (0xAC00, 0xACFF), (0x1F600, 0x1F64F))
"""Properties of characters are looked up here only; what is beyond is rarely wanted."""


def joined(*many: Ranges) -> Ranges:
    """Returns the union of sets.

    >>> joined(((48, 57),), ((50, 60),), ((97, 98),))
    ((48, 60), (97, 98))
    """
    found: list[tuple[int, int]] = []
    for low, high in sorted(pair for ranges in many for pair in ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def inverted(ranges: Ranges) -> Ranges:
    """Returns every other code point that a text can hold.

    >>> inverted(((0, 64), (66, 0x10FFFF)))
    ((65, 65),)
    """
    found: list[tuple[int, int]] = []
    start = 0
    for low, high in joined(ranges, (SURROGATES,)):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _LAST:
        found.append((start, _LAST))
    return tuple(found)


def any_case(ranges: Ranges) -> Ranges:
    """Returns a set with both cases of its plain letters."""
    more: list[tuple[int, int]] = []
    for low, high in ranges:
        for first, last, off in ((65, 90, 32), (97, 122, -32)):
            if max(low, first) <= min(high, last):
                more.append((max(low, first) + off, min(high, last) + off))
    return joined(ranges, tuple(more))


_DIGITS: Final[Ranges] = ((48, 57),)
_WORD: Final = joined(_DIGITS, ((65, 90), (95, 95), (97, 122)))
_SPACE: Final = joined(
    ((9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A)),
    ((0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)

ANY: Final = inverted(())
DOT: Final = inverted(((10, 10),))
"""What `.` stands for: ECMA-262 leaves out other ends of lines too, the validator does not."""

ESCAPED: Final[dict[str, Ranges]] = {
    "d": _DIGITS,
    "D": inverted(_DIGITS),
    "w": _WORD,
    "W": inverted(_WORD),
    "s": _SPACE,
    "S": inverted(_SPACE),
}


@lru_cache(maxsize=200)
def property_ranges(name: str) -> Ranges:
    r"""Returns common characters that `\p{name}` allows; none if there is no such property.

    >>> property_ranges("Lu")[0]
    (65, 90)
    """
    try:
        validator = jsonschema_rs.Draft202012Validator({"pattern": f"^\\p{{{name}}}$"})
    except ValueError:
        return ()
    codes = (code for low, high in _LOOKED_AT for code in range(low, high + 1))
    return joined(tuple((code, code) for code in codes if validator.is_valid(chr(code))))
