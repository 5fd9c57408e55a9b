"""`mockserver sandbox`: the worlds of a running mock, and snapshots of them."""

from urllib.parse import quote

import click
from rich.console import Console
from rich.table import Table

from mockserver.commands.options import as_json, connect, print_json, remote, tell
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
def list_sandboxes(is_json: bool, url: str, token: str | None, sandbox: str | None) -> None:
    """Lists the sandboxes in which something happened."""
    found = connect(url, token, sandbox).call("GET", "/sandboxes")
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
def drop(name: str, url: str, token: str | None, sandbox: str | None) -> None:
    """Forgets a sandbox and its snapshots; its next use begins anew."""
    connect(url, token, sandbox).call("DELETE", f"/sandboxes/{quote(name, safe='')}")
    tell(f"{name} is gone.")


@sandbox.command()
@click.argument("snapshot")
@remote
def keep(snapshot: str, url: str, token: str | None, sandbox: str | None) -> None:
    """Keeps the sandbox as it is, under a name."""
    connect(url, token, sandbox).call("PUT", f"/snapshots/{quote(snapshot, safe='')}")
    tell(f"{sandbox or 'default'} is kept as {snapshot}.")


@sandbox.command()
@click.argument("snapshot")
@remote
def restore(snapshot: str, url: str, token: str | None, sandbox: str | None) -> None:
    """Puts the sandbox back to what a snapshot kept."""
    connect(url, token, sandbox).call("POST", f"/snapshots/{quote(snapshot, safe='')}/restore")
    tell(f"{sandbox or 'default'} is what {snapshot} kept.")


def _table(found: list[Json]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("sandbox", "its time", "faults", "scenarios", "snapshots"):
        table.add_column(column)
    for one in found:
        time = one["now"] + (" (stopped)" if one["frozen"] else "")
        rest = [", ".join(one[name]) for name in ("scenarios", "snapshots")]
        table.add_row(one["name"], time, str(one["faults"]), *rest)
    return table
