"""What the tries so far have taught: which places were wrong, and what to do there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from specs.schemas import SchemaViolation
from specs.values import split_pointer

Path: TypeAlias = tuple[str, ...]
"""Names and indexes from the root of a value to a place inside it."""

_UNWANTED: Final = ("additionalProperties", "unevaluatedProperties", "falseSchema", "false")
_OFTEN: Final = 3
_TOO_OFTEN: Final = 6


class Lessons:
    """Grows from try to try; a maker obeys it."""

    def __init__(self, fixed: Iterable[str] = ()) -> None:
        """Begins knowing nothing.

        Args:
            fixed: Members of the root that may not be changed.
        """
        self.variations: Counter[Path] = Counter()
        """How often a place was wrong; each time it is made differently."""
        self.omitted: set[Path] = set()
        """Members to leave out if they are optional."""
        self.wanted: set[Path] = set()
        """Members that have to be there."""
        self.careful: set[Path] = set()
        """Places to judge by themselves, until they are right."""
        self.plain: set[Path] = set()
        """Places where no written example is to be used."""
        self.invalid: dict[str, str] = {}
        """Places of schemas whose own examples turned out to be wrong, and why."""
        self.is_bare = False
        """Whether optional members are left out everywhere."""
        self._fixed = frozenset(fixed)

    def learn(self, violation: SchemaViolation, exemplary: Mapping[Path, str]) -> None:
        """Draws a conclusion from something that is wrong with a value.

        Args:
            violation: What is wrong.
            exemplary: The places that hold a written example, and where each is written.
        """
        path = tuple(split_pointer(violation.pointer))
        written = next(
            (path[:size] for size in range(len(path) + 1) if path[:size] in exemplary), None
        )
        if written is not None:
            self.plain.add(written)
            self.invalid[exemplary[written]] = violation.message
        elif violation.keyword == "required" and self._is_news(path, self.wanted):
            self.wanted.add(path)
        elif violation.keyword in _UNWANTED and self._is_news(path, self.omitted):
            self.omitted.add(path)
        else:
            self.redo(path)

    def _is_news(self, path: Path, known: set[Path]) -> bool:
        """Whether a member can be changed and that was not tried before."""
        return bool(path) and path not in known and not self._is_fixed(path)

    def _is_fixed(self, path: Path) -> bool:
        return len(path) == 1 and path[0] in self._fixed

    def redo(self, path: Path) -> None:
        """Makes a place differently from now on, and what is around it too if that is no help."""
        if self._is_fixed(path):
            path = ()
        self.variations[path] += 1
        if self.variations[path] > 1 or not path:
            self.careful.add(path)
        if path and self.variations[path] > _TOO_OFTEN:
            self.omitted.add(path)
        if path and self.variations[path] > _OFTEN:
            self.redo(path[:-1])
