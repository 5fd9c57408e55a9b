"""What a proxy says in the end: for people, or as JSON."""

from collections.abc import Iterator
from itertools import groupby

from mockserver.proxy.tally import Group, Seen, Tally
from specs.values import Record


def summary_lines(tally: Tally, target: str) -> Iterator[str]:
    """Yields the lines of a summary: answers, then what was wrong by operation and kind."""
    yield f"{_count(tally.passed, 'answer')} of {target} passed through."
    if tally.mocked:
        yield f"{_count(tally.mocked, 'answer')} came from the mock."
    if tally.failed:
        yield f"{_count(tally.failed, 'request')} got no answer from the target."
    if not tally.passed:
        yield "Nothing was judged."
        return
    yield f"{_count(tally.breaches, 'violation')}{':' if tally.breaches else '.'}"
    for operation, found in groupby(_sorted(tally), lambda item: _operation(item[0])):
        yield f"  {operation}"
        for group, seen in found:
            yield f"    {group.side} {group.kind}, {_times(seen.count)}: {seen.first.says}"
            place = f"; described at {seen.first.clause}" if seen.first.clause else ""
            yield f"      first in {seen.exchange}{place}"


def summary_record(tally: Tally, target: str, exit_code: int) -> Record:
    """Returns the same facts as a JSON object."""
    return {
        "target": target,
        "answers": {"passed": tally.passed, "mocked": tally.mocked, "failed": tally.failed},
        "violations": tally.breaches,
        "kinds": [
            {
                "api": group.api or None,
                "operation": group.operation or None,
                "side": group.side,
                "kind": group.kind,
                "where": group.where or None,
                "count": seen.count,
                "example": seen.first.says,
                "exchange": seen.exchange,
                "clause": seen.first.clause or None,
            }
            for group, seen in _sorted(tally)
        ],
        "exitCode": exit_code,
    }


def _sorted(tally: Tally) -> list[tuple[Group, Seen]]:
    return sorted(tally.groups.items())


def _operation(group: Group) -> str:
    return f"{group.operation or 'no operation'}{f' ({group.api})' if group.api else ''}"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
