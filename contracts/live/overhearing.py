"""A transport that remembers the last answer as it came, before secrets are masked in it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from contracts.finding import Reply, Request
from contracts.finding.exchange import Failure
from contracts.run.suite import server_app
from contracts.run.transport import AsgiTransport, HttpTransport, Transport
from contracts.target import Target
from specs.bundle import Bundle

_PATIENCE: Final = 5
"""Requests in vain after which a server that has never answered is asked no more."""


class Overhearing:
    """Sends through another transport. What is masked may no longer obey its schema."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self._has_answered = False
        self._failures: list[Failure] = []
        self.last: Reply | None = None

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Sends, and remembers the answer; gives a server up that answers nothing at all."""
        if not self._has_answered and len(self._failures) >= _PATIENCE:
            return self._failures[-1]
        got = self._inner.send(base, request, timeout_seconds)
        self.last = got if isinstance(got, Reply) else None
        if isinstance(got, Reply):
            self._has_answered = True
        else:
            self._failures.append(got)
        return got

    def close(self) -> None:
        """Does nothing: who made the inner transport closes it."""


@contextmanager
def overheard(
    bundles: Iterable[Bundle], target: Target, given: Mapping[str, Transport] | None = None
) -> Iterator[dict[str, Overhearing]]:
    """Gives a transport for each API of a target; those that are made here are closed in the end.

    Args:
        bundles: The APIs.
        target: Where they are.
        given: By API, instead of those that the target asks for.

    Raises:
        ConfigError: A server in this process is not installed.
    """
    here = [bundle for bundle in bundles if bundle.name in target.apis]
    known = dict(given or {})
    made: dict[str, Transport] = {}
    try:
        for bundle in here:
            if bundle.name not in known:
                known[bundle.name] = _shared(made, target.apis[bundle.name].server, (here, target))
        yield {bundle.name: Overhearing(known[bundle.name]) for bundle in here}
    finally:
        for transport in made.values():
            transport.close()


def _shared(
    made: dict[str, Transport], server: str | None, used_by: tuple[list[Bundle], Target]
) -> Transport:
    """Returns the transport of a server in this process, or of the network; each is made once."""
    bundles, target = used_by
    key = server or "http"
    if key not in made:
        made[key] = (
            HttpTransport(target.tls)
            if server is None
            else AsgiTransport(server_app(server, bundles))
        )
    return made[key]
