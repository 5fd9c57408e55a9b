"""What a request shows for the security schemes of its operation."""

import base64
from collections.abc import Mapping
from typing import Final, Protocol
from urllib.parse import unquote

from mockserver.stubkit import BasicCredentials, Credentials
from specs.operation import Operation, SecurityScheme

_AUTHORIZATION: Final = "authorization"


class Shown(Protocol):
    """A request, as far as credentials may stand in it."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Values by lower-case name."""

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Every member, decoded."""


class CredentialReader:
    """Reads the credentials that an operation's `security` names."""

    def __init__(self, operation: Operation) -> None:
        # A scheme that the document does not define cannot be shown, so it is not asked for.
        self._alternatives = tuple(
            tuple(name for name in names if name in operation.schemes)
            for names in operation.security
        )
        wanted = {name for names in self._alternatives for name in names}
        self._schemes = tuple(operation.schemes[name] for name in sorted(wanted))
        is_bearer = [one.type != "apiKey" and _word_of(one) == "bearer" for one in self._schemes]
        self.bearer = self._schemes[0].name if is_bearer == [True] else ""
        """The scheme whose bearer token is all that is asked for; empty if more or less is."""

    @property
    def is_open(self) -> bool:
        """Whether nobody needs credentials."""
        return not any(self._alternatives)

    @property
    def wanted(self) -> str:
        """What is to be shown, as a sentence."""
        names = " or ".join(" and ".join(names) for names in self._alternatives)
        return f"Credentials are needed: {names}."

    def read(self, request: Shown) -> Credentials:
        """Returns what is present, by scheme name."""
        values: dict[str, BasicCredentials | str] = {}
        malformed: set[str] = set()
        for scheme in self._schemes:
            text = _text_of(scheme, request)
            if not text:
                continue
            value = _value_of(scheme, text)
            if value is None:
                malformed.add(scheme.name)
            else:
                values[scheme.name] = value
        return Credentials(values, frozenset(malformed))

    def are_enough(self, credentials: Credentials) -> bool:
        """Whether one alternative has all of its credentials present; nobody judged them yet."""
        return any(
            all(name in credentials.values for name in names) for names in self._alternatives
        )


def cookies(request: Shown) -> Mapping[str, str]:
    """Returns the cookies of a request by name."""
    return cookie_values(request.headers.get("cookie", ""))


def cookie_values(header: str) -> Mapping[str, str]:
    """Returns the cookies of a header by name, each read by itself: other apps set some too."""
    pairs = [part.partition("=") for part in header.split(";")]
    return {
        name.strip(): unquote(text.strip().strip('"')) for name, _, text in pairs if name.strip()
    }


def _text_of(scheme: SecurityScheme, request: Shown) -> str | None:
    if scheme.type != "apiKey":
        return request.headers.get(_AUTHORIZATION)
    match scheme.place:
        case "header":
            return request.headers.get(scheme.parameter.lower())
        case "query":
            return next((text for name, text in request.query if name == scheme.parameter), None)
        case "cookie":
            return cookies(request).get(scheme.parameter)
    return None


def _word_of(scheme: SecurityScheme) -> str:
    """Returns the word that stands before what is shown in `Authorization`."""
    return scheme.http_scheme if scheme.type == "http" else "bearer"


def _value_of(scheme: SecurityScheme, text: str) -> BasicCredentials | str | None:
    if scheme.type == "apiKey":
        return text
    word, _, rest = text.strip().partition(" ")
    rest = rest.strip()
    expected = _word_of(scheme)
    if word.lower() != expected or not rest:
        return None
    return _basic(rest) if expected == "basic" else rest


def _basic(text: str) -> BasicCredentials | None:
    try:
        decoded = base64.b64decode(text, validate=True).decode("utf-8")
    except ValueError:
        return None
    username, colon, password = decoded.partition(":")
    return BasicCredentials(username, password) if colon else None
