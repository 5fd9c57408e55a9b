"""What passed through, as a HAR file: written as it comes, under its name only when it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import orjson

from mockserver.errors import ConfigError
from mockserver.journal import Entry, SecretNames, har, mask
from specs.values import Record

_END: Final = b"]}}"


@contextmanager
def recording_to(path: Path | None) -> Iterator["Recording | None"]:
    """Gives a recording that is ended on the way out, None where there is no path.

    Raises:
        ConfigError: Nothing can be written there.
    """
    if path is None:
        yield None
        return
    try:
        recording = Recording(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        yield recording
    except BaseException:
        recording.discard()
        raise
    recording.finish()


class Recording:
    """One HAR 1.2 file. Secrets are masked before anything is written."""

    def __init__(self, path: Path) -> None:
        """Begins beside the file, whose old content stays until `finish`.

        Raises:
            OSError: Nothing can be written there.
        """
        self._path = path
        self._part = path.with_name(path.name + ".part")
        begun = orjson.dumps(har(()))
        assert begun.endswith(b"[" + _END)
        self._file = self._part.open("wb")
        self._file.write(begun.removesuffix(_END))
        self._count = 0
        self.wrong = ""
        """Why nothing more is written; empty if all is well."""

    def add(self, entry: Entry, names: SecretNames, path: str) -> None:
        """Writes an exchange.

        Args:
            entry: The exchange.
            names: What the APIs call their secrets.
            path: Where its path begins as the target knows it: what of it is the proxy's own.
        """
        if self.wrong:
            return
        masked = mask(entry, names)
        recorded: Record = har([masked])["log"]["entries"][0]
        query = masked.query.decode("latin-1")
        url = entry.proxied + masked.path.removeprefix(path) + (f"?{query}" if query else "")
        recorded["request"]["url"] = url
        try:
            self._file.write((b"," if self._count else b"") + orjson.dumps(recorded))
        except OSError as error:
            self.wrong = f"{self._part} cannot be written: {error.strerror}."
        self._count += 1

    def finish(self) -> None:
        """Ends the file and puts it in its place; without a word if something is wrong."""
        try:
            with self._file:
                self._file.write(_END)
                self._file.flush()
                os.fsync(self._file.fileno())
            if not self.wrong:
                self._part.replace(self._path)
        except OSError as error:
            self.wrong = f"{self._path} cannot be written: {error.strerror}."

    def discard(self) -> None:
        """Leaves no trace."""
        self._file.close()
        self._part.unlink(missing_ok=True)
