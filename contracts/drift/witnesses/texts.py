"""Texts that satisfy lengths, patterns and formats."""

from collections.abc import Iterator
from typing import Final

from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.formats import MODELS, SAMPLES
from contracts.drift.witnesses.patterns import words

_PLAIN: Final = (
    "a", "A", "1", "ab", "", " ", "0", "-", "a b", "true", "null", "1.5", "-1", "0x", "é", "😀",
    "2026-01-15", "2026-01-15T12:00:00Z", "12:00:00Z", "P1D", "ann@example.com", "example.com",
    "http://example.com/a", "/a", "192.0.2.1", "2001:db8::1", "a_b", "a-b", "a.b", "\n",
    "00000000-0000-4000-8000-000000000000", "%", "(", "01",
)  # fmt: skip
MOST: Final = 20_000
"""The longest text that is made as a rule."""
_LONG: Final = 100_000
"""Of texts that have to be longer, one is made and no more."""


def texts(facts: Facts, longest: int = MOST) -> Iterator[str]:
    """Yields texts that most likely satisfy facts, short and plain ones first."""
    least = facts.least("minLength")
    most = facts.most("maxLength", longest if least > MOST else MOST)
    if least > most:
        return
    seen: set[str] = set()
    for text in _proposed(facts, least, most):
        if least <= len(text) <= most and text not in seen:
            seen.add(text)
            yield text


def _proposed(facts: Facts, least: int, most: int) -> Iterator[str]:
    wanted, unwanted = tuple(facts.all("pattern")), tuple(facts.all("!pattern"))
    models = tuple(MODELS[name] for name in facts.all("format") if name in MODELS)
    refused = tuple(MODELS[name] for name in facts.all("!format") if name in MODELS)
    if not wanted and not models:
        yield from _simple(least, most)
    for name in facts.all("format"):
        yield from SAMPLES.get(name, ())
    if wanted or models or unwanted or refused:
        yield from words(wanted + models, unwanted + refused, least, most)
    if refused:
        yield from words(wanted + models, unwanted, least, most)
    yield from _PLAIN
    for name in facts.all("!format"):
        yield from SAMPLES.get(name, ())
        yield from _spoilt(SAMPLES.get(name, ()))


def _simple(least: int, most: int) -> Iterator[str]:
    for size in dict.fromkeys((max(1, least), least, min(most, least + 1))):
        if size <= most:
            yield "a" * size
        if least > _LONG:
            return
    for text in ("A", "1", " "):
        yield text * max(1, least)
    if most < MOST:
        yield "a" * most


def _spoilt(samples: tuple[str, ...]) -> Iterator[str]:
    for text in samples:
        yield from (text + "a", text[:-1], "a" + text, text[1:], text + text)
