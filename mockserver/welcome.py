"""What a server says when it starts: where it is, how to get in, and a first request."""

from rich.console import Console
from rich.text import Text

from mockserver.app import MockServer
from mockserver.lane.served import ServedApi
from mockserver.tryout import Tryout, read_tryout


def welcome(console: Console, app: MockServer, url: str) -> None:
    """Prints the served APIs, their credentials and one request for each that works as it is.

    No line is wrapped: they are there to be copied.
    """
    tried = [(api, read_tryout(api.bundle)) for api in app.served()]
    width = max((len(api.name) for api, _ in tried), default=0)
    credentials = [line for api, tryout in tried for line in _credentials(api, tryout, width)]
    requests = [
        "  " + line.replace("{url}", url + api.base)
        for api, tryout in tried
        for line in tryout.requests[:1]
    ]
    _say(console, f"Mock server at {url}", style="bold")
    for api, _ in tried:
        count = len(api.operations)
        plural = "operation" if count == 1 else "operations"
        _say(console, f"  {api.name:<{width}}  {count:>3} {plural:<10}  {url}{api.base or '/'}")
    _section(console, "Credentials to try", credentials)
    _section(console, "Requests to try", requests)
    _section(console, "Look inside", ["  " + _look_inside(app, url)])
    _say(console, "\nCtrl-C stops it.")


def _look_inside(app: MockServer, url: str) -> str:
    if app.settings.admin_token is not None:
        return f"mockserver state --url {url} --token <the admin token>"
    if not app.settings.is_loopback:
        return "The admin API is closed: others can reach this server, and it has no --admin-token."
    return f"mockserver state --url {url}"


def _credentials(api: ServedApi, tryout: Tryout, width: int) -> list[str]:
    return [
        f"  {api.name if index == 0 else '':<{width}}  {line}"
        for index, line in enumerate(tryout.credentials)
    ]


def _section(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        _say(console, f"\n{title}", style="bold")
    for line in lines:
        _say(console, line)


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
