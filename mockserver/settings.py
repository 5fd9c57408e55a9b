"""How a server is set up. The only place with defaults."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

LOOPBACK_AUTHORITY: Final = r"(localhost|[^/:@]+\.localhost|127(\.[0-9]{1,3}){3}|\[::1\])(:[0-9]+)?"
"""Regular expression of a host and port on this machine, as a browser sends them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can decide about a running server."""

    apis: tuple[str, ...] = ()
    """Bundled names, API folders or OpenAPI files; none means all bundled ones."""
    host: str = "127.0.0.1"
    port: int = 4010
    prefixed: bool = False
    """Serve each API under `/<name>`."""
    strict: bool = False
    """Refuse a bare file with errors, rather than serve what can be used of it."""
    reload: bool = False
    """Read the files again when one of them changes."""
    overlays: tuple[str, ...] = ()
    """Overlay files that are laid over the one API that is served."""
    allow_references: tuple[str, ...] = ()
    """Folders outside of an API's own that its references may lead into."""
    seed: int = 0
    """Seeds ids, random draws and generated values."""
    store: str = "memory"
    """Where records are kept: `memory`, or the URL of a Redis server."""
    workers: int = 1
    """Processes that answer; more than one need a store that they can share."""
    idle: timedelta = timedelta(minutes=30)
    """After how long unused a sandbox is dropped; the default one never is."""
    compile: bool = True
    """Answer plain valid calls by a compiled path of their own; the answers are the same."""
    admin_token: str | None = None
    """Needed by callers of the admin API if set; must be set where the host is not loopback."""

    @property
    def may_administer(self) -> bool:
        """Whether there is a way into the admin API and its page."""
        return self.is_loopback or self.admin_token is not None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own.

    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("[::1]"), is_loopback("x")
    (True, True, True, False)
    """
    host = host.strip("[]").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
