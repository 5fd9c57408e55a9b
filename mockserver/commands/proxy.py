"""`mockserver proxy`: forwards to another server, judges both directions, ends with a verdict."""

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import httpx2

from mockserver.app import MockServer
from mockserver.commands.options import as_json, print_json, tell
from mockserver.proxy import (
    Proxy,
    Sender,
    Tally,
    read_target,
    recording_to,
    summary_lines,
    summary_record,
)
from mockserver.serving import server_for, take_port, url_of
from mockserver.settings import Settings, is_loopback


def _target(_: click.Context, __: click.Parameter, text: str) -> httpx2.URL:
    try:
        return read_target(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.argument("apis", nargs=-1, metavar="[API or path]...")
@click.option(
    "--to", "target", required=True, callback=_target, metavar="URL", help="Server that answers."
)
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    help="Forward these paths, labels or operationIds (* for any text) and mock the rest.",
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.har",
    help="Write what passed through, secrets masked.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "never"]),
    default="error",
    show_default=True,
    help="When a violation ends in exit code 1.",
)
@click.option("--exit-after", type=click.IntRange(min=1), help="Stop after so many answers.")
@as_json
@click.option("-p", "--port", default=4010, show_default=True, help="Port; 0 takes a free one.")
@click.option("-h", "--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--prefix", is_flag=True, help="Know each API under /<its name>, which stays here.")
def proxy(
    apis: tuple[str, ...],
    target: httpx2.URL,
    only: tuple[str, ...],
    record: Path | None,
    fail_on: str,
    exit_after: int | None,
    is_json: bool,
    port: int,
    host: str,
    prefix: bool,
) -> None:
    """Forwards requests to a server and judges both directions by the APIs' descriptions.

    No request and no answer is changed because it is wrong. Exit code 0: all was as described; 1:
    something was not; 2: nothing passed through.
    """

    def answered(tally: Tally) -> None:
        if exit_after is not None and tally.answers >= exit_after:
            server.should_exit = True

    sender = Sender(target, tell=tell)
    with take_port(host, port) as listener, recording_to(record) as recording:
        _refuse_itself(target, listener)
        front = Proxy(
            sender,
            tell=tell,
            only=only,
            prefixed=prefix,
            recording=recording,
            answered=answered,
        )
        settings = Settings(apis=apis, host=host, port=port, prefixed=prefix)
        app = MockServer(settings, front=front)
        for flaw in app.broken:
            tell(flaw)
        server = server_for(app, _announcement(url_of(listener), sender.base))
        # The target's own date is passed on.
        server.config.date_header = False
        with _no_death_by_signal():
            server.run(sockets=[listener])
    code = front.tally.exit_code(fails_on_error=fail_on == "error")
    if recording is not None and recording.wrong:
        tell(f"The recording is not whole: {recording.wrong}")
        code = 2
    if is_json:
        print_json(summary_record(front.tally, sender.base, code))
    else:
        click.echo("\n".join(summary_lines(front.tally, sender.base)))
    sys.exit(code)


def _announcement(url: str, target: str) -> Callable[[], None]:
    return lambda: tell(f"Proxy at {url}, forwarding to {target}. Ctrl-C stops it.")


def _refuse_itself(target: httpx2.URL, listener: socket.socket) -> None:
    own = listener.getsockname()[1]
    port = target.port or {"http": 80, "https": 443}[target.scheme]
    if is_loopback(target.host) and port == own:
        raise click.BadParameter(f"{target} is this proxy itself.", param_hint="'--to'")


@contextmanager
def _no_death_by_signal() -> Iterator[None]:
    """Lets a signal that has stopped the server end the command in its own way."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
