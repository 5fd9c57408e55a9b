"""`contracts doctor`: what is missing before a test; sends reads only."""

import json
import os
from collections.abc import Iterator
from typing import Final

import click
from rich.console import Console
from rich.text import Text

from contracts.commands.connections import Connections
from contracts.commands.examination import ApiExamination, Gap, examination
from contracts.commands.role_lines import role_lines
from contracts.commands.run_suite import CLEAN, FOUND
from contracts.reports.visible import counted, one_line
from contracts.run.api_run import ANY_CONTROL
from contracts.run.opening import Asked, open_target
from contracts.run.options import RunOptions
from contracts.run.suite import plans_of, reach
from contracts.target import Target
from specs.values import Record

_SOURCES: Final = ("configured", "found", "missing")
_FEW: Final = 6
"""Names of a list that are shown."""


def examine(asked: Asked, console: Console, *, as_json: bool) -> int:
    """Examines a target.

    Returns:
        0 if everything can be judged, 1 if something is missing.

    Raises:
        ConfigError: The target is described wrongly.
        SpecError: An API cannot be read.
        TargetUnreachable: Nothing answers.
    """
    bundles, target = open_target(asked, os.environ)
    plans = plans_of(bundles, target, RunOptions())
    found: list[ApiExamination] = []
    with Connections.open(bundles, target, may_write=False) as opened:
        for sender in opened.senders.values():
            reach(sender, target.name)
        found = [examination(plan, target, opened) for plan in plans]
    if as_json:
        click.echo(json.dumps(_as_json(found, target), indent=2))
    else:
        for one in found:
            for line in _lines(one, target):
                console.print(line, soft_wrap=True)
        console.print(_verdict(found), soft_wrap=True)
    return CLEAN if all(one.is_complete for one in found) else FOUND


def _lines(one: ApiExamination, target: Target) -> Iterator[Text]:
    yield Text(f"{one.plan.bundle.name}  {one_line(one.url)}", "bold")
    yield Text("  reachable    yes")
    said = f"{one.credentials.state}: {one.credentials.why}"
    yield Text(f"  credentials  {one_line(said, 300)}", "" if one.credentials.are_usable else "red")
    may_write = target.may_write(one.plan.bundle.name)
    yield Text(f"  safety       {'writes' if may_write else 'read-only'}")
    for reason, count in one.left_out.items():
        yield Text(f"               leaves out {counted(count, 'item')}: {reason}")
    named = sorted(one.controls - {ANY_CONTROL})
    has = ", ".join(named) + (", not listed" if ANY_CONTROL in one.controls else "")
    yield Text(f"  control      {has or 'none'}")
    counts = {word: sum(role.source == word for role in one.roles) for word in _SOURCES}
    yield Text(
        "  roles        " + (", ".join(f"{n} {w}" for w, n in counts.items() if n) or "none")
    )
    for role in one.roles:
        if role.source == "found":
            yield Text(f"               found: {role.name} is {one_line(str(role.value), 60)}")
    for gap in one.missing:
        way = f" A test makes one by {gap.makes}." if gap.makes else ""
        yield from _gap_lines(f"no role {gap.name}", one_line(gap.description, 200) + way, gap)
    for gap in one.uncontrolled:
        yield from _gap_lines(f"no control {gap.name}", "", gap)
    if one.missing:
        yield Text()
        yield Text("  Add to contracts.toml, with what the target has:")
        names = [gap.name for gap in one.missing]
        for line in role_lines(one.plan.bundle, target.name, names):
            yield Text(f"    {line}")
    yield Text()


def _gap_lines(head: str, said: str, gap: Gap) -> Iterator[Text]:
    yield Text()
    yield Text.assemble(("  " + head, "" if gap.makes else "yellow"), f"  {said}".rstrip())
    start = "not judged"
    for what, names in (("laws", gap.laws), ("codes", gap.codes)):
        if names:
            more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
            shown = ", ".join(map(one_line, names[:_FEW]))
            yield Text(f"    {start:<10}  {what:<5}  {shown}{more}")
            start = ""
    if start:
        yield Text(f"    {start}  all that asks for credentials")


def _verdict(found: list[ApiExamination]) -> Text:
    if all(one.is_complete for one in found):
        return Text("everything that this target allows can be judged", "bold green")
    parts = [
        f"{one.plan.bundle.name} has no proven credentials"
        for one in found
        if not one.credentials.are_usable
    ]
    missing = sum(not gap.makes for one in found for gap in one.missing)
    controls = sum(len(one.uncontrolled) for one in found)
    parts += [counted(missing, "missing role")] if missing else []
    parts += [counted(controls, "missing control")] if controls else []
    return Text(f"not everything can be judged: {'; '.join(parts)}", "bold yellow")


def _as_json(found: list[ApiExamination], target: Target) -> Record:
    return {
        "target": target.name,
        "complete": all(one.is_complete for one in found),
        "apis": {
            one.plan.bundle.name: {
                "url": one.url,
                "reachable": True,
                "credentials": {"state": one.credentials.state, "why": one.credentials.why},
                "safety": "writes" if target.may_write(one.plan.bundle.name) else "read-only",
                "left_out": one.left_out,
                "controls": sorted(one.controls),
                "roles": {role.name: role.source for role in one.roles},
                "missing_roles": [_gap_json(gap, one, target) for gap in one.missing],
                "missing_controls": [_gap_json(gap, None, target) for gap in one.uncontrolled],
            }
            for one in found
        },
    }


def _gap_json(gap: Gap, one: ApiExamination | None, target: Target) -> Record:
    told: Record = {"name": gap.name, "laws": list(gap.laws), "codes": list(gap.codes)}
    if one is None:
        return told
    table, line = role_lines(one.plan.bundle, target.name, [gap.name])
    return {**told, "makes": gap.makes, "description": gap.description, "table": table, "add": line}
