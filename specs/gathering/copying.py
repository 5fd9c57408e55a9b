"""A copy of a document, so that what the text says stays as it is."""

from collections.abc import Mapping

from specs.values import Json


class Copy:
    """Copies values, with other texts at some places; what is shared stays shared."""

    def __init__(self, changes: Mapping[int, Mapping[str, str]] | None = None) -> None:
        """Prepares a copy.

        Args:
            changes: The new members of objects by their identity.
        """
        self._changes = changes or {}
        # An entry holds its original, so that no later object takes over the id.
        self._done: dict[int, tuple[Json, Json]] = {}

    def of(self, value: Json) -> Json:
        """Returns the copy of a value."""
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if not isinstance(value, dict):
            return value
        key = id(value)
        if key not in self._done:
            copy = {name: self.of(item) for name, item in value.items()}
            self._done[key] = (value, {**copy, **self._changes.get(key, {})})
        return self._done[key][1]
