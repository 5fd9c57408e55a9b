"""Secrets: read late from the environment, and masked wherever an exchange is kept."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import quote, quote_plus

from contracts.errors import ConfigError
from contracts.finding import Exchange, Pairs
from contracts.target.target import ApiTarget
from specs.values import Json

_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SENSITIVE: Final = re.compile("auth|cookie|key|token|secret|session|password", re.IGNORECASE)
"""Names of headers whose values are secrets."""
_TOKEN: Final = re.compile(rb'"access_token"\s*:\s*"([^"\\]+)"')
_ID: Final = re.compile("[0-9]{1,9}")
"""What a scheme sends as the number of a user is no secret; stories are about such numbers."""
_PUBLIC: Final = frozenset(("username", "client_id", "token_url"))
"""Members of credentials that are no secrets."""
_LONG: Final = 16
"""From this length on, half a secret is a secret too."""
_SHORTEST: Final = 4
"""A shorter text would be masked in places that have nothing to do with it."""


def expand(
    value: Json, environment: Mapping[str, str], where: str, used: dict[str, str] | None = None
) -> Json:
    """Puts environment variables in the place of `${NAME}`, in all texts of a value.

    Args:
        value: Any JSON value.
        environment: Variables by name.
        where: What the value is, for the error.
        used: Takes down each variable that was put in.

    Raises:
        ConfigError: A variable is not set.
    """
    if isinstance(value, dict):
        return {
            name: expand(item, environment, f"{where}.{name}", used) for name, item in value.items()
        }
    if isinstance(value, list):
        return [expand(item, environment, where, used) for item in value]
    if not isinstance(value, str):
        return value

    def found(match: re.Match[str]) -> str:
        if match[1] not in environment:
            raise ConfigError(
                f"{where} needs the environment variable {match[1]}, which is not set",
                do=f"Set it: export {match[1]}=...",
            )
        if used is not None:
            used[match[1]] = environment[match[1]]
        return environment[match[1]]

    return _VARIABLE.sub(found, value)


def missing_variables(value: Json, environment: Mapping[str, str]) -> list[str]:
    """Returns the variables that the texts of a value name and that are not set, each once."""
    if isinstance(value, str):
        found = [match[1] for match in _VARIABLE.finditer(value) if match[1] not in environment]
    else:
        parts = value.values() if isinstance(value, dict) else value
        parts = parts if isinstance(value, dict | list) else ()
        found = [name for part in parts for name in missing_variables(part, environment)]
    return list(dict.fromkeys(found))


def is_sensitive(header: str) -> bool:
    """Returns whether the name of a header says that its value is a secret."""
    return _SENSITIVE.search(header) is not None


class Secrets:
    """The secret texts of a target, each with the name that stands for it."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._replacements: list[tuple[str, str]] = []

    def add(self, text: str, name: str) -> None:
        """Makes a text secret, in every form in which it travels; the first name stays."""
        if len(text) < _SHORTEST or text in self._names:
            return
        self._names[text] = name
        self._replacements += [(form, name) for form in _forms(text)]
        self._replacements += [(part, name + cut) for part, cut in _parts(text)]
        self._replacements.sort(key=lambda pair: len(pair[0]), reverse=True)

    def add_basic(self, username: str, password: str, name: str) -> None:
        """Makes the value of HTTP Basic credentials secret."""
        self.add(password, name)
        self.add(b64encode(f"{username}:{password}".encode()).decode(), f"{name}_BASIC")

    def add_credentials(self, role: str, credentials: Mapping[str, Mapping[str, str]]) -> None:
        """Makes all secret members of a caller's credentials secret."""
        for scheme, members in credentials.items():
            stem = _variable(role, scheme)
            if "password" in members:
                self.add_basic(members.get("username", ""), members["password"], stem)
            for member, text in members.items():
                is_number = member == "value" and _ID.fullmatch(text) is not None
                if member not in _PUBLIC and not is_number:
                    self.add(text, f"{stem}_{member.upper()}")
                    for index, part in enumerate(text.split(":")[1:], start=2):
                        self.add(part, f"{stem}_{member.upper()}_{index}")

    def add_target(self, api: ApiTarget) -> None:
        """Makes all secrets of a target secret; a variable's own name is what stands for it."""
        for name, text in api.variables.items():
            self.add(text, name)
        for role, value in api.roles.items():
            if role.startswith("caller.") and isinstance(value, dict):
                self.add_credentials(role, value)
        for name, value in api.headers.items():
            if is_sensitive(name):
                scheme, space, rest = value.partition(" ")
                stem = _variable("header", name)
                self.add(rest if space and scheme.isalpha() else value, stem)
                if scheme.lower() == "basic":
                    self.add(_password(rest), stem)

    @property
    def names(self) -> Mapping[str, str]:
        """Secret text -> name."""
        return self._names

    def mask(self, text: str) -> str:
        """Returns a text with each secret replaced by `$NAME`."""
        for secret, name in self._replacements:
            if secret in text:
                text = _put(text, secret, name)
        return text

    def mask_exchange(self, exchange: Exchange) -> Exchange:
        """Returns an exchange that may be kept; an access token in the answer is secret too."""
        request, reply = exchange.request, exchange.reply
        for token in _TOKEN.findall(reply.body if reply is not None else b""):
            self.add(token.decode("utf-8", "replace"), "ACCESS_TOKEN_ISSUED")
        request = replace(
            request,
            path=self.mask(request.path),
            query=_masked(request.query, self.mask),
            headers=_masked(request.headers, self.mask),
            body=None if request.body is None else self._bytes(request.body),
        )
        if reply is not None:
            reply = replace(
                reply, headers=_masked(reply.headers, self.mask), body=self._bytes(reply.body)
            )
        return replace(exchange, request=request, reply=reply)

    def _bytes(self, body: bytes) -> bytes:
        for secret, name in self._replacements:
            raw = secret.encode()
            if raw in body:
                body = _put(body.decode("latin-1"), raw.decode("latin-1"), name).encode("latin-1")
        return body


