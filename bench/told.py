"""What one run of a tool said of one server, and the file that keeps all of it."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Told:
    """One run."""

    tool: str
    api: str
    flaw: str
    """Empty for the correct server."""
    seed: int
    seconds: float
    cpu_seconds: float
    """Of the tool's processes, without the server's."""
    requests: int
    alarms: list[str] = field(default_factory=list)
    """One line for each cause; up to the first `|` stands its kind."""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Says which run it was."""
        return (self.tool, self.api, self.flaw, self.seed)


def read_told(file: Path) -> list[Told]:
    """Returns the runs that a file keeps; none if there is no file."""
    return list(_lines(file)) if file.exists() else []


def keep_told(file: Path, told: Told) -> None:
    """Adds a run to a file."""
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(asdict(told)) + "\n")


def _lines(file: Path) -> Iterator[Told]:
    for line in file.read_text("utf-8").splitlines():
        yield Told(**json.loads(line))
