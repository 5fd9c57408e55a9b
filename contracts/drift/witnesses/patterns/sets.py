"""Sets of characters, as ranges of code points."""

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Code points from, to (both included), in order, none twice."""

LAST: Final = 0x10FFFF
_SURROGATES: Final = (0xD800, 0xDFFF)
_LOOKED_AT: Final = 0x3100
"""Properties of characters are looked up below this only; what is beyond is rarely wanted."""


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

    >>> inverted(((0, 64), (66, 0xD7FF)))
    ((65, 65), (57344, 1114111))
    """
    found: list[tuple[int, int]] = []
    start = 0
    for low, high in joined(ranges, (_SURROGATES,)):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    if start <= LAST:
        found.append((start, LAST))
    return tuple(found)


def any_case(ranges: Ranges) -> Ranges:
    """Returns a set with both cases of its plain letters."""
    more: list[tuple[int, int]] = []
    for low, high in ranges:
        for first, last, off in ((65, 90, 32), (97, 122, -32)):
            if max(low, first) <= min(high, last):
                more.append((max(low, first) + off, min(high, last) + off))
    return joined(ranges, tuple(more))


ANY: Final = inverted(())
DIGITS: Final[Ranges] = ((48, 57),)
WORD: Final = joined(DIGITS, ((65, 90), (95, 95), (97, 122)))
SPACE: Final = joined(
    ((9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A)),
    ((0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)
LINE_ENDS: Final[Ranges] = ((10, 10), (13, 13), (0x2028, 0x2029))

ESCAPED: Final[dict[str, Ranges]] = {
    "d": DIGITS,
    "D": inverted(DIGITS),
    "w": WORD,
    "W": inverted(WORD),
    "s": SPACE,
    "S": inverted(SPACE),
}

_CATEGORIES: Final = {
    "letter": "l", "alphabetic": "l", "alpha": "l", "number": "n", "digit": "nd", "punct": "p",
    "decimal_number": "nd", "punctuation": "p", "symbol": "s", "separator": "z", "mark": "m",
    "white_space": "z", "space": "z", "other": "c", "control": "cc", "lowercase": "ll",
    "lowercase_letter": "ll", "uppercase": "lu", "uppercase_letter": "lu",
}  # fmt: skip


@cache
def property_ranges(name: str) -> Ranges:
    """Returns those of a Unicode property that stand early among all characters.

    >>> property_ranges("Lu")[0]
    (65, 90)
    """
    word = name.rpartition("=")[2].strip().lower()
    if word == "any":
        return ANY
    if word == "ascii":
        return ((0, 127),)
    start = _CATEGORIES.get(word, word)
    if len(start) <= 2:
        return _where(lambda letter: unicodedata.category(letter).lower().startswith(start))
    return _where(lambda letter: unicodedata.name(letter, "").lower().startswith(word))


def _where(has: Callable[[str], bool]) -> Ranges:
    return joined(tuple((code, code) for code in range(_LOOKED_AT) if has(chr(code))))
