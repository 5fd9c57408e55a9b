"""Arguments in, exit code out."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click

from contracts.commands.drift import drift_command
from contracts.errors import ContractsError
from contracts.reports import FORMATS
from contracts.run.folder import HOME
from contracts.run.options import KINDS
from specs.errors import SpecError
from specs.values import Json, Record

if TYPE_CHECKING:
    from rich.console import Console

    from contracts.run.opening import Asked

# Each command loads what it needs when it is called: `--help` needs none of it.

Command = TypeVar("Command", bound=Callable[..., Any])

SEVERITIES: Final = ("error", "warning", "info")


def main() -> NoReturn:
    """Runs the command line; the user's own mistakes end in one paragraph and exit code 2."""
    try:
        code = cli.main(standalone_mode=False)
    except (SpecError, ContractsError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        click.echo("The output cannot be written: no space is left there.", err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _target_options(command: Command) -> Command:
    for option in reversed(
        (
            click.argument("apis", nargs=-1, metavar="[API or path]..."),
            click.option(
                "--target",
                metavar="NAME or URL",
                help="A target of contracts.toml or a URL; without it the mock, in this process.",
            ),
            click.option("-H", "--header", "headers", multiple=True, help="'Name: value'."),
            click.option("--auth", metavar="USER:PASSWORD", help="HTTP Basic credentials."),
            click.option("--own-mock", is_flag=True, help="The URL is the kit's own mock."),
            click.option("--rate-limit", metavar="100/m", help="Such as 10/s, 100/m, or auto."),
            click.option("--read-only", is_flag=True, help="Send nothing that may write."),
        )
    ):
        command = option(command)
    return command


def _plan_options(command: Command) -> Command:
    for option in reversed(
        (
            click.option("--seed", default=0, show_default=True, help="Of all that is drawn."),
            click.option(
                "--max-examples",
                type=int,
                help="Examples of each law and operation; 20, or 5 where what they make stays.",
            ),
            click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS)),
            click.option("--include-operation-id", "operations", multiple=True, metavar="ID"),
            click.option("--law", "laws", multiple=True, metavar="ID", help="Only these laws."),
            click.option("--check", "checks", multiple=True, metavar="ID", help="Only these."),
            click.option("--shard", metavar="3/8", help="One part of the plan; see merge."),
        )
    ):
        command = option(command)
    return command


