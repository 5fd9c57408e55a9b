"""Two documents -> the changes between them."""

from collections.abc import Iterable, Iterator
from datetime import date

from contracts.drift.change import Change
from contracts.drift.comparison.callbacks import compare_webhooks
from contracts.drift.comparison.judging import SchemaJudge
from contracts.drift.comparison.lifetimes import is_over
from contracts.drift.comparison.operations import compare_operations
from contracts.drift.comparison.pair import Pair
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.prefixes import MovedPrefix, moved_prefixes
from contracts.drift.comparison.routes import Route, match_routes, routes_of
from contracts.drift.comparison.servers import ROOT, compare_servers, read_servers
from contracts.drift.comparison.sides import Sides
from contracts.drift.comparison.templates import neutral
from specs.bundle import Bundle
from specs.values import pointer


def compare(
    base: Bundle, revision: Bundle, judge: SchemaJudge, *, today: date | None = None
) -> tuple[Change, ...]:
    """Returns the changes from one document to another, in the order of the base.

    Args:
        base: What was agreed on.
        revision: What is there now.
        judge: Compares their schemas.
        today: The day by which an announced removal is over; None if no day is known.
    """
    return tuple(_changes(Sides.of(base, revision, judge, today)))


def _changes(sides: Sides) -> Iterator[Change]:
    matched = match_routes(routes_of(sides.base), routes_of(sides.revision))
    yield from _servers(sides, matched.pairs)
    moved, found = moved_prefixes(matched)
    yield from (_moved(one) for one in moved)
    for route in _known(found.gone, sides.revision):
        yield _removed(sides, route)
    for old, new in found.pairs:
        label = new.operation.label
        yield from compare_operations(Pair(sides, old.operation, new.operation, label))
    for route in _known(found.new, sides.base):
        one = route.operation
        yield Change(
            "operation_added",
            at="",
            before="",
            after=one.label,
            base=None,
            revision=one.pointer,
            operation=one.label,
            verdict="harmless",
        )
    yield from compare_webhooks(sides)


def _known(routes: Iterable[Route], other: Bundle) -> Iterator[Route]:
    """Yields the operations of which the other document does not hold a broken description."""
    broken = {neutral(one.what) for one in other.left_out}
    for route in routes:
        if neutral(route.operation.label) not in broken:
            yield route


def _moved(prefix: MovedPrefix) -> Change:
    return Change(
        "path_prefix_changed",
        at="paths",
        before=f"{prefix.base}/...",
        after=f"{prefix.revision}/...",
        base=pointer("paths", prefix.pairs[0][0].operation.path),
        revision=pointer("paths", prefix.pairs[0][1].operation.path),
        key=prefix.base,
    )


def _removed(sides: Sides, route: Route) -> Change:
    one = route.operation
    announced = is_over(Part.at(sides.base.document, one.pointer), sides.today)
    return Change(
        "operation_removed_as_announced" if announced else "operation_removed",
        at="",
        before=one.label,
        after="",
        base=one.pointer,
        revision=None,
        operation=one.label,
        verdict="harmless" if announced else "breaks",
    )


def _servers(sides: Sides, pairs: Iterable[tuple[Route, Route]]) -> Iterator[Change]:
    """Yields the changes of servers: those of the document once, others by operation."""
    is_moved = False
    own = []
    for old, new in pairs:
        disjoint = not old.urls & new.urls
        if {old.servers.place, new.servers.place} <= {None, ROOT}:
            is_moved = is_moved or disjoint
        else:
            own.append((old, new, disjoint))
    base, revision = (read_servers(one.document, ROOT) for one in (sides.base, sides.revision))
    yield from compare_servers(base, revision, label="", path_changed=is_moved)
    for old, new, disjoint in own:
        label = new.operation.label
        yield from compare_servers(old.servers, new.servers, label=label, path_changed=disjoint)
