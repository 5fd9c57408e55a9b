"""`contracts explain`: one finding in full."""

import json
from pathlib import Path

import click
from rich.console import Console

from contracts.commands.stored import finding_of, stored_run
from contracts.finding.as_json import finding_to_json
from contracts.reports import curl_line, explained
from contracts.reports.curl import base_of


def explain(name: str, run_home: Path, run: str | None, console: Console, *, as_json: bool) -> int:
    """Prints a finding of a run, the newest one if none is named.

    Args:
        name: F3, or a fingerprint.
        run_home: Where runs keep their files.
        run: Id of the run.
        console: Where it is printed.
        as_json: As one JSON object, with the curl lines of its story.

    Raises:
        NothingThere: There is no such run or finding.
    """
    result, _ = stored_run(run_home, run)
    one = finding_of(result, name)
    if as_json:
        told = {
            "run": result.run,
            "label": one.label,
            **finding_to_json(one.finding),
            "curl": [
                curl_line(exchange, base_of(exchange, result)) for exchange in one.finding.story
            ],
        }
        click.echo(json.dumps(told, indent=2))
    else:
        console.out(explained(result, one.label, one.finding), end="", highlight=False)
    return 0
