"""What can be wrong with the files that describe an API.

SpecError                 the author of a file must act
├── UnreadableFile        not there, not text, not YAML
├── InvalidSpec           readable, but not a valid description
├── DanglingReference     a `$ref` that names nothing
└── InvalidPart           another file of the folder (seed, rules, transcripts, stub) is wrong
"""

import difflib
from collections.abc import Iterable
from pathlib import Path


class SpecError(Exception):
    """A description that cannot be used. `str()` is one paragraph for its author."""

    def __init__(
        self, wrong: str, *, file: Path, line: int | None = None, expected: str = "", do: str = ""
    ) -> None:
        self.wrong = wrong
        self.file = file
        self.line = line
        self.expected = expected
        self.do = do
        place = f"{file}:{line}" if line is not None else str(file)
        parts = [f"{place}: {sentence(wrong)}"]
        if expected:
            parts.append(sentence(f"Expected {expected}"))
        if do:
            parts.append(sentence(do))
        super().__init__(" ".join(parts))


class UnreadableFile(SpecError):
    """The file is not there, is not UTF-8 text, or is not YAML or JSON."""


class InvalidSpec(SpecError):
    """The document is readable but breaks OpenAPI's rules or this kit's."""


class DanglingReference(SpecError):
    """A `$ref` names a place that does not exist."""

    def __init__(self, reference: str, *, file: Path, line: int | None, nearest: str = "") -> None:
        self.reference = reference
        super().__init__(
            f"the reference {reference!r} names nothing",
            file=file,
            line=line,
            expected="a JSON pointer to a place in this document",
            do=nearest or "Define the target or correct the reference",
        )


class InvalidPart(SpecError):
    """A file beside the description (seed, rules, transcripts, stub) does not fit it."""


def sentence(text: str) -> str:
    """Ends a text with a full stop.

    >>> sentence("no such file")
    'no such file.'
    """
    return text if text.endswith((".", "?", "!")) else text + "."


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Says which known name is nearest to an unknown one, or lists the known ones.

    >>> nearest_name("critoe", ["criteo", "spaaza"])
    'Did you mean criteo?'
    """
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?"
    if not names:
        return ""
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"Known: {shown}."


def first_line(error: BaseException) -> str:
    r"""Returns the first line of what a library's exception says.

    >>> first_line(ValueError("no such type\n\nOn instance: 5"))
    'no such type'
    """
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
