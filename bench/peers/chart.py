"""The comparison as a drawing: rates, processor time, and cost by number of operations."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.peers.catalogue import BARE
from bench.peers.drawing import bar, dot, line, page, text
from bench.peers.report import WORKS, by_rate, short
from specs.values import Record

_WIDTH: Final = 920
_LABELS: Final = 190
"""Width of the column of names."""
_MARGIN: Final = 28
_BAR: Final = 12
_ROW: Final = 52
_HEAD: Final = 74
_LINES_HEIGHT: Final = 240
_WORDS: Final = {"get": "GET", "patch": "PATCH", "search": "search"}


def chart(figures: Record) -> str:
    """Returns an SVG of the figures of a run."""
    names = [name for name in by_rate(figures) if name != BARE]
    rows = [figures["servers"][name] for name in names]
    body, height = [], 0.0
    for panel in (_rates(rows), _costs(rows), _operations(figures["operations"])):
        if panel.height:
            body.append(f'<g transform="translate(0 {height:g})">')
            body += [*panel.parts, "</g>"]
            height += panel.height
    return page(_WIDTH, max(height, 40), "The mock server beside its peers", body)


@dataclass(frozen=True, slots=True)
class _Panel:
    height: float
    parts: list[str]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Maps values to pixels, evenly or by powers of ten."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Returns the place of a value."""
        low, high, value = self.low, self.high, min(max(value, self.low), self.high)
        if self.logarithmic:
            low, high, value = math.log10(low), math.log10(high), math.log10(value)
        return self.start + (self.end - self.start) * (value - low) / (high - low)


def _rates(rows: list[Record]) -> _Panel:
    if not rows:
        return _Panel(0, [])
    most = max([1.0, *(row["loads"][work]["ratio"] for row in rows for work in WORKS)])
    scale = _Scale(0, most, _LABELS, _WIDTH - _MARGIN - 40)
    bottom = _HEAD + _ROW * len(rows)
    parts = [
        *_title("Requests in a second", "the bare server is 1; 32 connections; more is better")
    ]
    parts += _legend()
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1.0):
        parts += _tick(scale.at(tick), bottom, f"{tick:g}")
    for number, row in enumerate(rows):
        top = _HEAD + _ROW * number
        parts.append(_name(row, top + _ROW / 2))
        for place, work in enumerate(WORKS):
            value, y = row["loads"][work]["ratio"], top + 4 + place * (_BAR + 1)
            width = scale.at(value) - _LABELS
            parts.append(bar((_LABELS, y), width, _BAR, f"{row['kind']}-{place}"))
            parts.append(text((_LABELS + width + 5, y + _BAR - 1.5), short(value), "value muted"))
    return _Panel(bottom + 44, parts)


def _costs(rows: list[Record]) -> _Panel:
    if not rows:
        return _Panel(0, [])
    values = [row["loads"][work]["cpu_us"] for row in rows for work in WORKS]
    high = 10 ** math.ceil(math.log10(max(*values, 20)))
    scale = _Scale(10, high, _LABELS, _WIDTH - _MARGIN - 40, logarithmic=True)
    ordered = sorted(rows, key=lambda row: sum(row["loads"][work]["cpu_us"] for work in WORKS))
    row_height = 26
    bottom = _HEAD + row_height * len(rows)
    parts = [*_title("Processor time of a request", "microseconds; less is better")]
    parts += _legend()
    for power in range(1, round(math.log10(high)) + 1):
        parts += _tick(scale.at(10**power), bottom, f"{10**power:,}")
    for number, row in enumerate(ordered):
        y = _HEAD + row_height * number + row_height / 2
        parts.append(_name(row, y))
        for place, work in reversed(list(enumerate(WORKS))):
            at = scale.at(row["loads"][work]["cpu_us"])
            parts.append(dot((at, y), f"{row['kind']}-{place}"))
    return _Panel(bottom + 44, parts)


def _operations(operations: Record) -> _Panel:
    sizes = list(dict.fromkeys(size for told in operations.values() for size in told["sizes"]))
    if len(sizes) < 2:
        return _Panel(0, [])
    bottom = _HEAD + _LINES_HEIGHT
    scale = _Scale(0.001, 1, bottom, _HEAD, logarithmic=True)
    right = _WIDTH - _MARGIN - 190
    across = {
        size: 80 + (right - 80) * place / (len(sizes) - 1) for place, size in enumerate(sizes)
    }
    subtitle = "requests in a second that read one item; the bare server is 1"
    parts = [*_title("By number of operations in the description", subtitle)]
    for power in range(4):
        y, value = scale.at(10**-power), 10**-power
        parts.append(line([(80, y), (right, y)], "grid"))
        parts.append(text((70, y + 4), f"{value:g}", "small muted", "end"))
    for size, x in across.items():
        parts.append(text((x, bottom + 22), f"{int(size):,}", "small muted", "middle"))
    ends = []
    for told in operations.values():
        points = [
            (across[size], scale.at(one["read"]["ratio"])) for size, one in told["sizes"].items()
        ]
        kind = told["kind"]
        parts.append(line(points, f"line {kind}-0"))
        parts += [dot(point, f"{kind}-0") for point in points]
        ends.append((points[-1][1], told["title"], kind))
    parts += _ends(right + 12, ends)
    return _Panel(bottom + 44, parts)


def _ends(x: float, ends: list[tuple[float, str, str]]) -> Iterator[str]:
    """Yields the names at the right ends of lines, kept apart from each other."""
    last = -math.inf
    for y, title, kind in sorted(ends):
        last = max(y + 4, last + 16)
        yield text((x, last), title, "strong" if kind == "ours" else "")


def _title(words: str, more: str) -> Iterator[str]:
    yield text((_MARGIN, 32), words, "head")
    yield text((_MARGIN, 52), more, "small muted")


def _legend() -> Iterator[str]:
    x = float(_WIDTH - _MARGIN - 250)
    for place, work in enumerate(WORKS):
        for number, kind in enumerate(("ours", "peer", "floor")):
            yield bar((x + number * 10, 41), 9, _BAR, f"{kind}-{place}")
        yield text((x + 34, 51), _WORDS[work], "small muted")
        x += 88


def _tick(x: float, bottom: float, words: str) -> Iterator[str]:
    yield line([(x, _HEAD - 4), (x, bottom)], "grid")
    yield text((x, bottom + 18), words, "small muted", "middle")


def _name(row: Record, y: float) -> str:
    style = "strong" if row["kind"] == "ours" else ""
    return text((_LABELS - 10, y + 4), row["title"], style, "end")
