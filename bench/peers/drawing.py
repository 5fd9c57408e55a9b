"""A small SVG: text, bars, lines and dots, in colours that suit a light page and a dark one."""

from collections.abc import Iterable
from html import escape
from typing import Final

_STYLE: Final = """
text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; \
font-size: 13px; fill: #1f2328 }
.head { font-size: 16px; font-weight: 600 }
.muted { fill: #57606a }
.small { font-size: 12px } .value { font-size: 11px }
.strong { font-weight: 600 }
.page { fill: #ffffff }
.grid { stroke: #d8dee4; stroke-width: 1 }
.ours-0 { fill: #0a4f99 } .ours-1 { fill: #3d87d6 } .ours-2 { fill: #93c0f0 }
.peer-0 { fill: #57606a } .peer-1 { fill: #8b949e } .peer-2 { fill: #c4cad1 }
.floor-0 { fill: #9a7434 } .floor-1 { fill: #c4a46c } .floor-2 { fill: #e3d1ab }
.line { fill: none; stroke-width: 2.5 }
.line.ours-0 { fill: none; stroke: #0a4f99 } .line.peer-0 { fill: none; stroke: #57606a }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .muted { fill: #9198a1 }
  .page { fill: #0d1117 }
  .grid { stroke: #30363d }
  .ours-0 { fill: #8cc4ff } .ours-1 { fill: #4a90d9 } .ours-2 { fill: #2b66a3 }
  .peer-0 { fill: #b1bac4 } .peer-1 { fill: #7d8590 } .peer-2 { fill: #545b64 }
  .floor-0 { fill: #dcbd87 } .floor-1 { fill: #a58b5d } .floor-2 { fill: #6d5c3e }
  .line.ours-0 { stroke: #8cc4ff } .line.peer-0 { stroke: #b1bac4 }
}
"""


def page(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    """Returns a whole drawing.

    Args:
        width: In pixels.
        height: In pixels.
        title: What a screen reader says of it.
        parts: What is on it.
    """
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        bar((0, 0), width, height, "page"),
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def text(at: tuple[float, float], words: str, style: str = "", anchor: str = "start") -> str:
    """Returns words; `at` is the left end of their base line unless another anchor is given."""
    x, y = at
    attributes = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
    return f'<text {attributes} class="{style}">{escape(words)}</text>'


def bar(at: tuple[float, float], width: float, height: float, style: str) -> str:
    """Returns a rectangle; `at` is its upper left corner."""
    x, y = at
    place = f'x="{x:g}" y="{y:g}" width="{max(width, 0):.2f}" height="{height:g}"'
    return f'<rect {place} class="{style}"/>'


def line(points: Iterable[tuple[float, float]], style: str) -> str:
    """Returns a line through points."""
    told = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    return f'<polyline points="{told}" class="{style}"/>'


def dot(at: tuple[float, float], style: str) -> str:
    """Returns a dot."""
    x, y = at
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="4.5" class="{style}"/>'
