"""`mockserver sandbox`: the worlds of a running mock, and snapshots of them."""

from urllib.parse import quote

import click
from rich.console import Console
from rich.table import Table

from mockserver.commands.options import as_json, print_json, remote, tell
from mockserver.remote import Remote
from specs.values import Json


@click.group()
def sandbox() -> None:
    """Lists sandboxes, keeps them, puts them back, drops them.

    A sandbox is a world of its own, named by the header Mock-Sandbox, the path prefix /~NAME/ or
    the cookie mock-sandbox. It is born on its first use.
    """


@sandbox.command("list")
@as_json
@remote
def list_sandboxes(is_json: bool, mock: Remote) -> None:
    """Lists the sandboxes in which something happened."""
    found = mock.call("GET", "/sandboxes")
    if is_json:
        print_json(found)
        return
    if not found["sandboxes"]:
        tell("Nothing has happened in any sandbox yet.")
        return
    Console().print(_table(found["sandboxes"]))


@sandbox.command()
@click.argument("name")
@remote
def drop(name: str, mock: Remote) -> None:
    """Forgets a sandbox and its snapshots; its next use begins anew."""
    mock.call("DELETE", f"/sandboxes/{quote(name, safe='')}")
    tell(f"{name} is gone.")


@sandbox.command()
@click.argument("snapshot")
@remote
def keep(snapshot: str, mock: Remote) -> None:
    """Keeps the sandbox as it is, under a name."""
    mock.call("PUT", f"/snapshots/{quote(snapshot, safe='')}")
    tell(f"{mock.sandbox} is kept as {snapshot}.")


@sandbox.command()
@click.argument("snapshot")
@remote
def restore(snapshot: str, mock: Remote) -> None:
    """Puts the sandbox back to what a snapshot kept."""
    mock.call("POST", f"/snapshots/{quote(snapshot, safe='')}/restore")
    tell(f"{mock.sandbox} is what {snapshot} kept.")


def _table(found: list[Json]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("sandbox", "its time", "faults", "scenarios", "snapshots"):
        table.add_column(column)
    for one in found:
        time = one["now"] + (" (stopped)" if one["frozen"] else "")
        rest = [", ".join(one[name]) for name in ("scenarios", "snapshots")]
        table.add_row(one["name"], time, str(one["faults"]), *rest)
    return table
