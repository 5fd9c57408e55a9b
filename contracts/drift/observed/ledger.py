"""Sightings counted: one observation for each kind of drift at each place."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from contracts.drift.observed.observation import Edit, Observation
from contracts.drift.observed.rulings import LEAKED
from contracts.drift.observed.shapes import Shape
from contracts.drift.observed.sighting import Place, Sighting
from contracts.drift.observed.standing import EACH
from contracts.finding import Exchange
from specs.values import Json, split_pointer

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
"""Names at one place that are told apart; the others count as `*`."""
_MOST_TOLD: Final = 4
"""As many names at one place are told one by one; of more, the last stands for all others."""
_SELDOM: Final = 4
"""Of many, a name is told by itself if one in so many exchanges has it; made up names come once."""
_MOST_LISTED: Final = 10
"""Of those others, as many are named."""

_HoleKey = tuple[str, str, tuple[str, ...]]
_Key = tuple[str, ...]
_Home = tuple[str, ...]
"""A place at which names are that the document does not know."""


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


@dataclass(slots=True)
class _Names:
    """Names at one place that the document does not know."""

    keys: dict[_Key, str] = field(default_factory=dict)
    """By the key of their entry."""
    count: int = 0
    """In how many exchanges there was any."""
    is_endless: bool = False
    """Whether some are not kept."""

    def others(self, count: Callable[[_Key], int]) -> tuple[_Key, ...]:
        """Returns the keys that are not told one by one: those that were seen seldom."""
        if len(self.keys) <= _MOST_TOLD:
            return ()
        named = [key for key, name in self.keys.items() if name != EACH]
        often = sorted(named, key=lambda key: -count(key))[: _MOST_TOLD - 1]
        kept = [key for key in often if count(key) * _SELDOM >= self.count]
        return tuple(key for key in self.keys if key not in kept)


class Ledger:
    """Collects sightings; its size depends on how much differs, not on how much was seen."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._entries: dict[_Key, _Entry] = {}
        self._holes: dict[_HoleKey, Shape] = {}
        """Shared by all observations that one schema would mend."""
        self._homes: dict[_Home, _Names] = {}

    def note(self, operation: str, exchange: Exchange, sightings: Iterable[Sighting]) -> None:
        """Counts what was seen in one exchange, each kind at each place once."""
        counted: set[tuple[str, ...]] = set()
        for sighting in sightings:
            if sighting.rule in _OF_ANY_NAME and sighting.expected != LEAKED:
                home, sighting = self._named(operation, sighting)
                self._homes[home].count += home not in counted
                counted.add(home)
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
        crowds: dict[_Key, _Names] = {}
        last: set[_Key] = set()
        for names in self._homes.values():
            others = names.others(self._count)
            crowds |= dict.fromkeys(others, names)
            last |= set(others[-1:])
        return tuple(
            self._together(crowds[key]) if key in last else self._observation(entry)
            for key, entry in self._entries.items()
            if key not in crowds or key in last
        )

    def _count(self, key: _Key) -> int:
        return self._entries[key].count

    def _named(self, operation: str, sighting: Sighting) -> tuple[_Home, Sighting]:
        """Returns where a name is, and its sighting: of many, as one of any name."""
        place = sighting.place
        parent, _, name = place.path.rpartition("/")
        kind, _, _ = place.part.partition(" ")
        home = ("names", operation, sighting.rule, place.side, place.status, kind, parent)
        names = self._homes.setdefault(home, _Names())
        key = (operation, *sighting.key)
        if key in self._entries:
            return home, sighting
        if len(names.keys) < _MOST_NAMES:
            names.keys[key] = split_pointer(f"/{name}")[0] if name else place.part.partition(" ")[2]
            return home, sighting
        names.is_endless = True
        sighting = replace(sighting, place=_of_any_name(place), holes=(), edits=())
        names.keys.setdefault((operation, *sighting.key), EACH)
        return home, sighting

    def _together(self, names: "_Names") -> Observation:
        """Returns one observation for all names of a place that are not told one by one."""
        others = names.others(self._count)
        found = [self._observation(self._entries[key]) for key in others]
        named = [json.dumps(names.keys[key], ensure_ascii=False) for key in others]
        known = [name for key, name in zip(others, named, strict=True) if names.keys[key] != EACH]
        more = ", ..." if names.is_endless or len(known) > _MOST_LISTED else ""
        many = f"more than {len(known)}" if names.is_endless else f"{len(known)}"
        place = _of_any_name(self._entries[others[0]].sighting.place)
        other = "other " if len(others) < len(names.keys) else ""
        return replace(
            found[0],
            part=place.part,
            path=place.path,
            got=f"{many} {other}names: {', '.join(known[:_MOST_LISTED])}{more}",
            count=names.count,
            suggestion=tuple(edit for one in found for edit in one.suggestion),
        )

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


def _of_any_name(place: Place) -> Place:
    """Returns the place of a name as that of any."""
    if place.path:
        return replace(place, path=f"{place.path.rpartition('/')[0]}/{EACH}")
    return replace(place, part=f"{place.part.partition(' ')[0]} {EACH}")


def _size(exchange: Exchange) -> int:
    reply = exchange.reply
    answered = len(reply.body) if reply is not None else 0
    return answered + len(exchange.request.body or b"") + len(exchange.request.target)
