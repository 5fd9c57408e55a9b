"""Lines as a terminal shows them, folded below their own indent; elsewhere each stays one line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console
from rich.text import Text

_GAP: Final = 3
"""Blanks between the columns of a table."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `hang` says by how many columns it is indented where it goes on."""

    text: Text
    hang: int = 0
    is_whole: bool = False
    """Whether it is never folded, because it will be pasted."""


def line(text: str = "", style: str = "", *, hang: int = 0) -> Line:
    """Returns a line in one style."""
    return Line(Text(text, style), hang)


def print_lines(console: Console, lines: Iterable[Line], width: int | None = None) -> None:
    """Prints lines.

    Args:
        console: Where; it knows whether colours are wanted.
        lines: What.
        width: Columns in which lines are folded; without it those of the terminal, and where
            there is no terminal, none: what is read by a program is not folded.
    """
    width = width or screen_width(console)
    for one in lines:
        for part in folded(one, width, console):
            console.print(part, soft_wrap=True)


def screen_width(console: Console) -> int | None:
    """Returns how many columns a reader has, or None where nobody looks at a terminal."""
    return console.width if console.file.isatty() else None


def folded(one: Line, width: int | None, console: Console) -> Iterator[Text]:
    """Yields the parts of a line that is too long, each without blanks at its end."""
    text = one.text.copy()
    text.rstrip()
    if width is None or one.is_whole or text.cell_len <= width:
        yield text
        return
    hang = min(one.hang, width // 2)
    first = text.wrap(console, width)[0]
    first.rstrip()
    yield first
    rest = text[len(first.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    for part in rest.wrap(console, width - hang):
        part.rstrip()
        yield Text(" " * hang) + part


def grid(
    rows: Sequence[Sequence[Text | str]], *, right: bool = True, indent: int = 0
) -> list[Line]:
    """Returns a table's rows in columns; the first one is the heading.

    Args:
        rows: Of equal length.
        right: Whether all columns but the first are set to the right.
        indent: Of the table.
    """
    cells = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    widths = [max(cell.cell_len for cell in column) for column in zip(*cells, strict=True)]
    made = []
    for number, row in enumerate(cells):
        text = Text(" " * indent)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blanks = " " * (width - cell.cell_len)
            shown = cell.copy()
            if number == 0:
                shown.stylize("bold")
            text += Text(blanks) + shown if right and place else shown + Text(blanks)
            text += Text(" " * _GAP)
        made.append(Line(text, indent + widths[0] + _GAP))
    return made
