"""Texts that match some patterns and do not match others, the shortest first."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from contracts.drift.witnesses.patterns.languages import Languages, Texts
from specs.patterns import UnreadablePattern, read_pattern
from specs.patterns.sets import Ranges

_MANY: Final = 8
_MOST_STEPS: Final = 12_000
_VISITS: Final = 2
"""How often what is left to be written may be the same, so that there are several texts."""
_LONG: Final = 40
"""Among texts longer than this, one of a kind is enough."""
_GOOD: Final = "a1bA20-_. /@:cdxyz9XYZ+=,;!"
"""What is nicest to read comes first."""


@lru_cache(maxsize=2000)
def words(
    wanted: tuple[str, ...], unwanted: tuple[str, ...], least: int = 0, most: int = 1000
) -> tuple[str, ...]:
    """Returns a few texts of `least` to `most` characters; whoever asks judges them.

    What looks back, or refers back, is not taken into account.

    >>> words(("^[a-c]+$",), ("a", "^b"))[0]
    'c'
    """
    languages = Languages()
    parts = [*_read(languages, wanted)]
    parts += [languages.other(one) for one in _read(languages, unwanted)]
    return tuple(islice(_search(languages, languages.both(*parts), least, most), _MANY))


def _read(languages: Languages, patterns: Sequence[str]) -> Iterator[Texts]:
    for pattern in patterns:
        try:
            yield languages.matching(read_pattern(pattern))
        except (UnreadablePattern, RecursionError):
            continue


def _search(languages: Languages, start: Texts, least: int, most: int) -> Iterator[str]:
    letters = _letters(languages.ranges())
    queue: deque[tuple[Texts, str]] = deque([(start, "")])
    visits: Counter[tuple[Texts, int]] = Counter()
    steps = 0
    while queue and steps < _MOST_STEPS:
        left, text = queue.popleft()
        if len(text) >= least and languages.has_empty(left):
            yield text
        if len(text) >= most:
            continue
        for letter in letters:
            steps += 1
            rest = languages.after(left, ord(letter))
            key = rest, min(len(text) + 1, least)
            if rest != languages.nothing and visits[key] < (_VISITS if len(text) < _LONG else 1):
                visits[key] += 1
                queue.append((rest, text + letter))


def _letters(ranges: set[Ranges]) -> list[str]:
    """Returns one character, the nicest, for each set of those that no pattern tells apart."""
    cuts = sorted({cut for one in ranges for low, high in one for cut in (low, high + 1)})
    found: dict[tuple[bool, ...], str] = {}
    for letter in [*_GOOD, *(chr(cut) for cut in cuts if _is_character(cut))]:
        code = ord(letter)
        key = tuple(any(low <= code <= high for low, high in one) for one in ranges)
        found.setdefault(key, letter)
    return list(found.values())


def _is_character(code: int) -> bool:
    return code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
