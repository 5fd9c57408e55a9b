"""The options of `contracts drift`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from contracts.reports import FORMATS
from contracts.run.folder import HOME
from specs.values import Json

Command = TypeVar("Command", bound=Callable[..., Any])

_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_FOLDER: Final = click.Path(path_type=Path, file_okay=False)


def _document_options(command: Command) -> Command:
    for option in reversed(
        (
            click.argument("words", nargs=-1, metavar="[BASE REVISION | API...]"),
            click.option(
                "--used-by",
                "used_by",
                multiple=True,
                type=_FILE,
                help="Recording of a consumer: only changes that touch what it uses.",
            ),
            click.option(
                "--overlay", "overlays", multiple=True, type=_FILE, help="Overlay file over both."
            ),
            click.option(
                "--allow-references",
                "allow_references",
                multiple=True,
                type=_FOLDER,
                help="Folder that references may lead into; repeatable.",
            ),
            click.option(
                "--strict/--no-strict",
                "strict",
                default=None,
                help="Refuse a document with any error, or leave out what cannot be read.",
            ),
            click.option(
                "--severity",
                "severities",
                multiple=True,
                metavar="RULE=error|warning|info|off",
                help="Another severity for a rule; repeatable.",
            ),
            click.option(
                "--undeclared",
                is_flag=True,
                help="Take it that members are sent that the sender's document does not name.",
            ),
            click.option(
                "--extensible-enums",
                "extensible_enums",
                is_flag=True,
                help="Take it that clients live with new values of an enum.",
            ),
        )
    ):
        command = option(command)
    return command


def _seen_options(command: Command) -> Command:
    for option in reversed(
        (
            click.option(
                "--traffic",
                multiple=True,
                type=_FILE,
                help="A HAR file, a journal of the mock, or a cassette, held against the APIs.",
            ),
            click.option(
                "--map",
                "maps",
                multiple=True,
                metavar="FROM=TO",
                help="Recorded URLs that begin with FROM lie at the base path TO; repeatable.",
            ),
            click.option(
                "--target", metavar="NAME or URL", help="A server, held against the APIs."
            ),
            click.option("--mock", is_flag=True, help="Compare the target with the mock instead."),
            click.option("--examples", is_flag=True, help="Judge the examples of the documents."),
            click.option("--patch", type=_FILE, help="Write an Overlay that mends the document."),
            click.option("--writes", is_flag=True, help="Send the target also what may write."),
            click.option("-H", "--header", "headers", multiple=True, help="'Name: value'."),
            click.option("--auth", metavar="USER:PASSWORD", help="HTTP Basic credentials."),
            click.option("--own-mock", is_flag=True, help="The URL is the kit's own mock."),
            click.option("--rate-limit", metavar="100/m", help="Such as 10/s, 100/m, or auto."),
            click.option("--seed", default=0, show_default=True, help="Of all that is drawn."),
            click.option("--max-examples", type=int, help="Examples of each operation."),
            click.option("--include-operation-id", "operations", multiple=True, metavar="ID"),
            click.option("--max-time", "max_seconds", type=float, metavar="SECONDS"),
        )
    ):
        command = option(command)
    return command


def _result_options(command: Command) -> Command:
    for option in reversed(
        (
            click.option(
                "--fail-on",
                default="error",
                show_default=True,
                type=click.Choice(("error", "warning", "info")),
            ),
            click.option("--baseline", "baseline_file", type=_FILE),
            click.option("--json", "as_json", is_flag=True, help="Print JSON."),
            click.option("--junit", metavar="FILE", help="Write JUnit XML."),
            click.option(
                "--report",
                "reports",
                multiple=True,
                metavar="FORMAT=FILE",
                help=f"Write a report, `-` to print it: {', '.join(FORMATS)}.",
            ),
            click.option(
                "--run-home",
                default=HOME,
                show_default=True,
                type=_FOLDER,
                help="Where runs keep their files.",
            ),
        )
    ):
        command = option(command)
    return command


@click.command("drift")
@_document_options
@_seen_options
@_result_options
def drift_command(**given: Json) -> int:
    """Says how far a contract has moved, and whom that breaks.

    BASE and REVISION are a file, an API folder, REVISION:path of git (`main:openapi.yaml`; `:path`
    is the index), `-` for stdin, or a URL of this machine.
    """
    # Half a second that the other commands do not wait for.
    from rich.console import Console

    from contracts.commands.drift.dispatch import run_drift
    from contracts.commands.drift.request import DriftRequest

    stdin = sys.stdin.buffer
    return run_drift(DriftRequest(**given), Console(), Console(stderr=True), stdin=stdin)
