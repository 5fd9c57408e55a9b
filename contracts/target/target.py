"""A target as values."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from contracts.errors import ConfigError
from specs.values import Json

Safety = Literal["read-only", "writes"]
Isolation = Literal["names", "reset"]
"""How an example starts clean: with names that nothing has, or after a reset of the target."""

IN_PROCESS: Final = "asgi://"
"""The scheme of a server that is called in this process."""

_RATE: Final = re.compile(r"([1-9][0-9]*)/(s|m|h)")
_SECONDS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many requests in so many seconds."""

    requests: int
    seconds: float

    @classmethod
    def read(cls, text: str) -> "Rate | None":
        """Reads `100/m`; `auto` gives None, because the target says itself when it is too much.

        Raises:
            ConfigError: It is neither.
        """
        if text == "auto":
            return None
        found = _RATE.fullmatch(text)
        if found is None:
            raise ConfigError(
                f"the rate limit {text!r} is not understood", expected="such as 10/s, 100/m or auto"
            )
        return cls(int(found[1]), _SECONDS[found[2]])


@dataclass(frozen=True, slots=True)
class Tls:
    """How an https target is trusted, and how the suite shows who it is."""

    verify: bool = True
    ca: str | None = None
    certificate: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class ApiTarget:
    """One API of a target."""

    url: str
    """Base of the documented paths, without a slash at the end."""
    roles: Mapping[str, Json] = field(default_factory=dict)
    """What is known of the target, by role; credentials as `caller.<name>`."""
    headers: Mapping[str, str] = field(default_factory=dict)
    control: str | None = None
    """Base URL of the control protocol."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Environment variables that credentials and headers were read from, with their values."""
    server: str | None = None
    """Name of the entry point of a server that is called in this process."""


@dataclass(frozen=True, slots=True)
class Target:
    """A server under test."""

    name: str
    apis: Mapping[str, ApiTarget]
    safety: Safety | None = None
    """None: `writes` on loopback and in process, `read-only` elsewhere."""
    timeout_seconds: float = 10.0
    rate: Rate | None = None
    isolation: Isolation = "names"
    is_exclusive: bool | None = None
    """Whether nobody else uses it; None: on loopback and in process."""
    is_own_mock: bool = False
    tls: Tls = Tls()
    max_requests: int | None = None

    def may_write(self, api: str) -> bool:
        """Returns whether calls may change state."""
        if self.safety is not None:
            return self.safety == "writes"
        return is_local(self.apis[api].url)

    @property
    def exclusive(self) -> bool:
        """Whether nobody else uses the target."""
        if self.is_exclusive is not None:
            return self.is_exclusive
        return all(is_local(api.url) for api in self.apis.values())


def checked_url(url: str) -> str:
    """Returns a base URL without a slash at the end.

    Raises:
        ConfigError: It is none, or it carries credentials, a query or a fragment.
    """
    try:
        parts = urlsplit(url)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        is_url = is_url and not any(sign.isspace() for sign in url)
    except ValueError:
        is_url = False
    if not is_url:
        raise ConfigError(
            f"{url!r} is no URL of a server", expected="such as https://api.example.test/base"
        )
    if parts.username is not None or parts.password is not None:
        raise ConfigError("a URL must not carry credentials", do="Name them in auth, or --auth")
    if parts.query or parts.fragment:
        raise ConfigError(f"the base URL {url!r} has a query or a fragment", do="Leave it out")
    return url.rstrip("/")


def is_local(url: str) -> bool:
    """Returns whether a URL stays on this machine.

    >>> is_local("http://127.0.0.1:4010"), is_local("https://staging.example.test")
    (True, False)
    """
    if url.startswith(IN_PROCESS):
        return True
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
