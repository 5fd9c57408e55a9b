"""What a lint rule reports, and what a rule is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from specs.bundle import Bundle
from specs.errors import sentence


@dataclass(frozen=True, slots=True, order=True)
class LintFinding:
    """One flaw of a description. `str()` is one paragraph for its author."""

    file: Path
    line: int
    """1-based."""
    id: str
    """The rule's id, the same in every release."""
    pointer: str
    """JSON pointer of the flawed part in its file."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {sentence(self.message.strip())} [{self.id}]"


Rule: TypeAlias = Callable[[Bundle], Iterator[LintFinding]]
"""A rule takes an API and yields what breaks it; every finding carries the function's name."""


def in_document(bundle: Bundle, rule: str, where: str, message: str) -> LintFinding:
    """Returns a finding about the place in the description that a JSON pointer names."""
    file, line = bundle.document.spot(where)
    return LintFinding(file, line, rule, where, message)
