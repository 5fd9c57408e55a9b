"""Is the status of the answer one that the operation documents?"""

from collections.abc import Iterator
from typing import Final

from contracts.checks.check import Subject, check
from contracts.finding import Violation

EXPLAINED: Final = frozenset((401, 404, 405, 406, 408, 411, 413, 414, 415, 417, 421, 426, 429, 431))
"""Refusals that HTTP itself explains, so that a client can know them without the document."""


@check(
    says="The status is one that the operation documents.",
    why="A client has no rule for a status that nobody told it of, and misreads it.",
)
def status_documented(subject: Subject) -> Iterator[Violation]:
    """Judges all but failures of the server and refusals that HTTP explains."""
    if subject.reply.status < 500 and not is_explained(subject):
        yield from undocumented(subject)


def is_explained(subject: Subject) -> bool:
    """Returns whether HTTP explains the status; 404 only where the path has parameters."""
    status = subject.reply.status
    return status in EXPLAINED and (status != 404 or "{" in subject.operation.path)


def undocumented(subject: Subject) -> Iterator[Violation]:
    """Yields a violation if the operation does not document the status."""
    status = subject.reply.status
    if subject.operation.response(status) is None:
        known = ", ".join(sorted(subject.operation.responses)) or "none at all"
        yield Violation(
            expected=f"a documented status: {known}", got=str(status), cause=str(status)
        )