_home = click.option(
    "--run-home",
    default=HOME,
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where runs keep their files.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_run = click.option("--run", metavar="ID", help="Another run than the newest.")
_headers = click.option(
    "-H", "--header", "headers", multiple=True, help="'Name: value'; runs do not keep headers."
)
_auth = click.option("--auth", metavar="USER:PASSWORD", help="HTTP Basic; runs do not keep it.")


def _workers(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and value != "auto" and not (value.isdecimal() and int(value) > 0):
        raise click.BadParameter(f"{value!r} is neither `auto` nor a number from 1")
    return value


@click.group()
@click.version_option(package_name="openapi-contract-kit", prog_name="contracts")
def cli() -> None:
    """Judges a server by its OpenAPI file, its policies and its laws."""


@cli.command()
@_target_options
@_plan_options
@_home
@click.option("--max-time", "max_seconds", type=float, metavar="SECONDS")
@click.option(
    "--workers",
    metavar="N",
    callback=_workers,
    help="Processes; `auto` takes one per processor.",
)
@click.option("--fail-on", default="error", show_default=True, type=click.Choice(SEVERITIES))
@click.option("--min-coverage", type=click.FloatRange(0, 100), metavar="PERCENT")
@click.option("--baseline", "baseline_file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--run-id", help="The run's id and the prefix of all that it makes.")
@click.option("--junit", metavar="FILE", help="Write JUnit XML.")
@click.option("--har", metavar="FILE", help="Write all exchanges, secrets masked.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    help=f"Write a report: {', '.join(FORMATS)}.",
)
def test(
    apis: tuple[str, ...],
    target: str | None,
    headers: tuple[str, ...],
    auth: str | None,
    own_mock: bool,
    rate_limit: str | None,
    read_only: bool,
    **options: Json,
) -> int:
    """Judges a target, with no target the mock in this process."""
    from contracts.commands.run_suite import TestRequest, run_suite
    from contracts.run.opening import Asked

    asked = Asked(apis, target, headers, auth, own_mock, rate_limit, read_only)
    request = TestRequest(asked=asked, **options)
    return run_suite(request, _console(), _console(stderr=True))


@cli.command(name="plan")
@_target_options
@_plan_options
@_json
def plan_command(as_json: bool, **given: Json) -> int:
    """Says what a test would do; sends nothing."""
    from contracts.commands import plan

    return plan.print_plan(_asked(given), given, _console(), as_json=as_json)


@cli.command(name="doctor")
@_target_options
@_json
@click.option("-v", "--verbose", "is_verbose", is_flag=True, help="Name the laws of each role.")
def doctor_command(as_json: bool, is_verbose: bool, **given: Json) -> int:
    """Says what is missing before a test; sends reads only."""
    from contracts.commands import doctor

    return doctor.examine(_asked(given), _console(), as_json=as_json, is_verbose=is_verbose)


@cli.command(name="explain")
@click.argument("finding", metavar="F3")
@_run
@_home
@_json
def explain_command(finding: str, run: str | None, run_home: Path, as_json: bool) -> int:
    """Tells a finding in full: what should hold, who says so, and the story that shows it."""
    from contracts.commands import explain

    return explain.explain(finding, run_home, run, _console(), as_json=as_json)


@cli.command(name="replay")
@click.argument("finding", metavar="F3")
@_headers
@_auth
@_run
@_home
def replay_command(
    finding: str, headers: tuple[str, ...], auth: str | None, run: str | None, run_home: Path
) -> int:
    """Sends the story of a finding again and says whether it still shows."""
    from contracts.commands import replay

    return replay.replay(finding, run_home, run, _console(), headers=headers, auth=auth)


@cli.command(name="report")
@click.argument("format_", metavar="FORMAT", type=click.Choice(tuple(FORMATS)))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
@_run
@_home
def report_command(format_: str, output: Path | None, run: str | None, run_home: Path) -> int:
    """Writes a report of a run that is over."""
    from contracts.commands import report

    return report.write_report(format_, output, run_home, run)


@cli.command(name="baseline")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--reason", required=True, help="Why these findings are accepted.")
@click.option("--expires", required=True, metavar="YYYY-MM-DD", help="Until when.")
@click.option("--finding", "findings", multiple=True, metavar="F3", help="Only these.")
@_run
@_home
def baseline_command(**given: Json) -> int:
    """Accepts the findings of a run for a time, with a reason."""
    from contracts.commands import baseline

    return baseline.accept(**given)


@cli.command(name="merge")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--fail-on", default="error", show_default=True, type=click.Choice(SEVERITIES))
@_home
def merge_command(files: tuple[Path, ...], fail_on: str, run_home: Path) -> int:
    """Puts the results of all shards together and judges the whole."""
    from contracts.commands import merge

    return merge.merge(files, fail_on, run_home, _console())


@cli.command(name="cleanup")
@click.argument("run")
@click.option("--dry-run", is_flag=True, help="List only; nothing is sent.")
@_headers
@_auth
@_home
def cleanup_command(
    run: str, dry_run: bool, headers: tuple[str, ...], auth: str | None, run_home: Path
) -> int:
    """Removes what a run made, or lists what cannot be removed; also after a kill."""
    from contracts.commands import cleanup

    return cleanup.clean(run, run_home, _console(), dry_run=dry_run, headers=headers, auth=auth)


cli.add_command(drift_command)


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr)


def _asked(given: Record) -> "Asked":
    from contracts.run.opening import Asked

    names = ("apis", "target", "headers", "auth", "own_mock", "rate_limit", "read_only")
    return Asked(**{name: given[name] for name in names})
