"""HTML elements as values; text becomes mark-up in one place only, and is escaped there."""

import html
from collections.abc import Iterable
from typing import Final

from contracts.reports.visible import visible

_EMPTY: Final = frozenset({"meta", "br", "hr"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | Markup
"""A plain string is escaped; mark-up is not."""


def escaped(text: Content) -> Markup:
    """Returns HTML that shows the text; what cannot be seen is written as an escape."""
    return text if isinstance(text, Markup) else Markup(html.escape(visible(text)))


def el(name: str, /, *children: Content, **attributes: str) -> Markup:
    """Returns an element.

    Args:
        name: Of the element.
        children: What stands in it, in order.
        attributes: By name; `class_` is `class`, an underscore within a name is a hyphen.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
    )
    if name in _EMPTY:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{joined(children)}</{name}>")


def joined(children: Iterable[Content], between: str = "") -> Markup:
    """Returns mark-up and escaped text, one after the other."""
    return Markup(between.join(escaped(child) for child in children))


def section(name: str, title: str, *children: Content) -> Markup:
    """Returns a section with its heading; `name` is its anchor."""
    head = el("h2", title, id=f"{name}-title")
    return el("section", head, *children, id=name, aria_labelledby=f"{name}-title")


def table(caption: str, heads: Iterable[Content], rows: Iterable[Markup]) -> Markup:
    """Returns a table with its caption, in a frame that scrolls by itself where it is too wide."""
    columns = [head if isinstance(head, Markup) else el("th", head, scope="col") for head in heads]
    made = el(
        "table",
        el("caption", caption),
        el("thead", el("tr", *columns)),
        el("tbody", joined(rows, "\n")),
    )
    return el("div", made, class_="wide", role="region", tabindex="0", aria_label=caption)


def row(*cells: Content, head: bool = True) -> Markup:
    """Returns a table's row; its first cell is the row's heading unless said otherwise."""
    first = [cell_of(cells[0], head=True)] if head else []
    return el("tr", *first, *(cell_of(cell) for cell in cells[len(first) :]))


def cell_of(content: Content, *, head: bool = False) -> Markup:
    """Returns a cell around content; a cell stays what it is."""
    if isinstance(content, Markup) and content.startswith(("<td", "<th")):
        return content
    return el("th", content, scope="row") if head else el("td", content)


def code(text: str) -> Markup:
    """Returns text in the type of code, or nothing for nothing."""
    return el("code", text) if text else Markup()
