"""Which kind of thing a word of the command line names."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from specs.discovery import bundled_names
from specs.download import is_url

STDIN: Final = "-"

Kind = Literal["place", "url", "stdin", "revision"]
"""place: a file, a folder, or the name of an API that comes along."""

_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True)
class Revised:
    """A path in a revision of a git repository."""

    revision: str
    """Such as `main` or `HEAD~2`; empty for the index."""
    path: str


def kind_of(word: str) -> Kind:
    r"""Returns what a word names; what is there on disk wins over a revision.

    >>> kind_of("-"), kind_of("HEAD~2:openapi.yaml"), kind_of("C:\\apis\\openapi.yaml")
    ('stdin', 'revision', 'place')
    """
    if word == STDIN:
        return "stdin"
    if word in bundled_names() or _is_there(word):
        return "place"
    if is_url(word):
        return "url"
    if _DRIVE.match(word) is None and _colon(word) is not None:
        return "revision"
    return "place"


def revised(word: str) -> Revised:
    """Splits `REVISION:path`; a colon in braces belongs to the revision, as for git.

    >>> revised("main:specs/a.yaml")
    Revised(revision='main', path='specs/a.yaml')
    >>> revised("HEAD@{2026-01-01 10:00}:a.yaml").path
    'a.yaml'
    """
    colon = _colon(word) or 0
    return Revised(word[:colon], word[colon + 1 :])


def _colon(word: str) -> int | None:
    depth = 0
    for index, letter in enumerate(word):
        if letter == ":" and depth == 0:
            return index
        depth += (letter == "{") - (letter == "}")
    return None


def _is_there(word: str) -> bool:
    try:
        return bool(word) and Path(word).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False
