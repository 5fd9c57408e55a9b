"""A transaction within one step of the event loop: nobody comes between, so nothing is compared."""

from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

import orjson

from mockserver.state.layer import Layer
from mockserver.state.memory import MemoryStore
from mockserver.state.store import GONE, Key, Versioned
from mockserver.state.transaction import LATE, World
from specs.values import Record

Result = TypeVar("Result")


class Suspended(Exception):
    """What was to happen at once waits for something."""


def at_once(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs a coroutine to its end without an event loop.

    Raises:
        Suspended: It waits for something; it is closed, wherever it stands.
    """
    try:
        work.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result
    with suppress(RuntimeError):  # It waits again while it is being closed.
        work.close()
    raise Suspended


class InstantWorld(World):
    """A world over a store in memory, for a handler that never suspends.

    What it reads is what the store holds, and its writes are applied by `apply` at once: between
    the two nobody else runs. A handler that does suspend is given up and its world with it.
    """

    _situation = None

    def __init__(
        self, store: MemoryStore, namespace: str, now: datetime, seed: int, layer: Layer | None
    ) -> None:
        """Begins a transaction.

        Args:
            store: Keeps the records of the sandbox.
            namespace: The API whose records are seen.
            now: The time during the call.
            seed: Seeds ids and random draws.
            layer: The starting state of the API.
        """
        # The versions that a `World` compares are not kept, so its own beginning is left out.
        self._store = self._memory = store
        self._held = store.held
        self._namespace = namespace
        self._now = now
        self._seed = seed
        self._layer = layer
        self._writes = {}
        self._scans = {}
        self._scanned = {}

    def put(self, kind: str, id: str, record: Record) -> None:  # noqa: A002 - the field's word
        """Stores a record once the call succeeds."""
        self._writes[(f"{self._namespace}/{kind}", id)] = orjson.dumps(record)  # type: ignore[index]

    def delete(self, kind: str, id: str) -> None:  # noqa: A002 - the field's word
        """Removes a record once the call succeeds."""
        self._writes[(f"{self._namespace}/{kind}", id)] = None  # type: ignore[index]

    async def get(self, kind: str, id: str) -> Record | None:  # noqa: A002 - the field's word
        """Returns a copy of one record, or None."""
        collection = f"{self._namespace}/{kind}"
        key = (collection, id)
        if self._writes and key in self._writes:
            data = self._writes[key]
        else:
            records = self._held.get(collection)
            held = records.get(id) if records is not None else None
            if held is not None:
                data = held.data
            else:
                data = self._layer.get(key) if self._layer is not None else None
        return orjson.loads(data) if data else None

    def apply(self) -> None:
        """Applies the buffered writes."""
        if not self._writes:
            return
        layer, put = self._layer, self._memory.put
        for key, data in self._writes.items():
            if layer is not None and layer.get(key) is not None:
                records = self._held.get(key[0])
                data = _over(data, records.get(key[1]) if records is not None else None)
            put(key, data)

    async def _data(self, key: Key) -> bytes | None:
        if key in self._writes:
            return self._writes[key]
        records = self._held.get(key.collection)
        held = records.get(key.id) if records is not None else None
        if held is not None:
            return held.data if held.data != GONE else None
        return self._layer.get(key) if self._layer is not None else None


def _over(data: bytes | None, held: Versioned | None) -> bytes:
    """Returns what the store is to hold for a write over a record of the starting state."""
    if data is None:
        return GONE
    was = held.data if held is not None else None
    is_late = was is not None and (was == GONE or was.startswith(LATE))
    return LATE + data if is_late else data
