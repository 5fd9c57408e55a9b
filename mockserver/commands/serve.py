"""`mockserver serve`: serves until it is stopped."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import click

from mockserver.app import MockServer
from mockserver.serving import server_for, take_port, url_of
from mockserver.settings import Settings
from mockserver.settings_file import find_settings
from mockserver.state.spans import parse_span
from mockserver.welcome import welcome
from mockserver.workers import run_workers

_Function = TypeVar("_Function", bound=Callable[..., None])


def _span(_: click.Context, __: click.Parameter, text: str) -> timedelta:
    """Returns the span of a text such as `30m`; complains of one that is not longer than 0."""
    try:
        span = parse_span(text)
    except ValueError:
        span = timedelta()
    if span <= timedelta():
        raise click.BadParameter(f"{text!r} is no span in s, m, h or d, such as 30m.")
    return span


class _ReadsSettings(click.Command):
    """A command whose options have the values of a settings file, unless they are given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Looks for a settings file first, unless only help is wanted."""
        found = find_settings(Path.cwd()) if "--help" not in args else None
        if found is not None:
            ctx.default_map = found.defaults(os.environ)
        return super().parse_args(ctx, args)


def _option(*names: str, **more: object) -> Callable[[_Function], _Function]:
    """Adds an option that the environment can set as well: `--port` by MOCKSERVER_PORT."""
    key = next(name for name in names if name.isidentifier())
    return click.option(*names, envvar=_variable(key), **more)  # type: ignore[arg-type] # passed on


def _variable(key: str) -> str:
    return f"MOCKSERVER_{key.upper()}"


@click.command(cls=_ReadsSettings)
@click.argument("apis", nargs=-1, metavar="[API or path]...", envvar=_variable("apis"))
@_option("-p", "--port", "port", default=4010, show_default=True, help="Port; 0 takes a free one.")
@_option(
    "-h", "--host", "host", default="127.0.0.1", show_default=True, help="Address to listen on."
)
@_option("--prefix/--no-prefix", "prefix", default=False, help="Serve each API under /<its name>.")
@_option(
    "--seed", "seed", default=0, show_default=True, help="Seeds ids, draws and made-up values."
)
@_option("--reload/--no-reload", "reload", default=False, help="Read changed files again.")
@_option(
    "--overlay",
    "overlays",
    type=click.Path(),
    multiple=True,
    help="Overlay file over the API; repeatable.",
)
@_option(
    "--allow-references",
    "allow_references",
    type=click.Path(),
    multiple=True,
    help="Folder that references may lead into; repeatable.",
)
@_option(
    "--strict/--no-strict",
    "strict",
    default=False,
    help="Refuse a file with errors, rather than serve a part.",
)
@_option(
    "--store",
    "store",
    default="memory",
    show_default=True,
    help="Where records are kept: memory, or redis://HOST:PORT/DB.",
)
@_option(
    "--workers", "workers", default=1, show_default=True, help="Processes; more need a Redis store."
)
@_option(
    "--idle",
    "idle",
    callback=_span,
    metavar="SPAN",
    default="30m",
    show_default=True,
    help="After how long unused a sandbox is dropped.",
)
@_option(
    "--compile/--no-compile",
    "compile",
    default=True,
    help="Answer plain valid calls by a fast path of their own, or all of them step by step.",
)
@_option(
    "--admin-token",
    "admin_token",
    help="Token of the admin API; needed to open it beyond this machine.",
)
def serve(
    apis: tuple[str, ...],
    port: int,
    host: str,
    prefix: bool,
    seed: int,
    reload: bool,
    overlays: tuple[str, ...],
    allow_references: tuple[str, ...],
    strict: bool,
    store: str,
    workers: int,
    idle: timedelta,
    compile: bool,  # noqa: A002 - the option's name
    admin_token: str | None,
) -> None:
    """Serves the bundled APIs, or those named, until it is stopped.

    An API is a bundled name, a folder with an openapi.yaml, or an OpenAPI file. What is not said
    here is taken from MOCKSERVER_<OPTION> in the environment, then from mockserver.toml or
    [tool.mockserver] in pyproject.toml.
    """
    settings = Settings(
        apis=apis,
        host=host,
        port=port,
        prefixed=prefix,
        seed=seed,
        reload=reload,
        overlays=overlays,
        allow_references=allow_references,
        strict=strict,
        store=store,
        workers=workers,
        idle=idle,
        compile=compile,
        admin_token=admin_token or None,
    )
    app = MockServer(settings)
    listener = take_port(host, port)
    page = welcome(app, url_of(listener), command=_command())
    if not reload:
        # What is served now stays as it is: no look for garbage has to go through it.
        gc.freeze()

    def announce() -> None:
        click.echo(page)

    def run(ready: Callable[[], None]) -> None:
        server_for(app, ready).run(sockets=[listener])

    if workers > 1:
        run_workers(workers, run, announce)
    else:
        run(announce)


def _command() -> str:
    """Returns how this program is called from here: by its name if it is on the path."""
    if shutil.which("mockserver"):
        return "mockserver"
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m mockserver"
    return str(called.relative_to(Path.cwd())) if called.is_relative_to(Path.cwd()) else str(called)
