"""How fast the suite is: `make bench-suite`. All is measured in one run, nothing is asserted."""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.command import DefaultRun, default_run, start_seconds
from bench.first_finding import First, first_finding
from bench.running import free_processors
from bench.sample import sample
from bench.tables import markdown, percent


def main() -> None:
    """Measures, prints the tables, and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures, too")
    parser.add_argument("--flaws", type=int, default=24, help="for the first finding; 24")
    asked = parser.parse_args()
    _tell("the default run, one worker")
    start = start_seconds()
    one = default_run(1, clocked=True)
    _tell("the default run, two workers")
    free = free_processors()
    two = default_run(2)
    found = []
    for api, flaw in sample(asked.flaws):
        _tell(f"the first finding: {flaw.id}")
        found.append(first_finding(api, flaw.id))
    sys.stdout.write(report(start, one, two, found))
    sys.stdout.write(
        f"\nOf {os.cpu_count()} processors two busy processes got {free:.1f} before the run with "
        "two workers; where that is less than 2, its wall time says little.\n"
    )
    if asked.json is not None:
        figures = {
            "start_seconds": start,
            "default_runs": [asdict(one), asdict(two)],
            "first_findings": [asdict(first) for first in found],
            "free_processors": free,
        }
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def report(start: float, one: DefaultRun, two: DefaultRun, found: Sequence[First]) -> str:
    """Returns all tables."""
    return "\n".join(
        (
            "## The default run of all APIs against the mock in process\n",
            _runs(start, one, two),
            _kinds(one, two),
            _parts(one),
            "## The first finding on a server with one flaw\n",
            _first(found),
        )
    )


def _runs(start: float, one: DefaultRun, two: DefaultRun) -> str:
    rows = [
        (
            name,
            run.seconds,
            f"{run.seconds / one.seconds:.2f}",
            run.cpu_seconds,
            run.items,
            run.requests,
            f"{run.requests / run.seconds:.0f}",
            f"{run.requests / run.cpu_seconds:.0f}",
            run.findings,
        )
        for name, run in (("one worker", one), ("two workers", two))
    ]
    head = (
        "run", "wall s", "ratio", "CPU s", "items", "requests", "requests/s", "requests/CPU s",
        "findings",
    )  # fmt: skip
    return markdown(head, rows) + f"\nStart of the command (`contracts plan`): {start:.1f} s.\n"


def _kinds(one: DefaultRun, two: DefaultRun) -> str:
    of_two = {share.kind: share for share in two.shares}
    spent = sum(share.seconds for share in one.shares)
    rows = [
        (
            share.kind,
            share.items,
            share.requests,
            share.seconds,
            percent(share.seconds, spent),
            of_two[share.kind].seconds if share.kind in of_two else 0.0,
        )
        for share in one.shares
    ]
    head = ("kind of item", "items", "requests", "s", "share", "s, two workers added up")
    return markdown(head, rows)


def _parts(one: DefaultRun) -> str:
    spent = sum(one.parts.values())
    rows = [
        (part, seconds, percent(seconds, spent), f"{1000 * seconds / one.requests:.2f}")
        for part, seconds in sorted(one.parts.items(), key=lambda pair: -pair[1])
    ]
    return markdown(("part, one worker", "CPU s", "share", "ms/request"), rows)


def _first(found: Sequence[First]) -> str:
    hit = [first for first in found if first.item]
    rows = [
        _row("all", hit, found),
        *(
            _row(api, [first for first in hit if first.api == api], of_api)
            for api in dict.fromkeys(first.api for first in found)
            for of_api in [[first for first in found if first.api == api]]
        ),
    ]
    head = ("API", "flaws", "found", "median s", "worst s", "median CPU s", "median requests")
    text = markdown(head, rows)
    slowest = sorted(hit, key=lambda first: -first.seconds)[:3]
    text += "".join(f"\nSlow: {one.flaw}, {one.seconds:.1f} s, by {one.item}." for one in slowest)
    missed = [first.flaw for first in found if not first.item]
    return text + (f"\nNot found: {', '.join(missed)}.\n" if missed else "\n")


def _row(name: str, hit: Sequence[First], found: Sequence[First]) -> tuple[object, ...]:
    if not hit:
        return (name, len(found), 0, "-", "-", "-", "-")
    return (
        name,
        len(found),
        len(hit),
        statistics.median(first.seconds for first in hit),
        max(first.seconds for first in hit),
        statistics.median(first.cpu_seconds for first in hit),
        int(statistics.median(first.requests for first in hit)),
    )


def _tell(step: str) -> None:
    sys.stderr.write(f"{step} ...\n")


if __name__ == "__main__":
    main()
