"""What a stub is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal

from mockserver.state.sandbox import KeepNothing
from mockserver.state.store import DEFAULT
from specs.operation import Operation
from specs.values import ABSENT, Json, Missing

RefusalKind = Literal[
    "unauthenticated",
    "unknown_path",
    "unknown_method",
    "malformed_body",
    "unsupported_media_type",
    "body_too_large",
    "invalid_request",
    "outage",
    "unknown_resource",
]

Speaker = Literal["stub", "state", "example", "generated", "forced", "fault", "refusal"]
"""Who an answer comes from, as the header `Mock-Answer` says."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request for one operation, valid by the time a handler sees it."""

    operation: Operation
    method: str
    url_path: str
    path: Mapping[str, Json]
    """Path parameters by declared name, as their schema types them."""
    query: Mapping[str, Json]
    """Query parameters by declared name; arrays are lists, an absent one has no key."""
    header: Mapping[str, Json]
    """Declared header parameters by declared name."""
    cookie: Mapping[str, Json]
    body: Json
    """The body as its schema allows it, or `ABSENT`."""
    raw_query: tuple[tuple[str, str], ...]
    """Every query member as sent, decoded."""
    raw_headers: Mapping[str, str]
    """Every header as sent, by lower-case name; the last one of a name."""
    principal: Json = None
    """What the stub's `@authenticate` returned."""
    sandbox: str = DEFAULT
    """The name of the sandbox that the call meets."""

    @property
    def operation_id(self) -> str | None:
        """The operation's id in its document."""
        return self.operation.operation_id


class CallDraft:
    """A call while it is filled in; `finish` makes it one.

    The initializer of a frozen dataclass takes several times as long as that.
    """

    __slots__ = Call.__slots__

    operation: Operation
    method: str
    url_path: str
    path: Mapping[str, Json]
    query: Mapping[str, Json]
    header: Mapping[str, Json]
    cookie: Mapping[str, Json]
    body: Json
    raw_query: tuple[tuple[str, str], ...]
    raw_headers: Mapping[str, str]
    principal: Json
    sandbox: str

    def finish(self) -> Call:
        """Turns the draft itself into the call, which cannot be changed any more."""
        self.__class__ = Call  # type: ignore[assignment] # the two are laid out alike
        return self  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. Without `content-type` in its headers the operation's own is used."""

    status: int
    body: Json | Missing = ABSENT
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(KeepNothing):
    """Raised by a handler to refuse: the reply is sent and nothing that it did remains."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply)


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a request breaks its description."""

    place: Literal["path", "query", "header", "cookie", "body"]
    name: str
    """Name of the parameter; empty for the body."""
    pointer: str
    """JSON pointer inside the parameter or body."""
    keyword: str
    """Keyword of JSON Schema, or `repeated`, `style`, `encoding`, `json`."""
    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the mock itself refuses a request, for the stub to put in its API's words."""

    kind: RefusalKind
    detail: str
    """One English sentence."""
    violations: tuple[Violation, ...] = ()
    call: Call | None = None
    """The request, its values as far as they could be read; None if no operation matched."""
    allow: tuple[str, ...] = ()
    """The methods that the path knows, for `unknown_method`."""
    status: int | None = None
    """The HTTP status to answer with, for `outage`; the operation does not document it."""

    @property
    def phrase(self) -> str:
        """What the status of an `outage` is called, such as `Service Unavailable`."""
        return phrase_of(self.status or HTTPStatus.SERVICE_UNAVAILABLE)


def phrase_of(status: int) -> str:
    """Returns what a status is called.

    >>> phrase_of(503), phrase_of(499)
    ('Service Unavailable', 'Status 499')
    """
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"


@dataclass(frozen=True, slots=True)
class WantedError:
    """A documented error that an answer is to carry although nothing has gone wrong."""

    code: str | int
    """The code exactly as `x-error-codes` has it."""
    name: str | None
    """The second name that the document gives the code."""
    status: int
    """The HTTP status that the code is documented with."""
    severity: Literal["error", "warning"]
    at: str
    """Where the code stands in the body; `*` stands for each item."""
    beside: Reply | None = None
    """What the operation answers for the other items of a batch; the entries will stand in it."""


@dataclass(frozen=True, slots=True)
class BasicCredentials:
    """User name and password of HTTP Basic."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request shows for the security schemes of its operation."""

    values: Mapping[str, BasicCredentials | str]
    """By scheme name: a bearer token, an API key, or Basic credentials."""
    malformed: frozenset[str] = frozenset()
    """Schemes whose `Authorization` header is there but not of their form."""


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """A client-credentials token request (RFC 6749, section 4.4)."""

    grant_type: str | None
    client_id: str | None
    client_secret: str | None
    scope: str | None
