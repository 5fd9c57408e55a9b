"""The starting state as it lies beneath a sandbox: read, never written, told when it is needed."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final, Protocol

import orjson

from mockserver.state.seed import Seed, tell_times
from mockserver.state.store import Collection, Key

_KEPT: Final = 256
"""Layers kept at once; sandboxes born in the same second share one."""


class Layer:
    """The starting state of one API at one instant."""

    def __init__(self, api: str, seed: Seed, told_at: datetime) -> None:
        self._told_at = told_at
        self._templates = {f"{api}/{kind}": records for kind, records in seed.templates.items()}
        self._told: dict[Key, bytes] = {}

    @property
    def collections(self) -> tuple[Collection, ...]:
        """The names of the collections."""
        return tuple(self._templates)

    def get(self, key: Key) -> bytes | None:
        """Returns one record as JSON text, or None."""
        told = self._told.get(key)
        if told is None:
            template = self._templates.get(key.collection, {}).get(key.id)
            if template is None:
                return None
            told = self._told[key] = orjson.dumps(tell_times(template, self._told_at))
        return told

    def ids(self, collection: Collection) -> tuple[str, ...]:
        """Returns the ids of a collection in the order of the seed."""
        return tuple(self._templates.get(collection, ()))


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

    @lru_cache(maxsize=_KEPT)
    def layer(api: str, told_at: datetime) -> Layer | None:
        seed = seeds.get(api)
        return Layer(api, seed, told_at) if seed is not None else None

    return layer
