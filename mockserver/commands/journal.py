"""`mockserver journal`: what a running mock was asked."""

import sys
from collections.abc import Callable, Iterable
from typing import BinaryIO, Final, NoReturn, TypeVar
from urllib.parse import urlencode

import click
import orjson
import yaml
from rich.console import Console

from mockserver.commands.journal_lines import entry_line, entry_page, near_line, verdict_lines
from mockserver.commands.options import as_json, print_json, remote, tell
from mockserver.remote import Remote
from specs.values import Json, Record

Command = TypeVar("Command", bound=Callable[..., None])

_SPARE_SECONDS: Final = 10.0
"""How much longer than it was told to wait a server may take."""
_FILTERS: Final = {
    "--api": "Answered by this API.",
    "--operation": "Label, operationId, or either with * for any text.",
    "--method": "With this method.",
    "--path": "Path as it was sent; * for any text.",
    "--status": "Answered with this status, or class: 404, 4xx.",
    "--speaker": "Answered by: stub, state, example, generated, forced, fault, refusal.",
    "--refusal": "Refused in this way; * for any.",
}


def filters(command: Command) -> Command:
    """Adds the options that say which entries are meant."""
    command = click.option("--since", type=int, help="Only entries after this number.")(command)
    command = click.option(
        "--body", multiple=True, metavar="/POINTER=VALUE", help="Member of the request's body."
    )(command)
    command = click.option(
        "--header", multiple=True, metavar="'NAME: VALUE'", help="Header of the request."
    )(command)
    for name, help_ in reversed(_FILTERS.items()):
        command = click.option(name, help=help_)(command)
    return command


class DefaultsToList(click.Group):
    """A group that lists if no command of its is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `list` in front unless a command or `--help` comes first."""
        first = args[0] if args else ""
        if first not in (*self.commands, "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=DefaultsToList)
def journal() -> None:
    """Lists, shows, awaits, verifies and exports what a mock was asked; secrets are masked.

    Without a command it lists.
    """


@journal.command("list")
@filters
@click.option("--limit", type=int, help="No more entries than this; 100 without it.")
@as_json
@remote
def list_entries(is_json: bool, mock: Remote, **said: Json) -> None:
    """Lists the newest entries, the newest last."""
    found = mock.call("GET", "/journal" + _asked(said))
    if is_json:
        print_json(found)
        return
    if not found["entries"]:
        tell("Nothing that fits was asked." if found["kept"] else "Nothing was asked yet.")
    _print_lines(reversed(found["entries"]))


@journal.command()
@click.argument("number", type=int)
@as_json
@remote
def show(number: int, is_json: bool, mock: Remote) -> None:
    """Shows the entry NUMBER with headers and bodies, and why it was refused."""
    found = mock.call("GET", f"/journal/{number}")
    if is_json:
        print_json(found)
        return
    Console().print(entry_page(found), soft_wrap=True)


@journal.command()
@filters
@click.option("--count", default=1, show_default=True, help="How many entries have to come.")
@click.option("--timeout", default=5.0, show_default=True, help="Seconds after which to give up.")
@as_json
@remote
def wait(
    count: int,
    timeout: float,
    is_json: bool,
    mock: Remote,
    **said: Json,
) -> None:
    """Waits until entries have come that fit; those that are there already count.

    Ends with 1 if they have not come in time.
    """
    asked = _asked({**said, "count": count, "timeout": timeout})
    found = mock.call("GET", "/journal/wait" + asked, timeout_seconds=timeout + _SPARE_SECONDS)
    if is_json:
        print_json(found)
    else:
        _print_lines(found["matched"])
        tell(found["says"])
        for near in found["nearest"]:
            tell(near_line(near))
    _end(is_met=found["met"])


@journal.command()
@click.argument("file", type=click.File("rb"), required=False)
@filters
@click.option("--exactly", type=int, help="How many entries there have to be.")
@click.option("--at-least", "atLeast", type=int, help="At least so many; 1 without a number.")
@click.option("--at-most", "atMost", type=int, help="At most so many.")
@as_json
@remote
def verify(
    file: BinaryIO | None,
    is_json: bool,
    mock: Remote,
    **said: Json,
) -> None:
    r"""Holds what was asked against what was expected; ends with 1 if it is not so.

    The expectation stands in options, or FILE has several: a YAML or JSON list, `-` reads it from
    standard input.

    \b
    mockserver journal verify --operation createOrder --exactly 1
    """
    expectation = {name: value for name, value in said.items() if value not in (None, ())}
    if (file is None) == (not expectation):
        raise click.UsageError("Give a file of expectations, or one expectation in options.")
    expectations = _read(file) if file is not None else [_structured(expectation)]
    body = orjson.dumps({"expectations": expectations})
    found = mock.call("POST", "/journal/verify", body)
    if is_json:
        print_json(found)
    else:
        for line in verdict_lines(found, expectations):
            Console().print(line, soft_wrap=True)
    _end(is_met=found["met"])


@journal.command()
@filters
@click.option("--output", type=click.File("wb"), help="Write it here.")
@remote
def har(output: BinaryIO | None, mock: Remote, **said: Json) -> None:
    """Exports entries as HAR 1.2, the oldest first."""
    found = mock.call("GET", "/journal/har" + _asked(said))
    if output is None:
        print_json(found)
        return
    output.write(orjson.dumps(found, option=orjson.OPT_INDENT_2))
    tell(f"{len(found['log']['entries'])} entries are in {output.name}.")


@journal.command()
@remote
def clear(mock: Remote) -> None:
    """Removes all entries of the sandbox."""
    mock.call("DELETE", "/journal")
    tell("The journal is empty.")


@journal.command()
@click.option("--since", type=int, help="Begin after this entry; without it, with the next one.")
@as_json
@remote
def follow(since: int | None, is_json: bool, mock: Remote) -> NoReturn:
    """Prints entries as they come, until it is stopped."""
    from mockserver.journal.events import read_events

    last = str(since) if since is not None else ""
    while True:  # A stream ends now and then; the next one goes on where it was.
        for event in read_events(mock.stream("/journal/events", last=last)):
            last = event.id
            if event.name == "lost":
                tell(f"{event.data['lost']} entries came too fast to be told.")
            elif is_json:
                click.echo(orjson.dumps(event.data))
            else:
                _print_lines([event.data])


def _asked(said: Record) -> str:
    given = {name: value for name, value in said.items() if value not in (None, ())}
    return "?" + urlencode(given, doseq=True) if given else ""


def _structured(said: Record) -> Record:
    """Returns an expectation as the admin API takes it."""
    found = {**said}
    if "header" in said:
        pairs = (text.partition(":") for text in found.pop("header"))
        found["headers"] = {name.strip(): value.strip() for name, _, value in pairs}
    if "body" in said:
        members = (text.partition("=") for text in said["body"])
        found["body"] = {where: _meant(value) for where, _, value in members}
    return found


def _meant(text: str) -> Json:
    """Returns the value of a JSON text; any other text is itself."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def _read(file: BinaryIO) -> list[Record]:
    try:
        found = yaml.safe_load(file.read())
    except yaml.YAMLError as error:
        raise click.UsageError(f"The file is neither YAML nor JSON: {error}") from error
    if isinstance(found, dict) and "expectations" in found:
        found = found["expectations"]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise click.UsageError(
            "The file holds no list of expectations, such as `- {operation: createOrder}`."
        )
    return found


def _print_lines(entries: Iterable[Record]) -> None:
    console = Console()
    for entry in entries:
        console.print(entry_line(entry), soft_wrap=True)


def _end(*, is_met: bool) -> None:
    if not is_met:
        sys.exit(1)
