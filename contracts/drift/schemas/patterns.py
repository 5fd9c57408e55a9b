"""Whether all texts that match some patterns match another one."""

import re
from collections import deque
from functools import lru_cache
from typing import Final

from contracts.drift.witnesses.patterns.languages import Languages, Texts
from specs.patterns import UnreadablePattern, read_pattern
from specs.patterns.sets import Ranges

_MOST_STEPS: Final = 20_000
_LONGEST: Final = 300
"""Characters of a pattern that is looked into."""

_UNSURE: Final = re.compile(r"\(\?(?!:)|\\[bB1-9kpP]")
"""What looks around, refers back, sets flags, or names properties of characters."""


def of_length(least: int, most: int | None) -> str:
    """Returns the pattern of all texts of a length."""
    return rf"^[\s\S]{{{least},{'' if most is None else most}}}$"


@lru_cache(maxsize=4000)
def is_within(inner: tuple[str, ...], outer: str) -> bool:
    """Returns whether it is proved that a text that matches all of some patterns matches another.

    >>> is_within(("^[a-c]{2}$",), "^[a-z]+$")
    True
    """
    if any(_UNSURE.search(one) or len(one) > _LONGEST for one in (*inner, outer)):
        return False
    languages = Languages()
    try:
        parts = [languages.matching(read_pattern(one)) for one in inner]
        parts.append(languages.other(languages.matching(read_pattern(outer))))
        return _is_empty(languages, languages.both(*parts))
    except (UnreadablePattern, RecursionError):
        return False


def _is_empty(languages: Languages, start: Texts) -> bool:
    """Whether no text is left; also no if that takes too long to see."""
    codes = _codes(languages.ranges())
    queue, seen, steps = deque([start]), {start}, 0
    while queue:
        left = queue.popleft()
        if languages.has_empty(left):
            return False
        for code in codes:
            steps += 1
            rest = languages.after(left, code)
            if rest != languages.nothing and rest not in seen:
                seen.add(rest)
                queue.append(rest)
        if steps > _MOST_STEPS:
            return False
    return True


def _codes(ranges: set[Ranges]) -> list[int]:
    """Returns one character for each set of those that no pattern tells apart."""
    cuts = sorted({0, *(cut for one in ranges for low, high in one for cut in (low, high + 1))})
    found: dict[tuple[bool, ...], int] = {}
    for code in cuts:
        if code <= 0x10FFFF:
            key = tuple(any(low <= code <= high for low, high in one) for one in ranges)
            found.setdefault(key, code)
    return list(found.values())
