"""Arguments in, exit code out."""

import logging
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, NoReturn, TypeVar
from urllib.parse import quote

import click
import orjson
from rich.console import Console

from mockserver.app import MockServer
from mockserver.errors import MockserverError
from mockserver.remote import Remote
from mockserver.serving import server_for, take_port, url_of
from mockserver.settings import Settings
from mockserver.stubkit import parse_instant
from mockserver.welcome import welcome
from specs.errors import SpecError

Command = TypeVar("Command", bound=Callable[..., None])

_SPAN: Final = re.compile(r"[+-][0-9]{1,9}[smhd]")
_URL: Final = "http://127.0.0.1:4010"


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


@cli.command()
@click.argument("apis", nargs=-1, metavar="[API or path]...")
@click.option("-p", "--port", default=4010, show_default=True, help="Port; 0 takes a free one.")
@click.option("-h", "--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--prefix", is_flag=True, help="Serve each API under /<its name>.")
@click.option("--seed", default=0, show_default=True, help="Seeds ids, draws and made-up values.")
@click.option(
    "--admin-token",
    envvar="MOCKSERVER_ADMIN_TOKEN",
    help="Token of the admin API; needed to open it beyond this machine.",
)
def serve(
    apis: tuple[str, ...], port: int, host: str, prefix: bool, seed: int, admin_token: str | None
) -> None:
    """Serves the bundled APIs, or those named, until it is stopped.

    An API is a bundled name, a folder with an openapi.yaml, or an OpenAPI file.
    """
    settings = Settings(
        apis=apis,
        host=host,
        port=port,
        prefixed=prefix,
        seed=seed,
        admin_token=admin_token or None,
    )
    app = MockServer(settings)
    listener = take_port(host, port)
    page = welcome(app, url_of(listener), command=_command())
    server_for(app, lambda: Console().print(page, soft_wrap=True)).run(sockets=[listener])


def _remote(command: Command) -> Command:
    """Adds the options that name a running server."""
    command = click.option(
        "--token", envvar="MOCKSERVER_ADMIN_TOKEN", help="The server's admin token."
    )(command)
    return click.option(
        "--url", envvar="MOCKSERVER_URL", default=_URL, show_default=True, help="A running mock."
    )(command)


@cli.command()
@click.argument("api", required=False)
@_remote
def reset(api: str | None, url: str, token: str | None) -> None:
    """Puts a running mock back to the start: records and clock; or the records of one API."""
    remote = Remote(url, token)
    if api is not None:
        remote.call("POST", f"/reset?api={quote(api)}")
        click.echo(f"{api} is back at its starting state.", err=True)
        return
    remote.call("DELETE", "/clock")
    remote.call("POST", "/reset")
    click.echo("Every API is back at its starting state, the clock at the machine's.", err=True)


@cli.command()
@click.argument("api", required=False)
@click.option("--replace", type=click.File("rb"), help="JSON file with new records for the API.")
@_remote
def state(api: str | None, replace: BinaryIO | None, url: str, token: str | None) -> None:
    """Prints what a running mock remembers, as JSON; or replaces the records of one API."""
    remote = Remote(url, token)
    if replace is None:
        _print(remote.call("GET", f"/state/{quote(api, safe='')}" if api else "/state"))
        return
    if api is None:
        raise click.UsageError("--replace needs the name of the API whose records it replaces.")
    remote.call("PUT", f"/state/{quote(api, safe='')}", replace.read())
    click.echo(f"The records of {api} are replaced.", err=True)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("move", required=False, metavar="[INSTANT | +SPAN | -SPAN]")
@click.option("--freeze/--run", default=None, help="Stop time, or let it run on.")
@click.option("--reset", "is_reset", is_flag=True, help="Go back to the machine's time.")
@_remote
def clock(
    move: str | None, freeze: bool | None, is_reset: bool, url: str, token: str | None
) -> None:
    """Tells, sets or moves the time of a running mock.

    INSTANT is like 2026-01-15T12:00:00Z; SPAN is a number and one of s, m, h, d, like +31d.
    """
    if is_reset and (move is not None or freeze is not None):
        raise click.UsageError("--reset goes alone: it lets the clock run at the machine's time.")
    remote = Remote(url, token)
    body: dict[str, str | bool] = {}
    if freeze is not None:
        body["frozen"] = freeze
    if move is not None:
        body.update(_told_move(move))
    if is_reset:
        _print(remote.call("DELETE", "/clock"))
        click.echo("Records keep their times; `mockserver reset` makes them anew.", err=True)
    elif body:
        _print(remote.call("PATCH", "/clock", orjson.dumps(body)))
    else:
        _print(remote.call("GET", "/clock"))


def _command() -> str:
    """Returns how this program is called from here: by its name if it is on the path."""
    if shutil.which("mockserver"):
        return "mockserver"
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m mockserver"
    return str(called.relative_to(Path.cwd())) if called.is_relative_to(Path.cwd()) else str(called)


def _told_move(move: str) -> dict[str, str]:
    if _SPAN.fullmatch(move):
        return {"advance": move.removeprefix("+")}
    if move[:1] in "+-":
        raise click.UsageError(
            f"{move!r} is no span. A span is a sign, a number and one of s, m, h, d: +90m, -2d."
        )
    try:
        parse_instant(move.upper())
    except ValueError as error:
        raise click.UsageError(
            f"{move!r} is no time. Give an instant such as 2026-01-15T12:00:00Z, or a span such as"
            " +90m or -2d."
        ) from error
    return {"now": move}


def _print(value: object) -> None:
    text = orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    click.echo(text)


def _complain(text: str) -> NoReturn:
    click.echo(f"Error: {text}", err=True)
    sys.exit(2)
