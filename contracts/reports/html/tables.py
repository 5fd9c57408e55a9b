"""What a run covered, as HTML tables: statuses, error codes, laws, checks, items."""

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.finding import Cell, ItemResult, RunResult
from contracts.reports.digest import (
    OUTCOMES,
    TABLES,
    Gap,
    Table,
    coverage,
    gaps,
    left_behind,
    left_by_kind,
    numbered,
    outcomes_by_kind,
)
from contracts.reports.html.markup import (
    Content,
    Markup,
    code,
    el,
    joined,
    row,
    section,
    table,
)
from contracts.reports.remedies import remedy
from contracts.reports.visible import counted, lasting, one_line

_KEY: Final = (
    "\u2713 with how often a documented status was seen;"
    " \u2013 with a letter that says why it was not."
)


_FEW_CREATED: Final = 20
"""Things that a table shows without being opened."""
_MOST_CREATED: Final = 500
"""Things that a table shows at all."""


def counts(run: RunResult) -> Markup:
    """Returns how much of each table was seen, by API."""
    rows = [
        row(api, *(str(found.get(name, "")) for name in TABLES))
        for api, found in coverage(run.cells).items()
    ]
    heads = ("API", *TABLES.values())
    return table("Seen, of what is documented", heads, rows) if rows else Markup()


def matrix(run: RunResult) -> Markup:
    """Returns operation by documented status, one table per API."""
    cells = [cell for cell in run.cells if cell.table == "status"]
    parts = [
        _matrix(api, [cell for cell in cells if cell.api == api])
        for api in sorted({cell.api for cell in cells})
    ]
    key = el("p", _KEY, class_="key")
    return section("statuses", "Operations and their statuses", key, *parts) if parts else Markup()


def listed(run: RunResult, name: Table, title: str, noun: str) -> Markup:
    """Returns the cells of one table as a list: what was seen, and why the rest was not."""
    cells = [cell for cell in run.cells if cell.table == name]
    if not cells:
        return Markup()
    seen = "Seen" if name == "code" else "Judged"
    heads = ("API", "Operation", noun, seen, "Why not")
    cells.sort(key=lambda cell: (cell.api, cell.hit))
    rows = [
        row(
            cell.api,
            code(cell.operation),
            code(cell.name),
            _seen(cell),
            cell.reason,
            head=False,
        )
        for cell in cells
    ]
    hits = sum(cell.hit for cell in cells)
    return section(name, title, table(f"{seen}: {hits} of {len(cells)}", heads, rows))


def not_judged(run: RunResult) -> Markup:
    """Returns why items were not judged, with the line that would change it."""
    rows = [
        row(
            str(len(gap.items)),
            gap.reason,
            _remedy(gap, run.target),
            _names(gap.items),
            head=False,
        )
        for gap in gaps(run.items)
    ]
    if not rows:
        return Markup()
    heads = ("Items", "Why", "To add to contracts.toml", "Which")
    return section("not-judged", "Not judged", table("Reasons, commonest first", heads, rows))


def items(run: RunResult) -> Markup:
    """Returns the items of the plan: counts by kind, then every one."""
    labels = {one.finding.fingerprint: one.label for one in numbered(run)}
    sums = [
        row(kind, *(str(found[outcome]) for outcome in OUTCOMES))
        for kind, found in outcomes_by_kind(run.items).items()
    ]
    heads = ("Item", "Kind", "API", "Outcome", "Examples", "Requests", "Time", "Findings")
    every = table("Every item", heads, [_item(item, labels) for item in run.items])
    return section(
        "items",
        "Items",
        table("Items by kind and outcome", ("Kind", *OUTCOMES), sums),
        el("details", el("summary", f"All {counted(len(run.items), 'item')}"), every),
        *_left_out(run),
    )


