"""What a judge says: a violation, and the finding that a run reports of it."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from contracts.finding.exchange import Exchange
from specs.values import pointer as join
from specs.values import split_pointer

Severity = Literal["error", "warning", "info"]
"""error: a consumer that obeys the contract can break; warning: the documents cannot decide;
info: no harm to a consumer."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which one exchange, or a story of several, breaks what should hold."""

    expected: str
    got: str
    exchange: Exchange | None = None
    """Where it shows; None means the last exchange."""
    pointer: str = ""
    """JSON pointer into the answer's body."""
    rules: tuple[str, ...] = ()
    """Ids of the documented rules it breaks, where narrower than the judge's own."""
    cause: str = ""
    """Tells causes apart that have judge, operation and pointer in common."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence that is broken, and where it stands."""

    rule: str
    """Id of a documented rule, or empty."""
    statement: str
    file: str
    line: int
    document: str = ""
    section: str = ""
    excerpt: tuple[str, ...] = ()
    """Lines of the file from `line` on, where a reader may not have the file at hand."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, reported once."""

    judge: str
    """Id of the check or law."""
    severity: Severity
    api: str
    operation: str
    """Label, or empty where the judge is about several."""
    says: str
    """What should hold."""
    expected: str
    got: str
    pointer: str
    clauses: tuple[Clause, ...]
    story: tuple[Exchange, ...]
    """The smallest story that shows it, secrets masked; the last exchange shows it."""
    item: str
    """Id of the item of the plan that found it."""
    cause: str = ""
    seen: int = 1
    """How often it was seen in the run."""
    flaky: bool = False
    """Seen once, and not again when it was tried at once."""
    status: int = 0
    """HTTP status of the answer that shows it."""
    part: str = ""
    """Of a drift: which part of which message, in words: `request body /items/*/name`."""
    witness: str = ""
    """Of a drift: a message that one contract accepts and the other rejects, on one line."""
    touches: tuple[str, ...] = ()
    """Of a drift: labels of all operations that the change reaches."""
    unproved: bool = False
    """Of a drift: neither a witness nor a proof of the opposite was found."""

    @property
    def fingerprint(self) -> str:
        """Eight hex digits, the same for the same cause in every run."""
        parts = (self.judge, self.api, self.operation, place_of(self.pointer), self.cause)
        text = "\n".join(parts).encode(errors="backslashreplace")
        return blake2b(text, digest_size=4).hexdigest()


def place_of(pointer: str) -> str:
    """Returns a pointer with `*` for every list index.

    >>> place_of("/errors/3/code")
    '/errors/*/code'
    """
    return join(*("*" if part.isdecimal() else part for part in split_pointer(pointer)))
