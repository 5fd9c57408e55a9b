"""`mockserver state`, `mockserver reset`: what a running mock remembers."""

from typing import BinaryIO
from urllib.parse import quote

import click

from mockserver.commands.options import print_json, remote, tell
from mockserver.remote import Remote


@click.command()
@click.argument("api", required=False)
@remote
def reset(api: str | None, mock: Remote) -> None:
    """Puts a running mock back to the start: records, clock, faults; or the records of one API."""
    if api is not None:
        mock.call("POST", f"/reset?api={quote(api)}")
        tell(f"{api} is back at its starting state.")
        return
    mock.call("DELETE", "/clock")
    mock.call("POST", "/reset")
    tell("Every API is back at its starting state, the clock at the machine's.")


@click.command()
@click.argument("api", required=False)
@click.option("--replace", type=click.File("rb"), help="JSON file with new records for the API.")
@remote
def state(api: str | None, replace: BinaryIO | None, mock: Remote) -> None:
    """Prints what a running mock remembers, as JSON; or replaces the records of one API."""
    if replace is None:
        print_json(mock.call("GET", f"/state/{quote(api, safe='')}" if api else "/state"))
        return
    if api is None:
        raise click.UsageError("--replace needs the name of the API whose records it replaces.")
    mock.call("PUT", f"/state/{quote(api, safe='')}", replace.read())
    tell(f"The records of {api} are replaced.")
