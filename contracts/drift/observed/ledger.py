"""Sightings counted: one observation for each kind of drift at each place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from contracts.drift.observed.observation import Edit, Observation
from contracts.drift.observed.shapes import Shape
from contracts.drift.observed.sighting import Sighting
from contracts.finding import Exchange
from specs.values import Json

_MOST_SEEN: Final = 5
"""Different values of one observation that are told."""
_MOST_EDITS: Final = 50
"""Different edits of one observation that are kept."""

_HoleKey = tuple[str, str, tuple[str, ...]]


@dataclass(slots=True)
class _Entry:
    """What is known of one observation."""

    operation: str
    sighting: Sighting
    """The first one."""
    sample: Exchange
    size: int
    count: int = 0
    got: dict[str, None] = field(default_factory=dict)
    edits: dict[str, Edit] = field(default_factory=dict)
    holes: dict[_HoleKey, None] = field(default_factory=dict)


class Ledger:
    """Collects sightings; its size depends on how much differs, not on how much was seen."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._entries: dict[tuple[str, ...], _Entry] = {}
        self._holes: dict[_HoleKey, Shape] = {}
        """Shared by all observations that one schema would mend."""

    def note(self, operation: str, exchange: Exchange, sightings: Iterable[Sighting]) -> None:
        """Counts what was seen in one exchange, each kind at each place once."""
        counted: set[tuple[str, ...]] = set()
        for sighting in sightings:
            key = (operation, *sighting.key)
            entry = self._entries.get(key)
            if entry is None:
                entry = _Entry(operation, sighting, exchange, _size(exchange))
                self._entries[key] = entry
            if key not in counted:
                counted.add(key)
                entry.count += 1
                self._sample(entry, exchange)
            self._add(entry, sighting)

    def observations(self) -> tuple[Observation, ...]:
        """Returns everything that was noted, in the order in which it was first seen."""
        return tuple(map(self._observation, self._entries.values()))

    def _sample(self, entry: _Entry, exchange: Exchange) -> None:
        size = _size(exchange)
        if size < entry.size:
            entry.sample, entry.size = exchange, size

    def _add(self, entry: _Entry, sighting: Sighting) -> None:
        if len(entry.got) < _MOST_SEEN:
            entry.got[sighting.got] = None
        for edit in sighting.edits:
            if len(entry.edits) < _MOST_EDITS:
                entry.edits[repr(edit)] = edit
        for hole in sighting.holes:
            key = (hole.pointer, hole.word, hole.frame)
            entry.holes[key] = None
            self._holes.setdefault(key, Shape()).add(hole.value)

    def _observation(self, entry: _Entry) -> Observation:
        first, place = entry.sighting, entry.sighting.place
        return Observation(
            rule=first.rule,
            operation=entry.operation,
            side=place.side,
            status=place.status,
            part=place.part,
            path=place.path,
            expected=first.expected,
            got=", ".join(entry.got),
            count=entry.count,
            sample=entry.sample,
            pointer=first.pointer,
            severity=first.severity,
            suggestion=(
                *entry.edits.values(),
                *(Edit("put", key[0], key[1], self._filled(key)) for key in entry.holes),
            ),
        )

    def _filled(self, key: _HoleKey) -> Json:
        value: Json = self._holes[key].schema(self._version)
        for name in reversed(key[2]):
            value = {name: value}
        return value


def _size(exchange: Exchange) -> int:
    reply = exchange.reply
    answered = len(reply.body) if reply is not None else 0
    return answered + len(exchange.request.body or b"") + len(exchange.request.target)
