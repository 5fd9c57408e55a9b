"""Options that several commands share, and how facts are printed."""

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

import click
import orjson

from mockserver.remote import Remote
from specs.values import Json

Command = TypeVar("Command", bound=Callable[..., None])

_URL: Final = "http://127.0.0.1:4010"


def remote(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that name a running mock, and hands the command that mock as `mock`."""

    @wraps(command)
    def with_mock(
        *given: object, url: str, token: str | None, sandbox: str | None, **named: object
    ) -> None:
        command(*given, mock=Remote(url, token, sandbox=sandbox), **named)

    options = (
        click.option(
            "--url",
            envvar="MOCKSERVER_URL",
            default=_URL,
            show_default=True,
            help="A running mock.",
        ),
        click.option("--token", envvar="MOCKSERVER_ADMIN_TOKEN", help="The server's admin token."),
        click.option(
            "--sandbox", envvar="MOCKSERVER_SANDBOX", help="Which sandbox; `default` without it."
        ),
    )
    wrapped: Callable[..., None] = with_mock
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def as_json(command: Command) -> Command:
    """Adds the option that prints facts as JSON."""
    return click.option("--json", "is_json", is_flag=True, help="Print JSON.")(command)


def print_json(value: Json) -> None:
    """Prints a value on standard output."""
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def tell(text: str) -> None:
    """Prints what was done on standard error."""
    click.echo(text, err=True)
