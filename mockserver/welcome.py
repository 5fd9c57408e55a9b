"""What a server says when it starts: where it is, how to get in, and a first request."""

from typing import Final

import click

from mockserver.app import MockServer
from mockserver.lane.served import ServedApi
from mockserver.tryout import Tryout, read_tryout

_MOST_LEFT_OUT: Final = 5


def welcome(app: MockServer, url: str, *, command: str = "mockserver") -> str:
    """Returns the served APIs, their credentials and one request for each that works as it is.

    Its titles are bold. Print it without wrapping: its lines are there to be copied.

    Args:
        app: The server.
        url: Its base URL.
        command: How this program is called from the user's place.

    Raises:
        InvalidPart: An API's `tryout.yaml` is not of its form.
    """
    tried = [(api, read_tryout(api.bundle)) for api in app.served()]
    width = max((len(api.name) for api, _ in tried), default=0)
    page: list[str] = []
    _section(page, f"Mock server at {url}", [_served(api, width, url) for api, _ in tried])
    credentials = [line for api, tryout in tried for line in _credentials(api, tryout, width)]
    _section(page, "\nCredentials to try", credentials)
    requests = [line for api, tryout in tried for line in first_requests(tryout, url + api.base)]
    _section(page, "\nRequests to try", requests)
    looks = [f"{url}/_mock", _look_inside(app, f"{command} state --url {url}")]
    _section(page, "\nLook inside", looks if app.settings.may_administer else looks[1:])
    _section(page, "\nLeft out", _left_out(app, command))
    page.append("\nCtrl-C stops it.")
    return "".join(page)


def first_requests(tryout: Tryout, url: str) -> list[str]:
    """Returns the first suggested request with the server's URL filled in."""
    return [line.replace("{url}", url) for line in tryout.requests[:1]]


def _served(api: ServedApi, width: int, url: str) -> str:
    count = len(api.operations)
    plural = "operation" if count == 1 else "operations"
    return f"{api.name:<{width}}  {count:>3} {plural:<10}  {url}{api.base or '/'}"


def _look_inside(app: MockServer, command: str) -> str:
    if app.settings.admin_token is not None:
        return f"{command} --token <the admin token>"
    if not app.settings.is_loopback:
        return "The admin API is closed: others can reach this server, and it has no --admin-token."
    return command


def _left_out(app: MockServer, command: str) -> list[str]:
    """Returns what could not be used of the files: the first few, and how to see all."""
    shown = list(app.broken[:_MOST_LEFT_OUT])
    if len(app.broken) > len(shown):
        apis = " ".join(app.settings.apis)
        shown.append(f"... and {len(app.broken) - len(shown)} more: {command} inspect {apis}")
    return shown


def _credentials(api: ServedApi, tryout: Tryout, width: int) -> list[str]:
    return [
        f"{api.name if index == 0 else '':<{width}}  {line}"
        for index, line in enumerate(tryout.credentials)
    ]


def _section(page: list[str], title: str, lines: list[str]) -> None:
    if lines:
        page.append(click.style(f"{title}\n", bold=True))
    page += [f"  {line}\n" for line in lines]
