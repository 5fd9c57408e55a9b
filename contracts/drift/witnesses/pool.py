"""Values that are made when they are first asked for, and then kept."""

from collections.abc import Iterator
from itertools import count

from specs.values import Json


class Pool:
    """Some values for one part of a value; there may be none."""

    __slots__ = ("_made", "_more")

    def __init__(self, values: Iterator[Json]) -> None:
        self._made: list[Json] = []
        self._more: Iterator[Json] | None = values

    def __iter__(self) -> Iterator[Json]:
        for at in count():
            if at == len(self._made) and not self._is_more():
                return
            yield self._made[at]

    def __bool__(self) -> bool:
        return bool(self._made) or self._is_more()

    def first(self) -> Json:
        """Returns the first value; there has to be one."""
        return next(iter(self))

    def _is_more(self) -> bool:
        if self._more is None:
            return False
        for value in self._more:
            self._made.append(value)
            return True
        self._more = None
        return False
