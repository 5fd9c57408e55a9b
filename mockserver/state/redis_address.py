"""Where a Redis server listens and who asks it, as a URL says."""

import ssl
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

_PORT: Final = 6379
_CHECKS: Final = {
    "none": ssl.CERT_NONE,
    "optional": ssl.CERT_OPTIONAL,
    "required": ssl.CERT_REQUIRED,
}
_OF_TLS: Final = frozenset(
    {"ssl_ca_certs", "ssl_cert_reqs", "ssl_certfile", "ssl_check_hostname", "ssl_keyfile"}
)
_KNOWN: Final = _OF_TLS | {"db", "password", "username"}


@dataclass(frozen=True, slots=True)
class Address:
    """A server, a database of it, and a user."""

    host: str = "localhost"
    port: int = _PORT
    path: str = ""
    """Of a unix socket, which is meant instead of host and port."""
    is_encrypted: bool = False
    database: int = 0
    username: str = ""
    password: str = field(default="", repr=False)
    tls: dict[str, str] = field(default_factory=dict)
    """Options of the encryption, by the names that redis-py gave them."""

    @classmethod
    def read(cls, url: str) -> "Address":
        """Reads a URL: `redis://user:password@host:port/database`, `rediss://...`, `unix://path`.

        Raises:
            ValueError: It is none.
        """
        place = urlsplit(url)
        options = dict(parse_qsl(place.query))
        unknown = sorted(set(options) - _KNOWN)
        if unknown:
            raise ValueError(f"{unknown[0]} is no option; {', '.join(sorted(_KNOWN))} are")
        is_unix = place.scheme == "unix"
        database = options.get("db") or ("" if is_unix else place.path.strip("/")) or "0"
        if not database.isdecimal():
            raise ValueError(f"{database!r} is no number of a database")
        if options.get("ssl_cert_reqs", "required") not in _CHECKS:
            raise ValueError(f"ssl_cert_reqs is one of {', '.join(_CHECKS)}")
        return cls(
            host=unquote(place.hostname or "localhost"),
            port=place.port or _PORT,
            path=unquote(place.path) if is_unix else "",
            is_encrypted=place.scheme == "rediss",
            database=int(database),
            username=unquote(place.username or options.get("username", "")),
            password=unquote(place.password or options.get("password", "")),
            tls={name: value for name, value in options.items() if name in _OF_TLS},
        )

    def encryption(self) -> ssl.SSLContext | None:
        """Returns how to encrypt, None if it is not wanted.

        Raises:
            OSError: A file that it names cannot be used.
        """
        if not self.is_encrypted:
            return None
        context = ssl.create_default_context(cafile=self.tls.get("ssl_ca_certs"))
        check = _CHECKS[self.tls.get("ssl_cert_reqs", "required")]
        is_named = self.tls.get("ssl_check_hostname", "true").lower() in ("true", "1", "yes")
        context.check_hostname = is_named and check is ssl.CERT_REQUIRED
        context.verify_mode = check
        if "ssl_certfile" in self.tls:
            context.load_cert_chain(self.tls["ssl_certfile"], self.tls.get("ssl_keyfile"))
        return context

    def greeting(self) -> list[tuple[str | int, ...]]:
        """Returns the commands that come before all others."""
        said: list[tuple[str | int, ...]] = []
        if self.password or self.username:
            who = (self.username,) if self.username else ()
            said.append(("AUTH", *who, self.password))
        if self.database:
            said.append(("SELECT", self.database))
        return said
