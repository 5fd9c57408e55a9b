"""Which headers, parameters and members hold secrets: by their names, or because an API says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from specs.operation import SecurityScheme

MASK: Final = "***"
"""What stands for every secret. Equal ones need not be told from others."""

_ENDINGS: Final = (
    "password", "passwd", "passphrase", "passcode", "secret", "token", "apikey", "secretkey",
    "accesskey", "privatekey", "sessionkey", "signingkey", "authkey", "credential",
    "authorization", "cookie", "jwt", "sessionid",
)  # fmt: skip
_PLURALS: Final = tuple(f"{ending}s" for ending in _ENDINGS)
_ALL_ENDINGS: Final = _ENDINGS + _PLURALS
_WHOLE: Final = frozenset(("auth", "otp", "pwd", "sid"))
_SIGNS: Final = (
    b"pass", b"secret", b"token", b"key", b"auth", b"credential", b"cookie", b"jwt", b"sessionid",
    b'otp"', b'pwd"', b'sid"',
)  # fmt: skip
"""One of them stands in every quoted name that says so, in a text of `_LOWER` without `_OTHER`."""
_LOWER: Final = bytes(range(256)).lower()
_OTHER: Final = bytes(
    byte
    for byte in range(256)
    if not chr(byte).isascii() or not (chr(byte).isalnum() or byte == ord('"'))
)
_PLACES: Final = ("pagetoken", "nexttoken", "continuationtoken", "synctoken", "skiptoken")
"""Endings of names that hold a place in a list."""
_HEADER_WORDS: Final = frozenset(
    ("auth", "authorization", "cookie", "key", "password", "secret", "session", "token")
)
_OPEN_HEADERS: Final = frozenset(
    ("idempotency-key", "x-idempotency-key", "sec-websocket-key", "surrogate-key")
)
_LONGEST: Final = 100
"""Characters of a name; what it says stands at its end."""
_PARAMETER: Final = re.compile(r"\{([^{}]+)\}")
_ID: Final = re.compile("[0-9]{1,9}")
"""The number of a user or a session's owner is no secret; stories are about such numbers."""


@lru_cache(maxsize=4096)
def says_secret(name: str) -> bool:
    """Whether the name of a parameter or member says that its value is a secret.

    >>> [says_secret(name) for name in ("clientSecret", "api_key", "token_type", "nextPageToken")]
    [True, True, False, False]
    """
    plain = re.sub("[^a-z0-9]", "", name.lower())
    return plain in _WHOLE or (plain.endswith(_ALL_ENDINGS) and not plain.endswith(_PLACES))


def is_count(name: str) -> bool:
    """Whether a number under a name of secrets only counts them, as in `max_tokens: 5`."""
    return re.sub("[^a-z0-9]", "", name.lower()).endswith(_PLURALS)


@lru_cache(maxsize=1024)
def header_says_secret(name: str) -> bool:
    """Whether the name of a header says that its value is a secret."""
    lower = name.lower()
    if lower in _OPEN_HEADERS or lower.endswith("-authenticate"):
        return False
    return says_secret(name) or not _HEADER_WORDS.isdisjoint(re.split("[^a-z0-9]+", lower))


def is_plain_id(name: str, value: str) -> bool:
    """Whether a value is only somebody's number, although its name stands among credentials.

    >>> is_plain_id("X-Session-User-Id", "4296"), is_plain_id("auth_token", "4296")
    (True, False)
    """
    return name.lower().endswith("id") and _ID.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class SecretNames:
    """The names that served APIs give to their credentials."""

    headers: frozenset[str] = frozenset()
    """In lower case."""
    members: frozenset[str] = frozenset()
    """Of queries and of bodies."""
    paths: frozenset[tuple[str, ...]] = frozenset()
    """Path templates by segment, each up to a parameter that holds a secret."""

    @classmethod
    def of(cls, schemes: Iterable[SecurityScheme], templates: Iterable[str]) -> "SecretNames":
        """Collects names.

        Args:
            schemes: The security schemes of all APIs.
            templates: Every path template with all that stands before it.
        """
        keys = [scheme for scheme in schemes if scheme.type == "apiKey"]
        headers = frozenset(key.parameter.lower() for key in keys if key.place == "header")
        members = frozenset(key.parameter for key in keys if key.place == "query")
        paths = frozenset(path for template in templates for path in _secret_paths(template))
        return cls(headers, members, paths)

    def has_header(self, name: str) -> bool:
        """Whether a header holds a secret."""
        return name.lower() in self.headers or header_says_secret(name[-_LONGEST:])

    def has_member(self, name: str) -> bool:
        """Whether a parameter of the query or a member of a body holds a secret."""
        return name in self.members or says_secret(name[-_LONGEST:])

    def may_stand_in(self, body: bytes) -> bool:
        """Whether a quoted name of a secret may stand in a body; a quick look."""
        if b"\\" in body:
            return True
        plain = body.translate(_LOWER, _OTHER)
        return any(map(plain.__contains__, _SIGNS)) or any(
            f'"{name}"'.encode("latin-1", "replace") in body for name in self.members
        )


def _secret_paths(template: str) -> Iterable[tuple[str, ...]]:
    if "{" not in template:
        return
    segments = template.split("/")[1:]
    for index, segment in enumerate(segments):
        if any(says_secret(name) for name in _PARAMETER.findall(segment)):
            yield tuple(segments[: index + 1])
