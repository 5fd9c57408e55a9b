"""Long stories with their middle left out, and what ties a story to its run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from contracts.finding import Exchange, Finding
from specs.values import ABSENT, Json

MOST: Final = 12
"""Exchanges of a story that are told."""
_FIRST: Final = 3
"""Of these, from its beginning."""
_SHORTEST: Final = 3
"""Characters of an id that is looked for in what is sent later."""

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class MadeId:
    """An id that the target made up during a story, and that the story sends again."""

    id: str
    given: int
    """Number of the exchange that gave it, from 1."""
    used: int
    """Number of the first exchange that sends it."""


def folded(story: Sequence[Part]) -> tuple[Sequence[Part], int, Sequence[Part]]:
    """Returns the beginning of a story, how much of its middle is left out, and its end."""
    if len(story) <= MOST:
        return story, 0, ()
    end = MOST - _FIRST
    return story[:_FIRST], len(story) - MOST, story[-end:]


def showing(finding: Finding, story: Sequence[Exchange]) -> int:
    """Returns the index of the exchange of a story that shows a finding: the last that fits it."""
    for index in range(len(story) - 1, -1, -1):
        one = story[index]
        if one.status == finding.status and (
            not finding.pointer or one.at(finding.pointer) is not ABSENT
        ):
            return index
    return len(story) - 1


def made_ids(story: Sequence[Exchange]) -> Iterator[MadeId]:
    """Yields each id that one answer gives and a later request sends, where it was not known."""
    told: set[str] = set()
    for given, one in enumerate(story, 1):
        if one.request.method not in ("POST", "PUT") or not 200 <= one.status < 300:
            continue
        for text in dict.fromkeys(_ids(one.json)):
            if text in told or text in _sent(one):
                continue
            later = range(given, len(story))
            used = next((number + 1 for number in later if text in _sent(story[number])), None)
            if used is not None:
                told.add(text)
                yield MadeId(text, given, used)


def _ids(value: Json, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _ids(part, str(key))
    elif isinstance(value, list):
        for part in value[:1]:
            yield from _ids(part, name)
    elif isinstance(value, str | int) and not isinstance(value, bool) and _is_id(name, value):
        yield str(value)


def _is_id(name: str, value: str | int) -> bool:
    return name.lower().endswith("id") and len(str(value)) >= _SHORTEST


def _sent(exchange: Exchange) -> str:
    body = (exchange.request.body or b"").decode(errors="replace")
    return f"{exchange.request.target}\n{body}"
