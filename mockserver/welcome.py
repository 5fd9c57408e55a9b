"""What a server says when it starts: where it is, how to get in, and a first request."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mockserver.app import MockServer
from mockserver.lane.served import ServedApi
from specs.values import Record
from specs.yaml_reader import read_text

TRYOUT = "tryout.yaml"


def welcome(console: Console, app: MockServer, url: str) -> None:
    """Prints the served APIs, their credentials and one request for each that works as it is."""
    table = Table(title=f"Mock server at {url}", title_justify="left", title_style="bold")
    for column in ("API", "operations", "at", "credentials to try"):
        table.add_column(column, overflow="fold")
    requests: list[str] = []
    for api in app.served():
        tryout = read_tryout(api)
        credentials = [f"{item['what']}: {item['value']}" for item in tryout.get("credentials", [])]
        table.add_row(
            api.name, str(len(api.operations)), url + (api.base or "/"), "\n".join(credentials)
        )
        requests += first_requests(tryout, url + api.base)
    console.print(table)
    if requests:
        console.print("Try:")
    for line in requests:
        # Never wrapped: the line is there to be copied.
        console.print(Text(f"  {line}"), soft_wrap=True)
    console.print(f"Look inside: mockserver state, mockserver clock, mockserver reset --url {url}")
    console.print("Ctrl-C stops it.")


def read_tryout(api: ServedApi) -> Record:
    """Returns what an API's folder suggests to try; nothing for a bare file."""
    path = api.bundle.file(TRYOUT)
    found: Record = read_text(path).value if path is not None else {}
    return found


def first_requests(tryout: Record, url: str) -> list[str]:
    """Returns the first suggested request with the server's URL filled in."""
    return [item["curl"].replace("{url}", url) for item in tryout.get("requests", [])[:1]]
