"""What a run makes on the target, written down before it is sent: a kill loses nothing."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from specs.values import Json, Record

FILE: Final = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was made, or may have been."""

    number: str
    api: str
    operation: str
    """The operationId, or the label, of the call."""
    kind: str
    """Name of the resource."""
    name: str
    """The part of the request that carries the run's prefix; empty if none does."""
    id: Json = None
    """What the answer called it; None if no answer came."""
    is_settled: bool = False
    """Whether an answer came."""
    is_gone: bool = False
    """Whether it was refused, or removed since."""


class Journal:
    """Appends to a file that several processes may share."""

    def __init__(self, file: Path | None, writer: str = "0") -> None:
        self._file = file
        self._writer = writer
        self._count = 0

    @property
    def is_kept(self) -> bool:
        """Whether there is a file; where everything is undone anyway, there is none."""
        return self._file is not None

    def before(self, *, api: str, operation: str, kind: str, name: str) -> str:
        """Notes that something is about to be made and returns the entry's number."""
        self._count += 1
        number = f"{self._writer}-{self._count}"
        self._append(
            {"number": number, "api": api, "operation": operation, "kind": kind, "name": name}
        )
        return number

    def after(self, number: str, *, id: Json, is_gone: bool) -> None:  # noqa: A002 - the field's word
        """Notes what came of it."""
        self._append({"number": number, "id": id, "is_gone": is_gone})

    def _append(self, record: Record) -> None:
        if self._file is None:
            return
        # The line's end stands before it, so that a line cut off by a kill harms no other one.
        line = b"\n" + json.dumps(record).encode()
        handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)


def read_journal(file: Path) -> tuple[Entry, ...]:
    """Returns all entries of a journal; a line that a kill cut off is left out."""
    if not file.is_file():
        return ()
    entries: dict[str, Record] = {}
    for line in file.read_bytes().splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        known = entries.setdefault(record["number"], {})
        known.update(record)
        known["is_settled"] = known.get("is_settled", False) or "id" in record
    return tuple(Entry(**record) for record in entries.values() if "api" in record)