def created(run: RunResult) -> Markup:
    """Returns what the run made on the target."""
    if not run.created:
        return Markup()
    left = left_behind(run)
    ordered = sorted(run.created, key=lambda one: one.removed)
    rows = [
        row(
            one.api,
            one.kind,
            code(one.id),
            "removed" if one.removed else el("strong", "left"),
            one.note,
            head=False,
        )
        for one in ordered[:_MOST_CREATED]
    ]
    caption = f"{counted(len(ordered), 'thing')} created, {len(left)} left behind"
    made = table(caption, ("API", "Kind", "Id", "Now", "Note"), rows)
    if len(ordered) <= _FEW_CREATED:
        return section("created", "Created on the target", made)
    sums = [row(api, kind, str(len(some))) for (api, kind), some in left_by_kind(run).items()]
    cut = len(ordered) - len(rows)
    more = [el("p", f"{cut} more stand in the JSON report.", class_="key")] if cut else []
    return section(
        "created",
        "Created on the target",
        table("Left behind", ("API", "Kind", "How many"), sums) if sums else Markup(),
        el("details", el("summary", caption), made, *more),
    )


def _matrix(api: str, cells: list[Cell]) -> Markup:
    statuses = sorted({cell.name for cell in cells})
    by_operation: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        by_operation.setdefault(cell.operation, {})[cell.name] = cell
    letters = {
        reason: _letter(number)
        for number, reason in enumerate(dict.fromkeys(c.reason for c in cells if not c.hit))
    }
    rows = [
        row(code(operation), *(_mark(found.get(status), letters) for status in statuses))
        for operation, found in by_operation.items()
    ]
    hits = sum(cell.hit for cell in cells)
    made = table(
        f"{api}: {hits} of {len(cells)} documented statuses seen", ("Operation", *statuses), rows
    )
    notes = [el("li", el("b", letter), f" {reason}") for reason, letter in letters.items()]
    why = el("ul", *notes, class_="letters") if notes else Markup()
    return el("div", made, why, class_="matrix")


def _mark(cell: Cell | None, letters: dict[str, str]) -> Markup:
    if cell is None:
        return el("td", class_="none")
    if cell.hit:
        seen = str(cell.seen) if cell.seen else ""
        return el("td", f"\u2713 {seen}".rstrip(), class_="hit", title=f"seen {seen} times")
    return el("td", f"\u2013 {letters[cell.reason]}", class_="miss", title=cell.reason)


def _letter(number: int) -> str:
    """Returns a, b, ... z, aa, ab and so on."""
    head = _letter(number // 26 - 1) if number >= 26 else ""
    return head + chr(ord("a") + number % 26)


def _seen(cell: Cell) -> Markup:
    if cell.hit:
        return el("td", f"\u2713 {cell.seen or ''}".rstrip(), class_="hit")
    return el("td", "\u2013 no", class_="miss")


def _remedy(gap: Gap, target: str) -> Markup:
    toml = remedy(gap.reason, target, gap.apis)
    return el("pre", toml) if toml else Markup()


def _names(found: tuple[ItemResult, ...]) -> Markup:
    names = el("ul", *(el("li", code(item.id)) for item in found))
    if len(found) <= 3:
        return names
    return el("details", el("summary", counted(len(found), "item")), names)


def _item(item: ItemResult, labels: dict[str, str]) -> Markup:
    sent = ", ".join(f"{method} {number}" for method, number in sorted(item.requests.items()))
    broken = item.outcome == "broken"
    reason = el("pre", item.reason) if broken else el("small", item.reason)
    return row(
        code(item.id),
        item.kind,
        item.api,
        el("td", el("b", item.outcome), reason if item.reason else "", class_=item.outcome),
        str(item.examples),
        sent,
        lasting(item.seconds),
        joined(_links(item.findings, labels), " "),
    )


def _links(fingerprints: Iterable[str], labels: dict[str, str]) -> Iterator[Content]:
    for fingerprint in fingerprints:
        label = labels.get(fingerprint)
        yield el("a", label, href=f"#{label}") if label else one_line(fingerprint)


def _left_out(run: RunResult) -> Iterator[Markup]:
    if run.left_out:
        lines = el("ul", *(el("li", one) for one in run.left_out))
        yield el("h3", "Left out of the plan")
        yield lines
