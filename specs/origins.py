"""Where the parts of an assembled document come from: which file, and which place in it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from specs.source_text import SourceText
from specs.values import Json, find

Finder: TypeAlias = Callable[[str], tuple[SourceText | None, str]]
"""Leads a pointer into a changed value to the file that says it, and the pointer in there; None
stands for the file that was changed."""


class Origins:
    """Leads a JSON pointer into an assembled document back to the text that says it.

    A document may be put together from several files, converted from an older version and mended.
    Each such step moves some parts and leaves the others where they were.
    """

    def __init__(
        self,
        root: SourceText,
        others: Mapping[str, SourceText] | None = None,
        changed: Finder | None = None,
    ) -> None:
        """Starts with files.

        Args:
            root: The document itself.
            others: Further files by the pointer under which they are put.
            changed: Leads through the changes that were made to `root` once it was read.
        """
        self._root = root
        self._others = dict(others or {})
        self._changed = changed
        self._steps: list[dict[str, str]] = []

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the document is put together from, its own first."""
        return (self._root.path, *(one.path for one in self._others.values()))

    def step(self) -> dict[str, str]:
        """Begins a step; new pointers lead to old ones, and so do those below them."""
        self._steps.append({})
        return self._steps[-1]

    def place(self, where: str) -> tuple[Path, int]:
        """Returns the file and the 1-based line of what stands at a pointer."""
        source, inner = self._origin(where)
        return source.path, source.line(inner)

    def place_before(self, where: str) -> tuple[Path, int]:
        """Returns the same for a pointer into the document before all steps."""
        source, inner = self._written_at(where, ())
        return source.path, source.line(inner)

    def written(self, where: str) -> Json:
        """Returns what the text says at the place of a pointer, or `ABSENT`."""
        source, inner = self._origin(where)
        return find(source.value, inner)

    def _origin(self, where: str) -> tuple[SourceText, str]:
        return self._written_at(where, reversed(self._steps))

    def _written_at(self, where: str, steps: Iterable[Mapping[str, str]]) -> tuple[SourceText, str]:
        for moved in steps:
            if moved:
                where = _followed(moved, where)
        for prefix, source in self._others.items():
            if where == prefix or where.startswith(prefix + "/"):
                return source, where[len(prefix) :]
        if self._changed is None:
            return self._root, where
        changed, inner = self._changed(where)
        return changed or self._root, inner


def _followed(moved: Mapping[str, str], where: str) -> str:
    """Replaces the longest beginning of a pointer that has been moved."""
    head, rest = where, ""
    while head not in moved:
        if not head:
            return where
        head, slash, last = head.rpartition("/")
        rest = slash + last + rest
    return moved[head] + rest
