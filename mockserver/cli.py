"""Arguments in, exit code out."""

import logging
import sys
from collections import UserDict
from importlib import import_module
from typing import Final, NoReturn

import click

from mockserver.errors import MockserverError
from specs.errors import SpecError

COMMANDS: Final = {
    "clock": "Tells, sets or moves the time of a running mock.",
    "fault": "Lists, adds and removes fault rules.",
    "inspect": "Says for each operation who would answer: a stub, state, an example, a made-up"
    " value.",
    "journal": "Lists, shows, awaits, verifies and exports what a mock was asked; secrets are"
    " masked.",
    "proxy": "Forwards requests to a server and judges both directions by the APIs' descriptions.",
    "reset": "Puts a running mock back to the start: records, clock, faults; or the records of one"
    " API.",
    "sandbox": "Lists sandboxes, keeps them, puts them back, drops them.",
    "scenario": "Lists and loads scenarios: records, time and faults that belong together.",
    "serve": "Serves the bundled APIs, or those named, until it is stopped.",
    "state": "Prints what a running mock remembers, as JSON; or replaces the records of one API.",
}
"""What each command does, so that the list of them loads none."""
_MODULES: Final = {"reset": "state"}
"""The module of a command that does not have the command's name."""


class LateCommands(UserDict[str, click.Command]):
    """The commands by name, each loaded when it is asked for: some take a server with them."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.data:
            raise KeyError(name)
        module = import_module(f"mockserver.commands.{_MODULES.get(name, name)}")
        command: click.Command = getattr(module, name)
        return command


class DefaultsToServe(click.Group):
    """A group whose command may be left out: `mockserver criteo` serves Criteo."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what each command does, as click would, but without loading it."""
        del ctx
        limit = formatter.width - 6 - max(map(len, COMMANDS))
        told = [click.Command(name, help=does) for name, does in COMMANDS.items()]
        with formatter.section("Commands"):
            formatter.write_dl([(str(one.name), one.get_short_help_str(limit)) for one in told])

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


@click.group(
    cls=DefaultsToServe,
    commands=LateCommands({name: click.Command(name) for name in COMMANDS}),
    context_settings={"help_option_names": ["--help"]},
)
@click.version_option(package_name="openapi-contract-kit", prog_name="mockserver")
def cli() -> None:
    """A mock server with a memory, for any API that has an OpenAPI file.

    Without a command it serves: `mockserver criteo -p 4020` is `mockserver serve criteo -p 4020`,
    and `mockserver serve --help` lists the options. The other commands talk to a running mock.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    for chatty in ("httpx2", "python_multipart"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


def _complain(text: str) -> NoReturn:
    click.echo(f"Error: {text}", err=True)
    sys.exit(2)
