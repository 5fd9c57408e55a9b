"""One API as a recording reaches it: by its servers, by a mapping, or by the path alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from contracts.drift.traffic.paths import PathIndex
from contracts.drift.traffic.servers import domain_of, host_of, servers_of
from contracts.drift.traffic.url_map import UrlMap
from contracts.finding import Exchange
from specs.bundle import Bundle
from specs.operation import Operation

Way = Literal["mapped", "named", "alone"]
"""How a URL leads to an API: a mapping or a server names it, or its path alone may."""

_ELSEWHERE: Final = (301, 302, 303, 307, 308, 404, 405)
"""Statuses with which a server says that nothing is at a path."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An operation that a URL leads to."""

    operation: Operation
    path: str
    """Below the base path."""
    base: str
    literals: int

    @property
    def is_strong(self) -> bool:
        """Whether more than the number of segments speaks for it."""
        return self.literals > 0


class Reach:
    """How recorded URLs lead to one API."""

    def __init__(self, bundle: Bundle, maps: tuple[UrlMap, ...]) -> None:
        self.bundle = bundle
        self.index = PathIndex(bundle.operations)
        self._servers = servers_of(bundle.document)
        self._maps = maps

    def way(self, url: str, path: str) -> Way:
        """Returns how a URL leads here, if it does."""
        host = host_of(url)
        if any(one.moved(host, path) is not None for one in self._maps):
            return "mapped"
        return "named" if any(server.is_on(host) for server in self._servers) else "alone"

    def is_akin(self, url: str) -> bool:
        """Whether a host may well be the API's: a developer's machine, or one beside a server."""
        domain = domain_of(host_of(url))
        known = {server.domain for server in self._servers if server.host is not None}
        return not domain or not known or domain in known

    def is_spelled(self, base: str) -> bool:
        """Whether a base path is a server's to the letter, not the value of a variable."""
        return any(server.is_spelled and server.base_of(base) == base for server in self._servers)

    def below(self, way: Way, url: str, path: str) -> Iterator[tuple[str, str]]:
        """Yields each base path that a path may have, with what stands below it."""
        host = host_of(url)
        moved = next((to for one in self._maps if (to := one.moved(host, path)) is not None), path)
        bases = {
            base
            for server in self._servers
            if way != "named" or server.is_on(host)
            if (base := server.base_of(moved)) is not None
        }
        if way != "named":
            bases.add("")
        for base in sorted(bases, key=len, reverse=True):
            yield base, moved[len(base) :] or "/"

    def fit(self, way: Way, url: str, exchange: Exchange) -> Fit | None:
        """Returns the operation that an exchange belongs to, the most literal one."""
        method = exchange.request.method
        fits: list[Fit] = []
        for base, path in self.below(way, url, exchange.request.path):
            match = self.index.find(method, path)
            if match is None and exchange.status not in _ELSEWHERE:
                match = self.index.find(method, _other_end(path))
            if match is not None:
                fits.append(Fit(match.operation, path, base, match.literals))
        return max(fits, key=lambda fit: (fit.literals, len(fit.base)), default=None)


def _other_end(path: str) -> str:
    """Returns a path without the slash at its end, or with one."""
    return path[:-1] if path.endswith("/") and len(path) > 1 else path + "/"
