"""Bodies that were made before, found by all that they depend on."""

from typing import Final, NamedTuple

import orjson

from mockserver.state.store import compact
from specs.values import Json

_MOST: Final = 2_000
"""Bodies that are remembered."""
_MOST_BYTES: Final = 2 * 1024 * 1024
"""Of keys and texts by which they are found; what takes a hundredth of that is not remembered."""

BodyKey = tuple[str | tuple[str, ...], ...]
"""What a body depends on besides a text: an operation, ids."""


class ShownBody(NamedTuple):
    """A body, and the media types that it may be written in."""

    body: Json
    """Shared by all answers that say it; nobody changes it."""
    media: tuple[int, ...]
    """Their places among those that are described."""


class ShownBodies:
    """Remembers bodies; when there are too many, it forgets all of them.

    Of each key it knows the body for the last text only: a thing that has changed does not come
    back as it was.
    """

    def __init__(self, *, most: int = _MOST, most_bytes: int = _MOST_BYTES) -> None:
        """Remembers nothing yet.

        Args:
            most: Bodies that are remembered at once.
            most_bytes: Of their keys and texts.
        """
        self._most = most
        self._most_bytes = most_bytes
        self._known: dict[BodyKey, tuple[bytes, ShownBody]] = {}
        self._size = 0

    def __len__(self) -> int:
        return len(self._known)

    @property
    def size(self) -> int:
        """How long all keys and texts are together."""
        return self._size

    def get(self, key: BodyKey, text: bytes | None) -> ShownBody | None:
        """Returns what was made for a key and a text."""
        known = self._known.get(key)
        return known[1] if known is not None and known[0] == text else None

    def put(self, key: BodyKey, text: bytes | None, made: ShownBody) -> None:
        """Remembers what was made for a key and a text.

        Args:
            key: What it depends on besides the text.
            text: A value that was read from JSON, as JSON text; so it holds no NaN, which would
                look like null. None remembers nothing.
            made: What was made of it.
        """
        size = _length(key) + len(text or b"")
        if text is None or size > self._most_bytes // 100:
            return
        before = self._known.pop(key, None)
        if before is not None:
            self._size -= _length(key) + len(before[0])
        if len(self._known) >= self._most or self._size + size > self._most_bytes:
            self._known.clear()
            self._size = 0
        self._known[key] = compact(text), made
        self._size += size


def _length(key: BodyKey) -> int:
    return sum(len(part) if isinstance(part, str) else sum(map(len, part)) for part in key)


def text_of_values(value: Json) -> bytes | None:
    """Returns a value as JSON text; None if it holds a number that is too large for that."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return None
