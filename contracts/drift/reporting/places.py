"""Where a change stands, as a clause: file, line, and the lines that stand there."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from contracts.finding import Clause
from specs.bundle import Bundle

_LINES: Final = 4
"""Lines of an excerpt."""
_WIDTH: Final = 160
"""Characters of a line of it."""


class Places:
    """Finds the places of one document; each file is read once."""

    def __init__(self, bundle: Bundle, shown: Callable[[Path], str]) -> None:
        self._bundle = bundle
        self._shown = shown
        self._lines: dict[Path, tuple[str, ...]] = {}

    def clause(self, where: str, statement: str, *, is_gone: bool = False) -> Clause:
        """Returns the place of a JSON pointer.

        Args:
            where: A pointer into the document.
            statement: What stands there, for a reader.
            is_gone: Whether nothing stands there any more; the nearest place is taken that does.
        """
        file, line = self._bundle.document.spot(where)
        return Clause(
            rule="",
            statement=statement,
            file=self._shown(file),
            line=line,
            excerpt=() if is_gone else excerpt(self._text(file), line),
        )

    def _text(self, file: Path) -> tuple[str, ...]:
        if file not in self._lines:
            try:
                text = file.read_text(encoding="utf-8-sig", errors="replace")
            except OSError:  # it was there when the document was read; a finding needs no excerpt
                text = ""
            self._lines[file] = tuple(text.splitlines())
        return self._lines[file]


def excerpt(text: tuple[str, ...], line: int) -> tuple[str, ...]:
    """Returns a line and what belongs to it: the next lines that stand further in.

    Args:
        text: All lines of a file.
        line: The number of the first one, from 1.

    >>> excerpt(("a:", "  b: 1", "c: 2"), 1)
    ('a:', '  b: 1')
    """
    if not 1 <= line <= len(text):
        return ()
    first = text[line - 1]
    taken = [first]
    for following in text[line : line + _LINES]:
        if len(taken) == _LINES or not following.strip():
            break
        if _indent(following) <= _indent(first):
            break
        taken.append(following)
    return tuple(_cut(one) for one in taken)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
