"""Arguments in, exit code out."""

import logging
import sys
from typing import NoReturn

import click

from mockserver.commands.clock import clock
from mockserver.commands.fault import fault
from mockserver.commands.inspect import inspect
from mockserver.commands.journal import journal
from mockserver.commands.proxy import proxy
from mockserver.commands.sandbox import sandbox
from mockserver.commands.scenario import scenario
from mockserver.commands.serve import serve
from mockserver.commands.state import reset, state
from mockserver.errors import MockserverError
from specs.errors import SpecError


class DefaultsToServe(click.Group):
    """A group whose command may be left out: `mockserver criteo` serves Criteo."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `serve` in front unless a command or `--help` or `--version` comes first."""
        first = args[0] if args else ""
        if first not in (*self.commands, "--help", "--version"):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


def main() -> NoReturn:
    """Runs the command line; the user's own mistakes end in one paragraph and exit code 2."""
    try:
        cli.main(standalone_mode=False)
    except (SpecError, MockserverError) as error:
        _complain(str(error))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    sys.exit(0)


@click.group(cls=DefaultsToServe, context_settings={"help_option_names": ["--help"]})
@click.version_option(package_name="openapi-contract-kit", prog_name="mockserver")
def cli() -> None:
    """A mock server with a memory, for any API that has an OpenAPI file.

    Without a command it serves: `mockserver criteo -p 4020` is `mockserver serve criteo -p 4020`,
    and `mockserver serve --help` lists the options. The other commands talk to a running mock.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    for chatty in ("httpx2", "python_multipart"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


for command in (serve, proxy, inspect, reset, state, clock, sandbox, scenario, fault, journal):
    cli.add_command(command)


def _complain(text: str) -> NoReturn:
    click.echo(f"Error: {text}", err=True)
    sys.exit(2)
