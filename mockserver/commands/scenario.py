"""`mockserver scenario`: named situations of a running mock."""

from pathlib import Path
from urllib.parse import quote

import click
import orjson
from rich.console import Console
from rich.table import Table

from mockserver.commands.options import as_json, print_json, remote, tell
from mockserver.remote import Remote
from specs.yaml_reader import read_text


@click.group()
def scenario() -> None:
    """Lists and loads scenarios: records, time and faults that belong together."""


@scenario.command("list")
@as_json
@remote
def list_scenarios(is_json: bool, mock: Remote) -> None:
    """Lists the scenarios of the served APIs."""
    found = mock.call("GET", "/scenarios")
    if is_json:
        print_json(found)
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for one in found["scenarios"]:
        mark = "loaded" if one["loaded"] else ""
        table.add_row(f"{one['api']}/{one['name']}", one["title"], mark)
    Console().print(table)


@scenario.command()
@click.argument("name", metavar="API/NAME or FILE")
@click.option("--api", help="Which API a FILE is for, if it does not say so.")
@remote
def load(name: str, api: str | None, mock: Remote) -> None:
    """Loads a scenario into the sandbox."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml", ".json"):
        value = read_text(path).value
        said = value if isinstance(value, dict) else {}
        if api is None and "api" not in said:
            raise click.UsageError(f"{name} does not say which API it is for; give --api.")
        body = {"api": api, "name": path.stem, **said}
        loaded = mock.call("POST", "/scenarios", orjson.dumps(body))
    else:
        owner, slash, own = name.partition("/")
        if not slash:
            raise click.UsageError(f"{name!r} names no API: give API/NAME, or a file.")
        loaded = mock.call("POST", f"/scenarios/{quote(owner, safe='')}/{quote(own, safe='')}")
    tell(f"{loaded['api']}: {loaded['title']}")
