"""The folder of a run: its journal, its result, what later commands read."""

import json
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

from contracts.errors import ConfigError, NothingThere
from contracts.finding import RunResult
from contracts.finding.as_json import run_from_json, run_to_json
from specs.values import Record

HOME: Final = Path(".contracts")
RESULT: Final = "run.json"
ASKED: Final = "asked.json"
_LATEST: Final = "latest"


def new_run_id() -> str:
    """Returns an id that no other run has."""
    return f"ck-{token_hex(4)}"


def own_run_id(text: str) -> str:
    """Returns an id that a user chose; it names a folder and stands in names on the target.

    Raises:
        ConfigError: It has other signs.
    """
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", text) is None:
        raise ConfigError(
            f"the run id {text!r} is not understood",
            expected="up to 40 letters, digits, hyphens and underscores",
        )
    return text


def now() -> datetime:
    """Returns the machine's time in UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


class RunFolder:
    """Where one run keeps its files: `.contracts/runs/<id>/`."""

    def __init__(self, home: Path, run: str) -> None:
        self.run = run
        self.home = home
        self.path = home / "runs" / run

    def make(self) -> None:
        """Makes the folder and points `latest` at it.

        Raises:
            ConfigError: It cannot be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.home / ".gitignore").write_text("*\n", encoding="utf-8")
            write_atomically(self.home / _LATEST, self.run)
        except OSError as error:
            raise ConfigError(
                f"the run's folder {self.path} cannot be made: {error.strerror}",
                do="Name another one with --run-home",
            ) from error

    @property
    def journal(self) -> Path:
        """The journal of what the run makes."""
        return self.path / "journal.jsonl"

    @property
    def limits(self) -> Path:
        """What workers share."""
        return self.path / "limits.sqlite"

    def write_asked(self, asked: Record) -> None:
        """Keeps what was asked for before anything is sent: a killed run still has its target."""
        write_atomically(self.path / ASKED, json.dumps(asked, indent=1))

    def write(self, result: RunResult, asked: Record) -> None:
        """Keeps the result, and what was asked for, so that a replay finds its target."""
        text = json.dumps({**run_to_json(result), "asked": asked}, indent=1)
        write_atomically(self.path / RESULT, text)


def latest_run(home: Path) -> str:
    """Returns the id of the newest run.

    Raises:
        NothingThere: There is none.
    """
    try:
        return (home / _LATEST).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NothingThere(
            f"There is no run in {home}. Run `contracts test` first, or name its home."
        ) from error


def read_run(home: Path, run: str | None = None) -> tuple[RunResult, Record]:
    """Reads the result of a run, the newest one if none is named, and what was asked for.

    Raises:
        NothingThere: There is no such run, or it did not come to an end.
    """
    run = run or latest_run(home)
    return read_result(home / "runs" / run / RESULT)


def read_asked(home: Path, run: str) -> Record:
    """Reads what a run was asked for, also of one that did not come to an end.

    Raises:
        NothingThere: There is no such run.
    """
    folder = RunFolder(home, run).path
    for name in (ASKED, RESULT):
        try:
            raw = json.loads((folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        asked = raw.get("asked") if name == RESULT and isinstance(raw, dict) else raw
        if isinstance(asked, dict):
            return asked
    raise NothingThere(
        f"{folder} does not say which target the run was for: it has no {ASKED}. "
        "Expected the folder of a run; name its home with --run-home."
    )


def read_result(file: Path) -> tuple[RunResult, Record]:
    """Reads a result file.

    Raises:
        NothingThere: It is not there, or is something else.
    """
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return run_from_json(raw), raw.get("asked", {})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NothingThere(
            f"{file} is not the result of a run: {error}. Expected what `contracts test` wrote."
        ) from error


def write_atomically(file: Path, text: str) -> None:
    """Writes a whole file or nothing."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
