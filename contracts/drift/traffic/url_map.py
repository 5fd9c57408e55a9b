"""Where a recording's URLs lie in an API, as its reader says: `FROM=TO`."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from contracts.drift.traffic.servers import host_of
from contracts.errors import ConfigError


@dataclass(frozen=True, slots=True)
class UrlMap:
    """One mapping: what begins like this stands there."""

    host: str
    """Empty for any host."""
    path: str
    """How the recorded path begins; it does not end with a slash."""
    to: str
    """What stands there in the description: a base path, or nothing."""

    @classmethod
    def of(cls, told: tuple[str, str]) -> "UrlMap":
        """Reads `FROM` and `TO`.

        Raises:
            ConfigError: One of them is no URL and no path.
        """
        start, to = told[0].strip(), told[1].strip()
        if not start or "?" in start + to or "#" in start + to:
            raise ConfigError(
                f"--map {told[0]}={told[1]} maps nothing",
                expected="FROM=TO: how URLs of the recording begin, and a base path of the API",
                do="Write for example --map https://staging.example/shop=/v1",
            )
        if "://" not in start and not start.startswith("/"):
            start = f"//{start}"
        try:
            path, target = urlsplit(start).path, urlsplit(to).path
        except ValueError:
            raise ConfigError(f"--map {told[0]}={told[1]} has a URL that is none") from None
        target = target.strip("/")
        return cls(host_of(start), path.rstrip("/"), f"/{target}" if target else "")

    def moved(self, host: str, path: str) -> str | None:
        """Returns where a path of the recording stands, None if the mapping is not for it."""
        is_meant = not self.host or self.host == host
        rest = path.removeprefix(self.path)
        if not is_meant or not path.startswith(self.path) or (rest and rest[0] != "/"):
            return None
        return self.to + rest
