"""Bodies that were made before, found by all that they depend on."""

from typing import Final, NamedTuple

from mockserver.state.store import compact
from specs.values import Json

_MOST: Final = 2_000
"""Bodies that are remembered."""
_MOST_BYTES: Final = 2 * 1024 * 1024
"""Of the texts by which they are found; those above a hundredth of that are not remembered."""

Key = tuple[str | tuple[str, ...], ...]
"""What a body depends on besides a text: an operation, ids."""


class Made(NamedTuple):
    """A body, and the media types that it may be written in."""

    body: Json
    """Shared by all answers that say it; nobody changes it."""
    media: tuple[int, ...]
    """Their places among those that are described."""


class MadeBodies:
    """Remembers bodies; when there are too many, it forgets all of them.

    Of each key it knows the body for the last text only: a thing that has changed does not come
    back as it was.
    """

    def __init__(self, *, most: int = _MOST, most_bytes: int = _MOST_BYTES) -> None:
        """Remembers nothing yet.

        Args:
            most: Bodies that are remembered at once.
            most_bytes: Of their texts.
        """
        self._most = most
        self._most_bytes = most_bytes
        self._known: dict[Key, tuple[bytes, Made]] = {}
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._known)

    @property
    def bytes(self) -> int:
        """How long all texts are together."""
        return self._bytes

    def get(self, key: Key, text: bytes) -> Made | None:
        """Returns what was made for a key and a text."""
        known = self._known.get(key)
        return known[1] if known is not None and known[0] == text else None

    def put(self, key: Key, text: bytes, made: Made) -> None:
        """Remembers what was made for a key and a text.

        Args:
            key: What it depends on besides the text.
            text: A value that was read from JSON, as JSON text; so it holds no NaN, which would
                look like null.
            made: What was made of it.
        """
        if len(text) > self._most_bytes // 100:
            return
        before = self._known.pop(key, None)
        if before is not None:
            self._bytes -= len(before[0])
        if len(self._known) >= self._most or self._bytes + len(text) > self._most_bytes:
            self._known.clear()
            self._bytes = 0
        self._known[key] = compact(text), made
        self._bytes += len(text)
