"""`contracts doctor`: what is missing before a test; sends reads only."""

import json
import os
from typing import Final

import click
from rich.console import Console

from contracts.commands.connections import Connections
from contracts.commands.diagnosis import diagnosis
from contracts.commands.examination import ApiExamination, Gap, examination
from contracts.commands.role_lines import role_lines
from contracts.commands.run_suite import CLEAN, FOUND
from contracts.finding import Reply, Request
from contracts.reports.layout import line, print_lines
from contracts.run.opening import Asked, open_target
from contracts.run.options import RunOptions
from contracts.run.sender import Sender
from contracts.run.suite import plans_of, reach
from contracts.target import Target, find_config
from specs.values import Record, find

_HEALTH: Final = "/_mock/health"
"""Where the kit's own mock says that it is one."""
_OURS: Final = (
    "This URL answers as the kit's own mock does: with --own-mock its roles, credentials and "
    "control are known."
)


def examine(asked: Asked, console: Console, *, as_json: bool, is_verbose: bool = False) -> int:
    """Examines a target.

    Args:
        asked: The APIs and the target.
        console: Where it is printed.
        as_json: As one JSON object.
        is_verbose: Whether the laws and codes stand below each role that they need.

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
        is_ours = _is_own_mock(target, next(iter(opened.senders.values())))
    if as_json:
        click.echo(json.dumps(_as_json(found, target), indent=2))
    else:
        known = _named_roles(asked)
        print_lines(console, diagnosis(found, target, known, is_verbose=is_verbose))
        if is_ours:
            print_lines(console, [line(_OURS, "bold", hang=2)])
    return CLEAN if all(one.is_complete for one in found) else FOUND


def _is_own_mock(target: Target, sender: Sender) -> bool:
    """Returns whether a URL that is not said to be the kit's own mock says so itself."""
    if "://" not in target.name or target.is_own_mock:
        return False
    request = Request(method="GET", path=_HEALTH, caller="nobody")
    got = sender.transport.send(target.name, request, sender.timeout_seconds)
    return isinstance(got, Reply) and got.status == 200 and find(got.json, "/status") == "ok"


def _named_roles(asked: Asked) -> frozenset[str]:
    """Returns the APIs for which contracts.toml has a table of roles already."""
    config = find_config(asked.folder.resolve())
    raw = config.targets.get(asked.target or "") if config is not None else None
    apis = raw.get("apis", {}) if isinstance(raw, dict) else {}
    return frozenset(name for name, api in apis.items() if "roles" in api)


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
