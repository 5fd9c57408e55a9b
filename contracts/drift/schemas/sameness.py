"""Whether schemas of two documents say the same, word by word; references are followed."""

import json
from collections.abc import Iterator

from contracts.drift.schemas.pure import Place, PureSchemas
from specs.references import fragment
from specs.values import Json


class Sameness:
    """Compares schemas as texts; each is spelled once."""

    def __init__(self, first: PureSchemas, second: PureSchemas) -> None:
        self._sides = first, second
        self._spelled: dict[int, tuple[str, frozenset[str]]] = {}
        self._kept: list[Json] = []
        self._same: dict[str, bool] = {}

    def is_same(self, first: Place, second: Place) -> bool:
        """Returns whether two schemas say the same, what judges nothing included."""
        if first.schema is second.schema:
            return True
        text, targets = self._text(first)
        if text != self._text(second)[0]:
            return False
        return first.source is second.source or all(self._is_shared(one) for one in targets)

    def is_first(self, place: Place) -> bool:
        """Returns whether a schema stands in the first document."""
        return place.source is self._sides[0]

    def _text(self, place: Place) -> tuple[str, frozenset[str]]:
        found = self._spelled.get(id(place.schema))
        if found is None or isinstance(place.schema, bool):
            text = json.dumps(place.schema, sort_keys=True)
            targets = frozenset(_references(place.schema)) if '"$ref"' in text else frozenset()
            found = text, targets
            if not isinstance(place.schema, bool):
                self._kept.append(place.schema)
                self._spelled[id(place.schema)] = found
        return found

    def _is_shared(self, reference: str) -> bool:
        """Returns whether a reference names the same in both documents, all the way down."""
        if reference not in self._same:
            self._settle(reference)
        return self._same[reference]

    def _settle(self, reference: str) -> None:
        users: dict[str, list[str]] = {}
        found: dict[str, bool] = {}
        waiting = [reference]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found[one] = self._same.get(one, True) and self._is_alike(one)
            if one in self._same or not found[one]:
                continue
            for target in self._text(self._sides[0].at(fragment(one)))[1]:
                users.setdefault(target, []).append(one)
                waiting.append(target)
        different = [one for one, is_same in found.items() if not is_same]
        for one in different:  # grows
            for user in users.get(one, ()):
                if found[user]:
                    found[user] = False
                    different.append(user)
        self._same.update(found)

    def _is_alike(self, reference: str) -> bool:
        if not reference.startswith("#"):
            return True
        first, second = (side.at(fragment(reference)) for side in self._sides)
        return self._text(first)[0] == self._text(second)[0]


def _references(schema: Json) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _references(item)
    elif isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for item in schema.values():
            yield from _references(item)
