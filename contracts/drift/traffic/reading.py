"""A recording of any kind as a stream of exchanges, and of what of it is lost."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from contracts.drift.traffic.cassette import read_cassette
from contracts.drift.traffic.engine_event import read_engine_event
from contracts.drift.traffic.har_archive import Step, read_archive, read_values
from contracts.drift.traffic.har_entry import read_har_entry
from contracts.drift.traffic.journal_entry import read_journal_entry
from contracts.drift.traffic.opening import Source, opened
from contracts.drift.traffic.parsing import record_of
from contracts.drift.traffic.recognition import Kind, recognised
from contracts.drift.traffic.recorded import Loss, Recorded
from contracts.drift.traffic.suite_line import read_suite_line
from contracts.drift.traffic.taking import NotTraffic, Taken
from contracts.drift.traffic.tally import Tally
from specs.values import Record

_LONGEST_LINE: Final = 16 << 20


def read_traffic(file: Path) -> Iterator[Recorded | Loss]:
    """Yields the exchanges of a recording as it is read, then what of it is lost.

    The recording may be larger than the memory. It is known by what it holds, not by its name.

    Raises:
        ConfigError: There is no such file, or it is no recording.
    """
    tally = Tally()
    with opened(file) as source:
        for where, found in _READERS[recognised(file, source.head)](source):
            label = f"{file.name}: {where}" if where else file.name
            if isinstance(found, str):
                tally.add(found, label)
                continue
            for loss in found.losses:
                tally.add(loss, label)
            yield Recorded(found.exchange, found.url, label)
        tally.add(source.damage, file.name)
    yield from tally


def _lines(source: Source, read_line: Callable[[Record], Iterator[Taken | str]]) -> Iterator[Step]:
    for number, line in enumerate(source.lines(_LONGEST_LINE), start=1):
        where = f"line {number}"
        if line is None:
            yield where, "a line is too long to be judged"
        elif line.strip():
            try:
                for found in read_line(record_of(line)):
                    yield where, found
            except NotTraffic as no:
                yield where, no.loss if line.endswith(b"\n") else "the last line is not whole"


def _cassette(source: Source) -> Iterator[Step]:
    for number, found in enumerate(read_cassette(source.lines(_LONGEST_LINE)), start=1):
        yield f"interaction {number}", found


def _one(read_line: Callable[[Record], Taken]) -> Callable[[Record], Iterator[Taken]]:
    def read(line: Record) -> Iterator[Taken]:
        yield read_line(line)

    return read


_READERS: Final[dict[Kind, Callable[[Source], Iterator[Step]]]] = {
    "archive": partial(read_archive, read_entry=read_har_entry),
    "journal": partial(read_archive, read_entry=read_journal_entry),
    "shown entries": partial(read_values, read_entry=read_journal_entry),
    "journal lines": partial(_lines, read_line=_one(read_journal_entry)),
    "suite lines": partial(_lines, read_line=_one(read_suite_line)),
    "engine lines": partial(_lines, read_line=read_engine_event),
    "cassette": _cassette,
}
