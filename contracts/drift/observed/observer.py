"""Looks at exchanges of known operations and collects how they drift from the document."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from contracts.drift.observed.answers import Answers
from contracts.drift.observed.bodies import Bodies
from contracts.drift.observed.ledger import Ledger
from contracts.drift.observed.observation import Observation
from contracts.drift.observed.requests import Requests
from contracts.drift.observed.sighting import Sighting
from contracts.finding import Exchange
from specs.bundle import Bundle
from specs.operation import Operation

_ACCEPTED: Final = range(200, 300)


class Observer:
    """Collects the drift of one API; it keeps a sample of each kind, and nothing else."""

    def __init__(
        self,
        bundle: Bundle,
        *,
        shown: Callable[[Path], str] = str,
        requests: bool = True,
    ) -> None:
        """Prepares to look.

        Args:
            bundle: The API.
            shown: Words a file as a reader finds it.
            requests: Whether accepted requests are judged too. What the kit makes up itself says
                nothing about what clients send.
        """
        self.bundle = bundle
        self.shown = shown
        self._answers = Answers(bundle, Bodies(bundle, "response"))
        self._requests = Requests(bundle, Bodies(bundle, "request")) if requests else None
        self._ledger = Ledger(bundle.document.version)

    def look(
        self, exchange: Exchange, operation: Operation, *, sample: Exchange | None = None
    ) -> None:
        """Looks at one exchange.

        Args:
            exchange: What was seen; nothing is concluded from one without an answer.
            operation: Which operation of the document it belongs to.
            sample: What to show of it, where secrets are masked in what is shown.
        """
        sightings = self._sightings(exchange, operation)
        self._ledger.note(operation.label, sample or exchange, sightings)

    def changes(self) -> tuple[Observation, ...]:
        """Returns what was seen so far, each kind at each place once."""
        return self._ledger.observations()

    def _sightings(self, exchange: Exchange, operation: Operation) -> Iterator[Sighting]:
        if exchange.reply is None:
            return
        is_meant_well = exchange.intent.get("mode") != "negative"
        if self._requests is not None and exchange.status in _ACCEPTED and is_meant_well:
            yield from self._requests.judge(exchange, operation)
        yield from self._answers.judge(exchange, operation)
