"""Whether schemas of two documents say the same, however they are ordered and components named."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from contracts.drift.schemas.pure import Place, PureSchemas
from contracts.drift.schemas.words import SAID
from specs.references import DATA_WORDS, NAME_MAPS, fragment
from specs.values import Json

_SETS: Final = frozenset(("allOf", "anyOf", "enum", "oneOf", "required", "type"))
"""Words whose lists mean the same in any order."""

_NAMES: Final = re.compile(r'(?<="\$ref": )"[^"]*"')

_Pair: TypeAlias = tuple[str, str]
"""A reference of the first document and one of the second."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A schema as a text in which references have no names, and what they name, in order."""

    text: str
    targets: tuple[str, ...]


class Sameness:
    """Compares schemas as texts; each is spelled once."""

    def __init__(self, first: PureSchemas, second: PureSchemas) -> None:
        self._sides = first, second
        self._spelled: dict[int, _Spelling] = {}
        self._looks: dict[int, str] = {}
        self._kept: list[Json] = []
        self._same: dict[_Pair, bool] = {}

    def is_same(self, first: Place, second: Place) -> bool:
        """Returns whether two schemas say the same, what judges nothing included."""
        if first.schema is second.schema:
            return True
        if first.source is self._sides[1]:
            first, second = second, first
        ours, theirs = self._spelling(first), self._spelling(second)
        if ours.text != theirs.text:
            return False
        if first.source is second.source:
            return ours.targets == theirs.targets
        pairs = zip(ours.targets, theirs.targets, strict=True)
        return all(self._is_shared(one) for one in pairs)

    def _spelling(self, place: Place) -> _Spelling:
        if isinstance(place.schema, bool):
            return _Spelling(json.dumps(place.schema), ())
        found = self._spelled.get(id(place.schema))
        if found is None:
            self._kept.append(place.schema)
            speller = _Speller(lambda target: self._first_look(place.source, target))
            found = self._spelled[id(place.schema)] = speller.spelling(place.schema)
        return found

    def _first_look(self, source: PureSchemas, reference: str) -> str:
        """Returns what a reference names, by its words alone: it tells references apart."""
        if not reference.startswith("#"):
            return reference
        schema = source.resolve(reference)
        if id(schema) not in self._looks:
            self._kept.append(schema)
            self._looks[id(schema)] = _NAMES.sub("#", json.dumps(schema, sort_keys=True))
        return self._looks[id(schema)]

    def _is_shared(self, pair: _Pair) -> bool:
        """Returns whether two references name the same, all the way down."""
        if pair not in self._same:
            self._settle(pair)
        return self._same[pair]

    def _settle(self, pair: _Pair) -> None:
        users: dict[_Pair, list[_Pair]] = {}
        found: dict[_Pair, bool] = {}
        waiting = [pair]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            below = None if one in self._same else self._below(one)
            found[one] = self._same.get(one, below is not None)
            for target in below or ():
                users.setdefault(target, []).append(one)
                waiting.append(target)
        different = [one for one, is_same in found.items() if not is_same]
        for one in different:  # grows
            for user in users.get(one, ()):
                if found[user]:
                    found[user] = False
                    different.append(user)
        self._same.update(found)

    def _below(self, pair: _Pair) -> tuple[_Pair, ...] | None:
        """Returns the references of two schemas that read alike; None if they do not."""
        if not all(one.startswith("#") for one in pair):
            return () if pair[0] == pair[1] else None
        ours, theirs = (
            self._spelling(side.at(fragment(one)))
            for side, one in zip(self._sides, pair, strict=True)
        )
        if ours.text != theirs.text:
            return None
        return tuple(zip(ours.targets, theirs.targets, strict=True))


class _Speller:
    """Spells one schema."""

    def __init__(self, look: Callable[[str], str]) -> None:
        self._look = look

    def spelling(self, value: Json, *, is_schema: bool = True) -> _Spelling:
        """Spells a value; members of a schema are words, and lists of some have no order."""
        if isinstance(value, list):
            return _joined([self.spelling(one, is_schema=is_schema) for one in value], "[]")
        if not isinstance(value, dict):
            return _Spelling(json.dumps(value), ())
        if not is_schema:
            return _mapping(
                {name: self.spelling(one, is_schema=False) for name, one in value.items()}
            )
        return _mapping({name: self._member(name, one) for name, one in value.items()})

    def _member(self, name: str, value: Json) -> _Spelling:
        if name == "$ref" and isinstance(value, str):
            return _Spelling("#", (value,))
        is_schema = name != SAID and name not in DATA_WORDS
        if is_schema and name in NAME_MAPS and isinstance(value, dict):
            return _mapping({key: self.spelling(one) for key, one in value.items()})
        if name in _SETS and isinstance(value, list):
            parts = [self.spelling(one, is_schema=is_schema) for one in value]
            return _joined(sorted(parts, key=self._order), "[]")
        return self.spelling(value, is_schema=is_schema)

    def _order(self, part: _Spelling) -> tuple[str, list[str], tuple[str, ...]]:
        return part.text, [self._look(one) for one in part.targets], part.targets


def _mapping(parts: Mapping[str, _Spelling]) -> _Spelling:
    named = (
        _Spelling(f"{json.dumps(name)}:{parts[name].text}", parts[name].targets)
        for name in sorted(parts)
    )
    return _joined(list(named), "{}")


def _joined(parts: list[_Spelling], brackets: str) -> _Spelling:
    targets = tuple(target for part in parts for target in part.targets)
    return _Spelling(brackets[0] + ",".join(part.text for part in parts) + brackets[1], targets)
