"""Findings about recorded exchanges, without the secrets that were recorded with them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from contracts.finding import Exchange, Finding
from contracts.target import Secrets
from contracts.target.secrets import is_sensitive
from specs.values import Json

_STEM: Final = "RECORDED"
_SIGNED: Final = re.compile(r"(?:^|[-_])sig(?:$|nature)|credential", re.IGNORECASE)
"""Query parameters of URLs that are signed: whoever has one may use it."""
_BODY: Final = ("password", "secret", "token", "api_key", "apikey", "authorization")
"""What the name of a member of a body has in it whose value is a secret."""


def masked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Returns findings that may be kept and shown."""
    return tuple(map(_masked, findings))


def _masked(finding: Finding) -> Finding:
    secrets = Secrets()
    for exchange in finding.story:
        for name, text in _secrets(exchange):
            secrets.add(text, f"{_STEM}_{name.upper().replace('-', '_')}")
    return replace(
        finding,
        story=tuple(map(secrets.mask_exchange, finding.story)),
        got=secrets.mask(finding.got),
        expected=secrets.mask(finding.expected),
        part=secrets.mask(finding.part),
        pointer=secrets.mask(finding.pointer),
        cause=secrets.mask(finding.cause),
    )


def _secrets(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Yields the name and the text of each secret of an exchange."""
    request, reply = exchange.request, exchange.reply
    for name, value in (*request.headers, *(reply.headers if reply is not None else ())):
        if is_sensitive(name):
            yield from _header(name, value)
    yield from (pair for pair in request.query if _is_secret(pair[0]))
    yield from _members(request.json)
    if reply is not None:
        yield from _members(reply.json)


def _is_secret(parameter: str) -> bool:
    return is_sensitive(parameter) or _SIGNED.search(parameter) is not None


def _header(name: str, value: str) -> Iterator[tuple[str, str]]:
    if "cookie" in name.lower():
        for pair in value.split(";"):
            word, equals, text = pair.strip().partition("=")
            if equals:
                yield f"cookie_{word}", text
        return
    scheme, space, rest = value.partition(" ")
    yield name, rest.strip() if space and scheme.isalpha() else value


def _members(body: Json) -> Iterator[tuple[str, str]]:
    work = [body]
    while work:
        one = work.pop()
        if isinstance(one, dict):
            for name, item in one.items():
                is_secret = any(word in str(name).lower() for word in _BODY)
                if is_secret and isinstance(item, str):
                    yield str(name), item
            work += one.values()
        elif isinstance(one, list):
            work += one