def _password(packed: str) -> str:
    """Returns the password in the value of HTTP Basic credentials; empty if there is none."""
    try:
        return b64decode(packed).decode().partition(":")[2]
    except ValueError:
        return ""


def _put(text: str, secret: str, name: str) -> str:
    """Returns a text with `$NAME` for a secret, in braces where a shell would misread it."""
    parts = text.split(secret)
    joined = parts[0]
    for part in parts[1:]:
        is_plain = name.isidentifier() and not (part[:1].isalnum() or part[:1] == "_")
        joined += (f"${name}" if is_plain else f"${{{name}}}") + part
    return joined


def _parts(text: str) -> list[tuple[str, str]]:
    """Returns what a nearly right secret still shows of it, and how a shell cuts it off.

    >>> _parts("birch-all")
    [('birch-al', '%?'), ('irch-all', '#?')]
    """
    if len(text) <= _SHORTEST + 2:
        return []
    ends = [(text[:-1], "%?"), (text[1:], "#?")]
    half = len(text) // 2
    halves = [(text[:half], "%" + "?" * (len(text) - half)), (text[half:], "#" + "?" * half)]
    return ends + (halves if len(text) >= _LONG else [])


def _forms(text: str) -> set[str]:
    """Returns a text as it stands in URLs, in JSON, and in base64."""
    percent = {quote(text, safe=""), quote_plus(text), quote(text)}
    percent |= {re.sub("%..", lambda code: code[0].lower(), form) for form in percent}
    escaped = {json.dumps(text, ensure_ascii=plain)[1:-1] for plain in (True, False)}
    escaped |= {form.replace("/", "\\/") for form in escaped}
    escaped |= {json.dumps(form)[1:-1] for form in escaped}  # JSON within JSON
    packed = b64encode(text.encode()).decode()
    return {text, packed, packed.rstrip("="), *percent, *escaped}


def _masked(pairs: Pairs, mask: Callable[[str], str]) -> Pairs:
    return tuple((name, mask(value)) for name, value in pairs)


def _variable(*parts: str) -> str:
    """Returns a name for an environment variable.

    >>> _variable("caller.default", "oauth2")
    'CALLER_DEFAULT_OAUTH2'
    """
    return re.sub(r"[^A-Z0-9]+", "_", "_".join(parts).upper()).strip("_")
