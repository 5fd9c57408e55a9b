"""Credentials that are almost right, made of good ones."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from contracts.lawkit import Json, Operation, SecurityScheme

Credentials = Mapping[str, Mapping[str, str]]
"""Security scheme -> what it needs."""

_TAIL: Final = "0"
_NOT_BASE64: Final = "Basic %%%"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What is sent in place of good credentials."""

    what: str
    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, Json] = field(default_factory=dict)


def alternative(operation: Operation, credentials: Json) -> tuple[str, ...] | None:
    """Returns the schemes by which credentials satisfy an operation, or None."""
    if not isinstance(credentials, dict):
        return None
    for schemes in operation.security:
        if schemes and all(_secret(credentials.get(name)) for name in schemes):
            return tuple(schemes)
    return None


def near_misses(
    operation: Operation, schemes: tuple[str, ...], credentials: Credentials
) -> Iterator[NearMiss]:
    """Yields credentials that differ from good ones in one thing."""
    for name in schemes:
        scheme, good = operation.schemes[name], credentials[name]
        others = [(operation.schemes[one], credentials[one]) for one in schemes if one != name]
        if others:
            yield _sent(f"without {name}", others)
        for what, bad in _spoiled(good):
            yield _sent(f"{what} in {name}", [*others, (scheme, bad)])
        for word in _spoiled_headers(scheme, good):
            made = _sent("", others)
            made.headers["Authorization"] = word
            yield NearMiss(f"an Authorization header of another form in {name}", made.headers)


def swapped(
    operation: Operation, schemes: tuple[str, ...], left: Credentials, right: Credentials
) -> Iterator[NearMiss]:
    """Yields credentials of which one part is another caller's."""
    for name in schemes if len(schemes) > 1 else ():
        mixed = {**{one: left[one] for one in schemes}, name: right[name]}
        if mixed[name] != left[name] and any(mixed[one] != right[one] for one in schemes):
            parts = [(operation.schemes[one], mixed[one]) for one in schemes]
            yield _sent(f"another caller's {name}", parts)


def _secret(good: Json) -> str:
    """Returns the member of good credentials that is a secret; empty if none can be sent as is."""
    members = good if isinstance(good, dict) else {}
    return next((name for name in ("password", "token", "value") if members.get(name)), "")


def _spoiled(good: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    secret = _secret(dict(good))
    text = str(good[secret])
    yield "one character too many", {**good, secret: text + _TAIL}
    yield "the last character missing", {**good, secret: text[:-1]}
    if secret == "password":  # noqa: S105 - the name of a member
        yield "an empty password", {**good, secret: ""}
        yield "another password", {**good, secret: f"not-{text[:1]}"}


def _spoiled_headers(scheme: SecurityScheme, good: Mapping[str, str]) -> Iterator[str]:
    """Yields values of Authorization that are of no scheme, or of another one."""
    if scheme.type == "http" and scheme.http_scheme == "basic":
        yield "Basic"
        yield _NOT_BASE64
        yield f"Bearer {_basic(good)}"
    elif scheme.type in ("http", "oauth2", "openIdConnect"):
        yield "Bearer"
        yield f"Basic {good['token']}"
        yield str(good["token"])


def _sent(what: str, parts: list[tuple[SecurityScheme, Mapping[str, str]]]) -> NearMiss:
    made = NearMiss(what)
    for scheme, members in parts:
        if scheme.type == "apiKey":
            if scheme.place == "query":
                made.query[scheme.parameter] = members["value"]
            elif scheme.place == "header":
                made.headers[scheme.parameter] = members["value"]
        elif scheme.http_scheme == "basic":
            made.headers["Authorization"] = f"Basic {_basic(members)}"
        else:
            made.headers["Authorization"] = f"Bearer {members['token']}"
    return made


def _basic(members: Mapping[str, str]) -> str:
    pair = f"{members.get('username', '')}:{members.get('password', '')}"
    return b64encode(pair.encode()).decode()
