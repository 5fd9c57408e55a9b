"""All exchanges of a run, masked, one file per worker, read together at the end."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from contracts.finding import Exchange
from contracts.finding.as_json import exchange_from_json, exchange_to_json


class Recording:
    """Takes exchanges down, if it is on."""

    def __init__(self, folder: Path, worker: str, *, is_on: bool) -> None:
        self._is_on = is_on
        self._folder = folder
        self._part = folder / f"exchanges-{worker}.jsonl"

    def note(self, exchange: Exchange) -> None:
        """Takes one exchange down."""
        if not self._is_on:
            return
        record = {"at": datetime.now(UTC).isoformat(), "exchange": exchange_to_json(exchange)}
        with self._part.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(record) + "\n")

    def taken_down(self) -> Iterator[tuple[Exchange, str]]:
        """Yields all exchanges of all workers with their times, in the order of time."""
        records = [
            json.loads(line)
            for part in sorted(self._folder.glob("exchanges-*.jsonl"))
            for line in part.read_text(encoding="utf-8").splitlines()
        ]
        for record in sorted(records, key=lambda record: str(record["at"])):
            yield exchange_from_json(record["exchange"]), record["at"]
