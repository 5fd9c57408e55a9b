"""What a story is made of, and how it is played."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote

from tests.support.servers.kernel import FlawedServer, Received
from tests.support.servers.sessionm import seed
from tests.support.servers.sessionm.roles import ROLES

V1: Final = f"/priv/v1/apps/{seed.KEY}"
V2: Final = f"/priv/v2/apps/{seed.KEY}"
OPEN: Final = f"/api/v1/apps/{seed.KEY}"
ACTIVE: Final = f"/v1/apps/{seed.KEY}/campaigns"
TOKEN: Final = f"auth_token={quote(seed.AUTH_TOKEN, safe='')}"
ANNA: Final = f"/users/{seed.ANNA}"
BERT: Final = f"/users/{seed.BERT}"
EMMA: Final = f"/users/{seed.EMMA}"
OUTSIDE: Final = f"/external/users/{seed.ANNA_OUTSIDE}"
INFO: Final = f"{V1}/campaigns/{seed.LIVE}/info"
LINK: Final = f"{V1}/external/campaigns/{seed.PERMALINK}"
LIST: Final = f"{V1}{ANNA}/campaigns"
PAGES: Final = f"{V2}{ANNA}/campaigns"
ONE: Final = f"{V2}{ANNA}/campaigns/{seed.LIVE}"
CAMPAIGN: Final = {
    "name": "Evening Walk",
    "status": "live",
    "starts_at": "2026-01-10T00:00:00Z",
    "ends_at": "2026-02-10T00:00:00Z",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A documented request, or one that should be refused."""

    path: str
    method: str = "GET"
    body: Any = None
    raw: bytes | None = None
    user: str | None = seed.KEY
    """None sends no credentials."""
    secret: str = seed.SECRET
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """Something behind the scenes."""

    name: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wait:
    """Time goes on."""

    span: str


Step = Request | Action | Wait | str
"""A text is a GET of that path with the right credentials."""


def join(campaign: int, who: str = ANNA) -> str:
    """Returns the path of an opt-in."""
    return f"{V1}{who}/campaigns/{campaign}/opt_in"


def progress(campaign: int | str, who: str = ANNA) -> str:
    """Returns the path of a customer's progress."""
    return f"{V1}{who}/campaigns/{campaign}/progress"


def create(**members: Any) -> Request:
    """Returns a creation: the usual campaign with other members; None leaves one out."""
    merged = {**CAMPAIGN, **members}
    kept = {name: value for name, value in merged.items() if value is not None}
    return Request(f"{V1}/management/campaigns", "POST", {"campaign": kept})


def send(event: str, count: int = 1, **more: Any) -> Action:
    """Returns an event of Anna's."""
    body = {"customer": seed.ANNA, "event_name": event, "count": count, **more}
    return Action("customer-event", body)


def play(server: FlawedServer, *steps: Step) -> list[Any]:
    """Plays a story and returns what the documented requests were answered."""
    told = []
    for step in steps:
        if isinstance(step, Wait):
            server.clock.advance(step.span)
        elif isinstance(step, Action):
            server.backend.control(step.name, step.body)
        else:
            request = step if isinstance(step, Request) else Request(step)
            answer = server.backend.handle(received(request))
            told.append(
                (answer.status, answer.headers, answer.content_type, answer.wire(), answer.hangs)
            )
    return told


def received(request: Request) -> Received:
    """Returns a request as a server gets it."""
    path, _, query = request.path.partition("?")
    body = request.raw
    if body is None:
        body = b"" if request.body is None else json.dumps(request.body).encode()
    headers = {"content-type": "application/json", **request.headers}
    if request.user is not None and "authorization" not in headers:
        pair = b64encode(f"{request.user}:{request.secret}".encode()).decode()
        headers["authorization"] = f"Basic {pair}"
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    return Received(request.method, unquote(path), pairs, headers, body)


OTHER: Final = {
    "user": ROLES["caller.other_application"]["basic"]["username"],
    "secret": ROLES["caller.other_application"]["basic"]["password"],
}
"""Credentials of the other application."""
