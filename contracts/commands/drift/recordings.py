"""Recordings of the command line, read as exchanges of known operations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from contracts.drift.traffic import Located, Locator, Loss, Recorded, read_traffic
from contracts.errors import ConfigError
from contracts.finding import Exchange
from contracts.reports.visible import counted
from specs.bundle import Bundle
from specs.operation import Operation

_FEW: Final = 3


class Recordings:
    """Some files as one stream; once it is read, `notes` says what of them is lost."""

    def __init__(
        self, files: Sequence[Path], bundles: Sequence[Bundle], maps: Iterable[str] = ()
    ) -> None:
        """Looks through the files once, to know their hosts.

        Raises:
            ConfigError: There is no such file, it is no recording, or a map is wrong.
        """
        self._files = tuple(files)
        self._locator = Locator(bundles, _pairs(maps))
        self._losses: list[Loss] = []
        self.seen = 0
        """Exchanges that were read."""
        for found in self._read():
            if isinstance(found, Recorded):
                self._locator.note(found)

    @property
    def name(self) -> str:
        """The names of the files, for a reader."""
        return ", ".join(file.name for file in self._files)

    def located(self) -> Iterator[Located]:
        """Yields each exchange with where it belongs, as far as it belongs to an API."""
        for found in self._read():
            if isinstance(found, Loss):
                self._losses.append(found)
                continue
            self.seen += 1
            located = self._locator.locate(found)
            if located.bundle is not None:
                yield located

    def exchanges(self) -> Iterator[tuple[Exchange, Operation]]:
        """Yields the exchanges whose operation is known."""
        for located in self.located():
            if located.operation is not None:
                yield located.exchange, located.operation

    @property
    def notes(self) -> tuple[str, ...]:
        """What is lost, and what belongs to no API, each as one sentence."""
        told = [f"Lost of the recording: {loss.told}." for loss in self._losses[:_FEW]]
        if len(self._losses) > _FEW:
            told.append(f"Lost besides: {counted(len(self._losses) - _FEW, 'more kind')}.")
        passed = Counter(self._locator.passed_over)
        if passed:
            hosts = ", ".join(host or "no host" for host, _ in passed.most_common(_FEW))
            hosts += ", ..." if len(passed) > _FEW else ""
            belong = "belongs" if passed.total() == 1 else "belong"
            told.append(
                f"{counted(passed.total(), 'exchange')} ({hosts}) {belong} to none of the APIs; "
                "--map FROM=TO says where a host and path lie in an API."
            )
        return tuple(told)

    def _read(self) -> Iterator[Recorded | Loss]:
        for file in self._files:
            yield from read_traffic(file)


def _pairs(maps: Iterable[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for text in maps:
        start, equals, to = text.partition("=")
        if not equals:
            raise ConfigError(
                f"--map {text!r} is not understood",
                expected="FROM=TO, such as https://staging.example.test/shop=/v1",
            )
        pairs.append((start, to))
    return tuple(pairs)
