"""`mockserver serve`: serves until it is stopped."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from mockserver.app import MockServer
from mockserver.serving import server_for, take_port, url_of
from mockserver.settings import Settings
from mockserver.welcome import welcome
from mockserver.workers import run_workers


@click.command()
@click.argument("apis", nargs=-1, metavar="[API or path]...")
@click.option("-p", "--port", default=4010, show_default=True, help="Port; 0 takes a free one.")
@click.option("-h", "--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--prefix", is_flag=True, help="Serve each API under /<its name>.")
@click.option("--seed", default=0, show_default=True, help="Seeds ids, draws and made-up values.")
@click.option("--reload", "reloads", is_flag=True, help="Read the files again when one changes.")
@click.option("--overlay", "overlays", multiple=True, help="Overlay file over the API; repeatable.")
@click.option(
    "--allow-references", multiple=True, help="Folder that references may lead into; repeatable."
)
@click.option("--strict", is_flag=True, help="Refuse a file with errors, rather than serve a part.")
@click.option(
    "--store",
    default="memory",
    envvar="MOCKSERVER_STORE",
    show_default=True,
    help="Where records are kept: memory, or redis://HOST:PORT/DB.",
)
@click.option("--workers", default=1, show_default=True, help="Processes; more need a Redis store.")
@click.option(
    "--admin-token",
    envvar="MOCKSERVER_ADMIN_TOKEN",
    help="Token of the admin API; needed to open it beyond this machine.",
)
def serve(
    apis: tuple[str, ...],
    port: int,
    host: str,
    prefix: bool,
    seed: int,
    reloads: bool,
    overlays: tuple[str, ...],
    allow_references: tuple[str, ...],
    strict: bool,
    store: str,
    workers: int,
    admin_token: str | None,
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
        reload=reloads,
        overlays=overlays,
        allow_references=allow_references,
        strict=strict,
        store=store,
        workers=workers,
        admin_token=admin_token or None,
    )
    app = MockServer(settings)
    listener = take_port(host, port)
    page = welcome(app, url_of(listener), command=_command())

    def announce() -> None:
        Console().print(page, soft_wrap=True)

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
