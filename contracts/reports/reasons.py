"""Why items were not judged, in as few lines as say it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from contracts.finding import ItemResult
from contracts.reports.digest import gaps
from contracts.reports.visible import one_line

_FEW: Final = 4
"""Names that one line tells."""
_FAMILIES: Final = (
    (re.compile(r"no role (?P<name>[^\s;,]+); it is .*"), "the run finds or makes the role"),
    (re.compile(r"no role (?P<name>[^\s;,]+)"), "the target names no role"),
    (re.compile(r"no role for the parameter (?P<name>\S+)"), "no role stands for the parameter"),
    (re.compile(r"no control (?P<name>\S+)"), "the target has no control"),
    (re.compile(r"(?P<name>\S+ \S+) answered (?P<more>\d+), and the law needs .*"), "answered"),
    (re.compile(r"write blocked(?:: (?P<name>\S+ [^\s,]+).*)?"), "the target is read-only"),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What many items have in common that were not judged."""

    count: int
    said: str


def reasons(items: Iterable[ItemResult]) -> tuple[Reason, ...]:
    """Returns why items were not judged, the commonest reason first, one line for each."""
    return grouped({gap.reason: len(gap.items) for gap in gaps(items)})


def grouped(counts: Mapping[str, int]) -> tuple[Reason, ...]:
    """Returns reasons, with how many items have each, in as few lines as say the same."""
    families: dict[str, Counter[str]] = {}
    for reason, count in counts.items():
        said, name = _family(reason)
        families.setdefault(said, Counter())[name] += count
    found = [Reason(names.total(), _told(said, names)) for said, names in families.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.said)))


def doctor_for(target: str) -> str:
    """Returns the command that says what a target lacks."""
    return f"contracts doctor --target {one_line(target)}"


def _family(reason: str) -> tuple[str, str]:
    for pattern, said in _FAMILIES:
        found = pattern.fullmatch(reason)
        if found is None:
            continue
        status = found.groupdict().get("more")
        more = f" {status}, where a law needs a success:" if status else ""
        return f"{said}{more}", found["name"] or ""
    return reason, ""


def _told(said: str, names: Counter[str]) -> str:
    known = [(name, count) for name, count in names.most_common() if name]
    if not known:
        return one_line(said)
    if len(known) == 1:
        return f"{said} {one_line(known[0][0])}"
    return f"{said} {', '.join(_some(known))}"


def _some(known: list[tuple[str, int]]) -> Iterator[str]:
    most = _FEW if len(known) > _FEW + 1 else len(known)
    yield from (f"{one_line(name)} ({count})" for name, count in known[:most])
    if len(known) > most:
        yield f"and {len(known) - most} more"
