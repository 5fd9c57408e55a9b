"""Credentials on a request: what each security scheme of the document asks for."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from contracts.finding import Pairs
from specs.operation import Operation, SecurityScheme

Credentials = Mapping[str, Mapping[str, str]]
"""Security scheme -> what it needs."""

DEFAULT: Final = "default"
NOBODY: Final = "nobody"
WRONG: Final = "wrong"
"""Callers that every target has: the usual one, without credentials, and with wrong ones."""

WRONG_VALUE: Final = "wrong-credentials-0000"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a caller adds to a request."""

    headers: Pairs = ()
    query: Pairs = ()


def show(operation: Operation, credentials: Credentials, tokens: Mapping[str, str]) -> Shown:
    """Returns what an operation's security asks of a caller.

    The first alternative of which the caller has everything is used; if there is none, the
    schemes that the caller has are shown all the same.

    Args:
        operation: What is called.
        credentials: The caller's.
        tokens: Access tokens that were fetched, by scheme.
    """
    alternatives = [names for names in operation.security if names]
    if not alternatives:
        return Shown()
    complete = [names for names in alternatives if all(name in credentials for name in names)]
    chosen = complete[0] if complete else [name for name in alternatives[0] if name in credentials]
    headers: list[tuple[str, str]] = []
    query: list[tuple[str, str]] = []
    cookies: list[str] = []
    for name in chosen:
        scheme = operation.schemes[name]
        place, key, value = _shown(scheme, credentials[name], tokens.get(name))
        if place == "query":
            query.append((key, value))
        elif place == "cookie":
            cookies.append(f"{key}={value}")
        else:
            headers.append((key, value))
    if cookies:
        headers.append(("Cookie", "; ".join(cookies)))
    return Shown(tuple(headers), tuple(query))


def wrong_credentials(operation: Operation) -> Credentials:
    """Returns well-formed credentials that no server should accept."""
    members = {"username": "wrong-user", "password": WRONG_VALUE, "token": WRONG_VALUE}
    return {name: {**members, "value": WRONG_VALUE} for name in operation.schemes}


def _shown(
    scheme: SecurityScheme, members: Mapping[str, str], token: str | None
) -> tuple[str, str, str]:
    if scheme.type == "apiKey":
        return scheme.place, scheme.parameter, members.get("value", members.get("token", ""))
    if scheme.type == "http" and scheme.http_scheme == "basic":
        pair = f"{members.get('username', '')}:{members.get('password', '')}"
        return "header", "Authorization", f"Basic {b64encode(pair.encode()).decode()}"
    bearer = members.get("token") or token or members.get("value", "")
    word = "Bearer" if scheme.http_scheme in ("", "bearer") else scheme.http_scheme.title()
    return "header", "Authorization", f"{word} {bearer}"
