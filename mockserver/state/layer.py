"""The starting state as it lies beneath a sandbox: read, never written, told when it is needed."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final, Protocol

import orjson

from mockserver.state.postings import Postings
from mockserver.state.seed import Seed, tell_times
from mockserver.state.selection import Facet, Order
from mockserver.state.store import GONE, Collection, Key, compact
from specs.values import Json

LATE: Final = b" "
"""Begins a record of the starting state that was deleted and then made anew: it is young again."""

_TIME: Final = "$now"
_KEPT: Final = 256
"""Layers kept at once; sandboxes born in the same second share one."""
_MOST_POSTINGS: Final = 64
"""Indexes of one layer; they are all dropped when there would be more."""


class Layer:
    """The starting state of one API at one instant."""

    def __init__(
        self, api: str, seed: Seed, told_at: datetime, *, alike: "Layer | None" = None
    ) -> None:
        """Takes the starting state of an API.

        Args:
            api: The API.
            seed: Its starting state, times still relative.
            told_at: The instant at which the times are told.
            alike: A layer of another instant, of the same API and seed: collections without times
                are those of it.
        """
        self.told_at = told_at
        self._templates = {f"{api}/{kind}": records for kind, records in seed.templates.items()}
        self.told: dict[tuple[Collection, str], bytes] = {}
        """The records that somebody has asked for already, as JSON text."""
        self._seed = seed
        self._alike = alike
        self._timeless: dict[Collection, bool] = {}
        self._ages: dict[Collection, dict[str, int]] = {}
        self._postings: dict[tuple[Collection, tuple[Facet, ...], Order | None], Postings] = {}

    def __eq__(self, other: object) -> bool:
        """Whether another layer says the same: one that was forgotten may be made anew."""
        return self is other or (
            isinstance(other, Layer)
            and self._seed is other._seed
            and self.told_at == other.told_at
            and self._templates.keys() == other._templates.keys()
        )

    def __hash__(self) -> int:
        return hash(self.told_at)

    @property
    def collections(self) -> tuple[Collection, ...]:
        """The names of the collections."""
        return tuple(self._templates)

    def get(self, key: tuple[Collection, str]) -> bytes | None:
        """Returns one record as JSON text, or None."""
        told = self.told.get(key)
        if told is None:
            templates = self._templates.get(key[0])
            template = templates.get(key[1]) if templates is not None else None
            if template is None:
                return None
            other = self._timeless_in(key[0])
            if other is not None:
                told = other.get(key)
            if told is None:
                told = compact(orjson.dumps(tell_times(template, self.told_at)))
            self.told[key] = told
        return told

    def ids(self, collection: Collection) -> tuple[str, ...]:
        """Returns the ids of a collection in the order of the seed."""
        return tuple(self._templates.get(collection, ()))

    def ages(self, collection: Collection) -> Mapping[str, int]:
        """Returns where each id stands among all records: below zero, the oldest lowest."""
        other = self._timeless_in(collection)
        if other is not None:
            return other.ages(collection)
        found = self._ages.get(collection)
        if found is None:
            ids = self.ids(collection)
            found = self._ages[collection] = dict(zip(ids, range(-len(ids), 0), strict=True))
        return found

    def postings(
        self, collection: Collection, facets: tuple[Facet, ...], order: Order | None
    ) -> Postings:
        """Returns the records of a collection by some facets; made once."""
        other = self._timeless_in(collection)
        if other is not None:
            return other.postings(collection, facets, order)
        name = (collection, facets, order)
        found = self._postings.get(name)
        if found is None:
            found = Postings(facets, order)
            found.file_all(
                (id_, orjson.loads(self.get(Key(collection, id_)) or b"{}"), age)
                for id_, age in self.ages(collection).items()
            )
            if len(self._postings) >= _MOST_POSTINGS:
                self._postings.clear()
            self._postings[name] = found
        return found

    def is_timeless(self, collection: Collection) -> bool:
        """Whether a collection is the same at every instant."""
        found = self._timeless.get(collection)
        if found is None:
            records = self._templates.get(collection, {})
            found = self._timeless[collection] = not _says_time(records)
        return found

    def _timeless_in(self, collection: Collection) -> "Layer | None":
        """Returns the layer that a collection is kept in, None if it is this one."""
        other = self._alike
        return other if other is not None and other.is_timeless(collection) else None


def _says_time(value: Json) -> bool:
    """Whether any text inside a value may be a time that is told."""
    if isinstance(value, str):
        return value.startswith(_TIME)
    if isinstance(value, dict):
        return any(map(_says_time, value.values()))
    return isinstance(value, list) and any(map(_says_time, value))


def laid_over(
    layer: Layer | None, collection: Collection, records: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Returns the records of a collection by id, those of the starting state first.

    Args:
        layer: What lies beneath, if anything does.
        collection: The collection.
        records: What a store holds of it, oldest first.
    """
    merged: dict[str, bytes] = {}
    for id_ in layer.ids(collection) if layer is not None else ():
        data = records.get(id_)
        if data is None and layer is not None:
            data = layer.get(Key(collection, id_))
        if data and not data.startswith(LATE):
            merged[id_] = data
    for id_, data in records.items():
        if data != GONE:
            merged.setdefault(id_, data)
    return merged


class Layers(Protocol):
    """Finds the layer of an API at an instant."""

    def __call__(self, api: str, told_at: datetime) -> Layer | None:
        """Returns the layer; None if the API has no starting state."""


def no_layers(api: str, told_at: datetime) -> Layer | None:
    """Says that nothing lies beneath any sandbox."""
    del api, told_at
    return None


def layers_of(seeds: Mapping[str, Seed]) -> Layers:
    """Returns the layers of some APIs by their seeds; APIs may be added to `seeds` later on."""
    first: dict[str, Layer] = {}

    @lru_cache(maxsize=_KEPT)
    def layer(api: str, told_at: datetime) -> Layer | None:
        seed = seeds.get(api)
        if seed is None:
            return None
        return Layer(api, seed, told_at, alike=first.setdefault(api, Layer(api, seed, told_at)))

    return layer
