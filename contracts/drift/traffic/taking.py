"""From the parts that a recording names to an exchange."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from contracts.drift.traffic.bodies import NO_BODY, Body
from contracts.drift.traffic.recorded import Part, told_unseen
from contracts.finding import Exchange, Pairs, Reply, Request
from contracts.finding.exchange import Failure
from specs.values import Json

NO_HOST: Final = "http://recorded.invalid"
"""Begins the URL of an exchange whose recording names no host."""


class NotTraffic(Exception):
    """An entry that is no exchange with a server, or none that can be read."""

    def __init__(self, loss: str = "") -> None:
        self.loss = loss
        """A clause; empty if nothing is lost."""
        super().__init__(loss)


@dataclass(frozen=True, slots=True)
class Taken:
    """An exchange, and what of it is lost."""

    exchange: Exchange
    url: str
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a recording says of one exchange."""

    method: Json
    url: str
    headers: Pairs = ()
    body: Body | None = None
    """None if there is none."""
    query: Pairs | None = None
    """Not encoded; None if the URL has it."""
    status: int = 0
    """0 if there was no answer."""
    answer_headers: Pairs = ()
    answer_body: Body = NO_BODY
    seconds: float = 0.0
    failure: Failure | None = None
    unseen: frozenset[Part] = frozenset()
    api: str = ""
    mode: str = ""
    """Of the request: `positive` or `negative`, where a generator says so."""
    is_foreign: bool = False
    """Whether somebody answered in the API's place, whose answer says nothing of it."""


def taken(parts: Parts) -> Taken:
    """Returns the exchange of which a recording tells.

    Raises:
        NotTraffic: What it tells is no exchange over HTTP.
    """
    if not isinstance(parts.method, str) or not parts.method:
        raise NotTraffic("an entry names no method")
    try:
        split = urlsplit(parts.url)
    except ValueError:
        raise NotTraffic("an entry has a URL that is none") from None
    body = parts.body or NO_BODY
    unseen = set(parts.unseen)
    if body.loss:
        unseen.add("request body")
    if parts.answer_body.loss:
        unseen.add("response body")
    request = Request(
        method=parts.method.upper(),
        path=split.path or "/",
        query=tuple(_pairs(split.query)) if parts.query is None else parts.query,
        headers=parts.headers,
        body=None if parts.body is None or body.loss else body.data,
    )
    is_answered = parts.status > 0 and not parts.is_foreign
    reply = Reply(parts.status, parts.answer_headers, parts.answer_body.data, parts.seconds)
    intent: Mapping[str, str] = told_unseen(frozenset(unseen))
    exchange = Exchange(
        request,
        reply if is_answered else None,
        failure=None if parts.status > 0 else parts.failure or "broken",
        api=parts.api,
        intent={**intent, "mode": parts.mode} if parts.mode else intent,
    )
    losses = tuple(loss for loss in (body.loss, parts.answer_body.loss) if loss)
    return Taken(exchange, parts.url, losses)


def seconds_of(value: Json, per_second: float) -> float:
    """Returns a duration in seconds; 0 if it is none."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value / per_second if is_number and 0 <= value < float("inf") else 0.0


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)
