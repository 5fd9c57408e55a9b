"""A word of the command line, opened as the document that it names."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from contracts.drift.sources.checkout import Checkout
from contracts.drift.sources.git import Repository, is_revision
from contracts.drift.sources.names import Names
from contracts.drift.sources.words import kind_of, revised
from contracts.errors import ConfigError
from specs.bundle import Bundle
from specs.discovery import locate
from specs.errors import SpecError, UnreadableFile

_FLAWED: Final = "the reference "
"""How a reason begins that tells of a reference which leads nowhere."""
_START: Final = 4096
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_POINTER: Final = b"version https://git-lfs."


@dataclass(frozen=True, slots=True)
class Opened:
    """A document, with the names that its files have for the user."""

    bundle: Bundle
    shown: Callable[[Path], str]
    """A file as a reader finds it: `main:specs/x/openapi.yaml`, or its path from here."""
    word: str
    """What stands on the command line."""


@contextmanager
def opened(
    word: str,
    *,
    stdin: IO[bytes] | None = None,
    strict: bool | None = None,
    overlays: Iterable[Path] = (),
    allow_references: Iterable[Path] = (),
) -> Iterator[Opened]:
    """Opens what a word names; files that are made for it are gone afterwards.

    Args:
        word: A file, an API folder, the name of an API that comes along, `REVISION:path` of the
            git repository here (`:path` for the index), `-` for stdin, a URL of this machine.
        stdin: What `-` reads.
        strict: Whether any flaw refuses a description; by default one of a folder does, of a file
            only a reference that leads nowhere does. False leaves out what cannot be read.
        overlays: OpenAPI Overlay files to apply.
        allow_references: Folders besides its own that the document may refer to.

    Raises:
        ConfigError: There is no such file, revision, path or repository.
        SpecError: The document cannot be used.
    """
    allowed, laid = tuple(allow_references), tuple(overlays)
    with tempfile.TemporaryDirectory(prefix="drift-", ignore_cleanup_errors=True) as folder:
        home = Path(folder).resolve()
        kind = kind_of(word)
        if kind == "stdin":
            path, names = _from_stdin(stdin, home)
        elif kind == "revision":
            path, names, allowed = _from_git(word, home, allowed)
        else:
            path = _located(word)
            names = Names({path: word} if kind == "url" else {})
        try:
            _refuse_strange(path)
            bundle = Bundle.load(path, strict=strict, overlays=laid, allow_references=allowed)
            if strict is None:
                _refuse_dangling(bundle)
            yield Opened(bundle, names.shown, word)
        except SpecError as error:  # also of parts that are looked at only when they are needed
            raise names.retold(error) from error


def _located(word: str) -> Path:
    try:
        return locate(word)
    except UnreadableFile as error:
        if word and is_revision(word):
            raise ConfigError(
                f"{word} is a revision of git, and which file of it is meant is not said",
                expected=f"such as {word}:openapi.yaml",
            ) from error
        raise


def _from_git(
    word: str, home: Path, allowed: tuple[Path, ...]
) -> tuple[Path, Names, tuple[Path, ...]]:
    repository = Repository.here(word)
    asked = revised(word)
    top = home / repository.name
    top.mkdir()
    checkout = Checkout(repository, word, asked, top)
    path = checkout.fetch(allowed)
    return path, Names({top: f"{asked.revision}:"}), (*allowed, *checkout.allowed(allowed))


def _from_stdin(stdin: IO[bytes] | None, home: Path) -> tuple[Path, Names]:
    content = b"" if stdin is None else stdin.read()
    if not content.strip():
        raise ConfigError("stdin is empty", expected="an OpenAPI document in YAML or JSON")
    name = "openapi.json" if content.lstrip()[:1] == b"{" else "openapi.yaml"
    file = home / "stdin" / name
    file.parent.mkdir()
    file.write_bytes(content)
    return file, Names({file: "stdin"})


def _refuse_strange(path: Path) -> None:
    """Refuses what a lenient reader would take for text."""
    if not path.is_file():
        return
    with path.open("rb") as stream:
        start = stream.read(_START)
    if start.startswith(_POINTER):
        raise UnreadableFile(
            "this is a pointer of Git LFS, not the document that it stands for",
            file=path,
            do="Fetch it with `git lfs pull`, and name the file",
        )
    if b"\0" in start and start[:2] not in _UTF_16:
        raise UnreadableFile("this is no text", file=path, expected="OpenAPI in YAML or JSON")


def _refuse_dangling(bundle: Bundle) -> None:
    for one in bundle.left_out:
        if one.reason.startswith(_FLAWED):
            raise UnreadableFile(
                one.reason,
                file=one.file,
                line=one.line,
                do="Correct it, or leave out what refers there with --no-strict",
            )
