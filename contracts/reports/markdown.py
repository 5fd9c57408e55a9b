"""Text and tables in Markdown, with nothing in them that a renderer would obey."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from contracts.reports.visible import one_line, visible

_OBEYED: Final = re.compile(
    r"(?P<entity>[&<>@\"]|:(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):|(?<=^\d)\.)"
    r"|[\\`*_{}\[\]()#+!|~$^=-]",
    re.IGNORECASE,
)
"""What a renderer reads as mark-up, as a tag, as a mention, or as the middle of a link."""
_FENCE: Final = re.compile(r"`{3,}")


def escaped(text: str, most: int = 300) -> str:
    r"""Returns text as one line that is shown as it is: no mark-up, tag, link, or mention.

    >>> escaped("a|b <i> *c* @you")
    'a\\|b &#60;i&#62; \\*c\\* &#64;you'
    """
    return _OBEYED.sub(_harmless, one_line(text, most).strip())


def in_html(text: str, most: int = 300) -> str:
    """Returns the same for the inside of a tag, where Markdown's own escapes would be shown.

    >>> in_html("a_b <i>")
    'a&#95;b &#60;i&#62;'
    """
    return _OBEYED.sub(lambda found: f"&#{ord(found[0])};", one_line(text, most).strip())


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Returns the lines of a table; its cells are Markdown already."""
    lines = [_row(heads), _row(["---"] * len(heads)), *(_row(row) for row in rows)]
    return [*lines, ""]


def fenced(text: str, language: str = "") -> list[str]:
    """Returns the lines of a block of code that its text cannot end."""
    longest = max((len(run) for run in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}{language}", visible(text), fence, ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _harmless(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};" if found["entity"] else f"\\{found[0]}"
