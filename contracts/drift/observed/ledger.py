"""Sightings counted: one observation for each kind of drift at each place."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from contracts.drift.observed.observation import Edit, Observation
from contracts.drift.observed.shapes import Shape
from contracts.drift.observed.sighting import Sighting
from contracts.drift.observed.standing import EACH
from contracts.finding import Exchange
from specs.values import Json

_MOST_SEEN: Final = 5
"""Different values of one observation that are told."""
_MOST_EDITS: Final = 50
"""Different edits of one observation that are kept."""

_OF_ANY_NAME: Final = frozenset(
    (
        "undocumented_field",
        "forbidden_field",
        "undocumented_parameter",
        "undocumented_response_header",
    )
)
"""Rules of names that the document does not know; there may be no end of them."""
_MOST_NAMES: Final = 50
"""Names at one place that are told one by one; the others are told as `*`."""

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
        self._names: dict[tuple[str, ...], int] = {}
        """How many names that the document does not know were seen, by their place."""

    def note(self, operation: str, exchange: Exchange, sightings: Iterable[Sighting]) -> None:
        """Counts what was seen in one exchange, each kind at each place once."""
        counted: set[tuple[str, ...]] = set()
        for sighting in sightings:
            if sighting.rule in _OF_ANY_NAME:
                sighting = self._named(operation, sighting)
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

    def _named(self, operation: str, sighting: Sighting) -> Sighting:
        """Returns a sighting as it is, or as one of any name where too many were seen."""
        if (operation, *sighting.key) in self._entries:
            return sighting
        place = sighting.place
        parent, _, name = place.path.rpartition("/")
        kind, _, _ = place.part.partition(" ")
        home = (operation, sighting.rule, place.side, place.status, kind, parent)
        self._names[home] = seen = self._names.get(home, 0) + 1
        if seen <= _MOST_NAMES:
            return sighting
        part = place.part if name else f"{kind} {EACH}"
        any_name = replace(place, part=part, path=f"{parent}/{EACH}" if name else place.path)
        return replace(sighting, place=any_name, holes=(), edits=())

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
