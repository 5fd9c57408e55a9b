"""Which operation of one document is which of another: by method and URL."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from contracts.drift.comparison.servers import Servers, place_of_servers, read_servers
from contracts.drift.comparison.templates import neutral
from specs.bundle import Bundle
from specs.operation import Operation


@dataclass(frozen=True, slots=True)
class Route:
    """An operation, and the URLs that reach it."""

    operation: Operation
    servers: Servers
    template: str
    """Its path, with `{}` for each parameter."""

    @property
    def urls(self) -> frozenset[str]:
        """Paths of URLs, from the host on."""
        return frozenset(path + self.template for path in self.servers.paths)


@dataclass(frozen=True, slots=True)
class RouteMatching:
    """The operations of two documents, matched."""

    pairs: tuple[tuple[Route, Route], ...]
    gone: tuple[Route, ...]
    new: tuple[Route, ...]


def routes_of(bundle: Bundle) -> list[Route]:
    """Returns the operations of a document with the URLs that reach them."""
    document = bundle.document
    known: dict[str, Servers] = {}
    found = []
    for one in bundle.operations:
        where = place_of_servers(document, one)
        if where not in known:
            known[where] = read_servers(document, where)
        found.append(Route(one, known[where], neutral(one.path)))
    return found


def match_routes(base: Iterable[Route], revision: Iterable[Route]) -> RouteMatching:
    """Matches operations: by path and URL, then by URL alone, then by path alone."""
    gone, new = list(base), list(revision)
    order = {id(one): index for index, one in enumerate(gone)}
    pairs: list[tuple[Route, Route]] = []
    for keys in (_written, _reached_by_path, _reached, _templates):
        found = _match(gone, new, keys)
        pairs += found
        taken = {id(one) for pair in found for one in pair}
        gone = [one for one in gone if id(one) not in taken]
        new = [one for one in new if id(one) not in taken]
    pairs.sort(key=lambda pair: order[id(pair[0])])
    return RouteMatching(tuple(pairs), tuple(gone), tuple(new))


_Keys = Callable[[Route], Iterable[Hashable]]


def _match(base: list[Route], revision: list[Route], keys: _Keys) -> list[tuple[Route, Route]]:
    """Matches each of the base with the first of the revision that has a key in common."""
    known: dict[Hashable, list[Route]] = {}
    for one in revision:
        for key in keys(one):
            known.setdefault(key, []).append(one)
    taken: set[int] = set()
    found = []
    for one in base:
        candidates = (other for key in keys(one) for other in known.get(key, ()))
        heir = next((other for other in candidates if id(other) not in taken), None)
        if heir is not None:
            taken.add(id(heir))
            found.append((one, heir))
    return found


def _written(route: Route) -> Iterable[Hashable]:
    return [(route.operation.method, route.operation.path, url) for url in sorted(route.urls)]


def _reached_by_path(route: Route) -> Iterable[Hashable]:
    return [(route.operation.method, route.template, url) for url in sorted(route.urls)]


def _reached(route: Route) -> Iterable[Hashable]:
    return [(route.operation.method, url) for url in sorted(route.urls)]


def _templates(route: Route) -> Iterable[Hashable]:
    return [(route.operation.method, route.template)]
