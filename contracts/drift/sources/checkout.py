"""The files of a revision that one document needs, put into a folder."""

import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from contracts.drift.sources.git import LINK, MODULE, Entry, Repository
from contracts.drift.sources.words import Revised
from contracts.errors import ConfigError
from specs.bundle import DOCUMENT, OVERLAY
from specs.errors import nearest_name

_PARTS: Final = (DOCUMENT, "openapi.yml", "openapi.json", OVERLAY)
"""Files of an API folder that a document is made of."""
_WORDS: Final = re.compile(r"""[^\s"'/#\\,{}\[\]]+""")
"""What may be the name of a file in the text of another."""
_LINKS: Final = 40
_FEW: Final = 3


@dataclass(slots=True)
class Checkout:
    """A revision of which single files are put into a folder."""

    repository: Repository
    word: str
    """What the user wrote."""
    asked: Revised
    home: Path
    """An empty folder that stands for the top of the repository."""
    entries: Mapping[str, Entry] = field(init=False)
    _links: dict[str, str] = field(init=False)
    """What symbolic links say."""
    _done: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.entries = self.repository.entries(self.asked.revision)
        links = {path: one.id for path, one in self.entries.items() if one.mode == LINK}
        said = self.repository.contents(links.values()) if links else {}
        self._links = {path: os.fsdecode(said[id_]) for path, id_ in links.items()}

    def fetch(self, allowed: Iterable[Path] = ()) -> Path:
        """Puts the document there, and the files below its folder that it may refer to.

        Args:
            allowed: Further folders, on disk, that it may refer to.

        Returns:
            The file or the folder.

        Raises:
            ConfigError: The revision has no such path, or has something else there.
        """
        path = self._path()
        if path in self.entries:
            starts, folder = [path], posixpath.dirname(path)
        else:
            starts, folder = [posixpath.join(path, name) for name in _PARTS], path
            self._file(path).mkdir(parents=True, exist_ok=True)
        folders = (folder, *(self._inside(place) for place in allowed))
        by_name = self._names(folder for folder in folders if folder is not None)
        wanted = {start for start in starts if start in self.entries}
        while wanted:
            texts = self._write(wanted)
            wanted = set()
            for text in texts:
                for name in {unquote(word) for word in _WORDS.findall(text)} & by_name.keys():
                    wanted.update(by_name[name] - self._done)
                wanted.update(
                    path
                    for name, paths in by_name.items()
                    if _WORDS.fullmatch(name) is None and name in unquote(text)
                    for path in paths - self._done
                )
        return self.home / path

    def allowed(self, folders: Iterable[Path]) -> tuple[Path, ...]:
        """Returns what stands here for folders of the work tree."""
        inside = [self._inside(folder) for folder in folders]
        return tuple(self.home / folder for folder in inside if folder is not None)

    def _inside(self, folder: Path) -> str | None:
        top = self.repository.top
        whole = folder.resolve()
        if top is None or not whole.is_relative_to(top.resolve()):
            return None
        found = whole.relative_to(top.resolve()).as_posix()
        return "" if found == "." else found

    def _path(self) -> str:
        """Returns the path that is meant: from the top as git has it, or from here."""
        written = self.asked.path.replace("\\", "/") if os.sep == "\\" else self.asked.path
        if written.startswith("/") and (inside := self._inside(Path(written))) is not None:
            written = inside or "."
        from_here = posixpath.normpath(self.repository.prefix + written)
        from_top = posixpath.normpath(written)
        is_here = written.startswith(("./", "../"))
        for path in (from_here,) if is_here else (from_top, from_here):
            plain = "" if path == "." else path
            if (found := self._followed(plain)) is not None:
                return found
        raise self._missing(from_here if is_here else from_top)

    def _followed(self, path: str) -> str | None:
        """Returns a path with links followed; None if nothing is there."""
        for _ in range(_LINKS):
            if path in self.entries and self.entries[path].mode not in (LINK, MODULE):
                return path
            if not path or any(one.startswith(f"{path}/") for one in self.entries):
                return path
            at = next((one for one in _heads(path) if one in self.entries), None)
            if at is None:
                return None
            if self.entries[at].mode == MODULE:
                raise ConfigError(
                    f"{self.word} lies in the submodule {at}, whose files this repository has not",
                    do=f"Go into {at} and name a revision of it, or check it out and name files",
                )
            if self.entries[at].mode != LINK:
                return None
            target = self._target(at)
            if target is None:
                raise ConfigError(
                    f"{at} of {self.word} is a symbolic link that leads out of the repository, "
                    f"to {self._links[at]!r}",
                    do="Name a file that is in the revision",
                )
            path = posixpath.normpath(posixpath.join(target, path[len(at) + 1 :]))
        raise ConfigError(f"{self.word} is a symbolic link that leads back to itself")

    def _target(self, link: str) -> str | None:
        """Returns where a link leads, from the top; None if that is not in the repository."""
        written = self._links[link]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(link), written))
        return None if written.startswith("/") or target.startswith("..") else target

    def _names(self, folders: Iterable[str]) -> dict[str, set[str]]:
        """Returns the files below some folders by their last names."""
        found: dict[str, set[str]] = {}
        heads = tuple(f"{folder}/" if folder else "" for folder in folders)
        for path, entry in self.entries.items():
            if path.startswith(heads) and entry.mode != MODULE:
                for one in self._behind(path) if entry.mode == LINK else (path,):
                    found.setdefault(posixpath.basename(one), set()).add(one)
        return found

    def _behind(self, link: str) -> list[str]:
        """Returns the files that a link leads to, by their paths through the link."""
        target = self._target(link)
        if target is None or target == ".":
            return [link]
        inside = [one for one in self.entries if one.startswith(f"{target}/")]
        return [link, *(link + one[len(target) :] for one in inside)]

    def _write(self, paths: Iterable[str]) -> list[str]:
        """Writes files, and what links among them lead to; returns their texts."""
        real = {path: self._reached(path) for path in sorted(paths)}
        self._done |= real.keys()
        known = {path: at for path, at in real.items() if at is not None and at in self.entries}
        contents = self.repository.contents(self.entries[at].id for at in known.values())
        texts: list[str] = []
        for path, at in known.items():
            content = contents[self.entries[at].id]
            file = self._file(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
            texts.append(content.decode(encoding, "replace"))
        return texts

    def _reached(self, path: str) -> str | None:
        """Returns a path with links followed; None also where they lead out of the repository.

        Whether the file is needed is not known yet; if it is, its absence is told.
        """
        try:
            return self._followed(path)
        except ConfigError:
            return None

    def _file(self, path: str) -> Path:
        """Returns where a file goes; a tree that was forged cannot lead out of the folder."""
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts or any("\\" in part for part in parts):
            raise ConfigError(f"the revision of {self.word} has a file {path!r}, which no tree has")
        return self.home.joinpath(*parts)

    def _missing(self, path: str) -> ConfigError:
        where = (
            f"the revision {self.asked.revision!r} has" if self.asked.revision else "the index has"
        )
        name = posixpath.basename(path)
        same = [one for one in self.entries if posixpath.basename(one) == name]
        if same:
            rest = f" and {len(same) - _FEW} more" if len(same) > _FEW else ""
            do = f"It has {', '.join(same[:_FEW])}{rest}"
        else:
            do = nearest_name(path, _near(path, self.entries))
        return ConfigError(f"{where} no {path}", expected="a file or a folder of it", do=do)


def _heads(path: str) -> list[str]:
    """Returns a path and its folders, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _near(path: str, paths: Iterable[str]) -> set[str]:
    """Returns the documents of the deepest folder of a path that is there."""
    known = [one for one in paths if one.endswith((".yaml", ".yml", ".json"))]
    folder = posixpath.dirname(path)
    while folder and not any(one.startswith(f"{folder}/") for one in known):
        folder = posixpath.dirname(folder)
    return {one for one in known if not folder or one.startswith(f"{folder}/")}
