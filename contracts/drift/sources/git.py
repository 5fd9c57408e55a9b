"""What a git repository holds: asked of git itself, without a shell, and never written to."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contracts.errors import ConfigError
from specs.errors import first_line, nearest_name

LINK: Final = "120000"
MODULE: Final = "160000"
"""The modes of a symbolic link and of a submodule."""

_QUIET: Final = {
    "LC_ALL": "C",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a revision, a symbolic link or a submodule."""

    mode: str
    id: str
    """Of the object that has its content."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, seen from the working folder."""

    top: Path | None
    """The folder of its work tree; None if there is none here, as in a bare repository."""
    prefix: str
    """The working folder below `top`, with a slash at its end; empty at the top."""
    name: str

    @classmethod
    def here(cls, word: str) -> "Repository":
        """Returns the repository that the working folder belongs to.

        Raises:
            ConfigError: There is none, or git is not installed.
        """
        ran = _git("rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--show-prefix")
        if ran.returncode != 0:
            said = _said(ran)
            if "not a git repository" in said:
                raise ConfigError(
                    f"there is no file {word!r}, and as a path in a revision it means nothing "
                    f"either: {Path.cwd()} is no git repository",
                    expected="a file, a folder, or REVISION:path inside of a git repository",
                )
            trust = f"Trust it: git config --global --add safe.directory {Path.cwd()}"
            raise ConfigError(
                f"git cannot read the repository of {Path.cwd()}: {said}",
                do=trust if "ownership" in said else "",
            )
        inside, folder, *rest = os.fsdecode(ran.stdout).split("\n")
        if inside != "true":
            return cls(None, "", Path(folder).name.removesuffix(".git") or "repository")
        top = Path(_text("rev-parse", "--show-toplevel").removesuffix("\n"))
        return cls(top, rest[0], top.name or "repository")

    def entries(self, revision: str) -> Mapping[str, Entry]:
        """Returns all that a revision holds, by path from the top; an empty one is the index.

        Raises:
            ConfigError: There is no such revision.
        """
        if not revision:
            return self._index()
        ran = _git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{tree}")
        if ran.returncode != 0:
            raise self._unknown(revision)
        tree = ran.stdout.decode("ascii").strip()
        listed = _text("ls-tree", "-r", "-z", "--full-tree", tree)
        found: dict[str, Entry] = {}
        for line in listed.split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, _, id_ = facts.split(" ")
            found[path] = Entry(mode, id_)
        return found

    def contents(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Returns the content of objects by their ids.

        Raises:
            ConfigError: One is not on this machine, as in a partial clone.
        """
        wanted = list(dict.fromkeys(ids))
        ran = _git("cat-file", "--batch", given="".join(f"{one}\n" for one in wanted).encode())
        found: dict[str, bytes] = {}
        rest = memoryview(ran.stdout)
        while rest:
            end = bytes(rest[:256]).index(b"\n")
            facts = bytes(rest[:end]).split(b" ")
            if facts[-1] == b"missing":
                raise ConfigError(
                    f"git has not the object {facts[0].decode()} on this machine",
                    do="Fetch the revision whole, such as with `git fetch --refetch`",
                )
            size = int(facts[2])
            found[facts[0].decode()] = bytes(rest[end + 1 : end + 1 + size])
            rest = rest[end + size + 2 :]
        return found

    def _index(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        where = () if self.top is None else ("-C", str(self.top))
        for line in _text(*where, "ls-files", "-s", "-z").split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, id_, stage = facts.split(" ")
            if stage in ("0", "2"):  # 2: our side of a merge that is not over
                found[path] = Entry(mode, id_)
        return found

    def _unknown(self, revision: str) -> ConfigError:
        known = _text("for-each-ref", "--format=%(refname:short)").split()
        is_shallow = _text("rev-parse", "--is-shallow-repository").strip() == "true"
        near = nearest_name(revision, [*known, "HEAD"])
        if is_shallow:
            near += " This is a shallow clone; `git fetch --unshallow`, or fetch the revision."
        return ConfigError(
            f"git knows no revision {revision!r}",
            expected="a branch, a tag or a commit, such as in main:openapi.yaml",
            do=near.strip(),
        )


def is_revision(word: str) -> bool:
    """Returns whether a word by itself names a revision here; False if there is no git."""
    try:
        ran = _git("rev-parse", "--verify", "--quiet", "--end-of-options", word + "^{tree}")
    except ConfigError:
        return False
    return ran.returncode == 0


def _text(*arguments: str) -> str:
    ran = _git(*arguments)
    if ran.returncode != 0:
        raise ConfigError(f"git cannot read the repository of {Path.cwd()}: {_said(ran)}")
    return os.fsdecode(ran.stdout)


def _git(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **_QUIET}
    try:
        return subprocess.run(  # noqa: S603  # a list of arguments, no shell
            ["git", *arguments],  # noqa: S607  # the user's own git
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise ConfigError(
            f"git cannot be started: {error.strerror}",
            do="Install git, or name files instead of revisions",
        ) from error
    except ValueError as error:  # a word with a zero byte
        raise ConfigError(f"git cannot be asked: {first_line(error)}") from error


def _said(ran: subprocess.CompletedProcess[bytes]) -> str:
    lines = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"it ends with {ran.returncode}"
