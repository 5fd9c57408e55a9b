"""What a description says that could not be used, where the rest of it could."""

from dataclasses import dataclass
from pathlib import Path

from specs.errors import sentence
from specs.operation import METHODS
from specs.values import split_pointer


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One part of a description that is not used. `str()` is one paragraph for its author."""

    what: str
    """The label of the operation that it belongs to, or the JSON pointer of the part."""
    reason: str
    file: Path
    line: int | None
    """1-based; None if the whole file is meant."""
    pointer: str = ""
    """JSON pointer of the part, where it stood before anything was left out."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line is not None else str(self.file)
        what = f"{self.what}: " if self.what else ""
        return f"{place}: {what}{sentence(self.reason)}"


def label_of(where: str) -> str:
    """Returns the operation that a JSON pointer leads into, or the pointer.

    >>> label_of("/paths/~1a/get/responses"), label_of("/components")
    ('GET /a', '/components')
    """
    parts = split_pointer(where)
    if len(parts) > 2 and parts[0] == "paths" and parts[2] in METHODS:
        return f"{parts[2].upper()} {parts[1]}"
    return where
