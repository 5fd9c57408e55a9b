"""`contracts drift --traffic`: recorded exchanges against the documents of their APIs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import IO

from contracts.commands.drift.ending import Ending
from contracts.commands.drift.masking import masked
from contracts.commands.drift.opening import open_all
from contracts.commands.drift.patches import write_patches
from contracts.commands.drift.recordings import Recordings
from contracts.commands.drift.request import DriftRequest
from contracts.commands.drift.servers import clock
from contracts.commands.drift.settings import Settings
from contracts.commands.drift.strangers import Strangers
from contracts.drift.observed import Observation, Observer
from contracts.drift.reporting import Occasion, Places, observed_findings, seen_report
from contracts.drift.sources import Opened
from contracts.drift.traffic import Located
from contracts.finding import Finding
from contracts.run.folder import new_run_id, now


def spec_against_traffic(
    request: DriftRequest, settings: Settings, ending: Ending, *, stdin: IO[bytes] | None
) -> int:
    """Looks at all exchanges of the recordings and returns the exit code.

    Raises:
        ConfigError: A recording cannot be read.
        SpecError: A document cannot be used.
    """
    started, began = now(), clock()
    with ExitStack() as stack:
        documents = open_all(request, stack, stdin)
        bundles = [one.bundle for one in documents.values()]
        recordings = Recordings(request.traffic, bundles, request.maps)
        sight = _Sight(documents)
        for located in recordings.located():
            sight.take(located)
        findings = masked(sight.findings(settings))
        if request.patch is not None:
            found = sight.observations()
            for line in write_patches(request.patch, documents, found, settings.severities):
                ending.tell(line)
    notes = [*recordings.notes, *sight.strangers.notes()]
    seconds = clock() - began
    result = seen_report(
        recordings.name,
        sight.seen,
        findings,
        occasion=Occasion(new_run_id(), started, seconds, tuple(notes)),
        options={"drift": "traffic", "traffic": [str(file) for file in request.traffic]},
    )
    return ending.of(result)


class _Sight:
    """What the recordings show of each API."""

    def __init__(self, documents: Mapping[str, Opened]) -> None:
        self._documents = documents
        self._observers = {
            name: Observer(one.bundle, shown=one.shown) for name, one in documents.items()
        }
        self.seen: dict[str, Counter[str]] = {name: Counter() for name in documents}
        """How many exchanges of each operation there are."""
        self.strangers = Strangers()

    def take(self, located: Located) -> None:
        bundle, operation = located.bundle, located.operation
        if bundle is None or operation is None:
            self.strangers.add(located)
            return
        self._observers[bundle.name].look(located.exchange, operation)
        self.seen[bundle.name][operation.label] += 1

    def observations(self) -> dict[str, tuple[Observation, ...]]:
        return {name: one.changes() for name, one in self._observers.items()}

    def findings(self, settings: Settings) -> Iterator[Finding]:
        for name, found in self.observations().items():
            document = self._documents[name]
            yield from observed_findings(
                (*found, *self.strangers.observations(name)),
                api=name,
                places=Places(document.bundle, document.shown),
                severities=settings.severities,
            )
