"""Lines are folded for a reader at a terminal, and for nobody else."""

from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from contracts.reports.layout import Line, grid, line, print_lines

LONG = "  F1  error  " + "some words of a sentence " * 8


def printed(*lines: Line, width: int | None = None) -> list[str]:
    out = StringIO()
    print_lines(Console(file=out, width=40), lines, width)
    return out.getvalue().splitlines()


def test_nothing_is_folded_where_nobody_looks() -> None:
    assert printed(line(LONG, hang=6)) == [LONG.rstrip()]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_terminal_folds_below_the_indent(width: int) -> None:
    shown = printed(line(LONG, hang=6), width=width)

    assert max(map(len, shown)) <= width
    assert all(part.startswith("      ") and part[6] != " " for part in shown[1:])
    assert " ".join(part.strip() for part in shown) == LONG.strip()


def test_lines_to_paste_are_never_folded() -> None:
    assert printed(Line(Text(LONG), is_whole=True), width=40) == [LONG.rstrip()]


def test_long_words_are_cut_rather_than_lost() -> None:
    shown = printed(line("x" * 100, hang=4), width=40)

    assert "".join(part.strip() for part in shown) == "x" * 100


def test_columns_have_the_width_of_their_longest_cell() -> None:
    rows = printed(*grid([("a", "bb"), ("long", "1"), ("x", "")], indent=2))

    assert rows == ["  a      bb", "  long    1", "  x"]
