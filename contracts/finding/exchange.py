"""One request with its answer, as seen on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal
from urllib.parse import quote

import orjson

from specs.values import ABSENT, Json, find

Pairs = tuple[tuple[str, str], ...]
"""Names and values in order; a name may occur again."""

Failure = Literal["timeout", "refused", "broken"]
"""Why there is no answer: none in time, no connection, or the connection broke."""

_UNRESERVED: Final = "-._~!$'()*,;:@/?"


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent."""

    method: str
    """Upper case."""
    path: str
    """Percent-encoded, below the API's base URL."""
    query: Pairs = ()
    """Not encoded."""
    headers: Pairs = ()
    body: bytes | None = None
    caller: str = "default"
    """Whose credentials the sender adds; `nobody` adds none."""

    @property
    def target(self) -> str:
        """The path with its encoded query."""
        if not self.query:
            return self.path
        pairs = (
            f"{quote(name, safe=_UNRESERVED + '[]')}={quote(value, safe=_UNRESERVED)}"
            for name, value in self.query
        )
        return f"{self.path}?{'&'.join(pairs)}"

    def header(self, name: str) -> str | None:
        """Returns the last value of a header, or None."""
        return _header(self.headers, name)

    @property
    def json(self) -> Json:
        """The body as JSON; `ABSENT` if it is none."""
        return _parse(self.body or b"")


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Pairs = ()
    body: bytes = b""
    seconds: float = 0.0

    def header(self, name: str) -> str | None:
        """Returns the last value of a header, or None."""
        return _header(self.headers, name)

    @cached_property
    def content_type(self) -> str | None:
        """The media type in lower case, without parameters."""
        value = self.header("content-type")
        return None if value is None else value.partition(";")[0].strip().lower()

    @cached_property
    def json(self) -> Json:
        """The body as JSON; `ABSENT` if it is none."""
        return _parse(self.body)


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, or why there is none."""

    request: Request
    reply: Reply | None
    """None if there was no answer."""
    failure: Failure | None = None
    operation: str | None = None
    """Label of the operation that the request belongs to, such as `POST /campaigns`."""
    api: str = ""
    note: str = ""
    """What the exchange is for, in a few words."""
    intent: Mapping[str, str] = field(default_factory=dict)
    """What is known of the request: `mode` is positive or negative where a generator says so."""

    @property
    def status(self) -> int:
        """The HTTP status; 0 if there was no answer."""
        return self.reply.status if self.reply is not None else 0

    @property
    def json(self) -> Json:
        """The answer's body as JSON; `ABSENT` if it is none."""
        return self.reply.json if self.reply is not None else ABSENT

    def at(self, pointer: str) -> Json:
        """Returns the value at a JSON pointer into the answer, or `ABSENT`."""
        body = self.json
        return ABSENT if body is ABSENT else find(body, pointer)


def _header(headers: Pairs, name: str) -> str | None:
    wanted = name.lower()
    for key, value in reversed(headers):
        if key.lower() == wanted:
            return value
    return None


def _parse(body: bytes) -> Json:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return ABSENT
