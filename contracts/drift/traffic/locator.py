"""Which API and operation a recorded exchange belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from contracts.drift.traffic.harmless import is_harmless, is_page, is_taken_up
from contracts.drift.traffic.located import Located, shape_of
from contracts.drift.traffic.nearest import Nearest, nearest
from contracts.drift.traffic.reach import Fit, Reach, Way
from contracts.drift.traffic.recorded import Recorded
from contracts.drift.traffic.servers import host_of
from contracts.drift.traffic.taking import NO_HOST
from contracts.drift.traffic.url_map import UrlMap
from specs.bundle import Bundle

_MOST: Final = 10_000
"""As many hosts are remembered."""
_MOST_NEAR: Final = 500
"""For as many kinds of undocumented requests the nearest operation is sought; it takes a while."""


class Locator:
    """Finds the operations of exchanges.

    A host is an API's if a server of its description or a mapping names it. Where a recording has
    no such host, the path alone decides, and a host is the API's if one of its requests matches
    an operation. For that all exchanges should be noted before the first one is located.
    """

    def __init__(self, bundles: Sequence[Bundle], maps: tuple[tuple[str, str], ...] = ()) -> None:
        """Prepares to locate.

        Args:
            bundles: The APIs. Where several fit, the one that fits most literally is taken.
            maps: FROM and TO: how URLs of the recording begin, and the base path of a description
                that stands for it.

        Raises:
            ConfigError: A mapping is none.
        """
        read = tuple(UrlMap.of(told) for told in maps)
        self._reaches = tuple(Reach(bundle, read) for bundle in bundles)
        self._names = frozenset(bundle.name for bundle in bundles)
        self._named: set[Reach] = set()
        self._bases: dict[tuple[Reach, str], set[str]] = {}
        self._near: dict[tuple[Reach, str, str], Nearest | None] = {}
        self._passed_over: dict[str, int] = {}

    @property
    def passed_over(self) -> dict[str, int]:
        """How many exchanges were located nowhere and are not held against any API, by host.

        The host is empty where the recording names none; one that is an API's is told with
        the path. What nobody holds against an API, such as its pages, is not counted.
        """
        return dict(self._passed_over)

    def note(self, recorded: Recorded) -> None:
        """Takes an exchange in, to know all hosts before the first one is located."""
        for reach, way in self._ways(recorded):
            if way != "alone":
                # A mapping adds to what is known; it does not say that other hosts are not meant.
                self._named |= {reach} if way == "named" else set()
                continue
            fit = reach.fit(way, recorded.url, recorded.exchange)
            key = reach, _sender(recorded)
            if fit is None or not _is_sign(reach, fit, recorded) or len(self._bases) > _MOST:
                continue
            self._bases.setdefault(key, set()).add(fit.base)

    def locate(self, recorded: Recorded) -> Located:
        """Returns where an exchange belongs."""
        self.note(recorded)
        ways = [pair for pair in self._ways(recorded) if self._is_open(*pair, recorded)]
        found = [
            (fit, reach)
            for reach, way in ways
            if (fit := reach.fit(way, recorded.url, recorded.exchange)) is not None
            if self._is_base(fit.base, reach, way, recorded)
        ]
        if found:
            fit, reach = max(found, key=lambda pair: (pair[0].literals, len(pair[0].base)))
            located = _placed(recorded, reach, fit.path)
            exchange = replace(located.exchange, operation=fit.operation.label)
            return replace(located, exchange=exchange, operation=fit.operation)
        strange = [self._undocumented(recorded, reach, way) for reach, way in ways]
        told = [one for one in strange if one is not None]
        if not told:
            self._pass_over(recorded)
        known = (one for one in told if one.bundle is not None)
        return next(known, Located(recorded, recorded.exchange))

    def _pass_over(self, recorded: Recorded) -> None:
        host = "" if _has_no_host(recorded) else host_of(recorded.url)
        known = self._bases.keys()
        ways = self._ways(recorded)
        if any(way == "named" or (reach, _sender(recorded)) in known for reach, way in ways):
            host += shape_of(recorded.exchange.request.path)
        if host in self._passed_over or len(self._passed_over) < _MOST:
            self._passed_over[host] = self._passed_over.get(host, 0) + 1

    def _ways(self, recorded: Recorded) -> Iterator[tuple[Reach, Way]]:
        """Yields the APIs that an exchange may be for, with how it leads to each."""
        api = recorded.exchange.api
        for reach in self._reaches:
            if api not in self._names or api == reach.bundle.name:
                yield reach, reach.way(recorded.url, recorded.exchange.request.path)

    def _is_open(self, reach: Reach, way: Way, recorded: Recorded) -> bool:
        """Whether an exchange can belong to an API, as far as its host says."""
        return way != "alone" or _is_told(reach, recorded) or reach not in self._named

    def _is_base(self, base: str, reach: Reach, way: Way, recorded: Recorded) -> bool:
        """Whether an API is known to stand below a base path of an exchange's host."""
        if way != "alone" or _is_told(reach, recorded):
            return True
        return base in self._bases.get((reach, _sender(recorded)), ())

    def _undocumented(self, recorded: Recorded, reach: Reach, way: Way) -> Located | None:
        """Returns where an exchange of no operation belongs, None if it is not the API's.

        It belongs to no API where nobody would hold it against one.
        """
        path = self._below(recorded, reach, way)
        if path is None:
            return None
        exchange = recorded.exchange
        if is_harmless(exchange, path, reach.index.methods_of(path)):
            return Located(recorded, exchange)
        near = self._nearest(reach, exchange.request.method, path)
        return replace(
            _placed(recorded, reach, path),
            is_undocumented=is_taken_up(exchange),
            is_refused=not is_taken_up(exchange),
            nearest=near.label if near is not None else "",
            difference=near.difference if near is not None else "",
        )

    def _below(self, recorded: Recorded, reach: Reach, way: Way) -> str | None:
        """Returns the path below the likeliest base path: one below which something is known."""
        seen = self._bases.get((reach, _sender(recorded)), set())
        likely = [
            (bool(reach.index.methods_of(path)), base in seen, reach.is_spelled(base), base, path)
            for base, path in reach.below(way, recorded.url, recorded.exchange.request.path)
            if self._is_base(base, reach, way, recorded)
        ]
        return max(likely, key=lambda one: (*one[:3], len(one[3])))[-1] if likely else None

    def _nearest(self, reach: Reach, method: str, path: str) -> Nearest | None:
        key = reach, method, shape_of(path)
        if key not in self._near:
            if len(self._near) >= _MOST_NEAR:
                return None
            self._near[key] = nearest(method, path, reach.bundle.operations)
        return self._near[key]


