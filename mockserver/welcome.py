"""What a server says when it starts: where it is, how to get in, and a first request."""

from typing import Final

from rich.console import Console
from rich.text import Text

from mockserver.app import MockServer
from mockserver.lane.served import ServedApi
from specs.values import Record
from specs.yaml_reader import read_text

TRYOUT: Final = "tryout.yaml"


def welcome(console: Console, app: MockServer, url: str) -> None:
    """Prints the served APIs, their credentials and one request for each that works as it is.

    No line is wrapped: they are there to be copied.
    """
    apis = list(app.served())
    width = max((len(api.name) for api in apis), default=0)
    _say(console, f"Mock server at {url}", style="bold")
    for api in apis:
        count = len(api.operations)
        plural = "operation" if count == 1 else "operations"
        _say(console, f"  {api.name:<{width}}  {count:>3} {plural:<10}  {url}{api.base or '/'}")
    tryouts = {api.name: read_tryout(api) for api in apis}
    _section(
        console,
        "Credentials to try",
        [line for api in apis for line in _credentials(api.name, tryouts[api.name], width)],
    )
    _section(
        console,
        "Requests to try",
        [f"  {line}" for api in apis for line in first_requests(tryouts[api.name], url + api.base)],
    )
    _section(console, "Look inside", [f"  mockserver state --url {url}"])
    _say(console, "\nCtrl-C stops it.")


def read_tryout(api: ServedApi) -> Record:
    """Returns what an API's folder suggests to try; nothing for a bare file."""
    path = api.bundle.file(TRYOUT)
    found: Record = read_text(path).value if path is not None else {}
    return found


def first_requests(tryout: Record, url: str) -> list[str]:
    """Returns the first suggested request with the server's URL filled in."""
    return [item["curl"].replace("{url}", url) for item in tryout.get("requests", [])[:1]]


def _credentials(name: str, tryout: Record, width: int) -> list[str]:
    return [
        f"  {name if index == 0 else '':<{width}}  {item['what']}: {item['value']}"
        for index, item in enumerate(tryout.get("credentials", []))
    ]


def _section(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        _say(console, f"\n{title}", style="bold")
    for line in lines:
        _say(console, line)


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
