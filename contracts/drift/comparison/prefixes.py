"""Paths that begin with another word as a whole: `/2026-01/...` that became `/2026-07/...`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from contracts.drift.comparison.routes import Route, RouteMatching

_FEWEST: Final = 2
"""Different words below a prefix that make it more than a chance."""
_DEEPEST: Final = 3
"""Segments of a prefix at most."""


@dataclass(frozen=True, slots=True)
class MovedPrefix:
    """A beginning of paths that another one has taken the place of."""

    base: str
    """Such as `/2026-01`."""
    revision: str
    pairs: tuple[tuple[Route, Route], ...]
    """The operations below both."""


def moved_prefixes(matching: RouteMatching) -> tuple[tuple[MovedPrefix, ...], RouteMatching]:
    """Returns the prefixes that moved, and the matching with their operations matched.

    A prefix has moved only if the revision has nothing left below it, the base had nothing below
    its new name, and most of what was below it is there under the new one.
    """
    found = []
    while (moved := _next(matching)) is not None:
        found.append(moved)
        taken = {id(route) for pair in moved.pairs for route in pair}
        matching = RouteMatching(
            pairs=(*matching.pairs, *moved.pairs),
            gone=tuple(one for one in matching.gone if id(one) not in taken),
            new=tuple(one for one in matching.new if id(one) not in taken),
        )
    return tuple(found), matching


def _next(matching: RouteMatching) -> MovedPrefix | None:
    """Returns the prefix that most operations moved from, if there is one."""
    heirs: dict[tuple[str, str], list[tuple[str, Route]]] = {}
    for route in matching.new:
        for prefix, rest in _splits(route):
            heirs.setdefault((route.operation.method, rest), []).append((prefix, route))
    pairs: dict[tuple[str, str], list[tuple[Route, Route]]] = {}
    for route in matching.gone:
        for prefix, rest in _splits(route):
            for heir, other in heirs.get((route.operation.method, rest), ()):
                if _is_akin(prefix, heir):
                    pairs.setdefault((prefix, heir), []).append((route, other))
    ranked = sorted(pairs.items(), key=lambda item: (-len(item[1]), len(item[0][0])))
    for (base, revision), moved in ranked:
        if _is_whole(base, revision, moved, matching):
            return MovedPrefix(base, revision, tuple(moved))
    return None


def _is_whole(
    base: str, revision: str, moved: list[tuple[Route, Route]], matching: RouteMatching
) -> bool:
    before = _below(base, (*matching.gone, *(old for old, _ in matching.pairs)))
    after = _below(base, (*matching.new, *(new for _, new in matching.pairs)))
    taken = _below(revision, (*matching.gone, *(old for old, _ in matching.pairs)))
    words = {old.template.removeprefix(base).split("/")[1] for old, _ in moved}
    return len(words) >= _FEWEST and 2 * len(moved) > before and not after and not taken


def _below(prefix: str, routes: Iterable[Route]) -> int:
    return sum(f"{route.template}/".startswith(f"{prefix}/") for route in routes)


def _splits(route: Route) -> Iterator[tuple[str, str]]:
    """Yields the ways to cut a path into a prefix of fixed words and a rest that begins with one.

    Other rests, such as `/{}`, stand below any prefix.
    """
    segments = route.template.split("/")[1:]
    for count in range(1, min(_DEEPEST, len(segments) - 1) + 1):
        prefix, rest = segments[:count], segments[count:]
        if "{" in prefix[-1] or "{" in rest[0] or not rest[0]:
            return
        yield "/" + "/".join(prefix), "/" + "/".join(rest)


def _is_akin(prefix: str, heir: str) -> bool:
    """Whether two prefixes differ in their last word only."""
    parent, _, word = prefix.rpartition("/")
    other, _, new = heir.rpartition("/")
    return parent == other and word != new
