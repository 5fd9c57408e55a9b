"""Sets of characters that a pattern can name, and which of them are good to look at."""

import unicodedata
from typing import Final, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Code points from, to (both included)."""

_LAST: Final = 0x10FFFF
_SURROGATES: Final = (0xD800, 0xDFFF)
_LOWER: Final = ((97, 122),)
_UPPER: Final = ((65, 90),)
_DIGITS: Final = ((48, 57),)
_WORD: Final = (*_LOWER, *_UPPER, *_DIGITS, (95, 95))
_SPACE: Final = (
    (32, 32), (9, 13), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
    (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
_PREFERRED: Final = (*_LOWER, *_UPPER, *_DIGITS, (45, 46), (95, 95), (32, 32), (33, 126))
"""Best first: a set that has some of an earlier range is read from there."""


def inverted(ranges: Ranges) -> Ranges:
    """Returns every other code point.

    >>> inverted(((0, 64), (66, 0x10FFFF)))
    ((65, 65),)
    """
    found: list[tuple[int, int]] = []
    start = 0
    for low, high in sorted((*ranges, _SURROGATES)):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _LAST:
        found.append((start, _LAST))
    return tuple(found)


ESCAPED_SETS: Final[dict[str, Ranges]] = {
    "d": _DIGITS,
    "D": inverted(_DIGITS),
    "w": _WORD,
    "W": inverted(_WORD),
    "s": _SPACE,
    "S": inverted(_SPACE),
}

_NAMED: Final[dict[str, Ranges]] = {
    "l": (*_LOWER, *_UPPER),
    "letter": (*_LOWER, *_UPPER),
    "alpha": (*_LOWER, *_UPPER),
    "alphabetic": (*_LOWER, *_UPPER),
    "lc": (*_LOWER, *_UPPER),
    "latin": (*_LOWER, *_UPPER),
    "ll": _LOWER,
    "lower": _LOWER,
    "lowercase": _LOWER,
    "lowercase_letter": _LOWER,
    "lu": _UPPER,
    "upper": _UPPER,
    "uppercase": _UPPER,
    "uppercase_letter": _UPPER,
    "n": _DIGITS,
    "nd": _DIGITS,
    "digit": _DIGITS,
    "number": _DIGITS,
    "decimal_number": _DIGITS,
    "alnum": (*_LOWER, *_UPPER, *_DIGITS),
    "word": _WORD,
    "xdigit": (*_DIGITS, (97, 102), (65, 70)),
    "p": ((45, 46), (33, 33), (63, 63)),
    "punct": ((45, 46), (33, 33), (63, 63)),
    "punctuation": ((45, 46), (33, 33), (63, 63)),
    "z": ((32, 32),),
    "separator": ((32, 32),),
    "space": ((32, 32),),
    "white_space": ((32, 32),),
    "ascii": ((32, 126),),
    "any": ((32, 126),),
    "cyrillic": ((0x430, 0x44F),),
    "greek": ((0x3B1, 0x3C9),),
    "han": ((0x4E00, 0x4E8F),),
    "hiragana": ((0x3041, 0x3096),),
    "katakana": ((0x30A1, 0x30FA),),
    "arabic": ((0x627, 0x63A),),
    "hebrew": ((0x5D0, 0x5EA),),
    "hangul": ((0xAC00, 0xAC8F),),
    "thai": ((0xE01, 0xE2E),),
    "devanagari": ((0x905, 0x939),),
    "emoji": ((0x1F600, 0x1F64F),),
}


def property_ranges(name: str) -> Ranges:
    """Returns characters of a Unicode property, a good part of them; none if it is not known.

    >>> property_ranges("Script=Greek")
    ((945, 969),)
    """
    word = name.rpartition("=")[2].strip().lower().removeprefix("is")
    if word in _NAMED:
        return _NAMED[word]
    return tuple(
        (code, code)
        for code in range(0x3000)
        if unicodedata.category(chr(code)).lower().startswith(word) and word
    )[:200]


def good_ranges(ranges: Ranges) -> Ranges:
    """Returns those characters of a set that are best to look at, or all if none is plain."""
    for low, high in _PREFERRED:
        inside = tuple((max(low, one), min(high, last)) for one, last in ranges)
        inside = tuple((one, last) for one, last in inside if one <= last)
        if inside:
            return inside
    return tuple(
        pair for pair in ranges if not (pair[0] <= _SURROGATES[1] and pair[1] >= _SURROGATES[0])
    )
