"""JSON text laid out for reading, exactly as it is spelt."""

import re
from collections.abc import Iterator
from typing import Final

_PIECE: Final = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL
)
"""A string, even if its end is missing; a mark; a number or word."""
_INDENT: Final = "  "


def pretty(text: str) -> str:
    r"""Returns JSON text over several lines, two spaces a level.

    Numbers and strings stay as they are spelt, and so does a member that is there twice. The text
    may have lost its end: what is there is laid out.

    >>> print(pretty('{"a":[1.0],"b":{}'))
    {
      "a": [
        1.0
      ],
      "b": {}
    """
    return "".join(_laid_out(_PIECE.findall(text)))


def _laid_out(pieces: list[str]) -> Iterator[str]:
    depth = 0
    before = ""
    for piece in pieces:
        closes = piece in ("}", "]")
        depth -= closes
        if before == "," or (before in ("{", "[")) != closes:
            yield "\n" + _INDENT * depth
        yield ": " if piece == ":" else piece
        depth += piece in ("{", "[")
        before = piece
