"""What a description says that could not be used, where the rest of it could."""

from dataclasses import dataclass
from pathlib import Path

from specs.errors import sentence


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
