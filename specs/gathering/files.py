"""Which files a description may refer to: those of its own folder, and nothing of a network."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from specs.errors import UnreadableFile
from specs.source_text import SourceText
from specs.yaml_reader import read_text


class Refusal(NamedTuple):
    """Why a reference is not followed."""

    wrong: str
    """Goes on after "the reference '...' ..."."""
    expected: str
    do: str


_NOT_THERE: Final = Refusal(
    "leads nowhere: there is no such file", "a file that is there", "Correct the path"
)
_DIALECTS: Final = ("http://json-schema.org/", "https://json-schema.org/")
"""Where the schemas of JSON Schema itself live; validators know them by heart."""


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file that is part of a description."""

    source: SourceText
    name: str
    """Its path as seen from the description's folder; empty for the description itself."""
    uri: str
    """Names it in this program only."""


class Library:
    """The files that a description may refer to, each read once."""

    def __init__(self, root: SourceText, allowed: Iterable[Path], *, strict: bool) -> None:
        self._folder = root.path.parent
        self._folders = tuple(folder.resolve() for folder in (self._folder, *allowed))
        self._strict = strict
        self.root = LibraryFile(root, "", root.path.resolve().as_uri())
        self._files: dict[Path, LibraryFile] = {root.path.resolve(): self.root}

    def file(self, uri: str) -> LibraryFile | Refusal:
        """Returns the file that a URI, which has no fragment, names.

        Raises:
            UnreadableFile: The file is there, but is no YAML or JSON, and the library is strict.
        """
        try:
            return self._find(uri)
        except (OSError, RuntimeError, ValueError):
            return _NOT_THERE  # a name that no file can have, or links in a circle

    def _find(self, uri: str) -> LibraryFile | Refusal:
        parts = urlsplit(uri)
        if parts.scheme != "file" or parts.netloc:
            return Refusal(
                "leads to another host" if parts.scheme else "leads nowhere",
                "a place in this document or in a file of its folder; nothing is fetched",
                "Download the file into the folder and refer to it there",
            )
        path = Path(unquote(parts.path)).resolve()
        if path in self._files:
            return self._files[path]
        if not any(path.is_relative_to(folder) for folder in self._folders):
            return Refusal(
                "leaves the folder of this description",
                f"a file in {self._folder} or in a folder that is allowed",
                "Allow the folder, or put the file into this one",
            )
        return self._read(path) if path.is_file() else _NOT_THERE

    def _read(self, path: Path) -> LibraryFile | Refusal:
        shown = os.path.relpath(path, self._folders[0])
        try:
            source = read_text(self._folder / shown, strict=self._strict)
        except UnreadableFile as error:
            if self._strict:
                raise
            return Refusal(f"leads to a file that cannot be read: {error}", "YAML or JSON", "")
        file = LibraryFile(source, Path(shown).as_posix(), path.as_uri())
        self._files[path] = file
        return file


def is_dialect(uri: str) -> bool:
    """Whether a URI names a schema of JSON Schema itself."""
    return uri.startswith(_DIALECTS)
