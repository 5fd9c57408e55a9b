"""One operation of a document, with everything it refers to already followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import quote

from specs.batch import BatchPolicy
from specs.values import Json, Missing, Record

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Place = Literal["path", "query", "header", "cookie"]


@dataclass(frozen=True, slots=True)
class Media:
    """One media type of a body."""

    content_type: str
    schema: str | None
    """JSON pointer of the schema, if one is declared."""
    examples: Mapping[str, Json]
    """Example values by name; a nameless `example` is called `example`."""
    pointer: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, path-level ones included."""

    name: str
    place: Place
    required: bool
    schema: str | None
    """JSON pointer of the schema; None where `content` describes the parameter."""
    style: str
    explode: bool
    default: Json | Missing
    examples: Mapping[str, Json]
    pointer: str


@dataclass(frozen=True, slots=True)
class Header:
    """One declared response header."""

    name: str
    required: bool
    schema: str | None
    pointer: str


@dataclass(frozen=True, slots=True)
class RequestBody:
    """The body that an operation takes."""

    required: bool
    media: tuple[Media, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class Response:
    """One declared response: an exact status, a range such as `4XX`, or `default`."""

    status: str
    media: tuple[Media, ...]
    headers: tuple[Header, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """One way to show credentials."""

    name: str
    type: str
    """`http`, `apiKey`, `oauth2`, `openIdConnect` or `mutualTLS`."""
    http_scheme: str = ""
    """Lower-case `basic`, `bearer`, ... for type `http`."""
    place: str = ""
    parameter: str = ""
    """Where and under which name an API key is sent."""
    token_url: str = ""
    """The client-credentials token URL of type `oauth2`."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path template."""

    method: str
    """Upper case."""
    path: str
    operation_id: str | None
    pointer: str
    parameters: tuple[Parameter, ...]
    request_body: RequestBody | None
    responses: Mapping[str, Response]
    security: tuple[Mapping[str, tuple[str, ...]], ...]
    """Alternatives; each names schemes that must all be satisfied. Empty: open to all."""
    schemes: Mapping[str, SecurityScheme]
    extensions: Record = field(repr=False)
    """The `x-` members as written."""
    batch: BatchPolicy | None = None

    @property
    def label(self) -> str:
        """The operation as people name it: `POST /campaigns/{id}`."""
        return f"{self.method} {self.path}"

    @property
    def has_side_effects(self) -> bool:
        """Whether a call may change state: any unsafe method, or `x-side-effects: true`."""
        return self.method not in ("GET", "HEAD", "OPTIONS", "TRACE") or bool(
            self.extensions.get("x-side-effects")
        )

    @property
    def resource(self) -> Record:
        """What `x-resource` says of it; empty if it says nothing."""
        found = self.extensions.get("x-resource")
        return found if isinstance(found, dict) else {}

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """The names of its path parameters."""
        return tuple(one.name for one in self.parameters if one.place == "path")

    def path_with(self, values: Mapping[str, str]) -> str:
        """Returns its path with values in the place of its parameters, percent-encoded."""
        path = self.path
        for name, text in values.items():
            path = path.replace(f"{{{name}}}", quote(text, safe=""))
        return path

    def response(self, status: int) -> Response | None:
        """Returns the response declared for a status: the exact one, its range, or `default`."""
        exact = self.responses.get(str(status))
        return exact or self.responses.get(f"{status // 100}XX") or self.responses.get("default")