def _placed(recorded: Recorded, reach: Reach, path: str) -> Located:
    """Returns an exchange below the base path of an API."""
    request = replace(recorded.exchange.request, path=path)
    exchange = replace(recorded.exchange, request=request, api=reach.bundle.name)
    return Located(recorded, exchange, reach.bundle)


def _sender(recorded: Recorded) -> str:
    """Returns what stands for a host: with the API that the recording itself names, if any."""
    return f"{recorded.exchange.api}@{host_of(recorded.url)}"


def _is_told(reach: Reach, recorded: Recorded) -> bool:
    """Whether the recording itself says that an exchange is the API's, or cannot say otherwise."""
    api = recorded.exchange.api
    return api == reach.bundle.name or (not api and _has_no_host(recorded))


def _has_no_host(recorded: Recorded) -> bool:
    return host_of(recorded.url) == host_of(NO_HOST)


def _is_sign(reach: Reach, fit: Fit, recorded: Recorded) -> bool:
    """Whether a request shows that its host is the API's.

    A page at such a path does not, nor does an answer from somewhere else that the API does not
    give.
    """
    status = recorded.exchange.status
    media = [one for response in fit.operation.responses.values() for one in response.media]
    is_html = any(one.content_type.startswith("text/html") for one in media)
    return (
        fit.is_strong
        and (is_html or not is_page(recorded.exchange))
        and (reach.is_akin(recorded.url) or fit.operation.response(status) is not None)
    )
